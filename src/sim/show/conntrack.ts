/*! `conntrack -L`. The entries on stdout; their number, as the tool does, on stderr. */
import type { ConntrackEntry } from '../kernel/conntrack'
import { formatIpv4 } from '../net/ip'
import type { Tuple } from '../net/packet'
import { type Line, line } from './line'

export const CONNTRACK = 'conntrack -L'

/** "tcp      6 59 SYN_RECV src=… dst=… sport=… dport=… src=… dst=… sport=… dport=… mark=0 use=1". */
export function showConntrack(entry: ConntrackEntry): string {
  const proto = entry.orig.proto === 'TCP' ? 'tcp      6' : 'udp      17'
  const state = entry.state === null ? '' : ` ${entry.state}`
  const unreplied = entry.replied ? '' : ' [UNREPLIED]'
  return `${proto} ${seconds(entry)}${state} ${tuple(entry.orig)}${unreplied} ${tuple(entry.reply)} mark=0 use=1`
}

export const conntrack = (entries: readonly ConntrackEntry[]): readonly Line[] =>
  entries.map((entry) => line(showConntrack(entry), entry))

/** What the tool says besides its list. */
export const conntrackNote = (entries: readonly ConntrackEntry[]): string =>
  `${entries.length} flow entries have been shown.`

/** What is left of the kernel's time-out one second after the packet (datapath.md §4.8). */
function seconds(entry: ConntrackEntry): number {
  switch (entry.state) {
    case 'SYN_SENT':
      return 119
    case 'SYN_RECV':
      return 59
    case null:
      return 29
  }
}

const tuple = (t: Tuple): string =>
  `src=${formatIpv4(t.src)} dst=${formatIpv4(t.dst)} sport=${t.sport} dport=${t.dport}`
