/*! What kube-proxy's modes ask of a Service alike. */
import type { Origin } from '../../kernel/row'
import { inCidr } from '../../net/ip'
import type { EndpointState, KubeProxySpec, Node, Pod, Service } from '../../topology/types'
import { has } from './release'

export const originOf = (service: Service): Origin => ({
  plane: 'kube-proxy',
  object: `Service ${service.namespace}/${service.name}`,
})

/** Do the Service's source ranges, if it has any, hold the node's own address? */
export const nodeAllowed = (service: Service, node: Node): boolean =>
  service.sourceRanges.length === 0 || service.sourceRanges.some((range) => inCidr(node.ip, range))

/** The Service as this release of kube-proxy reads it. */
export const asRead = (service: Service, { release }: KubeProxySpec): Service => ({
  ...service,
  // Two hostNetwork pods of one node are one endpoint, the later one (endpointslicecache.go: addEndpoints).
  backends: [...new Map(service.backends.map((pod) => [pod.ip, pod])).values()],
  lbIP: service.lbIPMode === 'Proxy' && has(release, 'lbIpMode') ? null : service.lbIP,
  internalTrafficPolicy: has(release, 'internalTrafficPolicy') ? service.internalTrafficPolicy : 'Cluster',
})

/** Endpoints that new connections may take. */
export interface Endpoints {
  /** For policy Cluster. */
  readonly all: readonly Pod[]
  /** For policy Local, on this node. */
  readonly local: readonly Pod[]
}

/** In kube-proxy's order; each policy falls back on its own (pkg/proxy/topology.go:CategorizeEndpoints; §3.6). */
export function endpointsOf(service: Service, node: Node, { release }: KubeProxySpec): Endpoints {
  const usable = (pods: readonly Pod[]): readonly Pod[] => {
    const are = (state: EndpointState) => pods.filter(({ endpoint }) => endpoint === state)
    const ready = are('ready')
    return ready.length > 0 || !has(release, 'terminatingFallback') ? ready : are('serving-terminating')
  }
  return { all: usable(service.backends), local: usable(service.backends.filter((pod) => pod.node === node.name)) }
}
