/*! Fields of vSwitches, nodes and clients. */
import type { ClientSpec, EniSpec, ListenerSpec, NodeSpec, VSwitchSpec } from '../../sim'
import { address, hardware, vswitchPrefix } from './addresses'
import type { Coder } from './coder'
import { added, between, choose, type Field, flag, list, maybe, naturals, oneOf, record } from './fields'
import { LIMITS } from './limits'
import { slots } from './model'
import { name } from './names'
import { port } from './ports'

/** The name of something in a list, by its place there; a name that stands in no list is spelled. */
export function reference(
  kind: string,
  names: (c: Coder) => readonly string[],
  guess: (c: Coder) => number = () => -1,
): Field<string> {
  const known = slots(2, 0.9, 2)
  const spelled = name(kind)
  return (c, value) => {
    const all = names(c)
    const at = value === undefined ? undefined : all.indexOf(value)
    const likely = all[guess(c)]
    if (likely !== undefined && c.bit(known + 1, value === likely)) return likely
    if (all.length > 0 && c.bit(known, at !== undefined && at >= 0)) return all[c.uniform(all.length, at)] ?? ''
    return spelled(c, value, {})
  }
}

const vswitchNames = (c: Coder): readonly string[] => c.seen.vswitchNames

/** A vSwitch by name; the one that the last such reference named is the likeliest. */
const vswitchRef = (kind: string): Field<string> => {
  const base = reference(kind, vswitchNames, (c) => c.seen.vswitch(c.seen.lastPart.get(kind)))
  return (c, value, owner) => {
    const found = base(c, value, owner)
    c.seen.lastPart.set(kind, found)
    return found
  }
}

const vswitchFields = record<VSwitchSpec>({
  name: name('vswitch'),
  cidr: vswitchPrefix,
  gateway: maybe(address('gateway')),
  routeTable: maybe(name('route-table')),
})
const vswitch: Field<VSwitchSpec> = (c, value, owner) => {
  const found = vswitchFields(c, value, owner)
  c.seen.addVSwitch(found)
  return found
}
export const vswitches = list(vswitch, LIMITS.vswitches)

export const listener = record<ListenerSpec>({
  protocol: oneOf<ListenerSpec['protocol']>('TCP', 'UDP'),
  port: port('listen'),
  process: maybe(name('process', undefined, LIMITS.process), 0.5),
})
export const listeners = list(listener, LIMITS.ports)

/** `eth0`, `eth1`, … in their order; else the number. */
const eniNext = slots(1, 0.98, 8)
const eniDev =
  (at: number): Field<string> =>
  (c, value) => {
    const likely = `eth${at}`
    if (c.bit(eniNext, value === likely)) return likely
    const number = value === undefined ? undefined : /^eth(\d{1,2})$/.exec(value)?.[1]
    if (value !== undefined && number === undefined) c.fail({ code: 'text-character', found: value.slice(0, 20) })
    const spelled = number === undefined ? undefined : Number(number) + (number.length === 2 && number < '10' ? 100 : 0)
    const code = c.uniform(110, spelled)
    return code < 100 ? `eth${code}` : `eth0${code - 100}`
  }

const ifindex = between(1, 0x7fffffff)
const groupIds = list(name('group'), LIMITS.groupsOfEni)
const enisAt = Array.from({ length: LIMITS.enis }, (_, at) => eniDev(at))
const eniRest = record<Omit<EniSpec, 'dev'>>({
  ifindex: maybe(ifindex),
  id: maybe(name('eni-id'), 0.1),
  mac: maybe(hardware),
  vswitch: maybe(vswitchRef('eni-vswitch')),
  sourceDestCheck: maybe(flag()),
  securityGroups: maybe(groupIds),
})

const eniCount = naturals()
const likeLast = slots(1, 0.7, 1)
const enis: Field<readonly EniSpec[]> = (c, value) => {
  const before = c.seen.nodes.at(-1)?.enis.length
  const same = before !== undefined && c.bit(likeLast, value?.length === before)
  const count = same ? before : eniCount(c, value?.length, LIMITS.enis)
  return Array.from({ length: count }, (_, at) => {
    c.path.push(at, 'dev')
    const dev = enisAt[at]?.(c, value?.[at]?.dev, {}) ?? ''
    c.path.pop()
    const rest = eniRest(c, value?.[at], {})
    c.path.pop()
    return { dev, ...rest }
  })
}

const sysctlName = name('sysctl', undefined, LIMITS.link)
const rpValue = between(0, 2) as Field<0 | 1 | 2>
/** A record whose keys a person chose: pairs, sorted, so that the same record is told the same way. */
function sysctls<T>(of: Field<T>): Field<Readonly<Record<string, T>>> {
  const pairs = list<readonly [string, T]>(
    (c, value) => [sysctlName(c, value?.[0], {}), of(c, value?.[1], {})],
    LIMITS.sysctls,
  )
  return (c, value) => Object.fromEntries(pairs(c, value && Object.entries(value).toSorted(byKey), []))
}

export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

const nodeFields = record<NodeSpec>({
  vswitch: vswitchRef('node-vswitch'),
  ip: address<NodeSpec>('node', (c, { vswitch: home }) => c.seen.vswitch(home)),
  name: name<NodeSpec>('node', ({ ip }) => ip),
  instanceType: maybe(name('instance'), 0.5),
  enis,
  rpFilter: maybe(sysctls(rpValue)),
  ipForward: added(1, flag()),
  forwarding: added(4, sysctls(flag())),
  listen: maybe(listeners),
})
const node: Field<NodeSpec> = (c, value, owner) => {
  const found = nodeFields(c, value, owner)
  c.seen.addNode(found)
  return found
}
export const nodes = list(node, LIMITS.nodes)

export const clients = list(
  record<ClientSpec>({
    ip: address('client'),
    name: name<ClientSpec>('client', ({ ip }) => ip),
    internet: maybe(flag(), 0.2),
    mac: maybe(hardware),
    listen: maybe(listeners, 0.2),
  }),
  LIMITS.clients,
)

const nodeWays = slots(4)
/** The node of a pod: the last pod's, the one after it, or any. */
export const nodeOfPod: Field<string> = (c, value) => {
  const all = c.seen.nodes
  const last = c.seen.lastNode
  const next = all.length === 0 ? 0 : (last + 1) % all.length
  const at = value === undefined ? undefined : c.seen.nodeNames.indexOf(value)
  const lies = at === undefined ? undefined : at < 0 ? 3 : at === last ? 0 : at === next ? 1 : 2
  const way = choose(c, nodeWays, 4, lies)
  if (way === 3 || all.length === 0) return spelledNode(c, value, {})
  const number = way === 0 ? Math.max(last, 0) : way === 1 ? next : c.uniform(all.length, at)
  c.seen.lastNode = number
  return all[number]?.name ?? ''
}
const spelledNode = name('node-of-pod')
