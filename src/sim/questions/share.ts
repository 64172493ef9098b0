/*! What share of new connections each candidate of a load-balancing decision gets. Shares add up to 1, or to 0 where nothing can be
taken. */
import type { RealServer, VirtualServer } from '../kernel/ipvs'
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

/** `CONFIG_IP_VS_SH_TAB_BITS`. */
const TABLE_BITS = 8
/** hash_32's GOLDEN_RATIO_32 (include/linux/hash.h). */
const GOLDEN_RATIO = 0x61c88647

/**
 * ip_vs_sh.c: a table of 256 buckets is filled with the servers in turn, each as often as its weight says; the hash of the client's
 * address picks a bucket. The port counts only with a flag that kube-proxy does not set. null: an empty list, or weight 0.
 */
export function sourceHash(reals: readonly RealServer[], client: Ipv4): RealServer | null {
  const bucket = Math.imul(client, GOLDEN_RATIO) >>> (32 - TABLE_BITS)
  let at = 0
  let filled = 0
  for (let i = 0; i < bucket; i++) {
    filled++
    if (filled >= (reals[at]?.weight ?? 0)) {
      at = (at + 1) % reals.length
      filled = 0
    }
  }
  const real = reals[at]
  return real !== undefined && real.weight > 0 ? real : null
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
