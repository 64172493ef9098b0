/*! One question without its cluster, and what it asks in words: apart from everything that could be asked (targets.ts), which the
page needs only when somebody chooses. */
import type { Ipv4 } from '../net/ip'
import type { Protocol } from '../net/packet'
import type { Source, Topology } from './types'

/** Who asks what. */
export interface FlowChoice {
  readonly from: Source
  /** For ping the port means nothing; 0. */
  readonly to: { readonly ip: Ipv4; readonly port: number }
  readonly protocol: Protocol
  /** Of one probe of a traceroute; not given: the kernel's 64. */
  readonly ttl?: number
}

/** What kind of address a target is: `kubectl get` has a column for each; `own`: that of a pod, node or client. */
export type TargetAddress = 'clusterIP' | 'externalIP' | 'nodePort' | 'eip' | 'slb' | 'own'

/** A topology as declared, or with everything derived. */
interface Named extends Pick<Topology, 'services' | 'nodes' | 'clients' | 'eips' | 'slb'> {
  readonly pods: readonly { readonly name: string; readonly ip: Ipv4 }[]
}

/** Whose address a flow asks, and of what kind; null: nobody's here. A NodePort goes before the node that it is on. */
export function whoIsAsked(
  { services, pods, nodes, clients, eips = [], slb }: Named,
  { to, protocol }: Pick<FlowChoice, 'to' | 'protocol'>,
): { readonly name: string; readonly address: TargetAddress } | null {
  const { ip, port } = to
  const node = nodes.find((each) => each.ip === ip)
  for (const { name, clusterIP, lbIP, externalIPs = [], ports } of services) {
    if (clusterIP === ip) return { name, address: 'clusterIP' }
    if (lbIP === ip || externalIPs.includes(ip)) return { name, address: 'externalIP' }
    if (node && ports.some((each) => each.nodePort === port && each.protocol === protocol))
      return { name, address: 'nodePort' }
  }
  if (slb?.listeners.some(({ vip }) => vip === ip)) return { name: slb.id, address: 'slb' }
  const bound = eips.find(({ eip }) => eip === ip)
  const owner = node ?? [...nodes, ...pods, ...clients].find((each) => each.ip === (bound?.ip ?? ip))
  return owner ? { name: owner.name, address: bound ? 'eip' : 'own' } : null
}
