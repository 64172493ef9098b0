/*! The first picture: the page's boxes, and in the middle the picture as the pure painter draws it, at the zoom and place where
the living one will stand. It needs the simulator, layout and painter only; the page itself takes over as soon as it is here. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { podNetns, type Run } from '../../sim'
import type { Ghost } from '../../store/select'
import { pictureEn } from '../../text/picture-en'
import css from '../app.module.css'
import type { Viewport } from '../graph/fit'
import { type Layout, layout } from '../graph/layout'
import { paint } from '../graph/paint'
import { Painted } from '../graph/paint-react'
import { restOf, route, viewOf } from '../graph/route'
import type { PictureState } from '../graph/scene'
import { targetOf } from '../graph/viewport-target'
import { PHONE, useMedia } from '../parts/media'

interface Props {
  readonly run: Run
  readonly ghost: Ghost | null
  readonly step: number
  readonly bothLegs: boolean
}

export function FirstPicture({ run, ghost, step, bothLegs }: Props) {
  const phone = useMedia(PHONE)
  const { placed, state } = useMemo(() => pictureOf(run, ghost, step, bothLegs), [run, ghost, step, bothLegs])
  const pane = useRef<HTMLDivElement>(null)
  const [viewport, setViewport] = useState<Viewport | null>(null)
  useLayoutEffect(() => {
    if (pane.current) setViewport(viewportOf(pane.current, placed, state, phone))
  }, [placed, state, phone])
  const picture = (
    <div ref={pane} className={css['picture']} data-picture="first">
      {viewport ? (
        <svg width="100%" height="100%" aria-hidden="true">
          <g transform={`translate(${viewport.pan.x} ${viewport.pan.y}) scale(${viewport.zoom})`}>
            <Painted node={paint(placed, state)} />
          </g>
        </svg>
      ) : null}
    </div>
  )
  return phone ? (
    <div className={css['startPhone']}>
      <div className={css['startHead']} />
      {picture}
      <div className={css['startFoot']} />
    </div>
  ) : (
    <div className={css['app']}>
      <div className={css['startTop']} />
      <div className={css['startList']} />
      <main className={css['main']}>
        <div className={css['startVerdict']} />
        {picture}
      </main>
      <aside className={css['startInspector']} />
      <div className={css['bottom']} />
    </div>
  )
}

/** Layout and what is drawn of a run at a step, without anything that moves. */
export function pictureOf(
  run: Run,
  ghost: Ghost | null,
  step: number,
  bothLegs: boolean,
): { readonly placed: Layout; readonly state: PictureState } {
  const { trace, topology } = run
  const { request: out, reply: back } = trace
  const ghostLeg = ghost && (ghost.leg === 'request' ? ghost.run.trace.request : ghost.run.trace.reply)
  const view = viewOf([out, back, ghostLeg].filter((leg) => leg !== null))
  const pods = topology.pods.map(({ namespace, name }): string => podNetns(namespace, name))
  const podsOnTheWay = pods.filter((id) => view.podsOnTheWay.includes(id))
  const placed = layout(topology, { ...view, podsOnTheWay }, pictureEn)
  const request = route(out, placed)
  const reply = back && route(back, placed)
  const drop = [...request.stations, ...(reply?.stations ?? [])].find(({ mark }) => mark === 'drop')
  const rest = ghostLeg && drop ? restOf(route(ghostLeg, placed), drop) : null
  return { placed, state: { request, reply, ghost: rest, step, bothLegs, tags: [] } }
}

function viewportOf(pane: HTMLElement, layout: Layout, state: PictureState, phone: boolean): Viewport {
  const stations = [...state.request.stations, ...(state.reply?.stations ?? [])]
  const size = { width: pane.clientWidth, height: pane.clientHeight }
  return targetOf({ layout, stations }, { step: state.step, phone }, size)
}
