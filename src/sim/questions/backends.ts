/*! All backends at once: the question is asked again for every backend that the first load-balancing decision could take. */
import type { Ipv4 } from '../net/ip'
import { compile } from '../control/compile'
import { probeOf, type Run, simulateIn } from '../simulate'
import type { Question } from '../topology/edit'
import { resolve } from '../topology/resolve'
import type { Flow, Pod, ResolvedTopology } from '../topology/types'
import { walk } from '../walk/walk'
import { type Candidate, type Choice, choiceOf } from './choice'

export interface Backend extends Candidate {
  /** The flow that takes it: opens this backend, in a link too. null: no pod or node has its address. */
  readonly flow: Flow | null
  /** The run with that pick; null: it takes no new connection (weight 0). */
  readonly run: Run | null
}

export interface Backends {
  /** null: nothing balances on the way. */
  readonly choice: Choice | null
  readonly backends: readonly Backend[]
}

/** Every backend with its share and its run, in the order of the rows; empty for a flow without a load-balancing decision. */
export const backendsOf = (question: Question): readonly Backend[] => allBackends(question).backends

/** The same, with the decision that it is about. */
export function allBackends({ topology, flow }: Question): Backends {
  const resolved = resolve(topology)
  return backendsIn(simulateIn(resolved, compile(resolved), flow))
}

/** The same for a run that exists already. */
export function backendsIn(run: Run): Backends {
  const choice = choiceOf(run)
  if (choice === null) return { choice, backends: [] }
  return {
    choice,
    backends: choice.candidates.map((candidate) => ({ ...candidate, ...runWith(run, choice, candidate) })),
  }
}

function runWith(run: Run, { by }: Choice, { row, address }: Candidate): Pick<Backend, 'flow' | 'run'> {
  const flow = flowTo(run.topology, run.flow, by, address)
  const asked = probeOf(run.topology, run.flow)
  // By address: two pods of different namespaces may have one name.
  const probe = by === 'slb' ? { ...asked, slbPick: address } : { ...asked, pick: address, slbPick: asked.slbPick }
  const picked: Run = { ...run, flow: flow ?? run.flow, trace: walk(run.world, probe) }
  return { flow, run: choiceOf(picked)?.taken === row ? picked : null }
}

/** The pick as a flow has it: a pod's name, for the SLB also a node's. */
function flowTo(topology: ResolvedTopology, flow: Flow, by: Choice['by'], address: Ipv4): Flow | null {
  const pod = topology.pods.find(({ ip }) => ip === address)
  const ref = pod && podRef(pod, topology)
  const name = ref ?? topology.nodes.find(({ ip }) => ip === address)?.name
  if (by === 'slb') return name === undefined ? null : { ...flow, slbBackend: name }
  return ref === undefined ? null : { ...flow, backend: ref }
}

/** The shortest reference that means this pod and no other (pod-ref.ts). */
const podRef = ({ namespace, name }: Pod, { pods }: ResolvedTopology): string =>
  pods.some((pod) => pod.name === name && pod.namespace !== namespace) ? `${namespace}/${name}` : name
