/*! The timeline: a column per kernel stack, request above reply, a tick per hop. Click, drag, or step with the arrows. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { namesOf } from '../../text/names'
import { cutMiddle } from '../graph/text-width'
import { Numeral } from '../parts/Numeral'
import { useWidth } from '../parts/size'
import { useActions } from '../actions'
import { useGhost, useHere, useText } from '../use-app'
import {
  COLUMN_BOTTOM,
  COLUMN_SHORT,
  COLUMN_TOP,
  GUTTER_LEFT,
  type Geometry,
  geometryOf,
  type PlacedColumn,
} from './geometry'
import { Lines } from './Lines'
import { type Column, type NeverTravelled, timelineOf } from './model'
import { ReplyNote } from './ReplyNote'
import { Row } from './Row'
import { type Hovered, Tip } from './Tip'
import css from './timeline.module.css'
import { useScrub } from './use-scrub'

/** What the pane shows without its scroll bar. */
const HEIGHT = 160

export function Timeline() {
  const { run, index } = useHere()
  const never = useNeverTravelled()
  const { seek } = useActions()
  const text = useText()
  const pane = useRef<HTMLElement>(null)
  const track = useRef<HTMLDivElement>(null)
  const width = useWidth(pane)
  const names = namesOf(run, text)
  const timeline = useMemo(
    () => timelineOf(run.trace, never, (id) => names.stackNumber(id) !== null),
    [run, never, names],
  )
  const geometry = useMemo(
    () => geometryOf(timeline, width, (column) => roomOf(headOf(names.of(column.machine)), column)),
    [timeline, width, names],
  )
  const error = run.trace.reply?.steps.some(({ event }) => event.kind === 'kernel-answer') ?? false
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const here = columnAt(geometry, index)
  useKeepInView(pane, geometry, index)
  useScrub(track, geometry, seek)
  return (
    <section ref={pane} className={css['pane']} aria-label={text.ui.timeline} data-words={geometry.words}>
      <div
        ref={track}
        className={css['track']}
        style={{ width: geometry.width }}
        onPointerLeave={() => setHovered(null)}
      >
        {geometry.columns.map((placed) => (
          <ColumnBox key={placed.x} placed={placed} current={placed === here} />
        ))}
        <Lines geometry={geometry} timeline={timeline} at={index} error={error} height={HEIGHT} />
        <Row leg="request" geometry={geometry} error={error} onHover={setHovered} />
        <Row leg="reply" geometry={geometry} error={error} onHover={setHovered} />
        <ReplyNote geometry={geometry} timeline={timeline} />
      </div>
      {hovered ? <Tip {...hovered} /> : null}
    </section>
  )
}

function ColumnBox({ placed, current }: { readonly placed: PlacedColumn; readonly current: boolean }) {
  const { run } = useHere()
  const text = useText()
  const { column, x, width, short } = placed
  const name = namesOf(run, text).of(column.machine)
  const reached = column.request.some((tick) => tick.kind !== 'never') || column.reply.length > 0
  const detail = detailOf(name, text.machine.kernelOf)
  return (
    <div
      className={css['column']}
      data-stack={column.stack !== null}
      data-reached={reached}
      data-current={current}
      style={{ left: x, width, height: (short ? COLUMN_SHORT : COLUMN_BOTTOM) - COLUMN_TOP }}
      aria-hidden="true"
    >
      <span className={css['columnName']} title={name.full}>
        {column.stack === null ? null : <Numeral value={column.stack} />}
        <b>{headOf(name)}</b>
        {width > 190 && detail !== null ? <small>{detail}</small> : null}
      </span>
    </div>
  )
}

/** A place outside is called as its owner calls it: cut where that is long, whole in its tooltip. */
const headOf = ({ short }: { readonly short: string }): string => cutMiddle(short, HEAD, 12.5, 'sans')
const HEAD = 110

function detailOf(name: { readonly kind: string; readonly full: string }, kernelOf: (name: string) => string) {
  if (name.kind === 'node') return kernelOf(name.full)
  return name.kind === 'pod' ? (name.full.split('-')[0] ?? null) : null
}

/** Numeral, gap and name by rule: 0.62 em a character of 12.5 px, bold. */
function roomOf(short: string, column: Column): number {
  return 20 + short.length * 7.75 + (column.stack === null && short.length < 5 ? 10 : 24)
}

const columnAt = (geometry: Geometry, index: number): PlacedColumn | undefined =>
  geometry.columns.find(({ ticks }) => ticks.some(({ tick }) => tick.index === index))

/** Where not everything fits: the current tick stays in the middle third. */
function useKeepInView(pane: RefObject<HTMLElement | null>, geometry: Geometry, index: number) {
  useEffect(() => {
    const element = pane.current
    const placed = geometry.ticks.find(({ tick }) => tick.index === index)
    if (!element || !placed || element.scrollWidth <= element.clientWidth) return
    const view = element.clientWidth - GUTTER_LEFT
    const at = placed.x - element.scrollLeft - GUTTER_LEFT
    if (at > view / 3 && at < (2 * view) / 3) return
    element.scrollTo({ left: placed.x - GUTTER_LEFT - view / 2 })
  }, [pane, geometry, index])
}

/** The rest of the way that the packet never went, as steps. */
function useNeverTravelled(): NeverTravelled | null {
  const ghost = useGhost()
  return useMemo(() => {
    if (!ghost) return null
    const { request, reply } = ghost.run.trace
    const steps = ghost.leg === 'request' ? request.steps : (reply?.steps ?? [])
    return { leg: ghost.leg, steps: steps.slice(ghost.from) }
  }, [ghost])
}
