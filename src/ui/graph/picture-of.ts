/*! The picture of a run at a step, for who draws it once: the first picture, paper. */
import { podNetns, type Run } from '../../sim'
import type { Ghost } from '../../store/select'
import { pictureEn } from '../../text/picture-en'
import { type Layout, layout } from './layout'
import { restOf, route, viewOf } from './route'
import type { PictureState } from './scene'

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
