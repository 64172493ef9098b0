/*! What changed when in kube-proxy: one row a difference, with the change that made it (datapath.md §3.3, §3.6). */
import type { KubeProxyRelease } from '../../topology/types'

export type Feature = keyof typeof SINCE

/** First release that has the feature, and where it came from. */
export const SINCE = {
  /** A Local address without a local endpoint gets all endpoints (S6, V5, T3). */
  localFallback: { release: '1.21', source: 'kubernetes #97081' },
  /** KUBE-SERVICES begins with `-s 127.0.0.0/8 -j RETURN`. */
  loopbackReturn: { release: '1.22', source: 'kubernetes #112950, backported; the recordings of 1.24 have it' },
  /** filter INPUT → KUBE-NODE-PORT with the health check ports. */
  healthCheckPorts: { release: '1.21', source: 'kubernetes #97824' },
  /** "pod source" and "pod destination" became one ESTABLISHED rule in KUBE-FORWARD. */
  oneEstablishedRule: { release: '1.23', source: 'kubernetes #97279' },
  /** filter INPUT → KUBE-IPVS-FILTER rejects ports of a VIP that nobody serves. */
  ipvsFilter: { release: '1.26', source: 'kubernetes #108460' },
  /** KUBE-IPVS-FILTER knows KUBE-EXTERNAL-IP-LOCAL: without it a Local external IP is rejected (D4). */
  externalIpLocalReturn: { release: '1.30', source: 'kubernetes #121919' },
  /** filter OUTPUT → KUBE-IPVS-OUT-FILTER: source ranges for the node itself. */
  ipvsOutFilter: { release: '1.30', source: 'kubernetes #119791' },
  /** nftables mode: forward, input and output filter chains at 0 instead of before DNAT. */
  nftFilterAfterDnat: { release: '1.34', source: 'kubernetes #132456' },
  /** iptables mode: KUBE-EXT in place of KUBE-FW and KUBE-XLB; DROP in filter in place of a mark for drop. */
  externalChains: { release: '1.24', source: 'kubernetes #109060, #110290' },
  /** Source ranges are judged in filter KUBE-PROXY-FIREWALL; before that in nat, by a mark for drop. */
  proxyFirewall: { release: '1.26', source: 'kubernetes #110628' },
  /** internalTrafficPolicy is honoured: alpha in 1.21, on from 1.22. */
  internalTrafficPolicy: { release: '1.22', source: 'kubernetes #96600, #103462' },
  /** No ready endpoint: those that serve while they terminate. Gate ProxyTerminatingEndpoints: alpha in 1.22, on from 1.26. */
  terminatingFallback: { release: '1.26', source: 'kubernetes #113363 (KEP-1669)' },
  /** A load-balancer address of ipMode Proxy is none of kube-proxy's. Gate LoadBalancerIPMode: alpha in 1.29, on from 1.30. */
  lbIpMode: { release: '1.30', source: 'kubernetes #118895 (KEP-1860)' },
} as const

const minor = (release: string): number => Number(release.split('.')[1])

/** Does this release have the feature? */
export const has = (release: KubeProxyRelease, feature: Feature): boolean =>
  minor(release) >= minor(SINCE[feature].release)
