/*! The questions that the core is measured with: every scenario and every one of the more links, in each mode that kube-proxy has. */
import { scenarios } from '../src/scenarios'
import { moreLinks } from '../src/scenarios/more'
import { proxy, releases } from '../src/scenarios/variants'
import {
  applyEdits,
  compile,
  type Flow,
  type Probe,
  probeOf,
  type Question,
  resolve,
  type ResolvedTopology,
  type Topology,
  type Trace,
  walk,
  type World,
} from '../src/sim'
import { generate, SEED, SIZES } from '../test/generate-cluster'
import { seedCluster } from '../test/seed-cluster'

export interface Asked {
  readonly world: World
  readonly probe: Probe
  readonly trace: Trace
}

/** Compiled once: what is measured is the walk. */
function ask({ topology, flow }: Question): Asked {
  const resolved = resolve(topology)
  return askIn(resolved, compile(resolved), flow)
}

function askIn(resolved: ResolvedTopology, world: World, flow: Flow): Asked {
  const probe = probeOf(resolved, flow)
  return { world, probe, trace: walk(world, probe) }
}

export const theSeven = (): readonly Asked[] => scenarios.map(({ question }) => ask(question))

/**
 * All links in one mode, each as often as any other. A mode that does not exist beside the article's releases (nftables) comes with
 * the newer ones that its switch needs (scenarios/variants.ts).
 */
export function allLinksIn(mode: string): readonly Asked[] {
  const choice = proxy.choices.find(({ id }) => id === mode)
  if (choice === undefined) throw new Error(`no mode ${mode}`)
  const needed = releases.choices.find(({ id }) => id === choice.needs?.choice)?.edits ?? []
  // One world a cluster, as on the page: the more links share theirs, and 21 copies of it would measure the processor's cache.
  const worlds = new Map<Topology, { readonly resolved: ResolvedTopology; readonly world: World }>()
  return [...scenarios, ...moreLinks].map(({ question }) => {
    const edited = applyEdits(question, [...needed, ...choice.edits])
    let made = worlds.get(question.topology)
    if (made === undefined) {
      const resolved = resolve(edited.topology)
      made = { resolved, world: compile(resolved) }
      worlds.set(question.topology, made)
    }
    return askIn(made.resolved, made.world, edited.flow)
  })
}

export const MODES = proxy.choices.map(({ id }) => id)

/**
 * One kind of flow on a small and on a large cluster: pod → ClusterIP → pod on another node, reply included, in the same mode and
 * release. `compileMs`: resolve and compile with all rows of all machines, once; an answer needs those of two or three.
 */
export function bySize(): { readonly small: Asked; readonly large: Asked; readonly compileMs: number } {
  const { topology: big } = generate(SIZES.huge, 'wizard', SEED)
  const start = process.cpuUsage()
  const large = ask(acrossNodes(big))
  for (const _machine of large.world.netns.values()) void _machine
  const { user, system } = process.cpuUsage(start)
  return {
    small: ask(acrossNodes({ ...seedCluster, kubeProxy: big.kubeProxy, terway: big.terway })),
    large,
    compileMs: (user + system) / 1000,
  }
}

/** The first pod asks the first Service that has a backend on another node. */
function acrossNodes(topology: Question['topology']): Question {
  const [client] = topology.pods
  for (const { clusterIP, ports, endpoints } of topology.services) {
    if (client === undefined || clusterIP === null || !('pods' in endpoints)) continue
    const backend = topology.pods.find(({ name, node }) => endpoints.pods.includes(name) && node !== client.node)
    const [port] = ports
    if (backend === undefined || port === undefined) continue
    return {
      topology,
      flow: {
        from: { kind: 'pod', name: client.name },
        to: { ip: clusterIP, port: port.port },
        protocol: port.protocol,
        sport: 40_001,
        backend: backend.name,
      },
    }
  }
  throw new Error('no Service with a backend on another node')
}
