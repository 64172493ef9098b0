/*! What kube-proxy's modes ask of a Service alike. */
import type { Origin } from '../../kernel/row'
import { formatIpv4, inCidr } from '../../net/ip'
import type { Node, Pod, Service } from '../../topology/types'

export const originOf = (service: Service): Origin => ({
  plane: 'kube-proxy',
  object: `Service ${service.namespace}/${service.name}`,
})

/** Do the Service's source ranges, if it has any, hold the node's own address? */
export const nodeAllowed = (service: Service, node: Node): boolean =>
  service.sourceRanges.length === 0 || service.sourceRanges.some((range) => inCidr(node.ip, range))

/** kube-proxy keeps a Service's endpoints ordered by the text of address and port (endpointslicecache.go: byEndpoint). */
export const orderedEndpoints = (service: Service): readonly Pod[] =>
  [...service.backends].sort((a, b) => (formatIpv4(a.ip) < formatIpv4(b.ip) ? -1 : 1))
