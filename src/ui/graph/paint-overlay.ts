/*! What lies above the boxes and lines: arrowheads, names, stations, halo, cross, numerals, leader, tags. Follows the
viewport. */
import type { LabelElement } from './element'
import { colorOf } from './element-lines'
import { centre, grow, type Point } from './geometry'
import { type Layout, numeralAt } from './layout'
import * as M from './measure'
import { paintArrowheads } from './paint-arrowheads'
import { group, node, type PaintNode } from './paint-node'
import { paintStations } from './paint-stations'
import { elements } from './picture'
import { type PictureState, type Scene, sceneOf } from './scene'
import { eipTag, type Tag } from './tags'

export function paintOverlay(layout: Layout, state: PictureState): PaintNode {
  const scene = sceneOf(layout, state)
  return group('overlay', [
    group('arrowheads', paintArrowheads(layout, scene)),
    group('labels', elements(layout, state).labels.map(paintLabel)),
    group('stations', paintStations(layout, scene)),
    group('here', paintHere(layout, scene)),
    group('numerals', paintNumerals(layout, scene)),
    group('leader', state.leader ? paintLeader(state.leader, scene) : []),
    // A tag is words: what leads to the packet passes beneath.
    group('tags', [...state.tags, ...eipTag(layout, scene.ways)].map(paintTag)),
  ])
}

export const paintLabel = (label: LabelElement): PaintNode => ({
  ...node('text', label.id, {
    className: label.minor ? 'label minor' : 'label',
    x: label.at.x,
    y: label.at.y,
    fill: label.color,
    fontFamily: label.face,
    fontSize: label.size,
    ...(label.weight === 700 && { fontWeight: 700 }),
    ...(label.anchor !== 'start' && { textAnchor: label.anchor }),
  }),
  children: label.full === label.text ? [] : [{ ...node('title', 'full', {}), text: label.full }],
  text: label.text,
})

/** The current place: a halo around its station, or an outline around its interface. */
function paintHere(layout: Layout, { current, station, drop }: Scene): readonly PaintNode[] {
  if (station === drop) return []
  const stroke = colorOf(current)
  const box = layout.boxes.get(station.box)
  if (station.shape === 'interface' && box) {
    const { x, y, width, height } = grow(box.rect, 3.5)
    const dash = current.leg === 'reply' ? { strokeDasharray: '4 3' } : {}
    const outline = {
      x,
      y,
      width,
      height,
      rx: M.INTERFACE_RADIUS + 3,
      fill: 'none',
      stroke,
      strokeWidth: 1.75,
    } as const
    return [node('rect', 'outline', { className: 'halo', ...outline, ...dash })]
  }
  const dash = current.leg === 'reply' ? { strokeDasharray: '5 3' } : {}
  const { x, y } = station.at
  const halo = { cx: x, cy: y, r: M.STATION.halo, fill: 'none', stroke, strokeWidth: 2, strokeOpacity: 0.5 } as const
  return [node('circle', 'halo', { className: 'halo', ...halo, ...dash })]
}

/** Kernel stacks in the order in which the packet first enters them. */
function paintNumerals(layout: Layout, { ways }: Scene): readonly PaintNode[] {
  const stacks = [...new Set(ways.flatMap((way) => way.stacks))]
  return stacks.flatMap((id, index): readonly PaintNode[] => {
    const at = numeralAt(layout, id)
    if (!at) return []
    const disc = node('circle', 'disc', { cx: at.x, cy: at.y, r: M.STATION.numeral, fill: 'ink' })
    const text = node('text', 'numeral', {
      x: at.x,
      y: at.y + 4,
      fill: 'panel',
      fontFamily: 'sans',
      fontSize: 11,
      fontWeight: 700,
      textAnchor: 'middle',
    })
    return [{ ...group(id, [disc, { ...text, text: String(index + 1) }]), attrs: { className: 'numeral', dataId: id } }]
  })
}

function paintTag({ id, text, rect, style }: Tag): PaintNode {
  const ghost = style === 'ghost'
  const plain = style === 'plain'
  const request = style === 'request'
  const { x, y, width, height } = rect
  const frame = node('rect', 'frame', {
    x,
    y,
    width,
    height,
    rx: ghost ? height / 2 : 4,
    fill: request ? 'req' : 'panel',
    stroke: request ? 'req' : plain ? 'line2' : ghost ? 'ghost' : 'rep',
    strokeWidth: M.LINE.box,
    ...(!request && !plain && { strokeDasharray: '4 3' }),
  })
  const label = node('text', 'text', {
    x: centre(rect).x,
    y: centre(rect).y + 3.75,
    fill: request ? 'on-req' : ghost || plain ? 'ink2' : 'rep',
    fontFamily: 'sans',
    fontSize: M.TAG.size,
    ...(!ghost && { fontWeight: 700 }),
    textAnchor: 'middle',
  })
  return { ...group(id, [frame, { ...label, text }]), attrs: { className: `tag ${style}`, dataId: id } }
}

/** From the call-out to the station, where a dot ends it. */
function paintLeader(points: readonly Point[], { station, drop }: Scene): readonly PaintNode[] {
  const end = points[points.length - 1]
  if (!end) return []
  const color = station === drop ? 'drop' : 'ink'
  const d = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return [
    node('path', 'line', { d, fill: 'none', stroke: color, strokeWidth: M.LINE.box }),
    node('circle', 'dot', { cx: end.x, cy: end.y, r: 2.25, fill: color }),
  ]
}
