/*! How long links are, beside the bits of what was drawn, and how much CPU they take. Lengths are the same on every machine. */
import { scenarios } from '../src/scenarios'
import { encodeHash } from '../src/share/link'
import { decodeLink, encodeLink } from '../src/share/topology-link'
import { type Question, simulate, sliceOf } from '../src/sim'
import { generate, SEED, SIZES } from '../test/generate-cluster'
import { seedCluster } from '../test/seed-cluster'

export interface LinkFigures {
  readonly name: string
  readonly characters: number
  /** Characters that the draws of the generator need at least; null: nothing was drawn. */
  readonly floor: number | null
  readonly encodeMs: number
  readonly decodeMs: number
}

export function benchLinks(): readonly LinkFigures[] {
  const s5 = scenarios[4] ?? scenarios[0]
  if (s5 === undefined) throw new Error('no scenarios')
  const { flow } = s5.question
  const hop = encodeHash({ scenario: 's5', choices: [], flow: null, hop: 12, reply: false })
  const variant = encodeHash({
    scenario: 's2',
    choices: ['nginx1-externalip', 'two-enis', 'newer'],
    flow: null,
    hop: 12,
    reply: false,
  })
  const large = generate(SIZES.large, 'real', SEED)
  return [
    { name: 'scenario and hop', characters: hop.length, floor: null, encodeMs: 0, decodeMs: 0 },
    { name: 'scenario, variant and hop', characters: variant.length, floor: null, encodeMs: 0, decodeMs: 0 },
    figures('seed cluster, own topology', { topology: seedCluster, flow }, null),
    figures('slice of scenario 5', sliced(s5.question), null),
    figures('slice of 100 nodes, 3,000 pods', sliced(large), null),
    ...(['middle', 'large'] as const).flatMap((size) =>
      (['wizard', 'real'] as const).map((naming) => {
        const { nodes, pods, services } = SIZES[size]
        const generated = generate(SIZES[size], naming, SEED)
        return figures(`${nodes}/${pods}/${services}, ${naming} names`, generated, generated.bits / 6)
      }),
    ),
  ]
}

const sliced = ({ topology, flow }: Question): Question => ({
  flow,
  topology: sliceOf(topology, flow, simulate(topology, flow).trace),
})

function figures(name: string, { topology, flow }: Question, floor: number | null): LinkFigures {
  const link = encodeLink(topology, flow)
  if (!link.ok) throw new Error(name)
  const hash = link.value
  return {
    name,
    characters: hash.length,
    floor,
    encodeMs: best(() => encodeLink(topology, flow)),
    decodeMs: best(() => decodeLink(hash)),
  }
}

/** CPU of the best of ten. */
function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 10; i++) {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    least = Math.min(least, (user + system) / 1_000)
  }
  return least
}
