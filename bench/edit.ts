/*! From one edit to the elements of the new picture, as the page does it after every click: the edit, the gate, the walk, layout, elements. */
import { scenarios } from '../src/scenarios'
import { applyEdit, type Edit, judge, type Question, simulate } from '../src/sim'
import { elements } from '../src/ui/graph/picture'
import { pictureOf } from '../src/ui/graph/picture-of'
import { generate, SEED, SIZES } from '../test/generate-cluster'
import { seedCluster } from '../test/seed-cluster'

export interface EditFigures {
  readonly name: string
  readonly editMs: number
  /** The topology copied once (structured clone): no answer can do with less than looking at all of it. */
  readonly copyMs: number
}

/** Every question is new to the simulator: nothing that it kept of another topology helps. */
export function benchEdits(): readonly EditFigures[] {
  const s5 = scenarios[4] ?? scenarios[0]
  if (s5 === undefined) throw new Error('no scenarios')
  const large = generate(SIZES.large, 'real', SEED)
  const { nodes, pods, services } = SIZES.large
  return [
    figures('seed cluster', { topology: seedCluster, flow: s5.question.flow }),
    figures(`${nodes}/${pods}/${services}`, large),
  ]
}

function figures(name: string, question: Question): EditFigures {
  let local = false
  const edit = (): number => {
    local = !local
    const made: Edit = { kind: 'set-terway', release: local ? '1.4.2' : '1.4.1' }
    const { topology, flow } = applyEdit(question, made)
    judge(topology)
    const { placed, state } = pictureOf(simulate(topology, flow), null, 0, false)
    return elements(placed, state).boxes.length
  }
  return { name, editMs: best(edit), copyMs: best(() => structuredClone(question.topology)) }
}

/** CPU of the best of ten, after three that are cold. */
function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 13; i++) {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    if (i >= 3) least = Math.min(least, (user + system) / 1_000)
  }
  return least
}
