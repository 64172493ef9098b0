/*! How fast the simulator answers, beside a loop that does only the bare look-ups of the same walks. */
import { setFlagsFromString } from 'node:v8'
import { scenarios } from '../src/scenarios'
import { type Netns, type NetnsId, type Packet, simulate, stepsOf, verdict, walk, type World } from '../src/sim'
import { loadAllPlanes } from '../src/sim/all-planes'
import { type Chain, type ChainContext, type Hook, runChain } from '../src/sim/kernel/netfilter/iptables'
import { type NftChain, runNftChain } from '../src/sim/kernel/netfilter/nftables'
import { fibLookup, socketOn, virtualServerFor } from '../src/sim/kernel/netns'
import { sameTuple, type Tuple } from '../src/sim/net/packet'
import { tupleOf } from '../src/sim/walk/conntrack'
import { allLinksIn, type Asked, bySize, MODES, theSeven } from './mix'

/** One set of questions, each asked as often as the others. */
export interface Rates {
  readonly name: string
  readonly questions: number
  /** Of a trace, on average. */
  readonly steps: number
  readonly tracesPerS: number
  readonly verdictsPerS: number
  readonly bareLookupsPerS: number
}

export interface CoreFigures {
  readonly coldMs: number
  /** All links in all modes: what the goals are about. */
  readonly mix: Rates
  readonly seven: Rates
  readonly byMode: readonly Rates[]
  readonly small: Rates
  readonly large: Rates
  readonly largeCompileMs: number
}

const ROUNDS = 6
const ROUND_MS = 400
const WARM_UPS = 2_000

export function benchCore(): CoreFigures {
  const coldStart = performance.now()
  const first = scenarios[4] ?? scenarios[0]
  if (first === undefined) throw new Error('no scenarios')
  simulate(first.question.topology, first.question.flow)
  const coldMs = performance.now() - coldStart

  // The worlds that a bench keeps teach V8 that whatever such code makes will live long: it then puts the steps of a trace among the
  // old objects, and a trace costs several times as much, by the order in which things are measured. Off, order matters far less.
  setFlagsFromString('--no-allocation-site-pretenuring')
  loadAllPlanes()
  const modes = MODES.map((mode) => ({ mode, asked: allLinksIn(mode) }))
  const mix = rates(
    'all links, all modes',
    modes.flatMap(({ asked }) => asked),
  )
  const seven = rates('the seven scenarios', theSeven())
  const byMode = modes.map(({ mode, asked }) => rates(`all links, ${mode}`, asked))
  const { small, large, compileMs } = bySize()
  return {
    coldMs,
    mix,
    seven,
    byMode,
    small: rates('ClusterIP, seed cluster', [small]),
    large: rates('ClusterIP, 1,000 nodes', [large]),
    largeCompileMs: compileMs,
  }
}

/** Best of six rounds, as contention only ever lowers them. The rounds of the three loops alternate. */
function rates(name: string, asked: readonly Asked[]): Rates {
  const lookups = asked.map(lookupsOf)
  const traces = (): number => asked.reduce((n, { world, probe }) => n + walk(world, probe).request.steps.length, 0)
  const verdicts = (): number => asked.reduce((n, a) => n + verdict(a.world, a.probe).fate.kind.length, 0)
  const bare = (): number => lookups.reduce((n, list) => n + runAll(list), 0)
  for (const warm of [traces, verdicts, bare]) for (let i = 0; i < WARM_UPS; i += asked.length) sink += warm()

  const best = { traces: 0, verdicts: 0, bare: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    best.traces = Math.max(best.traces, perSecond(traces, asked.length))
    best.verdicts = Math.max(best.verdicts, perSecond(verdicts, asked.length))
    best.bare = Math.max(best.bare, perSecond(bare, asked.length))
  }
  return {
    name,
    questions: asked.length,
    steps: asked.reduce((n, { trace }) => n + stepsOf(trace).length, 0) / asked.length,
    tracesPerS: best.traces,
    verdictsPerS: best.verdicts,
    bareLookupsPerS: best.bare,
  }
}

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
  | { readonly kind: 'nft'; readonly ns: Netns; readonly base: NftChain; readonly tuple: Tuple; readonly mark: number }
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
    const chains = (table: 'nat' | 'filter', hook: Hook): void => {
      const chain = ns.index.hooks[hook][table]
      if (chain) lookups.push({ kind: 'chain', ns, chain, tuple, mark: before.mark })
    }
    const nft = (hook: Hook, isNew = true): void => {
      const { nftBeforeNat, nftNat, nftAfterNat } = ns.index.hooks[hook]
      for (const base of [...(nftBeforeNat ?? []), ...((isNew && nftNat) || []), ...(nftAfterNat ?? [])]) {
        lookups.push({ kind: 'nft', ns, base, tuple, mark: before.mark })
      }
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
        nft('PREROUTING', event.conntrack === 'new')
        break
      case 'input':
        chains('filter', 'INPUT')
        nft('INPUT')
        lookups.push({ kind: 'ipvs', ns, tuple })
        break
      case 'forward':
        chains('filter', 'FORWARD')
        nft('FORWARD')
        break
      case 'output':
        lookups.push({ kind: 'fib', ns, packet: before, iif: 'lo' })
        chains('filter', 'OUTPUT')
        nft('OUTPUT', begins(before))
        break
      case 'postrouting':
        if (begins(before)) {
          chains('nat', 'POSTROUTING')
          nft('POSTROUTING')
        }
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

/** nat's chains are asked about the first packet of a connection only. */
const begins = ({ l4 }: Packet): boolean =>
  l4.proto === 'TCP' ? l4.flags === 'S' : l4.proto === 'UDP' || l4.type === 8

/** Fields in the order of the walk's own context: two shapes of one thing would slow both loops that are compared. */
const contextOf = ({ ns, tuple, mark }: { ns: Netns; tuple: Tuple; mark: number }): ChainContext => ({
  tuple,
  mark,
  ctMark: 0,
  ctState: 'NEW',
  iif: '',
  oif: '',
  isLocal: ns.index.isLocal,
  virtual: null,
  // Affinity's rules add to it: a list of its own, or it would grow for ever.
  seen: [],
  netns: '',
  pick: null,
})

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
      case 'chain':
        if (runChain(lookup.chain, contextOf(lookup), null).kind === 'accept') found++
        break
      case 'nft':
        if (runNftChain(lookup.base, contextOf(lookup), null).kind === 'accept') found++
        break
      case 'conntrack':
        for (const entry of lookup.entries) if (sameTuple(entry, lookup.tuple)) found++
        break
      case 'ipvs':
        if (virtualServerFor(lookup.ns, 'TCP', lookup.tuple.dst, lookup.tuple.dport) !== null) found++
        break
      case 'neigh':
        if (lookup.ns.index.devices.get(lookup.dev).neighs?.get(lookup.packet.dst | 0) !== undefined) found++
        break
      case 'socket':
        if (socketOn(lookup.ns, 'TCP', lookup.tuple.dport) !== null) found++
        break
      case 'owner':
        if (lookup.world.cloud.index.owners.has(lookup.packet.dst | 0)) found++
        break
    }
  }
  return found
}

/** @public Keeps the loops' results alive: what can be read from outside is not optimised away. */
export const sunk = (): number => sink
