/*! The picture of one side: both legs in full, in the same layout as the other side's, with the place that is looked at. Pure. */
import { podNetns, type Run, stepsOf } from '../../sim'
import type { Ghost } from '../../store/select'
import { explain } from '../../text/explain'
import type { Messages } from '../../text/messages'
import { pictureEn } from '../../text/picture-en'
import { type Callout, placesFor } from '../graph/callout-places'
import { placeCallout } from '../graph/callout'
import { chipText } from '../graph/chip-text'
import { linesOf } from '../graph/chip-size'
import { grow, overlap, type Rect } from '../graph/geometry'
import { type Layout, layout } from '../graph/layout'
import { INTERFACE_RADIUS } from '../graph/measure'
import { type Opened, openedAt } from '../graph/overlay-opened'
import { paint } from '../graph/paint'
import { group, node, type PaintNode } from '../graph/paint-node'
import { restOf, route, type Station, viewOf, type Way } from '../graph/route'
import { cellOfBox } from '../graph/stage-boxes'
import { widthOf } from '../graph/text-width'

export interface SideModel {
  readonly run: Run
  readonly layout: Layout
  readonly request: Way
  readonly reply: Way | null
  /** Of all steps, request then reply. */
  readonly stations: readonly Station[]
  /** Everything but the place that is looked at. */
  readonly picture: PaintNode
  readonly card: Card | null
}

/** The drop card, which stands there all the time. */
export interface Card {
  readonly step: number
  readonly opened: Extract<Opened, { readonly kind: 'card' }>
  readonly leader: PaintNode
}

/** `first`, `second`: A and B, in this order for both sides, so that both get one layout. */
export function sideModel(run: Run, [first, second]: readonly [Run, Run], ghost: Ghost | null, text: Messages) {
  const ghostLeg = ghost && (ghost.leg === 'request' ? ghost.run.trace.request : ghost.run.trace.reply)
  const legs = [first, second].flatMap(({ trace }) => [trace.request, trace.reply])
  const view = viewOf(legs.filter((leg) => leg !== null))
  const pods = run.topology.pods.map(({ namespace, name }): string => podNetns(namespace, name))
  const placed = layout(
    run.topology,
    { ...view, podsOnTheWay: pods.filter((id) => view.podsOnTheWay.includes(id)) },
    pictureEn,
  )
  const request = route(run.trace.request, placed)
  const reply = run.trace.reply && route(run.trace.reply, placed)
  const stations = [...request.stations, ...(reply?.stations ?? [])]
  const drop = stations.find(({ mark }) => mark === 'drop')
  const rest = ghostLeg && drop ? restOf(route(ghostLeg, placed), drop) : null
  const whole = paint(placed, {
    request,
    reply,
    ghost: rest,
    step: stations.length - 1,
    bothLegs: true,
    tags: [],
  })
  const base = { run, layout: placed, request, reply, stations }
  return { ...base, picture: withoutHere(whole), card: cardOf(base, text) } satisfies SideModel
}

/** Whether every box that both have stands at one place in both. */
export const sameLayout = ({ layout: a }: SideModel, { layout: b }: SideModel): boolean =>
  JSON.stringify(a.bounds) === JSON.stringify(b.bounds) && a.hosts.join() === b.hosts.join()

/** It is drawn apart: it moves. */
const withoutHere = (picture: PaintNode): PaintNode => ({
  ...picture,
  children: picture.children.map((part) =>
    part.key === 'overlay' ? { ...part, children: part.children.filter(({ key }) => key !== 'here') } : part,
  ),
})

type Walked = Omit<SideModel, 'picture' | 'card'>

function cardOf(model: Walked, text: Messages): Card | null {
  const step = stepsOf(model.run.trace).findIndex(({ event }) => event.kind === 'drop')
  if (step < 0) return null
  const { opened, leader } = openedAt(model, step, chipText(model.run, step, text, pictureEn), text)
  return opened.kind === 'card' ? { step, opened, leader: leaderNode(leader, 'drop') } : null
}

/** What stands beside the place that is looked at. */
export interface Note {
  readonly title: string
  readonly words: string
  readonly rect: Rect
}

export interface Here {
  /** Outline and leader. */
  readonly mark: PaintNode
  readonly note: Note | null
  /** The drop card would lie beneath the note. */
  readonly coversCard: boolean
}

/** `spare`: lines of estimated words do not break at the last one. `slot`: what has room beside a pod. */
export const NOTE = { spare: 6, least: 120, most: 262, slot: 180, pad: 12, title: 12.5, size: 12, line: 16 } as const

/** `title` null: only the place is marked, e.g. where the drop card says what happens. */
export function hereOf(model: SideModel, step: number, title: string | null, text: Messages): Here {
  const station = model.stations[step]
  if (!station) return { mark: group('here', []), note: null, coversCard: false }
  const outline = outlineOf(model.layout, station)
  if (title === null) return { mark: group('here', outline), note: null, coversCard: false }
  const words = explain(model.run, step, text).title
  const width = Math.min(
    cellOfBox(station.box)?.row === 'upper' ? NOTE.slot : NOTE.most,
    Math.max(NOTE.least, widthOf(title, NOTE.title + 0.5, 'sans'), widthOf(words, NOTE.size, 'sans')) +
      2 * NOTE.pad +
      NOTE.spare,
  )
  const lines = linesOf(words, width - 2 * NOTE.pad, NOTE.size, 'sans').length
  const height = 6 + 17 + lines * NOTE.line + 6
  const way = step < model.request.stations.length || !model.reply ? model.request : model.reply
  const { rect, leader } = placeOf(model, way, station, { width: Math.ceil(width), height })
  return {
    mark: group('here', [...outline, leaderNode(leader, 'ink')]),
    note: { title, words, rect },
    coversCard: model.card !== null && overlap(grow(rect, 4), model.card.opened.rect),
  }
}

/** Beside its station, if it can be away from the drop card. */
function placeOf(
  model: SideModel,
  way: Way,
  station: Station,
  size: { readonly width: number; readonly height: number },
): Callout {
  const best = placeCallout(model.layout, way, station, size)
  const { card } = model
  if (card === null || !overlap(best.rect, card.opened.rect)) return best
  return placesFor(model.layout, station, size).find(({ rect }) => !overlap(rect, card.opened.rect)) ?? best
}

function outlineOf(placed: Layout, { box: id, at, shape }: Station): readonly PaintNode[] {
  const box = placed.boxes.get(id)
  const halo = node('circle', 'halo', { cx: at.x, cy: at.y, r: 11.5, fill: 'none', stroke: 'ink', strokeWidth: 2 })
  if (!box || shape === 'bus' || box.kind === 'pod') return [halo]
  const { x, y, width, height } = grow(box.rect, 1)
  return [
    node('rect', 'outline', {
      x,
      y,
      width,
      height,
      rx: INTERFACE_RADIUS + 2,
      fill: 'none',
      stroke: 'ink',
      strokeWidth: 2.5,
    }),
  ]
}

const leaderNode = (points: Callout['leader'], stroke: 'ink' | 'drop'): PaintNode =>
  node('path', 'leader', {
    d: points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''),
    fill: 'none',
    stroke,
    strokeWidth: 1.25,
  })
