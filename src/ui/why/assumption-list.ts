/*! What the verdict rests on, as a list to choose from: what is still assumed, and what the person has set. For each whether
another value would turn the verdict, with everything else as it is now. */
import {
  alternativesOf,
  applyEdits,
  type Assumption,
  assumedValue,
  assumptionsIn,
  BASIC_GROUP,
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
import { type Choice, targetsIn } from '../../store/assumed'
import { targetOf } from '../../store/own-edits'
import { assumptionText, type QuestionLanguage } from '../../text/question-words'
import type { Rich } from '../../text/rich'
import type { WhyMessages } from '../../text/why-en'

type Language = QuestionLanguage & { readonly why: WhyMessages }

export interface ShownValue {
  readonly label: string
  /** null: as it is assumed. */
  readonly edit: Edit | null
  /** What says the assumed value by name, for a cluster that keeps what it is given. */
  readonly given: Edit | null
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

/** Those of one kind on many devices, as one: all of them can be set at once. */
export interface ShownGroup extends Omit<ShownAssumption, 'values'> {
  readonly values: readonly Pick<ShownValue, 'label' | 'chosen'>[]
  readonly members: readonly ShownAssumption[]
}
export const isGroup = (shown: ShownAssumption | ShownGroup): shown is ShownGroup => 'members' in shown

/** As `assumptionList`, with forwarding in one: a packet asks it of each host and of each device that it comes in by. */
export function groupedList(
  base: Question,
  edits: readonly Edit[],
  language: Language,
): readonly (ShownAssumption | ShownGroup)[] {
  const all = assumptionList(base, edits, language)
  const members = all.filter(({ target }) => FORWARDING.test(target))
  const [only] = members
  if (!only || (members.length === 1 && !only.changed)) return all
  return all.flatMap((one): readonly (ShownAssumption | ShownGroup)[] => {
    if (one === only) return [groupOf(members, language)]
    return members.includes(one) ? [] : [one]
  })
}

const FORWARDING = /^set-(?:ip-forward|device-forwarding) /

function groupOf(members: readonly ShownAssumption[], language: Language): ShownGroup {
  const { why, question } = language
  const hosts = members.filter(({ target }) => isHost(target)).length
  const name = why.forwarding({ devices: members.length - hosts, hosts })
  const labels = [...new Set(members.flatMap(({ values }) => values.map(({ label }) => label)))]
  const changed = members.filter((one) => one.changed)
  const assumed = (changed.length > 0 ? changed : members).flatMap(({ values }) =>
    values.flatMap((value) => (value.edit === null ? [value.label] : [])),
  )
  const values = labels.map((label) => ({
    label,
    chosen: members.every((one) => one.values.some((value) => value.chosen && value.label === label)),
  }))
  const now = values.find(({ chosen }) => chosen)?.label
  return {
    target: 'set-forwarding',
    name,
    sentence:
      changed.length === 0
        ? question.assumption.condition({ what: name, values: [...new Set(assumed)] })
        : why.isNow({ what: name, value: now ?? why.mixed }),
    note:
      changed.length === 0
        ? ''
        : now === undefined
          ? why.changedSome({ changed: changed.length, of: members.length })
          : why.changed({ assumed: assumed[0] ?? '' }),
    decisive: members.some((one) => one.decisive),
    changed: changed.length > 0,
    values,
    members,
  }
}

const isHost = (target: string): boolean => target.startsWith('set-ip-forward ')
const nodeIn = (target: string): string | undefined => target.split(' ')[1]

/** What sets them all to this value: ip_forward writes a host's devices too, so a device of its own is only left to it again. */
export function choicesForAll({ members }: ShownGroup, label: string): readonly Choice[] {
  const hosts = new Set(members.flatMap(({ target }) => (isHost(target) ? [nodeIn(target)] : [])))
  return members.flatMap(({ target, values, changed }): readonly Choice[] => {
    const ofHost = !isHost(target) && hosts.has(nodeIn(target))
    const value = values.find((one) => (ofHost ? one.edit === null : one.label === label))
    return value === undefined || (ofHost ? !changed : value.chosen) ? [] : [{ ...value, target }]
  })
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
            { label: text.assumed, edit: null, given: givenFor(what), chosen: true },
            ...others.map(({ value, edit }) => ({
              label: label(what, value, language),
              edit,
              given: null,
              chosen: false,
            })),
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
      given: value === assumed ? givenFor(what) : null,
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
  const targets = targetsIn(target)
  if (targets.length > 1) return manyText(targets, edits, language)
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

/** Of several set at once, all of forwarding: "… is 0", or as assumed where none is set any more. */
function manyText(targets: readonly string[], edits: readonly Edit[], language: Language): Rich | null {
  const made = edits.find((edit) => targets.includes(targetOf(edit)))
  if (!made) return null
  const hosts = targets.filter(isHost).length
  const what = language.why.forwarding({ devices: targets.length - hosts, hosts })
  return language.why.isNow({ what, value: label({ kind: 'forwarding', node: '' }, givenBy(made), language) })
}

const label = ({ kind }: Default, value: DefaultValue, { question }: Language): string =>
  question.assumption.value({ kind, value })

/** The assumed value, said by name. An ENI without a group is one whose assumed group is gone. */
const givenFor = (what: Default): Edit | null =>
  what.kind === 'security-group'
    ? { kind: 'remove-security-group', group: BASIC_GROUP.id }
    : editFor(what, assumedValue(what))

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
