/*! What kube-proxy's modes ask of a Service alike. */
import type { Origin } from '../../kernel/row'
import { inCidr } from '../../net/ip'
import type { Node, Service } from '../../topology/types'

export const originOf = (service: Service): Origin => ({
  plane: 'kube-proxy',
  object: `Service ${service.namespace}/${service.name}`,
})

/** Do the Service's source ranges, if it has any, hold the node's own address? */
export const nodeAllowed = (service: Service, node: Node): boolean =>
  service.sourceRanges.length === 0 || service.sourceRanges.some((range) => inCidr(node.ip, range))
