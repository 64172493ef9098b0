/*! What changed when in kube-proxy: one row a difference, with the change that made it (datapath.md §3.3, §3.6). */
import type { KubeProxyRelease } from '../../topology/types'

export type Feature = keyof typeof SINCE

/** First release that has the feature; in brackets where it came from (words that the page need not load). */
export const SINCE = {
  /** A Local address without a local endpoint gets all endpoints (S6, V5, T3). [kubernetes #97081; the release as datapath.md §3.6] */
  localFallback: '1.21',
  /** KUBE-SERVICES begins with `-s 127.0.0.0/8 -j RETURN`. [kubernetes #112950, backported; the recordings of 1.24 have it] */
  loopbackReturn: '1.22',
  /** filter INPUT → KUBE-NODE-PORT with the health check ports. [kubernetes #97824] */
  healthCheckPorts: '1.21',
  /** "pod source" and "pod destination" became one ESTABLISHED rule in KUBE-FORWARD. [kubernetes #97279] */
  oneEstablishedRule: '1.23',
  /** filter INPUT → KUBE-IPVS-FILTER rejects ports of a VIP that nobody serves. [kubernetes #108460] */
  ipvsFilter: '1.26',
  /** KUBE-IPVS-FILTER lets the health check ports through. [kubernetes #117723] */
  healthCheckReturn: '1.28',
  /** KUBE-IPVS-FILTER knows KUBE-EXTERNAL-IP-LOCAL: without it a Local external IP is rejected (D4). [kubernetes #121919] */
  externalIpLocalReturn: '1.30',
  /** filter OUTPUT → KUBE-IPVS-OUT-FILTER: source ranges for the node itself. [kubernetes #119791] */
  ipvsOutFilter: '1.29',
  /** nftables mode: forward, input and output filter chains at 0 instead of before DNAT. [kubernetes #132456] */
  nftFilterAfterDnat: '1.34',
  /** iptables mode: KUBE-EXT and KUBE-SVL in place of KUBE-FW (but for source ranges) and KUBE-XLB. [kubernetes #109060] */
  externalChains: '1.24',
  /** iptables mode: Local without a local endpoint is a DROP in filter; before that a mark for drop in nat. [kubernetes #110290] */
  filterDrops: '1.25',
  /** Source ranges are judged in filter KUBE-PROXY-FIREWALL; before that in nat, by a mark for drop. [kubernetes #110628] */
  proxyFirewall: '1.25',
  /** The kubelet writes no KUBE-MARK-DROP and no rule that drops its mark (IPTablesOwnershipCleanup, on). [kubernetes #114472] */
  noKubeletMarks: '1.27',
  /** internalTrafficPolicy is honoured: alpha in 1.21, on from 1.22. [kubernetes #96600, #103462] */
  internalTrafficPolicy: '1.22',
  /** No ready endpoint: those that serve while they terminate. Gate ProxyTerminatingEndpoints: alpha in 1.22, on from 1.26. [kubernetes #113363 (KEP-1669)] */
  terminatingFallback: '1.26',
  /** A load-balancer address of ipMode Proxy is none of kube-proxy's. Gate LoadBalancerIPMode: alpha in 1.29, on from 1.30. [kubernetes #118895 (KEP-1860)] */
  lbIpMode: '1.30',
} as const

const minor = (release: string): number => Number(release.split('.')[1])

/** Does this release have the feature? */
export const has = (release: KubeProxyRelease, feature: Feature): boolean => minor(release) >= minor(SINCE[feature])
