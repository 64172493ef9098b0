/*! The answer before the walk: pill, one sentence, one line for the list, and what newer releases change. All of it is read
off traces; nothing is known of a scenario. */
import { assertNever } from '../base/assert'
import { formatIpv4, machineOf, type Place, type Run } from '../sim'
import { dropText } from './drop-words'
import { type Facts, factsOf } from './facts'
import type { Messages } from './messages'
import { namesOf } from './names'
import { plainText, type Rich, rich } from './rich'

export interface VerdictText {
  /** Soft pill with ✓, or solid pill with ✕. */
  readonly tone: 'ok' | 'drop'
  readonly pill: string
  readonly sentence: Rich
  /** Counts that may stand behind the sentence where there is room. */
  readonly detail: Rich | null
}

/** "by IPVS on ECS1", "at eth0 of ECS1", "in the VPC". */
export function whereText(run: Run, place: Place, language: Messages): string {
  const host = namesOf(run, language).of(machineOf(place)).short
  const { at } = language.verdict
  switch (place.kind) {
    case 'process':
      return at.process({ host })
    case 'stage':
      return at.stage({ stage: place.stage, host })
    case 'link':
      return at.link({ dev: place.dev, host })
    case 'vpc':
      return at.vpc()
    case 'slb':
      return at.slb()
    case 'gateway':
      return at.gateway()
    default:
      return assertNever(place)
  }
}

/** ping prints the ICMP error itself, not what its socket makes of it; null: no error came, or none of a ping. */
export function pingSays({ flow, trace }: Run, { icmp }: Pick<Messages, 'icmp'>): string | null {
  const last = trace.reply?.steps.at(-1)
  const l4 = last?.event.kind === 'error' && flow.protocol === 'ICMP' ? last.before.l4 : null
  return l4?.proto === 'ICMP' ? icmp(l4.type, l4.code) : null
}

/** What the verdict bar says. */
export function verdictText(run: Run, language: Messages): VerdictText {
  const { fate, clientSees } = run.trace.verdict
  const { verdict } = language
  const names = namesOf(run, language)
  const facts = factsOf(run)
  const pill = verdict.pill[fate.kind]
  const { protocol } = run.flow
  const said = pingSays(run, language)
  const sees = verdict.clientSees({ process: names.client, sees: clientSees, protocol, said })
  switch (fate.kind) {
    case 'delivered':
      return { tone: 'ok', pill, ...deliveredText(run, facts, language) }
    case 'refused':
    case 'dropped': {
      const packet = packetAt(run, fate.place, fate.leg)
      const { clause } = dropText(run, fate.reason, fate.place, packet, fate.leg, language)
      const where = whereText(run, fate.place, language)
      const sentence = verdict.dropped({ where, clause, onTheWayBack: fate.leg === 'reply' })
      const count = facts.requestStacks.length
      const detail = verdict.droppedStacks({ count, noEni: !facts.touchesEni })
      return { tone: 'drop', pill, sentence: rich`${sentence} ${sees}`, detail }
    }
    case 'loop': {
      const host = names.of(machineOf(fate.place)).short
      return { tone: 'drop', pill, sentence: rich`${verdict.loop({ host })} ${sees}`, detail: null }
    }
    case 'not-modelled': {
      const packet = packetAt(run, fate.place, fate.leg)
      const { clause } = dropText(run, fate.reason, fate.place, packet, fate.leg, language)
      return {
        tone: 'drop',
        pill,
        sentence: verdict.notModelled({
          clause,
          source: formatIpv4(packet.src),
          host: names.of(machineOf(fate.place)).short,
        }),
        detail: null,
      }
    }
    default:
      return assertNever(fate)
  }
}

/** The packet that ended, as it was: that of the drop, else of the last step of the leg. */
function packetAt(run: Run, place: Place, kind: 'request' | 'reply') {
  const leg = kind === 'reply' && run.trace.reply ? run.trace.reply : run.trace.request
  const drop = leg.steps.find(({ event }) => event.kind === 'drop')
  const last = drop ?? leg.steps[leg.steps.length - 1]
  if (!last) throw new Error(`an empty ${kind} cannot end at ${place.kind}`)
  return last.before
}

function deliveredText(run: Run, facts: Facts, language: Messages): { sentence: Rich; detail: Rich | null } {
  const { verdict } = language
  const names = namesOf(run, language)
  const { crossing, seen, client, requestStacks, replyStacks } = facts
  const sentence = verdict.stacks({
    count: requestStacks.length,
    eachWay: requestStacks.length === replyStacks.length,
    noEni: !facts.touchesEni,
  })
  const kept = seen === client
  const peer = seen === null ? '' : formatIpv4(seen)
  const sees = verdict.sees({ process: names.server, peer, source: run.flow.from.kind, kept })
  if (crossing && crossing.back !== null && crossing.back !== crossing.out) {
    const host = names.of(crossing.host).short
    const ways = verdict.asymmetric({ host, out: crossing.out, back: crossing.back })
    return {
      sentence: kept ? rich`${sentence} ${ways}` : rich`${sentence} ${ways} ${sees}`,
      detail: kept ? sees : null,
    }
  }
  const translated = facts.reachedAt !== null && facts.reachedAt !== run.flow.to.ip
  const neverLearns = translated ? verdict.neverLearns({ process: names.client }) : null
  return { sentence: rich`${sentence} ${sees}`, detail: neverLearns }
}

export interface ListLine {
  readonly tone: 'ok' | 'drop'
  /** The pill's word, for a screen reader. */
  readonly pill: string
  /** The one thing worth knowing. */
  readonly text: string
}

/** Second line of a scenario in the list. `ways`: how many ways to ask it offers. */
export function listLine(run: Run, ways: number, language: Messages): ListLine {
  const { fate } = run.trace.verdict
  const { line, pill } = language.verdict
  const names = namesOf(run, language)
  const facts = factsOf(run)
  const word = pill[fate.kind]
  switch (fate.kind) {
    case 'delivered': {
      const { crossing, seen, client } = facts
      const back = crossing && crossing.back !== null && crossing.back !== crossing.out ? crossing.back : null
      const source = run.flow.from.kind
      const text =
        seen === client
          ? back === null
            ? line.stacks({ count: facts.requestStacks.length, ways })
            : line.returnsBy({ dev: back })
          : back === null
            ? line.sourceLost({ source })
            : line.sourceLostReturnsBy({ source, dev: back })
      return { tone: 'ok', pill: word, text }
    }
    case 'dropped':
      return { tone: 'drop', pill: word, text: line.dropped({ host: names.of(machineOf(fate.place)).short }) }
    case 'refused':
      return { tone: 'drop', pill: word, text: line.refused({ host: names.of(machineOf(fate.place)).short }) }
    case 'loop':
      return { tone: 'drop', pill: word, text: line.loop() }
    case 'not-modelled':
      return { tone: 'drop', pill: word, text: line.notModelled() }
    default:
      return assertNever(fate)
  }
}

/** One sentence on what another run of the same question changes: the article's releases against newer ones (T1–T3). */
export function differenceText(was: Run, now: Run, language: Messages): Rich {
  const { difference } = language
  const names = namesOf(now, language)
  const [before, after] = [factsOf(was), factsOf(now)]
  const { fate } = now.trace.verdict
  if (fate.kind === 'delivered' && was.trace.verdict.fate.kind !== 'delivered') {
    const target = `${formatIpv4(now.flow.to.ip)}:${now.flow.to.port}`
    return difference.nowReachable({ process: names.server, kept: after.seen === after.client, target })
  }
  if (fate.kind !== was.trace.verdict.fate.kind && (fate.kind === 'dropped' || fate.kind === 'refused')) {
    return difference.nowEnds({ where: whereText(now, fate.place, language) })
  }
  const [out, wasOut] = [after.crossing?.out, before.crossing?.out]
  if (out === undefined || wasOut === undefined || out === wasOut) return difference.nothing()
  const back = after.crossing?.back ?? null
  if (back === out) return difference.nowSymmetric({ out, was: wasOut })
  if (back === null || after.seen === null) return difference.leavesBy({ out, was: wasOut })
  return difference.nowAsymmetric({ out, was: wasOut, source: formatIpv4(after.seen) })
}

/** The verdict as one text: "Delivered through 4 kernel stacks each way. …" */
export function verdictLine(run: Run, language: Messages): string {
  const { pill, sentence } = verdictText(run, language)
  return `${pill} ${plainText(sentence)}`
}
