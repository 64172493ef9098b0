/*! Pictures of every scenario and variant, as the page makes them: layout, ways of both legs, the way it never went. */
import { questionOf, type Scenario, scenarios, type Variant, variantsOf } from '../../src/scenarios'
import { applyEdits, type Leg, type Run, simulate } from '../../src/sim'
import { type Layout, layout } from '../../src/ui/graph/layout'
import { restOf, route, type Station, viewOf, type Way } from '../../src/ui/graph/route'
import type { PictureState } from '../../src/ui/graph/scene'
import { words } from './words'

export interface Picture {
  /** `s6 policy=cluster`. */
  readonly title: string
  readonly scenario: Scenario
  readonly variant: Variant
  readonly run: Run
  readonly layout: Layout
  readonly request: Way
  readonly reply: Way | null
  readonly ways: readonly Way[]
  readonly ghost: Way | null
}

export function pictureOf(scenario: Scenario, variant: Variant): Picture {
  const question = questionOf(scenario, variant)
  const run = simulate(question.topology, question.flow)
  const { request, reply } = run.trace
  const ghost = ghostLegOf(scenario, variant, run)
  const placed = layout(run.topology, viewOf([request, reply, ghost].filter((leg) => leg !== null)), words)
  const ways = [request, reply].flatMap((leg) => (leg ? [route(leg, placed)] : []))
  const changed = Object.entries(variant).map(([group, choice]) => `${group}=${choice}`)
  const requestWay = ways[0]!
  return {
    title: [scenario.id, ...changed].join(' '),
    scenario,
    variant,
    run,
    layout: placed,
    request: requestWay,
    reply: ways[1] ?? null,
    ways,
    ghost: ghostOf(ghost, placed, ways),
  }
}

/** The leg of the edited question that goes on where this run's leg ends. */
function ghostLegOf(scenario: Scenario, variant: Variant, run: Run): Leg | null {
  const { fate } = run.trace.verdict
  if (fate.kind !== 'dropped' || !scenario.neverWent) return null
  const question = applyEdits(questionOf(scenario, variant), scenario.neverWent)
  return simulate(question.topology, question.flow).trace[fate.leg]
}

function ghostOf(leg: Leg | null, placed: Layout, ways: readonly Way[]): Way | null {
  const drop = ways.flatMap(({ stations }) => stations).find(isDrop)
  return leg && drop ? restOf(route(leg, placed), drop) : null
}
const isDrop = ({ mark }: Station): boolean => mark === 'drop'

export const pictures: readonly Picture[] = scenarios.flatMap((scenario) =>
  variantsOf(scenario).map((variant) => pictureOf(scenario, variant)),
)

/** The scenario as in the article. */
export const own = (id: Scenario['id']): Picture => pictureOf(scenarios.find((scenario) => scenario.id === id)!, {})

export const stateOf = ({ request, reply, ghost }: Picture, step: number): PictureState => ({
  request,
  reply,
  ghost,
  step,
  bothLegs: false,
  tags: [],
})
export const stepsIn = ({ ways }: Picture): number => ways.reduce((sum, way) => sum + way.stations.length, 0)
