/*! The words that an export needs: those of hops and verdicts, of questions, of commands, and its own. */
import { type CommandWords, formatIpv4, type Packet, type Run } from '../sim'
import type { ExportMessages } from '../text/export-en'
import type { QuestionLanguage } from '../text/question-words'

export type ExportLanguage = QuestionLanguage & {
  readonly exports: ExportMessages
  readonly commands: CommandWords
}

/** "Pod centos-67756b6dc8-h5wnp to 10.0.3.62:80, TCP". */
export function titleOf({ flow }: Run, { kindOf, exports }: Pick<ExportLanguage, 'kindOf' | 'exports'>): string {
  const { from, to, protocol } = flow
  const target = protocol === 'ICMP' ? formatIpv4(to.ip) : `${formatIpv4(to.ip)}:${to.port}`
  return exports.title({ from: `${kindOf[from.kind]} ${from.name}`, to: target, protocol })
}

/** "TCP S 10.0.1.91:40001 → 10.0.3.63:80": addresses, ports and flags only, so it holds no name. */
export function packetLine({ src, dst, l4 }: Packet): string {
  const [from, to] = [formatIpv4(src), formatIpv4(dst)]
  switch (l4.proto) {
    case 'TCP':
      return `TCP ${l4.flags} ${from}:${l4.sport} → ${to}:${l4.dport}`
    case 'UDP':
      return `UDP ${from}:${l4.sport} → ${to}:${l4.dport}`
    case 'ICMP':
      return `ICMP ${l4.type}/${l4.code} ${from} → ${to}`
  }
}
