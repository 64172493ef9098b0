/*! How fast the simulator answers, beside a loop that does only the bare look-ups of the same walks. */
import { scenarios } from '../src/scenarios'
import {
  compile,
  type Netns,
  type NetnsId,
  type Packet,
  type Probe,
  probeOf,
  resolve,
  simulate,
  stepsOf,
  type Trace,
  verdict,
  walk,
  type World,
} from '../src/sim'
import { type Chain, type ChainContext, runChain } from '../src/sim/kernel/netfilter/iptables'
import { fibLookup, socketOn, virtualServerFor } from '../src/sim/kernel/netns'
import { tupleOf } from '../src/sim/walk/conntrack'
import { sameTuple, type Tuple } from '../src/sim/net/packet'

interface Asked {
  readonly world: World
  readonly probe: Probe
  readonly trace: Trace
}

export interface CoreFigures {
  readonly steps: number
  readonly coldMs: number
  readonly tracesPerS: number
  readonly verdictsPerS: number
  readonly bareLookupsPerS: number
}

const ROUNDS = 6
const ROUND_MS = 400

/** Figures for one core: best of six rounds, as contention only ever lowers them. The rounds of the three loops alternate. */
export function benchCore(): CoreFigures {
  const coldStart = performance.now()
  const first = scenarios[4] ?? scenarios[0]
  if (first === undefined) throw new Error('no scenarios')
  simulate(first.question.topology, first.question.flow)
  const coldMs = performance.now() - coldStart

  const asked: readonly Asked[] = scenarios.map(({ question }) => {
    const topology = resolve(question.topology)
    const world = compile(topology)
    const probe = probeOf(topology, question.flow)
    return { world, probe, trace: walk(world, probe) }
  })
  const lookups = asked.map(lookupsOf)
  const traces = (): number => asked.reduce((n, { world, probe }) => n + walk(world, probe).request.steps.length, 0)
  const verdicts = (): number => asked.reduce((n, a) => n + verdict(a.world, a.probe).fate.kind.length, 0)
  const bare = (): number => lookups.reduce((n, list) => n + runAll(list), 0)
  for (const warm of [traces, verdicts, bare]) for (let i = 0; i < 300; i++) warm()

  const best = { traces: 0, verdicts: 0, bare: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    best.traces = Math.max(best.traces, perSecond(traces, asked.length))
    best.verdicts = Math.max(best.verdicts, perSecond(verdicts, asked.length))
    best.bare = Math.max(best.bare, perSecond(bare, asked.length))
  }
  return {
    steps: asked.reduce((n, { trace }) => n + stepsOf(trace).length, 0) / asked.length,
    coldMs,
    tracesPerS: best.traces,
    verdictsPerS: best.verdicts,
    bareLookupsPerS: best.bare,
  }
}

const NOTHING_SEEN: string[] = []

let sink = 0

function perSecond(work: () => number, answers: number): number {
  const start = process.cpuUsage()
  const until = performance.now() + ROUND_MS
  let calls = 0
  do {
    for (let i = 0; i < 50; i++) sink += work()
    calls += 50
  } while (performance.now() < until)
  const { user, system } = process.cpuUsage(start)
  return (calls * answers * 1e6) / (user + system)
}

/** One bare look-up: what the walk asked, with its answer thrown away. */
type Lookup =
  | { readonly kind: 'fib'; readonly ns: Netns; readonly packet: Packet; readonly iif: string }
  | { readonly kind: 'chain'; readonly ns: Netns; readonly chain: Chain; readonly tuple: Tuple; readonly mark: number }
  | { readonly kind: 'conntrack'; readonly entries: readonly Tuple[]; readonly tuple: Tuple }
  | { readonly kind: 'ipvs'; readonly ns: Netns; readonly tuple: Tuple }
  | { readonly kind: 'neigh'; readonly ns: Netns; readonly dev: string; readonly packet: Packet }
  | { readonly kind: 'socket'; readonly ns: Netns; readonly tuple: Tuple }
  | { readonly kind: 'owner'; readonly world: World; readonly packet: Packet }

/** The look-ups of a recorded walk, stage by stage as src/sim/walk does them. */
function lookupsOf({ world, trace }: Asked): readonly Lookup[] {
  const lookups: Lookup[] = []
  const entries: Tuple[] = []
  for (const { place, event, before, after } of stepsOf(trace)) {
    if (place.kind === 'vpc') lookups.push({ kind: 'owner', world, packet: before })
    if (!('netns' in place)) continue
    const ns = namespace(world, place.netns)
    const tuple = tupleOf(before)
    const chains = (table: 'nat' | 'filter', hook: string): void => {
      const chain = ns.index[table].get(hook)
      if (chain) lookups.push({ kind: 'chain', ns, chain, tuple, mark: before.mark })
    }
    switch (event.kind) {
      case 'route-output':
      case 'ipvs-route':
        lookups.push({ kind: 'fib', ns, packet: after, iif: 'lo' })
        break
      case 'route-input':
        // The route, and the reverse look-up of the source check.
        lookups.push(
          { kind: 'fib', ns, packet: before, iif: event.dev },
          { kind: 'fib', ns, packet: before, iif: 'lo' },
        )
        break
      case 'prerouting':
        lookups.push({ kind: 'conntrack', entries: [...entries], tuple })
        if (event.conntrack === 'new') {
          entries.push(tuple)
          chains('nat', 'PREROUTING')
        }
        break
      case 'input':
        chains('filter', 'INPUT')
        lookups.push({ kind: 'ipvs', ns, tuple })
        break
      case 'forward':
        chains('filter', 'FORWARD')
        break
      case 'output':
        lookups.push({ kind: 'fib', ns, packet: before, iif: 'lo' })
        chains('filter', 'OUTPUT')
        break
      case 'postrouting':
        if (before.l4.proto === 'TCP' && before.l4.flags === 'S') chains('nat', 'POSTROUTING')
        break
      case 'transmit':
        lookups.push({ kind: 'neigh', ns, dev: event.dev, packet: before })
        break
      case 'deliver':
        lookups.push({ kind: 'fib', ns, packet: before, iif: 'eth0' }, { kind: 'socket', ns, tuple })
        break
      default:
        break
    }
  }
  return lookups
}

function namespace(world: World, id: NetnsId): Netns {
  const ns = world.netns.get(id)
  if (ns === undefined) throw new Error(`no namespace ${id}`)
  return ns
}

function runAll(lookups: readonly Lookup[]): number {
  let found = 0
  for (const lookup of lookups) {
    switch (lookup.kind) {
      case 'fib':
        if (fibLookup(lookup.ns, lookup.packet.dst, lookup.packet.src, lookup.iif) !== null) found++
        break
      case 'chain': {
        const context: ChainContext = {
          tuple: lookup.tuple,
          mark: lookup.mark,
          ctMark: 0,
          ctState: 'NEW',
          isLocal: lookup.ns.index.isLocal,
          iif: '',
          oif: '',
          virtual: null,
          pick: null,
          seen: NOTHING_SEEN,
          netns: '',
        }
        if (runChain(lookup.chain, context, null).kind === 'accept') found++
        break
      }
      case 'conntrack':
        for (const entry of lookup.entries) if (sameTuple(entry, lookup.tuple)) found++
        break
      case 'ipvs':
        if (virtualServerFor(lookup.ns, 'TCP', lookup.tuple.dst, lookup.tuple.dport) !== null) found++
        break
      case 'neigh':
        if (lookup.ns.index.neighs.get(lookup.dev)?.get(lookup.packet.dst) !== undefined) found++
        break
      case 'socket':
        if (socketOn(lookup.ns, 'TCP', lookup.tuple.dport) !== null) found++
        break
      case 'owner':
        if (lookup.world.cloud.index.owners.has(lookup.packet.dst)) found++
        break
    }
  }
  return found
}

/** @public Keeps the loops' results alive: what can be read from outside is not optimised away. */
export const sunk = (): number => sink
