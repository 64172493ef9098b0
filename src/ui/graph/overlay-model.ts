/*! Everything about a run that the picture needs and that no step changes: layout, ways, rails, score, tags. Made once a run. */
import { podNetns, type Run } from '../../sim'
import { type Ghost, ghostOf, runOf } from '../../store/select'
import type { AppState } from '../../store/store'
import { factsOf } from '../../text/facts'
import { namesOf } from '../../text/names'
import type { Messages } from '../../text/messages'
import type { PictureMessages } from '../../text/picture-en'
import { type Score, scoreOf, stillScoreOf } from '../player/score'
import { type Layout, layout } from './layout'
import { LINE } from './measure'
import { type Rail, railOf } from './overlay-rail'
import { restOf, route, type Station, viewOf, type Way } from './route'
import { asymmetryTags, ghostTags, type Tag } from './tags'

export interface PictureModel {
  readonly run: Run
  readonly layout: Layout
  readonly request: Way
  readonly reply: Way | null
  /** What is left of the way it never went. */
  readonly ghost: Way | null
  /** Stations of all steps, request then reply. */
  readonly stations: readonly Station[]
  /** rails[k] leads from the station of step k − 1 to that of step k; null where none does. */
  readonly rails: readonly (Rail | null)[]
  readonly ghostRail: readonly Rail[]
  readonly score: Score
  readonly stillScore: Score
  readonly ghostTags: readonly Tag[]
  readonly asymmetryTags: readonly Tag[]
}

/** Words come from one table that lives as long as the page; so a run's model is found by the run. */
const known = new WeakMap<Run, PictureModel>()

/**
 * The model of what is open. An edit folds no host: those of a small cluster of one's own stand open whatever the way, and those
 * that a scenario shows without its edits stay beside the edited way.
 */
export function modelIn(app: AppState, text: Messages, words: PictureMessages): PictureModel {
  const also = app.edits.length > 0 ? modelIn({ ...app, edits: [] }, text, words).layout.hosts : undefined
  return modelOf(runOf(app), ghostOf(app), text, words, app.own !== null, also)
}

/** `still`: no host of a small cluster is folded; `also`: those that stand open besides the way's. */
export function modelOf(
  run: Run,
  ghost: Ghost | null,
  text: Messages,
  words: PictureMessages,
  still = false,
  also: readonly string[] = [],
): PictureModel {
  const model = known.get(run) ?? makeModel(run, ghost, text, words, still, also)
  known.set(run, model)
  return model
}

function makeModel(
  run: Run,
  ghost: Ghost | null,
  text: Messages,
  words: PictureMessages,
  still: boolean,
  also: readonly string[],
): PictureModel {
  const { trace, topology } = run
  const ghostLeg = ghost && (ghost.leg === 'request' ? ghost.run.trace.request : ghost.run.trace.reply)
  const legs = [trace.request, trace.reply, ghostLeg].filter((leg) => leg !== null)
  const view = viewOf(legs)
  const openHosts = [...view.openHosts, ...also]
  const podsOnTheWay = inDeclaredOrder(run, view.podsOnTheWay)
  const { client, server } = namesOf(run, text)
  // A pod in which nothing listens has the program that asks: not curl where it is a ping or a datagram.
  const named = run.flow.protocol === 'TCP' ? words : { ...words, client }
  const placed = layout(topology, { ...view, openHosts, podsOnTheWay, foldIdle: !still }, named)
  const request = route(trace.request, placed)
  const reply = trace.reply && route(trace.reply, placed)
  const stations = [...request.stations, ...(reply?.stations ?? [])]
  const drop = stations.find(({ mark }) => mark === 'drop')
  const rest = ghostLeg && drop ? restOf(route(ghostLeg, placed), drop) : null
  const rails = [...railsOf(request), ...(reply ? railsOf(reply) : [])]
  const lengths = rails.map((rail) => rail?.length ?? 0)
  const ways = reply ? [request, reply] : [request]
  const never = text.ui.neverArrives(ghost?.leg === 'reply' ? client : server)
  const noPackets = factsOf(run).touchesEni ? null : text.ui.noPacketsOnEni
  return {
    run,
    layout: placed,
    request,
    reply,
    ghost: rest,
    stations,
    rails,
    ghostRail: rest ? railsOf(rest).filter((rail) => rail !== null) : [],
    score: scoreOf(trace, lengths),
    stillScore: stillScoreOf(trace),
    ghostTags: rest ? ghostTags(placed, rest, ways, { never, noPackets }) : [],
    asymmetryTags: asymmetryTags(placed, request, reply, words),
  }
}

const railsOf = (way: Way): readonly (Rail | null)[] => [
  null,
  ...way.runs.map((run) => (run.points.length > 1 ? railOf(run.points, LINE.radius) : null)),
]

/** The layout gives slots in the order in which it is asked: that of the topology, whatever way the packet goes. */
function inDeclaredOrder({ topology }: Run, pods: readonly string[]): readonly string[] {
  return topology.pods.map(({ namespace, name }): string => podNetns(namespace, name)).filter((id) => pods.includes(id))
}
