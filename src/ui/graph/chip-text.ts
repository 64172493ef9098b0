/*! What the packet's chip says at a step: what it wears now, and what changed here. Pure. */
import {
  formatIpv4,
  hopsOf,
  type Ipv4,
  type L4,
  type Leg,
  type LegKind,
  type Packet,
  type Run,
  type Step,
  type StepEvent,
} from '../../sim'
import { locate } from '../../text/facts'
import type { Messages } from '../../text/messages'
import type { PictureMessages } from '../../text/picture-en'
import { placeWord, rewriteOf, rewriteWord } from '../../text/step-words'

/** One end of the packet. What changes here has a `was`; the port stands apart while it stays the same. */
export interface ChipRow {
  readonly field: 'src' | 'dst'
  readonly label: string
  readonly was: string | null
  readonly now: string
  /** `:80`, or empty. */
  readonly port: string
  /** Was rewritten by this kernel, and is still worn: underlined until the next hop. */
  readonly underlined: boolean
}

export interface ChipText {
  readonly leg: LegKind
  /** An RST or ICMP error on its way back. */
  readonly error: boolean
  readonly title: string
  /** `TCP SYN`, `ICMP port unreachable`. */
  readonly what: string
  /** The same where there is little room: without the place, or the ICMP error alone. */
  readonly short: string
  readonly whatShort: string
  readonly rewrite: boolean
  readonly rows: readonly [ChipRow, ChipRow]
  /** The gliding form: the client's address short, the other in full. */
  readonly line: readonly [source: string, destination: string]
}

export function chipText(run: Run, index: number, text: Messages, words: PictureMessages): ChipText {
  const { step, leg, inLeg } = locate(run, index)
  const rewrite = rewriteOf(step)
  const { l4 } = step.after
  const place = placeWord(run, step, leg.kind, text)
  const title = rewrite
    ? `${rewriteWord(rewrite, text)} · ${rewriter(step.event)}`
    : words.legAt({ leg: text.leg[leg.kind], place })
  return {
    leg: leg.kind,
    error: leg.steps[0]?.event.kind === 'kernel-answer',
    title,
    what: whatOf(l4, text),
    short: l4.proto === 'ICMP' ? whatOf(l4, text) : rewrite ? rewriteWord(rewrite, text) : text.leg[leg.kind],
    whatShort: l4.proto === 'ICMP' ? '' : whatOf(l4, text),
    rewrite: rewrite !== null,
    rows: [rowOf('src', leg, inLeg, step, words), rowOf('dst', leg, inLeg, step, words)],
    line: lineOf(step.after, leg.kind),
  }
}

/** Who rewrites, as it is called in the field. */
const rewriter = ({ kind }: StepEvent): string => REWRITERS[kind] ?? 'IPVS'
const REWRITERS: Readonly<Partial<Record<StepEvent['kind'], string>>> = {
  postrouting: 'MASQUERADE',
  prerouting: 'conntrack',
  'slb-dnat': 'SLB',
  'slb-un-dnat': 'SLB',
  'gateway-snat': 'SNAT gateway',
  'gateway-un-snat': 'SNAT gateway',
  'eip-out': 'EIP',
  'eip-in': 'EIP',
}

const FLAGS = { S: 'TCP SYN', SA: 'SYN-ACK', RA: 'RST' } as const

function whatOf(l4: L4, text: Messages): string {
  switch (l4.proto) {
    case 'TCP':
      return FLAGS[l4.flags]
    case 'UDP':
      return 'UDP'
    case 'ICMP':
      return `ICMP ${text.icmp(l4.type, l4.code)}`
  }
}

interface End {
  readonly ip: Ipv4
  readonly port: number | null
}

function endOf({ src, dst, l4 }: Packet, field: ChipRow['field']): End {
  const port = l4.proto === 'ICMP' ? null : field === 'src' ? l4.sport : l4.dport
  return { ip: field === 'src' ? src : dst, port }
}
const portText = (port: number | null): string => (port === null ? '' : `:${port}`)

function rowOf(field: ChipRow['field'], leg: Leg, inLeg: number, step: Step, words: PictureMessages): ChipRow {
  const label = field === 'src' ? words.source : words.destination
  const before = endOf(step.before, field)
  const after = endOf(step.after, field)
  const row = { field, label, was: null, underlined: wornSince(leg, inLeg, field) }
  // A source that is chosen here was none before.
  if (after.ip === 0) return { ...row, now: words.open, port: '' }
  const now = formatIpv4(after.ip)
  if (rewriteOf(step) === null || (before.ip === after.ip && before.port === after.port)) {
    return { ...row, now, port: portText(after.port) }
  }
  const was = formatIpv4(before.ip)
  return before.port === after.port
    ? { ...row, was, now, port: portText(after.port), underlined: false }
    : { ...row, was: was + portText(before.port), now: now + portText(after.port), port: '', underlined: false }
}

/** Did an earlier step on this machine put on this value? */
function wornSince(leg: Leg, inLeg: number, field: ChipRow['field']): boolean {
  const hop = hopsOf(leg).findLast(({ first }) => first <= inLeg)
  return (hop?.steps ?? []).slice(0, inLeg - (hop?.first ?? 0)).some((step) => {
    const [before, after] = [endOf(step.before, field), endOf(step.after, field)]
    return rewriteOf(step) !== null && (before.ip !== after.ip || before.port !== after.port)
  })
}

/** `.1.91 → 10.0.3.63:80`: of the client's address the last two parts tell it from its neighbours. */
function lineOf(packet: Packet, leg: LegKind): readonly [string, string] {
  const whole = (field: ChipRow['field']) => {
    const { ip, port } = endOf(packet, field)
    return formatIpv4(ip) + portText(port)
  }
  const short = (ip: Ipv4) => `.${formatIpv4(ip).split('.').slice(2).join('.')}`
  return leg === 'request' ? [short(packet.src), whole('dst')] : [whole('src'), short(packet.dst)]
}
