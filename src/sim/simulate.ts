/*! topology + flow → run. The only file that knows the whole pipeline:

  topology ─resolve─▶ ─compile─▶ world ─walk─▶ trace                                                        */
import { assertNever } from '../base/assert'
import { compile } from './control/compile'
import type { NetnsId } from './kernel/row'
import { podNamed } from './topology/pod-ref'
import { resolve } from './topology/resolve'
import type { Flow, ResolvedTopology, Source, Topology } from './topology/types'
import type { Trace } from './trace/trace'
import { walk } from './walk/walk'
import type { Memory, Probe } from './walk/walker'
import { clientNetns, nodeNetns, podNetns, type World } from './world'

export interface Run {
  readonly topology: ResolvedTopology
  readonly flow: Flow
  readonly world: World
  readonly trace: Trace
}

/**
 * Answers one question. Same input, same output. Throws only when the flow starts at something that the topology does not
 * have, which `check` refuses.
 */
export function simulate(topology: Topology, flow: Flow): Run {
  const resolved = resolve(topology)
  return simulateIn(resolved, compile(resolved), flow)
}

/**
 * The same in a world that exists already, or that somebody took a row out of. `memory`: what earlier connections left there;
 * added to.
 */
export function simulateIn(topology: ResolvedTopology, world: World, flow: Flow, memory?: Memory): Run {
  return { topology, flow, world, trace: walk(world, probeOf(topology, flow), memory) }
}

/** The flow in the kernel's terms: a namespace, addresses, ports, and the address of the backend that balancing takes. */
export function probeOf(topology: ResolvedTopology, flow: Flow): Probe {
  const backend = podNamed(topology.pods, flow.backend)
  const slbTarget =
    podNamed(topology.pods, flow.slbBackend) ?? topology.nodes.find(({ name }) => name === flow.slbBackend)
  return {
    from: netnsOf(topology, flow.from),
    dst: flow.to.ip,
    dport: flow.to.port,
    proto: flow.protocol,
    sport: flow.sport,
    ttl: flow.ttl ?? null,
    pick: backend?.ip ?? null,
    slbPick: slbTarget?.ip ?? null,
  }
}

function netnsOf(topology: ResolvedTopology, from: Source): NetnsId {
  switch (from.kind) {
    case 'pod': {
      const pod = podNamed(topology.pods, from.name)
      return pod?.hostNetwork ? nodeNetns(pod.node) : podNetns(pod?.namespace ?? 'default', pod?.name ?? from.name)
    }
    case 'node':
      return nodeNetns(from.name)
    case 'client':
      return clientNetns(from.name)
    default:
      return assertNever(from.kind)
  }
}
