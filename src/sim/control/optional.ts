/*! Control planes that most clusters do not have: kube-proxy's other modes, network policies. They are many bytes, and the page
opens with a cluster that needs none of them, so they are handed in from outside (all-planes.ts) instead of being imported. */
import type { KubeProxySpec, NetworkPolicySpec, Node, Pod, Service, Topology } from '../topology/types'
import type { Draft } from './draft'

type WriteServices = (host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec) => void

export interface OptionalPlanes {
  readonly iptables: WriteServices
  readonly nftables: WriteServices
  readonly networkPolicies: (
    host: Draft,
    node: Node,
    pods: readonly Pod[],
    policies: readonly NetworkPolicySpec[],
    ipvs: boolean,
  ) => void
}

let planes: OptionalPlanes | null = null

export function addPlanes(added: OptionalPlanes): void {
  planes = added
}

export const hasOptionalPlanes = (): boolean => planes !== null

/** Whether a cluster cannot be compiled and walked without what comes later: these, and the walk's own (walk/optional.ts). */
export const needsOptionalPlanes = ({
  kubeProxy,
  networkPolicies,
  natGateway,
  eips,
}: Pick<Topology, 'kubeProxy' | 'networkPolicies' | 'natGateway' | 'eips'>): boolean =>
  kubeProxy.mode !== 'ipvs' || [networkPolicies, natGateway, eips].some((given) => given !== undefined)

/** Throws if nobody handed them in: our own mistake, never a property of a topology. */
export function optionalPlanes(): OptionalPlanes {
  if (planes === null) throw new Error('this topology needs planes that were not loaded: call loadAllPlanes first')
  return planes
}
