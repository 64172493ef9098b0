/*! What share of new connections each candidate of a load-balancing decision gets. Shares add up to 1, or to 0 where nothing can be
taken. */
import { sourceHash, type VirtualServer } from '../kernel/ipvs'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { Ipv4 } from '../net/ip'

/** How a decision is made: in turns or by chance, or the same way every time for this client. */
export type Manner =
  | { readonly kind: 'scheduler'; readonly scheduler: VirtualServer['scheduler'] }
  | { readonly kind: 'chance' }
  /** The SLB's own scheduler. */
  | { readonly kind: 'slb' }
  /** `sh`, or ClientIP affinity: this client always gets one and the same. */
  | { readonly kind: 'always'; readonly by: 'source-hash' | 'affinity' }

/** Shares of a virtual server's real servers, in their order, for a client with this address. */
export function sharesOf(server: VirtualServer, client: Ipv4): readonly number[] {
  switch (server.scheduler) {
    case 'sh': {
      const chosen = sourceHash(server.reals, client)
      return server.reals.map((real) => (real === chosen ? 1 : 0))
    }
    case 'wrr':
      return normalized(server.reals.map(({ weight }) => weight))
    case 'rr':
    // Idle servers have equal numbers of connections, so least-connection goes round as well.
    case 'lc':
      return normalized(server.reals.map(({ weight }) => (weight > 0 ? 1 : 0)))
  }
}

const normalized = (weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => (sum === 0 ? 0 : weight / sum))
}

/**
 * Rules of a chain that lead to endpoints by `-m statistic`: each gets its probability of what the ones before it left. A rule
 * without a probability takes the rest.
 */
export function chances(rules: readonly ChainRule[]): readonly number[] {
  let left = 1
  return rules.map(({ matches }) => {
    const match = matches.find((one) => one.kind === 'statistic')
    const share = left * (match?.kind === 'statistic' ? match.probability : 1)
    left -= share
    return share
  })
}
