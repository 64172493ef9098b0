/*! The walk: one packet through a World, there and back.

  place ─▶ step ─▶ next place, until the packet ends; then its answer, which starts from what the receiver saw. */
import { assertNever, must } from '../../base/assert'
import type { Leg, Step, Trace } from '../trace/trace'
import type { ClientSees, Fate, LegKind, Verdict } from '../trace/verdict'
import type { World } from '../world'
import { crossCloud } from './cloud'
import { receive } from './receive'
import { sendAnswer, sendRequest } from './send'
import { type Answer, type End, makeMemory, type Memory, type Next, type Probe, type Walker } from './walker'

/** Machines that a packet may visit in one leg: TTL 64 ends any loop far earlier. */
const MAX_VISITS = 400
/** More interfaces than this, and it was a loop (as the recordings count it). */
const LOOP_CROSSINGS = 24

/** Request and answer, every step recorded. `memory`: what earlier connections left in the machines; added to. */
export function walk(world: World, probe: Probe, memory: Memory = makeMemory()): Trace {
  const walker = makeWalker(world, probe, memory, [])
  const requestEnd = runLeg(walker, 'request', null)
  const request: Leg = { kind: 'request', steps: takeSteps(walker) }
  const looped = walker.crossings > LOOP_CROSSINGS
  const answer = answerOf(requestEnd)
  if (answer === null) return { request, reply: null, verdict: judge(probe, requestEnd, looped, null, false) }
  const replyEnd = runLeg(walker, 'reply', answer)
  const reply: Leg = { kind: 'reply', steps: takeSteps(walker) }
  return {
    request,
    reply,
    verdict: judge(probe, requestEnd, looped, replyEnd, walker.crossings > LOOP_CROSSINGS),
  }
}

/** The same walk with its recorder off. */
export function verdict(world: World, probe: Probe): Verdict {
  const walker = makeWalker(world, probe, makeMemory(), null)
  const requestEnd = runLeg(walker, 'request', null)
  const looped = walker.crossings > LOOP_CROSSINGS
  const answer = answerOf(requestEnd)
  if (answer === null) return judge(probe, requestEnd, looped, null, false)
  const replyEnd = runLeg(walker, 'reply', answer)
  return judge(probe, requestEnd, looped, replyEnd, walker.crossings > LOOP_CROSSINGS)
}

const makeWalker = (world: World, probe: Probe, memory: Memory, steps: Step[] | null): Walker => ({
  cts: memory.cts,
  conns: memory.conns,
  sessions: memory.sessions,
  neighs: memory.neighs,
  seen: memory.seen,
  taken: memory.taken,
  world,
  probe,
  leg: 'request',
  steps,
  crossings: 0,
  budget: MAX_VISITS,
})

function takeSteps(walker: Walker): readonly Step[] {
  const steps = must(walker.steps, 'a recorder')
  walker.steps = []
  return steps
}

function runLeg(walker: Walker, leg: LegKind, answer: Answer | null): End {
  walker.leg = leg
  walker.crossings = 0
  walker.budget = MAX_VISITS
  let next: Next =
    answer === null
      ? sendRequest(walker, must(walker.world.netns.get(walker.probe.from), 'a namespace to start from'))
      : sendAnswer(walker, answer)
  while (walker.budget-- > 0) {
    switch (next.kind) {
      case 'arrive':
        next = receive(walker, next.ns, next.dev, next.skb)
        break
      case 'cloud':
        next = crossCloud(walker, next.packet, next.eni)
        break
      case 'delivered':
      case 'error':
      case 'drop':
        return next
      default:
        return assertNever(next)
    }
  }
  throw new Error('a walk did not end')
}

const answerOf = (end: End): Answer | null => (end.kind === 'error' ? null : end.answer)

function judge(probe: Probe, request: End, requestLooped: boolean, reply: End | null, replyLooped: boolean): Verdict {
  return { fate: fateOf(request, requestLooped, reply, replyLooped), clientSees: clientSeesOf(request, reply, probe) }
}

function fateOf(request: End, requestLooped: boolean, reply: End | null, replyLooped: boolean): Fate {
  if (request.kind === 'drop') {
    const { reason, place } = request
    if (requestLooped && reason.kind === 'ttl-exceeded') return { kind: 'loop', place, leg: 'request' }
    if (reason.kind === 'outside-unknown') return { kind: 'not-modelled', reason, place, leg: 'request' }
    // Arrived where it wanted to go, but nobody listens: the receiver itself refuses.
    return { kind: reason.kind === 'no-socket' ? 'refused' : 'dropped', reason, place, leg: 'request' }
  }
  if (reply?.kind === 'drop') {
    const { reason, place } = reply
    if (reason.kind === 'outside-unknown') return { kind: 'not-modelled', reason, place, leg: 'reply' }
    if (replyLooped && reason.kind === 'ttl-exceeded') return { kind: 'loop', place, leg: 'reply' }
    return { kind: 'dropped', reason, place, leg: 'reply' }
  }
  return { kind: 'delivered' }
}

/** What the socket reports (icmp_err_convert, tcp_v4_err; datapath.md §7). Silence is a time-out. */
function clientSeesOf(request: End, reply: End | null, probe: Probe): ClientSees {
  if (reply === null) {
    const here = request.kind === 'drop' && request.reason.kind === 'no-route' && request.place.kind === 'process'
    return here ? { kind: 'unreachable', errno: 'ENETUNREACH' } : { kind: 'time-out' }
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
