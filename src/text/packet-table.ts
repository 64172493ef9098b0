/*! A packet as a table: one line a field, before and after a step. */
import { formatIpv4, isError, type Packet, type Step } from '../sim'
import type { Messages } from './messages'

export interface PacketRow {
  readonly field: keyof Messages['field']
  /** null: the packet has no such field yet. */
  readonly before: string | null
  readonly after: string | null
  readonly changed: boolean
}

const endpoint = (ip: string, port: number | null) => (port === null ? ip : `${ip}:${port}`)

/** The fields of a packet as text. An address that a process left open (0.0.0.0) is none yet. */
function fieldsOf(packet: Packet): Readonly<Record<PacketRow['field'], string | null>> {
  const { l4 } = packet
  const [sport, dport] = l4.proto === 'ICMP' ? [null, null] : [l4.sport, l4.dport]
  return {
    source: packet.src === 0 ? null : endpoint(formatIpv4(packet.src), sport),
    dest: endpoint(formatIpv4(packet.dst), dport),
    mark: `0x${packet.mark.toString(16)}`,
    ttl: String(packet.ttl),
    smac: packet.smac,
    dmac: packet.dmac,
    icmp: l4.proto === 'ICMP' ? `${l4.type}/${l4.code}` : null,
    inner: isError(l4)
      ? `${endpoint(formatIpv4(l4.inner.src), l4.inner.sport)} > ${endpoint(formatIpv4(l4.inner.dst), l4.inner.dport)}`
      : null,
  }
}

const ORDER: readonly PacketRow['field'][] = ['source', 'dest', 'mark', 'ttl', 'smac', 'dmac', 'icmp', 'inner']

/** All fields that the packet has, before and after the step. */
export function packetRows({ before, after }: Step): readonly PacketRow[] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  return ORDER.filter((field) => was[field] !== null || is[field] !== null).map((field) => ({
    field,
    before: was[field],
    after: is[field],
    changed: was[field] !== is[field],
  }))
}

/** Fields that are read aloud: MACs change at every hop and say nothing that the place does not say. */
const SPOKEN: ReadonlySet<PacketRow['field']> = new Set(['source', 'dest', 'mark'])

/** "source changed from 10.0.1.91:40001 to 10.0.1.82:40001"; a field that first appears is not a change. */
export const changesInWords = (step: Step, { field, packet }: Messages): readonly string[] =>
  packetRows(step).flatMap((row) =>
    row.changed && SPOKEN.has(row.field) && row.before !== null && row.after !== null
      ? [packet.changedFromTo({ field: field[row.field], before: row.before, after: row.after })]
      : [],
  )
