/*! The walk: one packet through a World, there and back.

  place ─▶ step ─▶ next place, until the packet ends; then its answer, which starts from what the receiver saw. */
import { must } from '../../base/assert'
import type { ChainContext } from '../kernel/netfilter/iptables'
import type { Ipv4 } from '../net/ip'
import { makeTuple } from '../net/packet'
import type { Leg, Step, Trace } from '../trace/trace'
import type { ClientSees, Fate, LegKind, Verdict } from '../trace/verdict'
import type { World } from '../world'
import { enterByLine, leaveEni } from './cloud'
import { receive } from './receive'
import { sendAnswer, sendRequest } from './send'
import { type Answer, type End, makeMemory, makeSkb, type Memory, type Next, type Probe, type Walker } from './walker'

/** Machines that a packet may visit in one leg: TTL 64 ends any loop far earlier. */
const MAX_VISITS = 400
/** More interfaces than this, and it was a loop (as the recordings count it). */
const LOOP_CROSSINGS = 24

/** Request and answer, every step recorded. `memory`: what earlier connections left in the machines; added to. */
export function walk(world: World, probe: Probe, memory: Memory = makeMemory()): Trace {
  const walker = makeWalker(world, probe, memory, [])
  const asked = runLeg(walker, 'request', null)
  const request: Leg = { kind: 'request', steps: takeSteps(walker) }
  const answered = runAnswer(walker, asked)
  const reply: Leg | null = answered && { kind: 'reply', steps: takeSteps(walker) }
  keep(memory, walker)
  return { request, reply, verdict: judge(probe, asked, answered) }
}

/** The same walk with its recorder off. */
export function verdict(world: World, probe: Probe): Verdict {
  const walker = makeWalker(world, probe, NOTHING_LEARNED, null)
  const asked = runLeg(walker, 'request', null)
  return judge(probe, asked, runAnswer(walker, asked))
}

/** How a leg ended, and whether it had gone round. */
interface Ended {
  readonly end: End
  readonly looped: boolean
}

/** What a connection finds that is the first. */
const NOTHING_LEARNED: Readonly<Memory> = makeMemory()

/** For the next connection. */
function keep(memory: Memory, { cts, conns, sessions, neighs, context, taken }: Walker): void {
  memory.cts = cts
  memory.conns = conns
  memory.sessions = sessions
  memory.neighs = neighs
  memory.seen = context.seen
  memory.taken = taken
}

const makeWalker = (world: World, probe: Probe, memory: Readonly<Memory>, steps: Step[] | null): Walker => ({
  cts: memory.cts,
  conns: memory.conns,
  sessions: memory.sessions,
  neighs: memory.neighs,
  taken: memory.taken,
  world,
  probe,
  skb: makeSkb(),
  ns: null,
  eni: null,
  head: makeTuple('TCP', NO_ADDRESS, NO_ADDRESS, 0, 0),
  headed: null,
  context: makeContext(memory.seen, probe.pick),
  leg: 'request',
  steps,
  crossings: 0,
  budget: MAX_VISITS,
})

const NO_ADDRESS = 0 as Ipv4
const NO_TUPLE = makeTuple('TCP', NO_ADDRESS, NO_ADDRESS, 0, 0)

const isLocal = (): boolean => false

const makeContext = (seen: readonly string[], pick: Ipv4 | null): ChainContext => ({
  tuple: NO_TUPLE,
  mark: 0,
  ctMark: 0,
  ctState: 'NEW',
  iif: '',
  oif: '',
  isLocal,
  virtual: null,
  seen,
  netns: '',
  pick,
})

function takeSteps(walker: Walker): readonly Step[] {
  const steps = must(walker.steps, 'a recorder')
  walker.steps = []
  return steps
}

function runAnswer(walker: Walker, { end }: Ended): Ended | null {
  const answer = end.kind === 'error' ? null : end.answer
  return answer && runLeg(walker, 'reply', answer)
}

function runLeg(walker: Walker, leg: LegKind, answer: Answer | null): Ended {
  walker.leg = leg
  walker.crossings = 0
  walker.budget = MAX_VISITS
  let next: Next =
    answer === null
      ? sendRequest(walker, must(walker.world.netns.get(walker.probe.from), 'a namespace to start from'))
      : sendAnswer(walker, answer)
  while (walker.budget-- > 0) {
    if (next === 'arrive') next = receive(walker, must(walker.ns, 'a machine'), walker.skb)
    else if (next === 'cross-eni') next = leaveEni(walker, walker.skb.packet, walker.eni)
    else if (next === 'cross-line') next = enterByLine(walker, walker.skb.packet)
    else return { end: next, looped: walker.crossings > LOOP_CROSSINGS }
  }
  throw new Error('a walk did not end')
}

function judge(probe: Probe, request: Ended, reply: Ended | null): Verdict {
  return { fate: fateOf(request, reply), clientSees: clientSeesOf(request.end, reply && reply.end, probe) }
}

function fateOf(request: Ended, reply: Ended | null): Fate {
  const leg = request.end.kind === 'drop' ? 'request' : 'reply'
  const ended = leg === 'request' ? request : reply
  if (ended?.end.kind !== 'drop') return { kind: 'delivered' }
  const { reason, place } = ended.end
  if (ended.looped && reason.kind === 'ttl-exceeded') return { kind: 'loop', place, leg }
  if (reason.kind === 'outside-unknown') return { kind: 'not-modelled', reason, place, leg }
  // Arrived where it wanted to go, but nobody listens: the receiver itself refuses.
  return { kind: leg === 'request' && reason.kind === 'no-socket' ? 'refused' : 'dropped', reason, place, leg }
}

/** What the socket reports (icmp_err_convert, tcp_v4_err; datapath.md §7). Silence is a time-out. */
function clientSeesOf(request: End, reply: End | null, probe: Probe): ClientSees {
  if (reply === null) {
    const why = request.kind === 'drop' && request.place.kind === 'process' && request.reason
    if (why && why.kind === 'no-route') return { kind: 'unreachable', errno: 'ENETUNREACH' }
    if (why && why.kind === 'broadcast' && why.errno) return { kind: 'unreachable', errno: why.errno }
    return { kind: 'time-out' }
  }
  switch (reply.kind) {
    case 'delivered':
      return { kind: 'connected' }
    case 'drop':
      return { kind: 'time-out' }
    case 'error':
      if (reply.type === 'rst') return { kind: 'refused', errno: 'ECONNREFUSED', by: 'rst' }
      if (reply.type === 3 && reply.code === 3) return { kind: 'refused', errno: 'ECONNREFUSED', by: 'icmp' }
      // For a UDP socket these are not fatal (__udp4_lib_err: harderr), so it goes on waiting unless it asked for errors.
      if (probe.proto === 'UDP' && probe.ttl === null) return { kind: 'time-out' }
      return { kind: 'unreachable', errno: reply.type === 3 && reply.code === 0 ? 'ENETUNREACH' : 'EHOSTUNREACH' }
  }
}
