/*! One more backend of a Service on a node, as a rollout would make it: a copy of a pod that it has, with a name and an address of
its own. */
import { sha1Hex } from '../net/hash'
import { inCidr, type Ipv4, ipv4FromNumber, lastOf } from '../net/ip'
import type { Edit } from './edit'
import { nameOf } from './edits/names'
import type { PodSpec, ResolvedTopology, Topology } from './types'

type AddPod = Extract<Edit, { kind: 'add-pod' }>

/** Letters of a pod's random suffix (k8s.io/apimachinery, util/rand: no vowels, no look-alikes). */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * The edit that runs it (`serviceName` with its namespace in front where that is not `default`), for all Services that have the copied pod by name. Same input, same pod. null: the Service has no pod to
 * copy, or the node no ENI for pods or no address left.
 */
export function backendOn(
  topology: Topology,
  { services, nodes }: ResolvedTopology,
  serviceName: string,
  nodeName: string,
): AddPod | null {
  const service = services.find((each) => nameOf(each) === serviceName)
  const like = service?.backends.find(({ hostNetwork }) => !hostNetwork)
  const node = nodes.find(({ name }) => name === nodeName)
  const [eni] = (node?.enis ?? [])
    .filter(({ primary }) => !primary)
    .toSorted((a, b) => podsOn(topology, nodeName, a.dev) - podsOn(topology, nodeName, b.dev))
  const ip = eni === undefined ? null : freeAddress(topology, eni.vswitch)
  const spec = topology.pods.find(({ ip: own }) => own === like?.ip)
  if (!service || !like || !spec || !eni || ip === null) return null
  const { namespace, labels, listen } = spec
  const pod: PodSpec = {
    name: freeName(topology, like.name, nodeName),
    ...(namespace === undefined ? {} : { namespace }),
    node: nodeName,
    eni: eni.dev,
    ip,
    ...(labels === undefined ? {} : { labels }),
    ...(listen === undefined ? {} : { listen }),
  }
  const taking = services.filter(
    ({ backends, endpoints, namespace: of }) => 'pods' in endpoints && of === like.namespace && backends.includes(like),
  )
  return {
    kind: 'add-pod',
    pod,
    services: taking.map(nameOf),
  }
}

const podsOn = ({ pods }: Topology, node: string, dev: string): number =>
  pods.filter((pod) => pod.node === node && pod.eni === dev).length

/** `nginx-7d6877d777-h4jtf` → `nginx-7d6877d777-` and five letters. */
function freeName({ pods }: Topology, like: string, node: string): string {
  const stem = like.includes('-') ? like.slice(0, like.lastIndexOf('-')) : like
  for (let salt = 0; ; salt++) {
    const digits = sha1Hex(`${like} ${node} ${salt}`)
    const letters = [0, 2, 4, 6, 8].map((at) => LETTERS[Number.parseInt(digits.slice(at, at + 2), 16) % LETTERS.length])
    const name = `${stem}-${letters.join('')}`
    if (!pods.some((pod) => pod.name === name)) return name
  }
}

/** The first one behind the vSwitch's pods that nobody has; the last three and the broadcast address are the cloud's. */
function freeAddress(topology: Topology, vswitch: string): Ipv4 | null {
  const prefix = topology.vswitches.find(({ name }) => name === vswitch)?.cidr
  if (!prefix) return null
  const taken = new Set<number>([
    ...topology.nodes.map(({ ip }) => ip),
    ...topology.pods.map(({ ip }) => ip),
    ...topology.services.flatMap(({ lbIP, externalIPs = [] }) => [lbIP ?? -1, ...externalIPs]),
    ...topology.clients.map(({ ip }) => ip),
    ...(topology.slb?.listeners ?? []).map(({ vip }) => vip),
  ])
  const first = prefix.address + 1
  const last = lastOf(prefix) - 4
  const behind = Math.max(first, ...topology.pods.filter(({ ip }) => inCidr(ip, prefix)).map(({ ip }) => ip + 1))
  for (const from of [behind, first])
    for (let ip = from; ip <= last; ip++) if (!taken.has(ip)) return ipv4FromNumber(ip)
  return null
}
