/*! Sentences of questions: a language's words with this run's facts filled in. */
import {
  type Assumption,
  type Backend,
  type Backends,
  type Default,
  formatIpv4,
  type Loser,
  type LoserReason,
  nodeNetns,
  type Row,
  type Run,
  whoWrote,
} from '../sim'
import type { AllMessages, Messages } from './messages'
import { namesOf } from './names'
import type { DefaultMessages, LoserMessages } from './question-messages'
import { type Rich, rich } from './rich'
import { whereText } from './verdict-text'

/** Their words come with the parts of the page that need them. */
export type QuestionLanguage = Messages & Pick<AllMessages, 'question'>

/** Kind and reason come apart so that the compiler can relate both to the table's entry. */
function reasonText<Kind extends LoserReason['kind']>(
  words: LoserMessages,
  kind: Kind,
  reason: Extract<LoserReason, { readonly kind: Kind }>,
): Rich {
  const said: LoserMessages[Kind] = words[kind]
  return said(reason)
}

/** Why it lost: "wants iif cali44ae9fbceeb, the look-up has iif lo". */
export function loserText({ reason, next }: Loser, { question }: QuestionLanguage): Rich {
  const said = reasonText(question.loser, reason.kind, reason)
  return next ? rich`${question.next}: ${said}` : said
}

/** "Terway wrote it for pod default/centos-67756b6dc8-h5wnp." */
export function wroteText(row: Row, { question: { wrote } }: QuestionLanguage): Rich {
  const writer = whoWrote(row)
  if (writer === null) return rich`${wrote.learned}`
  const object = wrote.object[writer.object.kind](writer.object.name)
  const facts = { plane: wrote.plane[writer.plane], object }
  return writer.object.kind === 'part' ? wrote.part(facts) : wrote.for(facts)
}

function defaultText<Kind extends Default['kind']>(
  words: DefaultMessages,
  kind: Kind,
  what: Extract<Default, { readonly kind: Kind }>,
  host: string,
): Rich {
  const said: DefaultMessages[Kind] = words[kind]
  return said(what, { host })
}

export interface AssumptionText {
  /** "rp_filter of eth0 on ECS1". */
  readonly what: Rich
  /** The verdict holds "if rp_filter of eth0 on ECS1 is 0 or 2". */
  readonly condition: Rich
  readonly assumed: string
  readonly note: string
}

/** The values under which the verdict stays as it is. */
export function assumptionText(
  { what, assumed, alternatives, decisive }: Assumption,
  run: Run,
  language: QuestionLanguage,
): AssumptionText {
  const words = language.question.assumption
  const host = 'node' in what ? namesOf(run, language).of(nodeNetns(what.node)).short : ''
  const name = defaultText(words.what, what.kind, what, host)
  const value = (one: Assumption['assumed']): string => words.value({ kind: what.kind, value: one })
  const holds = [assumed, ...alternatives.filter(({ turnsVerdict }) => !turnsVerdict).map((other) => other.value)]
  return {
    what: name,
    condition: words.condition({ what: name, values: holds.map(value) }),
    assumed: value(assumed),
    note: decisive
      ? words.decisive
      : alternatives.some(({ changesTrace }) => changesTrace)
        ? words.detour
        : words.harmless,
  }
}

/** "2 of 3 connections arrive. 10.0.3.58 is dropped by IPVS on ECS1." null: nothing balances on this way. */
export function backendsText({ choice, backends }: Backends, language: QuestionLanguage): Rich | null {
  if (choice === null) return null
  const words = language.question.backends
  const possible = backends.filter(({ share, run }) => share > 0 && run !== null)
  if (possible.length === 0) return words.nobody
  const lost = possible.filter((backend) => !arrives(backend))
  const sentences = lost.flatMap((backend) => lostText(backend, language) ?? [])
  const [only] = possible
  const { manner } = choice
  const head =
    manner.kind === 'always' && only !== undefined
      ? words.always({ address: formatIpv4(only.address), by: manner.by })
      : possible.every(({ share }) => Math.abs(share - 1 / possible.length) < 1e-9)
        ? words.count({ arrive: possible.length - lost.length, of: possible.length })
        : words.portion({ arrive: sum(possible.filter(arrives)) })
  return sentences.reduce<Rich>((text, sentence) => rich`${text} ${sentence}`, head)
}

const arrives = ({ run }: Backend): boolean => run?.trace.verdict.fate.kind === 'delivered'

const sum = (backends: readonly Backend[]): number => backends.reduce((total, { share }) => total + share, 0)

function lostText({ run, address }: Backend, language: QuestionLanguage): readonly [Rich] | null {
  if (run === null) return null
  const { fate } = run.trace.verdict
  if (!('place' in fate)) return null
  const where = whereText(run, fate.place, language)
  return [
    language.question.backends.lost({
      address: formatIpv4(address),
      fate: language.verdict.pill[fate.kind],
      where,
    }),
  ]
}
