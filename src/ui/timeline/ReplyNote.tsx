/*! Why the reply row is empty or short: who answers instead, and what the dots mean. */
import { formatIpv4, machineOf } from '../../sim'
import { editsOf, type Scenario, type Variant } from '../../scenarios'
import { namesOf } from '../../text/names'
import { useGhost, useHere, useScenario, useText, useVariant, type Text } from '../use-app'
import { COLUMN_SHORT, GUTTER_LEFT, type Geometry } from './geometry'
import type { Timeline } from './model'
import css from './timeline.module.css'

/** Room for the first sentence only, in px. */
const NARROW = 420

interface Props {
  readonly geometry: Geometry
  readonly timeline: Timeline
}

export function ReplyNote({ geometry, timeline }: Props) {
  const { run } = useHere()
  const text = useText()
  const ghost = useGhost()
  const what = neverWentText(useScenario(), useVariant(), text)
  if (timeline.ended !== 'request') return null
  const names = namesOf(run, text)
  const free = geometry.columns.find((column) => column.short)
  const icmp = run.trace.reply?.steps.find(({ event }) => event.kind === 'kernel-answer')
  const sees = run.trace.verdict.clientSees
  const left = timeline.hasReply ? free?.x : GUTTER_LEFT
  if (left === undefined) return null
  const last = geometry.columns[geometry.columns.length - 1]
  const width = (last ? last.x + last.width : left) - left
  return (
    <div className={css['note']} style={{ left, top: COLUMN_SHORT + 8, width }} data-narrow={width < NARROW}>
      <p>
        {text.page.nothingReached(names.server)}{' '}
        {icmp && 'errno' in sees
          ? text.page.answeredBy({
              host: names.of(machineOf(icmp.place)).short,
              from: formatIpv4(icmp.after.src),
              process: names.client,
              says: text.errno[sees.errno],
            })
          : text.page.nothingAnswers}
      </p>
      {ghost && what ? <p>{text.ui.ghostNote(what)}</p> : null}
    </div>
  )
}

/** "policy Cluster": what the scenario's own named edits change about this variant. */
function neverWentText(scenario: Scenario, variant: Variant, { group, page }: Text): string {
  const varied = new Set(editsOf(scenario, variant).map(({ kind }) => kind))
  const edits = scenario.neverWent ?? []
  const telling = edits.filter(({ kind }) => varied.has(kind))
  return (telling.length > 0 ? telling : edits)
    .flatMap((edit) => {
      if (edit.kind === 'set-external-policy') return [page.with(group.policy, edit.policy)]
      return edit.kind === 'set-rp-filter' ? [page.with(group['rp-filter'], String(edit.value))] : []
    })
    .join(', ')
}
