/*! What a mend costs: what the server sees, whether another node is on the way, and which other flows of the cluster change. */
import type { NetnsId } from '../../kernel/row'
import type { Ipv4 } from '../../net/ip'
import { type Run, simulateIn } from '../../simulate'
import { podNamed, refsOf } from '../../topology/pod-ref'
import type { Flow, ResolvedTopology, Source } from '../../topology/types'
import { machineOf } from '../../trace/trace'
import type { Verdict } from '../../trace/verdict'
import type { World } from '../../world'
import { type Ask, nodeOf, ownAddress } from './ask'

export interface Price {
  /** The source that the server sees; null: it sees none. */
  readonly sees: Ipv4 | null
  /** It is the client's own. */
  readonly kept: boolean
  /** A node that neither the client nor the server is on; null: none. */
  readonly detour: NetnsId | null
  /** The request reaches no ENI. */
  readonly staysOnNode: boolean
  readonly others: Others
}

/** Other flows of the cluster, of those that were asked again. */
export interface Others {
  readonly asked: number
  readonly changed: number
  /** One that changed. */
  readonly example: OtherFlow | null
}

export interface OtherFlow {
  readonly flow: Flow
  readonly was: Outcome
  readonly is: Outcome
}

/** What counts of another flow: its fate, and whom its server sees. */
export interface Outcome {
  readonly verdict: Verdict
  readonly sees: Ipv4 | null
}

export const outcomeOf = ({ trace }: Run): Outcome => ({
  verdict: trace.verdict,
  sees: trace.request.steps.find(({ event }) => event.kind === 'deliver')?.before.src ?? null,
})

const sameOutcome = (a: Outcome, b: Outcome): boolean =>
  a.sees === b.sees && a.verdict.fate.kind === b.verdict.fate.kind && reasonOf(a) === reasonOf(b)

const reasonOf = ({ verdict: { fate } }: Outcome): string => ('reason' in fate ? fate.reason.kind : '')

export function ownPrice(run: Run): Omit<Price, 'others'> {
  const { sees } = outcomeOf(run)
  const machines = run.trace.request.steps.map(({ place }) => machineOf(place))
  const [first] = machines
  const last = machines.at(-1)
  const ends = [first, last].map((end) =>
    end === undefined || end === 'vpc' || end === 'slb' || end === 'gateway' ? null : nodeOf(run, end),
  )
  const detour = machines.find(
    (machine): machine is NetnsId => machine.startsWith('node:') && !ends.includes(machine.slice('node:'.length)),
  )
  return {
    sees,
    kept: sees !== null && sees === ownAddress(run),
    detour: detour ?? null,
    staysOnNode: !machines.includes('vpc'),
  }
}

/** So many sources of a kind, Services and flows are asked again, the asked one's Service first. */
const MOST_SOURCES = { pod: 6, node: 3, client: 3 } as const
const MOST_SERVICES = 4
const MOST_FLOWS = 40

/** Every kind of client with every address of a Service, but for the flow in question: in the order of the declaration. */
export function otherFlows({ run: { topology, flow }, service }: Ask): readonly Flow[] {
  const { sport, protocol } = flow
  const services = [...topology.services]
    .toSorted((a, b) => Number(b === service) - Number(a === service))
    .slice(0, MOST_SERVICES)
  const targets = services.flatMap(({ clusterIP, lbIP, externalIPs, ports: [first] }) =>
    first === undefined
      ? []
      : [clusterIP, ...(lbIP === null ? [] : [lbIP]), ...externalIPs.slice(0, 1)].map((ip) => ({
          to: { ip, port: first.port },
          protocol: first.protocol,
        })),
  )
  const all = sourcesIn(topology).flatMap((from) =>
    targets.map((target): Flow => ({ from, ...target, sport, backend: null })),
  )
  const isSource = ({ kind, name }: Source): boolean =>
    kind === flow.from.kind &&
    (kind === 'pod'
      ? podNamed(topology.pods, name) === podNamed(topology.pods, flow.from.name)
      : name === flow.from.name)
  const isAsked = ({ from, to, protocol: proto }: Flow): boolean =>
    isSource(from) && to.ip === flow.to.ip && to.port === flow.to.port && proto === protocol
  return all.filter((each) => !isAsked(each)).slice(0, MOST_FLOWS)
}

/** Of pods one of each node first. */
function sourcesIn({ pods, nodes, clients }: ResolvedTopology): readonly Source[] {
  const own = pods.filter(({ hostNetwork }) => !hostNetwork)
  const firsts = own.filter((pod, at) => own.findIndex(({ node }) => node === pod.node) === at)
  const ref = refsOf(pods)
  const sources = (kind: Source['kind'], of: readonly { readonly name: string }[]): readonly Source[] =>
    of.slice(0, MOST_SOURCES[kind]).map(({ name }) => ({ kind, name }))
  return [
    ...sources(
      'pod',
      [...firsts, ...own.filter((pod) => !firsts.includes(pod))].map((pod) => ({ name: ref(pod) })),
    ),
    ...sources('client', clients),
    ...sources('node', nodes),
  ]
}

/** How one flow goes in a world. */
export const outcomeIn = (topology: ResolvedTopology, world: World, flow: Flow): Outcome =>
  outcomeOf(simulateIn(topology, world, flow))

/** Compared one by one, so that whoever asks can pause in between. */
export function compared(flows: readonly Flow[], before: readonly Outcome[], after: readonly Outcome[]): Others {
  const changed = flows.flatMap((flow, at): readonly OtherFlow[] => {
    const [was, is] = [before[at], after[at]]
    return was === undefined || is === undefined || sameOutcome(was, is) ? [] : [{ flow, was, is }]
  })
  // One that breaks says most, one that fails before and after says least.
  const telling = changed.find(breaksOther) ?? changed.find(({ is }) => isDelivered(is)) ?? changed[0]
  return { asked: flows.length, changed: changed.length, example: telling ?? null }
}

/** It arrived, and does not any more. */
export const breaksOther = ({ was, is }: OtherFlow): boolean => isDelivered(was) && !isDelivered(is)

const isDelivered = ({ verdict }: Outcome): boolean => verdict.fate.kind === 'delivered'
