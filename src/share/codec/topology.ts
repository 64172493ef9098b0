/*! The description of a topology and a flow: the order in which a link tells them. */
import type { Flow, KubeProxySpec, TerwaySpec, Topology } from '../../sim'
import { prefix, prefixInFull } from './addresses'
import { eips, natGateway, networkAcls, routes, securityGroups, slb } from './cloud'
import type { Coder } from './coder'
import { type Field, flag, list, maybe, nullable, oneOf, record, tellLate } from './fields'
import { flow as flowFields } from './flow'
import { LIMITS } from './limits'
import { clients, nodes, vswitches } from './nodes'
import { pods } from './pods'
import { networkPolicies, services } from './services'

const kubeProxy = record<KubeProxySpec>({
  mode: oneOf<KubeProxySpec['mode']>('ipvs', 'iptables', 'nftables'),
  release: oneOf<KubeProxySpec['release']>('1.20', '1.24', '1.28', '1.30', '1.33', '1.34'),
  scheduler: oneOf<KubeProxySpec['scheduler']>('rr', 'wrr', 'lc', 'sh'),
  clusterCIDR: nullable(prefix('cluster-cidr'), 0.2),
  masqueradeAll: flag(0.1),
  serviceCIDRs: maybe(list(prefix('service-cidr'), LIMITS.addresses)),
})

const terway = record<TerwaySpec>({
  release: oneOf<TerwaySpec['release']>('1.4.1', '1.4.2'),
  symmetricRouting: maybe(flag()),
})

/** What later fields point back to is noted as soon as it is told. */
const noted =
  <T>(field: Field<T>, note: (c: Coder, value: T) => void): Field<T> =>
  (c, value, owner) => {
    const found = field(c, value, owner)
    note(c, found)
    return found
  }

const topology = record<Topology>({
  vpc: noted(prefixInFull, (c, vpc) => {
    c.seen.vpc = vpc
  }),
  terway,
  kubeProxy,
  vswitches,
  nodes,
  pods,
  services: noted(services, (c, all) => c.seen.services.push(...all)),
  clients: noted(clients, (c, all) => c.seen.clients.push(...all)),
  slb: nullable(slb),
  networkPolicies: maybe(networkPolicies),
  natGateway: maybe(natGateway),
  eips: maybe(eips),
  securityGroups: maybe(securityGroups),
  networkAcls: maybe(networkAcls),
  routes: maybe(routes),
})

export interface Told {
  readonly topology: Topology
  /** null: nothing is asked yet. */
  readonly flow: Flow | null
}

const asked = nullable(flowFields, 0.95)

/** A topology with a flow; `given` is undefined in reading. */
export function tell(c: Coder, given: Told | undefined): Told {
  const found = topology(c, given?.topology, {})
  c.path.push('flow')
  const flow = asked(c, given?.flow, {})
  c.path.pop()
  tellLate(c)
  return { topology: found, flow }
}
