/*! What the two sides are called: by what tells them apart. */
import { titleOf } from '../../text/later-words'
import { choiceOf, scenarioById } from '../../scenarios'
import type { Offer } from '../../store/compare-offers'
import { releasesOf, type Side } from '../../store/compare'
import { type CompareMessages, compareEn } from '../../text/compare-en'
import { editText } from '../../text/edit-text'
import { editsEn } from '../../text/edits-en'
import { ownEn } from '../../text/own-en'
import type { Text } from '../use-app'

/** "Policy" and "Local". */
export interface SideName {
  readonly group: string | null
  readonly label: string
}

export const nameLine = ({ group, label }: SideName): string => (group === null ? label : `${group} ${label}`)

/** Where there is little room: "Local"; but "rp_filter 0". */
export const shortName = (name: SideName): string => (name.label.length < 3 ? nameLine(name) : name.label)

/** A's, then B's. */
export function sideNames(a: Side, b: Side, text: Text): readonly [SideName, SideName] {
  return [nameBeside(a, b, text), nameBeside(b, a, text)]
}

function nameBeside(side: Side, other: Side, text: Text): SideName {
  if (side.own) return { group: null, label: ownName(side, other) }
  const title = titleOf(text, side.scenario)
  if (other.own || other.scenario !== side.scenario) return { group: null, label: title }
  const groups = scenarioById(side.scenario).groups.filter(
    (group) => choiceOf(group, side.variant) !== choiceOf(group, other.variant),
  )
  const choices = groups.map((group) => ({
    group: text.group[group.id],
    label: text.choice[choiceOf(group, side.variant).id].label,
  }))
  const rest = [
    ...(JSON.stringify(side.edits) === JSON.stringify(other.edits)
      ? []
      : [side.edits.length > 0 ? compareEn.edited(side.edits.length) : compareEn.unedited]),
    ...(JSON.stringify(side.flow) === JSON.stringify(other.flow)
      ? []
      : [side.flow === null ? title : compareEn.ownFlow]),
  ]
  const [only] = choices
  if (only && choices.length === 1 && rest.length === 0) return only
  const said = [...choices.map(nameLine), ...rest]
  return { group: null, label: said.length === 0 ? title : said.join(', ') }
}

function ownName(side: Side, other: Side): string {
  const { own } = side
  const releases = releasesOf(side)
  if (!own) return ''
  const name = own.name || ownEn.fromLink
  if (releases) return compareEn.releases[releases]
  const beside = other.own
  if (beside?.id !== own.id) return name
  if (own.done.length > beside.done.length) return `${name}, ${compareEn.now}`
  const gone = beside.done.length - own.done.length
  const next = beside.done[own.done.length]
  if (gone === 0 || !next) return name
  return gone === 1 ? compareEn.before(editText(next.edit, editsEn)) : compareEn.beforeAll(gone)
}

/** An offer in a side's menu, and the group that it stands in. */
export function offerName(offer: Offer, text: Text): SideName {
  const words: CompareMessages = compareEn
  switch (offer.kind) {
    case 'choice':
      return { group: text.group[offer.group], label: text.choice[offer.choice].label }
    case 'plain':
      return { group: words.mine, label: words.plain }
    case 'unedited':
      return { group: words.mine, label: words.unedited }
    case 'undone':
      return { group: words.mine, label: words.before(editText(offer.edit, editsEn)) }
    case 'base':
      return { group: words.mine, label: words.beforeAll(offer.edits) }
    case 'releases':
      return { group: text.group.releases, label: words.releases[offer.releases] }
  }
}
