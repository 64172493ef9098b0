/*! One list of hops for both: the trunk where they do the same, A above and B below where they do not. One tab stop; arrows move, and
the focus with them. */
import { useLayoutEffect, useMemo, useRef } from 'react'
import { type Comparison, type Run, stepsOf } from '../../sim'
import { compareEn } from '../../text/compare-en'
import { tickLabel } from '../../text/step-words'
import { tickKind } from '../timeline/model'
import { TickShape } from '../timeline/TickShape'
import { useText } from '../use-app'
import { columnName } from './column-title'
import css from './fork.module.css'
import { type Fork, type ForkColumn, forkOf, type Lane, LANES, SLOT } from './fork'

interface Props {
  readonly a: Run
  readonly b: Run
  readonly comparison: Comparison
  /** The one that is looked at. */
  readonly current: number
  readonly onGo: (column: number) => void
  /** What A and B are called, where there is little room. */
  readonly names: readonly [string, string]
}

export function ForkedList(props: Props) {
  const { comparison, current } = props
  const fork = useMemo(() => forkOf(comparison.columns), [comparison])
  const pane = useRef<HTMLDivElement>(null)
  useInView(pane, fork, current)
  useFollowFocus(pane, current)
  return (
    <div className={css['fork']}>
      <div className={css['laneNames']} aria-hidden="true">
        <p data-lane="a">
          <b>A</b> {props.names[0]}
        </p>
        <p data-lane="both">{compareEn.inBoth}</p>
        <p data-lane="b">
          <b>B</b> {props.names[1]}
        </p>
      </div>
      <div ref={pane} className={css['strip']}>
        <div className={css['track']} style={{ width: fork.width }}>
          <svg className={css['lines']} width={fork.width} height={144} aria-hidden="true">
            {fork.lines.map(({ id, leg, side, d }) => (
              <path key={id} d={d} data-leg={leg} data-error={isError(side === 'a' ? props.a : props.b, leg)} />
            ))}
          </svg>
          <Marks {...props} fork={fork} />
          <Ends {...props} fork={fork} />
          <ol aria-label={compareEn.hops}>
            {fork.columns.map((column) => (
              <li key={column.index}>
                <Column {...props} column={column} />
              </li>
            ))}
          </ol>
        </div>
      </div>
    </div>
  )
}

function Marks({ comparison, fork }: Pick<Props, 'comparison'> & { readonly fork: Fork }) {
  const text = useText()
  const at = (column: number | null) => (column === null ? undefined : fork.columns[column]?.x)
  // Where both lanes are taken the middle one is free for a word.
  const apart = (column: number | null | undefined) =>
    typeof column === 'number' && fork.columns[column]?.lanes.includes('both') === false
  const [first, parts] = [at(comparison.first?.column ?? null), at(comparison.parts)]
  return (
    <div aria-hidden="true">
      <span className={css['leg']} data-leg="request" style={{ left: 4 }}>
        {text.leg.request}
      </span>
      {fork.replyAt === null ? null : (
        <span className={css['leg']} data-leg="reply" style={{ left: fork.replyAt }}>
          {text.leg.reply}
        </span>
      )}
      {first === undefined || first === parts ? null : (
        <i className={css['box']} data-mark="first" style={{ left: first - SLOT / 2 }}>
          {apart(comparison.first?.column) ? compareEn.differ : null}
        </i>
      )}
      {parts === undefined ? null : (
        <i className={css['box']} data-mark="parts" style={{ left: parts - SLOT / 2 }}>
          {apart(comparison.parts) ? compareEn.part : null}
        </i>
      )}
    </div>
  )
}

/** How each way ends, in a word at its last station. */
function Ends({ a, b, fork }: Props & { readonly fork: Fork }) {
  return (
    <div aria-hidden="true">
      {fork.ends.map(({ lane, leg, x, roomy, column }) => {
        const [run, step] = column.a === null ? [b, column.b] : [a, column.a]
        const end = step === null ? undefined : endOf(run, step, leg)
        return end === undefined ? null : (
          <span
            key={`${leg} ${lane} ${x}`}
            className={css['end']}
            data-end={end}
            data-roomy={roomy}
            style={{ left: roomy ? x + SLOT / 2 + 2 : x + SLOT / 2, top: LANES[lane] }}
          >
            {compareEn.ends[end]}
          </span>
        )
      })}
    </div>
  )
}

function endOf({ trace }: Run, index: number, leg: 'request' | 'reply'): keyof typeof compareEn.ends | undefined {
  const kind = stepsOf(trace)[index]?.event.kind
  if (kind === 'drop') return leg === 'request' && trace.reply === null ? 'silent' : 'dropped'
  if (kind === 'error') return 'refused'
  return kind === 'deliver' ? (leg === 'request' ? 'delivered' : 'answered') : undefined
}

function Column({ a, b, comparison, current, onGo, column: placed }: Props & { readonly column: ForkColumn }) {
  const text = useText()
  const { index, x, column, lanes } = placed
  const isCurrent = index === current
  return (
    <button
      type="button"
      className={css['column']}
      style={{ left: x - SLOT / 2, width: SLOT }}
      data-column={index}
      data-first={comparison.first?.column === index}
      data-parts={comparison.parts === index}
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent ? 'step' : undefined}
      aria-label={columnName(a, b, column, index, text)}
      onClick={() => onGo(index)}
    >
      {lanes.map((lane) => (
        <Stop key={lane} run={lane === 'b' ? b : a} step={lane === 'b' ? column.b : column.a} lane={lane} />
      ))}
    </button>
  )
}

function Stop({ run, step: index, lane }: { readonly run: Run; readonly step: number | null; readonly lane: Lane }) {
  const text = useText()
  const step = index === null ? undefined : stepsOf(run.trace)[index]
  if (index === null || !step) return null
  const leg = index < run.trace.request.steps.length ? 'request' : 'reply'
  const kind = tickKind(step)
  return (
    <span className={css['stop']} data-lane={lane} data-kind={kind} aria-hidden="true" style={{ top: LANES[lane] }}>
      <TickShape kind={kind} leg={leg} passed error={leg === 'reply' && isError(run, leg)} />
      <span>{tickLabel(run, step, leg, text)}</span>
    </span>
  )
}

/** A kernel's own answer, an RST or an ICMP error. */
const isError = ({ trace }: Run, leg: 'request' | 'reply'): boolean =>
  leg === 'reply' && trace.reply?.steps[0]?.event.kind === 'kernel-answer'

/** The column that is looked at is kept in the middle third. */
function useInView(pane: React.RefObject<HTMLDivElement | null>, { columns }: Fork, current: number) {
  useLayoutEffect(() => {
    const element = pane.current
    const x = columns[current]?.x
    if (!element || x === undefined) return
    const look = () => {
      const third = element.clientWidth / 3
      const at = x - element.scrollLeft
      if (at < third) element.scrollTo({ left: x - third })
      else if (at > 2 * third) element.scrollTo({ left: x - 2 * third })
    }
    look()
    // The dialog opens after this.
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [pane, columns, current])
}

/** If a column had the focus when the place moved, the focus moves along. */
function useFollowFocus(pane: React.RefObject<HTMLDivElement | null>, current: number) {
  useLayoutEffect(() => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || !pane.current?.contains(focused)) return
    const column = pane.current.querySelector<HTMLElement>(`[data-column="${current}"]`)
    if (column && column !== focused) column.focus({ preventScroll: true })
  }, [pane, current])
}
