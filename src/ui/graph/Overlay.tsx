/*! Above the canvas: one SVG and a few HTML elements in model units, under one transform that follows the viewport.

  ground    boxes and lines, until Cytoscape has drawn them
  moving    the travelled part of the current run, beneath stations and names; under the interfaces, as every line
  picture   arrowheads, names, stations, halo, numerals, leader, tags
  chip      in one line
  marks     what grows for a moment: the diamond of a rewrite, the ring of a delivery, the cross of a drop
  call-out, drop card                                                                                       */
import type { ReactNode, RefObject } from 'react'
import { Callout, Glider } from './Chip'
import type { ChipText } from './chip-text'
import { DropCard } from './DropCard'
import { bottom, type Point, right } from './geometry'
import type { Layout } from './layout'
import { INTERFACE_RADIUS, STATION } from './measure'
import type { Opened } from './overlay-opened'
import css from './overlay.module.css'
import { Painted } from './paint-react'
import { paint, type PaintNode, paintOverlay } from './paint'
import type { PictureState } from './scene'

/** What the presenter moves. */
export interface OverlayRefs {
  readonly rootRef: RefObject<HTMLDivElement | null>
  readonly chipRef: RefObject<HTMLDivElement | null>
  readonly travelledRef: RefObject<SVGPathElement | null>
  readonly neverRef: RefObject<SVGPathElement | null>
}

interface Props extends OverlayRefs {
  readonly layout: Layout
  readonly state: PictureState
  readonly chip: ChipText
  readonly opened: Opened
  /** Draw boxes and lines here: the canvas does not yet. */
  readonly ground: boolean
  readonly mark: StationMark | null
  /** What lies over the boxes for the keyboard. */
  readonly children: ReactNode
}

export function Overlay(props: Props) {
  const { rootRef, chipRef, travelledRef, neverRef, layout, state, chip, opened, ground, mark, children } = props
  const { x, y, width, height } = layout.bounds
  return (
    <div ref={rootRef} className={css['root']} data-overlay="">
      <svg className={css['svg']} width={1} height={1} aria-hidden="true">
        <clipPath id="graph-not-under-interfaces">
          <path
            clipRule="evenodd"
            d={`M${x - 50} ${y - 50}h${width + 100}v${height + 100}h${-width - 100}Z${holesOf(layout)}`}
          />
        </clipPath>
        {ground ? <Painted node={groundOf(paint(layout, state))} /> : null}
        <g clipPath="url(#graph-not-under-interfaces)">
          <path ref={neverRef} className={css['never']} />
          <path ref={travelledRef} className={css['travelled']} data-error={chip.error} />
        </g>
        <Painted node={paintOverlay(layout, state)} />
      </svg>
      {children}
      <div className={css['glides']} data-drop={opened.kind === 'card'}>
        <Glider text={chip} chip={chipRef} />
      </div>
      {mark ? (
        <svg className={css['svg']} width={1} height={1} aria-hidden="true">
          <Mark {...mark} leg={chip.leg} />
        </svg>
      ) : null}
      {opened.kind === 'chip' ? (
        <div className={css['opens']}>
          <Callout text={chip} {...opened} />
        </div>
      ) : (
        <div className={css['drops']}>
          <DropCard {...opened} />
        </div>
      )}
    </div>
  )
}

const groundOf = (picture: PaintNode): PaintNode => picture.children.find(({ key }) => key === 'ground') ?? picture

/** Interfaces, clients, the SLB: lines run beneath them. */
const holesOf = ({ boxes }: Layout): string =>
  [...boxes.values()]
    .filter(({ kind }) => ABOVE_LINES.includes(kind))
    .map(({ rect: r }) => {
      const c = INTERFACE_RADIUS
      const arc = (dx: number, dy: number) => `a${c} ${c} 0 0 1 ${dx} ${dy}`
      const top = `M${r.x + c} ${r.y}H${right(r) - c}${arc(c, c)}V${bottom(r) - c}${arc(-c, c)}`
      return `${top}H${r.x + c}${arc(-c, -c)}V${r.y + c}${arc(c, -c)}Z`
    })
    .join('')
const ABOVE_LINES: readonly string[] = ['pod-interface', 'cali', 'eni', 'more', 'tile', 'client', 'slb']

/** What grows at the station for a moment, above the chip. */
export interface StationMark {
  readonly kind: 'rewrite' | 'delivered' | 'drop'
  readonly at: Point
}

function Mark({ kind, at: { x, y }, leg }: StationMark & { readonly leg: string }) {
  switch (kind) {
    case 'delivered':
      return <circle className={css['ring']} data-leg={leg} cx={x} cy={y} r={16} />
    case 'rewrite': {
      const half = (STATION.diamond * Math.SQRT2) / 2
      return (
        <path className={css['diamond']} d={`M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`} />
      )
    }
    case 'drop':
      return (
        <g className={css['cross']}>
          <circle cx={x} cy={y} r={STATION.crossRing} />
          <circle cx={x} cy={y} r={STATION.cross} />
          <path d={`M${x - 3.5} ${y - 3.5}l7 7M${x + 3.5} ${y - 3.5}l-7 7`} />
        </g>
      )
  }
}
