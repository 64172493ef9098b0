/*! IPVS: virtual servers and real servers (`ipvsadm -Ln`), connections (`ipvsadm -Lnc`). */
import type { Ipv4 } from '../net/ip'
import type { NetnsId, RowBase } from './row'

export interface VirtualServer extends RowBase {
  readonly kind: 'virtual-server'
  readonly proto: 'TCP' | 'UDP'
  readonly addr: Ipv4
  readonly port: number
  readonly scheduler: 'rr' | 'wrr' | 'lc' | 'sh'
  /** Seconds of `persistent`; null: every connection is scheduled anew. */
  readonly persistent: number | null
  /** In the order of the kernel's list, as `ipvsadm -Ln` prints it: a fresh rr takes the first. */
  readonly reals: readonly RealServer[]
}

export interface RealServer extends RowBase {
  readonly kind: 'real-server'
  readonly addr: Ipv4
  readonly port: number
  /** `-m`: masquerading, which to IPVS means NAT. */
  readonly forward: 'Masq'
  readonly weight: number
}

/** One line of `ipvsadm -Lnc`. */
export interface IpvsConn {
  readonly kind: 'ipvs-conn'
  readonly netns: NetnsId
  readonly proto: 'TCP' | 'UDP'
  readonly client: Ipv4
  readonly cport: number
  readonly virtual: Ipv4
  readonly vport: number
  readonly dest: Ipv4
  readonly dport: number
  /** ASSURED: the template of a persistent service, with client port 0. */
  readonly state: 'SYN_RECV' | 'UDP' | 'ASSURED'
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
