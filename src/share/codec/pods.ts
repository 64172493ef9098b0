/*! Fields of pods. Replicas are told by what they do not share. */
import type { EndpointState, PodSpec } from '../../sim'
import { address, hardware } from './addresses'
import type { Coder } from './coder'
import { added, between, choose, type Field, flag, list, maybe, maybeLike, naturals, oneOf, record } from './fields'
import { LIMITS } from './limits'
import { slots } from './model'
import { name, stemOf, workloadOf } from './names'
import { byKey, listeners, nodeOfPod } from './nodes'

type Labels = Readonly<Record<string, string>>

const labelKey = name('label-key')
const labelValue = name<Pick<PodSpec, 'name'>>('label-value', undefined, LIMITS.label, (_, owner) =>
  owner.name === undefined ? undefined : workloadOf(owner.name),
)
const labelCount = naturals()
/**
 * Pairs, sorted by key: the same labels are told the same way. No key reaches a prototype (L7).
 * The pod is the likeliest source of a value.
 */
export const labels: Field<Labels, Pick<PodSpec, 'name'>> = (c, value, owner) => {
  const pairs = value && Object.entries(value).toSorted(byKey)
  const count = labelCount(c, pairs?.length, LIMITS.labels)
  // Object.fromEntries takes a tenth of the time of a link of 5,000 pods.
  const out: Record<string, string> = {}
  for (let at = 0; at < count; at++) {
    const key = labelKey(c, pairs?.[at]?.[0], {})
    const found = labelValue(c, pairs?.[at]?.[1], owner)
    if (key !== '__proto__') out[key] = found
    else Object.defineProperty(out, key, { value: found, writable: true, enumerable: true, configurable: true })
  }
  return out
}

/** The pod that a new one takes after: the last of its workload, else the last. */
const before = (c: Coder, { name: podName = '' }: Readonly<Partial<PodSpec>>): PodSpec | undefined =>
  c.seen.replicas.get(stemOf(podName)) ?? c.seen.pods.at(-1)

const spelledEni = name('eni-of-pod', undefined, LIMITS.link)
const eniKnown = slots(1, 0.98, 8)
const eniTrees = slots(32 * (LIMITS.enis + 1))

/** One of the node's secondary ENIs, rarely the primary one. */
const eniOfPod: Field<string, PodSpec> = (c, value, { node, hostNetwork }) => {
  const devices = c.seen.devicesOf(node)
  if (hostNetwork && devices[0] !== undefined && c.bit(eniKnown, value === devices[0])) return devices[0]
  const at = value === undefined ? undefined : devices.indexOf(value)
  if (devices.length === 0 || !c.bit(eniKnown, at === undefined ? undefined : at >= 0)) return spelledEni(c, value, {})
  return devices[choose(c, eniTrees + 32 * devices.length, devices.length, at)] ?? ''
}

const ifindex = between(1, 0x7fffffff)

const podFields = record<PodSpec>({
  name: name('pod'),
  node: nodeOfPod,
  hostNetwork: maybe(flag(0.98)),
  eni: eniOfPod,
  ip: address<PodSpec>('pod', (c, { node, eni }) => {
    const home = c.seen.nodeCalled(node)
    return c.seen.vswitch(home?.enis.find(({ dev }) => dev === eni)?.vswitch ?? home?.vswitch)
  }),
  namespace: maybeLike('namespace', name('namespace'), before),
  labels: maybeLike('labels', labels, before),
  listen: maybeLike('listen', listeners, before),
  pid: maybe(between(1, 4_194_304), 0.1),
  veth: maybe(name('veth', undefined, LIMITS.link)),
  ifindex: maybe(ifindex),
  podIfindex: maybe(ifindex),
  mac: maybe(hardware),
  hostMac: maybe(hardware),
  endpoint: added(2, oneOf<EndpointState>('ready', 'serving-terminating', 'not-ready')),
})
const pod: Field<PodSpec> = (c, value, owner) => {
  const found = podFields(c, value, owner)
  c.seen.addPod(found, stemOf(found.name), c.writing)
  return found
}
export const pods = list(pod, LIMITS.pods)
