/*! Whether a flow can start: the one thing without which `simulate` has nothing to begin with. */
import { assertNever } from '../../base/assert'
import { podNamed } from './pod-ref'
import type { Source, Topology } from './types'

/**
 * Whether the source of a flow is there: a node or client of that name, a pod on an ENI that its node has. With it `simulate` never
 * throws, whatever else is wrong with the topology.
 */
export function canSend({ nodes, pods, clients }: Pick<Topology, 'nodes' | 'pods' | 'clients'>, from: Source): boolean {
  switch (from.kind) {
    case 'node':
      return nodes.some(({ name }) => name === from.name)
    case 'client':
      return clients.some(({ name }) => name === from.name)
    case 'pod': {
      const pod = podNamed(pods, from.name)
      return nodes.some(
        ({ name, enis }) => name === pod?.node && (pod.hostNetwork || enis.some(({ dev }) => dev === pod.eni)),
      )
    }
    default:
      return assertNever(from.kind)
  }
}
