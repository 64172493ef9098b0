/*! Endpoints in the order of chains and maps: iptables and nftables mode. */
import { formatIpv4 } from '../../net/ip'
import type { Pod } from '../../topology/types'
import type { Endpoints } from './service'

/** What a node may send to: with Local also endpoints that Cluster leaves out. */
export const reachable = ({ all, local }: Endpoints): readonly Pod[] => [
  ...all,
  ...local.filter((pod) => !all.includes(pod)),
]

/** kube-proxy keeps a Service's endpoints ordered by the text of address and port (endpointslicecache.go: byEndpoint). */
export const ordered = (pods: readonly Pod[]): readonly Pod[] =>
  [...pods].sort((a, b) => (formatIpv4(a.ip) < formatIpv4(b.ip) ? -1 : 1))
