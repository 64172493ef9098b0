/*! When a TCP client that hears nothing sends its SYN again, and when connect() gives up. Linux: the first time-out is 1 s (RFC 6298
§2.1, TCP_TIMEOUT_INIT) and doubles; after tcp_syn_retries retries (6) the next time-out ends it (net/ipv4/tcp_timer.c,
tcp_write_timeout). Since 6.5 the first tcp_syn_linear_timeouts (4) of them do not double, and are retries besides (ip-sysctl.rst). */

/** Seconds after connect(). */
export interface SynTimes {
  readonly sentAt: readonly number[]
  readonly givesUpAt: number
}

/** `linear`: time-outs of one second before they double. Both are sysctls, small natural numbers. */
export function synTimes(retries: number, linear: number): SynTimes {
  const sentAt = [0]
  let now = 0
  for (let sent = 1; sent <= retries + linear; sent++) {
    now += sent <= linear ? 1 : 2 ** (sent - linear - 1)
    sentAt.push(now)
  }
  return { sentAt, givesUpAt: now + 2 ** retries }
}
