/*! What the verdict rests on, as a list to choose from: what is still assumed, and what the person has set. For each whether
another value would turn the verdict, with everything else as it is now. */
import {
  alternativesOf,
  applyEdits,
  type Assumption,
  assumedValue,
  assumptionsIn,
  type Default,
  type DefaultValue,
  defaultsOf,
  type Edit,
  editFor,
  type Question,
  resolve,
  type Run,
  sameVerdict,
  simulate,
} from '../../sim'
import { valueOf, withoutTarget } from '../../store/edits'
import { isPick } from '../../store/document'
import { targetOf } from '../../store/own-edits'
import { assumptionText, type QuestionLanguage } from '../../text/question-words'
import type { Rich } from '../../text/rich'
import type { WhyMessages } from '../../text/why-en'

type Language = QuestionLanguage & { readonly why: WhyMessages }

export interface ShownValue {
  readonly label: string
  /** null: as it is assumed. */
  readonly edit: Edit | null
  readonly chosen: boolean
}

export interface ShownAssumption {
  /** What an edit of it sets. */
  readonly target: string
  readonly name: Rich
  readonly sentence: Rich
  readonly note: string
  readonly decisive: boolean
  /** It has another value than the assumed one. */
  readonly changed: boolean
  /** Empty: a topology has no place for another value. */
  readonly values: readonly ShownValue[]
}

/** Changed ones first, then the decisive ones, then the others, each in the order of the declaration. */
export function assumptionList(base: Question, edits: readonly Edit[], language: Language): readonly ShownAssumption[] {
  const { topology, flow } = applyEdits(base, edits)
  const run = simulate(topology, flow)
  const own = edits.flatMap((edit) => ownAssumption(base, edits, edit, run, language) ?? [])
  const open = assumptionsIn({ topology, flow }, run).map((assumption) => openAssumption(assumption, run, language))
  return [...own.filter(({ changed }) => changed), ...own.filter(({ changed }) => !changed), ...open].toSorted(
    (a, b) => rank(a) - rank(b),
  )
}

const rank = ({ changed, decisive, values }: ShownAssumption): number =>
  changed ? 0 : decisive ? (values.length > 0 ? 1 : 2) : 3

function openAssumption(assumption: Assumption, run: Run, language: Language): ShownAssumption {
  const { what, alternatives, decisive } = assumption
  const text = assumptionText(assumption, run, language)
  const others = alternatives.flatMap(({ value, edits: [edit] }) => (edit ? [{ value, edit }] : []))
  const [first] = others
  return {
    target: first ? targetOf(first.edit) : `${what.kind} ${'node' in what ? what.node : ''}`,
    name: text.what,
    sentence: text.condition,
    note: others.length === 0 ? language.why.always : decisive ? '' : text.note,
    decisive,
    changed: false,
    values:
      others.length === 0
        ? []
        : [
            { label: text.assumed, edit: null, chosen: true },
            ...others.map(({ value, edit }) => ({ label: label(what, value, language), edit, chosen: false })),
          ],
  }
}

function ownAssumption(
  base: Question,
  edits: readonly Edit[],
  edit: Edit,
  run: Run,
  language: Language,
): ShownAssumption | null {
  const others = withoutTarget(edits, targetOf(edit))
  const what = whatOf(edit, applyEdits(base, others))
  if (what === null) return null
  const assumed = assumedValue(what)
  const values = [assumed, ...alternativesOf(what)]
  const verdictWith = (value: DefaultValue) => {
    const made = value === assumed ? null : editFor(what, value)
    const { topology, flow } = applyEdits(base, made === null ? others : [...others, made])
    return simulate(topology, flow).trace.verdict
  }
  const asAssumed = verdictWith(assumed)
  const decisive = values.some((value) => !sameVerdict(asAssumed, verdictWith(value)))
  const now = givenBy(edit)
  const changed = now !== assumed
  const { what: name } = assumptionText({ what, assumed, alternatives: [], decisive }, run, language)
  return {
    target: targetOf(edit),
    name,
    sentence: language.why.isNow({ what: name, value: label(what, now, language) }),
    note: changed ? language.why.changed({ assumed: label(what, assumed, language) }) : '',
    decisive,
    changed,
    values: values.map((value) => ({
      label: label(what, value, language),
      edit: value === assumed ? null : editFor(what, value),
      chosen: value === now,
    })),
  }
}

/** "rp_filter of eth0 on ECS1 is 1": what an edit of one's own came to. */
export function changeText(
  base: Question,
  target: string,
  edits: readonly Edit[],
  before: readonly Edit[],
  language: Language,
): Rich | null {
  const made = edits.find((edit) => targetOf(edit) === target)
  const edit = made ?? before.find((other) => targetOf(other) === target)
  if (!edit) return null
  const question = applyEdits(base, withoutTarget(edits, target))
  const what = whatOf(edit, question)
  if (what === null) return null
  const assumed = assumedValue(what)
  const run = simulate(question.topology, question.flow)
  const { what: name } = assumptionText({ what, assumed, alternatives: [], decisive: false }, run, language)
  return language.why.isNow({ what: name, value: label(what, made ? givenBy(made) : assumed, language) })
}

const label = ({ kind }: Default, value: DefaultValue, { question }: Language): string =>
  question.assumption.value({ kind, value })

const givenBy = (edit: Edit): DefaultValue => {
  if (edit.kind === 'set-inner-access') return edit.policy === 'accept'
  if (edit.kind === 'set-default-security-group') return 'basic'
  if (edit.kind === 'set-listener-acl') return edit.acl === null ? 'none' : 'vpc'
  const value = valueOf(edit)
  return value === null || typeof value === 'string' ? 'none' : value
}

/** What an edit gives that else would be assumed, in a question without it; null: nothing is assumed of it. */
function whatOf(edit: Edit, without: Question): Default | null {
  if (isPick(edit)) return null
  const sets = targetOf(edit)
  const assumed = defaultsOf(without, resolve(without.topology)).find((what) =>
    alternativesOf(what).some((value) => {
      const made = editFor(what, value)
      return made !== null && targetOf(made) === sets
    }),
  )
  return assumed ?? unaskedOf(edit)
}

/** A value that nobody would ask for here, e.g. one for all devices where no device has its own. */
function unaskedOf(edit: Edit): Default | null {
  if (edit.kind === 'set-device-rp-filter') return { kind: 'rp-filter', node: edit.node, dev: edit.dev, least: 0 }
  if (edit.kind === 'set-source-check') return { kind: 'source-check', node: edit.node, dev: edit.dev, eni: '' }
  if (edit.kind === 'set-ip-forward') return { kind: 'forwarding', node: edit.node }
  if (edit.kind === 'set-device-forwarding') {
    return { kind: 'device-forwarding', node: edit.node, dev: edit.dev, on: true }
  }
  if (edit.kind === 'set-inner-access') return { kind: 'inner-access', group: edit.group, enis: [] }
  return edit.kind === 'set-symmetric-routing' ? { kind: 'symmetric-routing' } : null
}
