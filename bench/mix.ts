/*! The questions that the core is measured with: every scenario and every one of the more links, in each mode that kube-proxy has. */
import { questionOf, scenarios } from '../src/scenarios'
import { moreLinks } from '../src/scenarios/more'
import {
  applyEdits,
  compile,
  type Probe,
  probeOf,
  type Question,
  resolve,
  type Trace,
  walk,
  type World,
} from '../src/sim'
import { proxy } from '../src/scenarios/variants'
import { generate, SEED, SIZES } from '../test/generate-cluster'
import { seedCluster } from '../test/seed-cluster'

export interface Asked {
  readonly world: World
  readonly probe: Probe
  readonly trace: Trace
}

/** Compiled once: what is measured is the walk. */
export function ask({ topology, flow }: Question): Asked {
  const resolved = resolve(topology)
  const world = compile(resolved)
  const probe = probeOf(resolved, flow)
  return { world, probe, trace: walk(world, probe) }
}

export const theSeven = (): readonly Asked[] => scenarios.map(({ question }) => ask(question))

/**
 * All links in one mode, each as often as any other. IPVS and iptables beside the article's releases; nftables beside the first
 * release in which it is stable, which its switch sets (scenarios/variants.ts).
 */
export function allLinksIn(mode: string): readonly Asked[] {
  const edits = proxy.choices.find(({ id }) => id === mode)?.edits
  if (edits === undefined) throw new Error(`no mode ${mode}`)
  return [...scenarios, ...moreLinks].map((scenario) => ask(applyEdits(questionOf(scenario, {}), edits)))
}

export const MODES = proxy.choices.map(({ id }) => id)

/**
 * One kind of flow on a small and on a large cluster: pod → ClusterIP → pod on another node, reply included, in the same mode and
 * release. `compileMs`: resolve and compile, once.
 */
export function bySize(): { readonly small: Asked; readonly large: Asked; readonly compileMs: number } {
  const { topology: big } = generate(SIZES.huge, 'wizard', SEED)
  const start = process.cpuUsage()
  const large = ask(acrossNodes(big))
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
