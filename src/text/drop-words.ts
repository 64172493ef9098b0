/*! Words of a drop: the reason's own, with this flow's facts filled in. */
import { type DropReason, formatIpv4, type LegKind, machineOf, type Packet, type Place, type Run } from '../sim'
import type { DropFacts, DropMessages, Messages, ReasonOf } from './messages'
import { laterDrops } from './later-words'
import { namesOf } from './names'
import type { Rich } from './rich'

/** `10.0.3.62:80`; an ICMP packet has no port. */
export const targetOf = ({ dst, l4 }: Packet): string =>
  l4.proto === 'ICMP' ? formatIpv4(dst) : `${formatIpv4(dst)}:${l4.dport}`

export interface DropText {
  readonly title: string
  readonly clause: Rich
  readonly sentence: Rich
  readonly why: Rich | null
}

/** Kind and reason come apart so that the compiler can relate both to the table's entry. */
function fill<Kind extends DropReason['kind']>(
  drop: Messages['drop'],
  kind: Kind,
  reason: ReasonOf[Kind],
  facts: DropFacts,
): DropText {
  const known: Partial<DropMessages> = { ...laterDrops(), ...drop }
  const words: DropMessages[Kind] | undefined = known[kind]
  if (words === undefined) throw new Error(`no words yet for ${kind}`)
  return {
    title: words.titled?.(reason) ?? words.title,
    clause: words.clause(reason, facts),
    sentence: words.sentence(reason, facts),
    why: words.why(reason, facts),
  }
}

/** What is said of a drop: title, clause for the verdict bar, sentence, and what lies behind it. */
export function dropText(
  run: Run,
  reason: DropReason,
  place: Place,
  packet: Packet,
  leg: LegKind,
  language: Messages,
): DropText {
  const names = namesOf(run, language)
  const { dst, l4 } = packet
  const facts: DropFacts = {
    at: names.of(machineOf(place)).short,
    client: names.client,
    src: formatIpv4(packet.src),
    dst: formatIpv4(dst),
    target: targetOf(packet),
    leg,
    local: run.topology.services.some(
      ({ lbIP, clusterIP, ports, ...service }) =>
        (clusterIP === dst && service.internalTrafficPolicy === 'Local') ||
        (service.externalTrafficPolicy === 'Local' &&
          (lbIP === dst ||
            service.externalIPs?.includes(dst) ||
            (l4.proto !== 'ICMP' && ports.some(({ nodePort }) => nodePort === l4.dport)))),
    ),
  }
  return fill(language.drop, reason.kind, reason, facts)
}
