/*! English: what a TCP client does that hears nothing, in seconds. */
import { type Run, synTimes } from '../sim'
import { code, type Rich, rich } from './rich'

const SYN_RETRIES = 6
const LINEAR_SINCE_6_5 = 4

const list = (seconds: readonly number[]): string =>
  `${seconds.slice(0, -1).join(', ')} and ${seconds[seconds.length - 1]} s`

export const retriesHeading = 'What the client does meanwhile'

/** When Linux sends the SYN again and when it gives up; null: the client hears something, does not connect, or its answer is not known. */
export function retriesText({ flow, trace }: Run): Rich | null {
  const { fate, clientSees } = trace.verdict
  if (flow.protocol !== 'TCP' || clientSees.kind !== 'time-out' || fate.kind === 'not-modelled') return null
  const doubling = synTimes(SYN_RETRIES, 0)
  const since = synTimes(SYN_RETRIES, LINEAR_SINCE_6_5)
  return rich`Linux sends the SYN at ${list(doubling.sentAt)} and gives up after ${doubling.givesUpAt} s with ETIMEDOUT, "Connection timed out" (${code(`net.ipv4.tcp_syn_retries ${SYN_RETRIES}`)}). Since 6.5 at ${list(since.sentAt)}, to the end after ${since.givesUpAt} s (${code(`tcp_syn_linear_timeouts ${LINEAR_SINCE_6_5}`)}).`
}
