/*! `conntrack -L`. The entries on stdout; their number, as the tool does, on stderr. */
import type { ConntrackEntry } from '../kernel/conntrack'
import { formatIpv4 } from '../net/ip'
import type { Tuple } from '../net/packet'
import { type Line, line } from './line'

export const CONNTRACK = 'conntrack -L'

const PROTOCOL = { TCP: 'tcp      6', UDP: 'udp      17', ICMP: 'icmp     1' } as const

/** "tcp      6 59 SYN_RECV src=… dst=… sport=… dport=… src=… dst=… sport=… dport=… mark=0 use=1". */
export function showConntrack(entry: ConntrackEntry): string {
  const state = entry.state === null ? '' : ` ${entry.state}`
  const unreplied = entry.replied ? '' : ' [UNREPLIED]'
  return `${PROTOCOL[entry.orig.proto]} ${seconds(entry)}${state} ${tuple(entry.orig, 8)}${unreplied} ${tuple(entry.reply, 0)} mark=0 use=1`
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

/** An echo has its type, code and id where others have ports. */
const tuple = (t: Tuple, type: 8 | 0): string =>
  `src=${formatIpv4(t.src)} dst=${formatIpv4(t.dst)} ${
    t.proto === 'ICMP' ? `type=${type} code=0 id=${t.sport}` : `sport=${t.sport} dport=${t.dport}`
  }`
