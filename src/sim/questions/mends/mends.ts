/*! Why not? For a flow that fails: single edits that mend it, found by trying them, each with its price. For one that works: single
edits that would break it.

Both are generators, so that a page can pause between two tries: each yields what is tried next, and returns the answer. */
import { type Run, simulate } from '../../simulate'
import { applyEdit, type Question } from '../../topology/edit'
import type { Flow } from '../../topology/types'
import { askOf, type Candidate, type MendTopic } from './ask'
import { breakersOf } from './breakers'
import { candidatesOf } from './candidates'
import { breaksOther, compared, type Outcome, otherFlows, outcomeIn, ownPrice, type Price } from './price'

export interface Tried extends Candidate {
  readonly run: Run
}
export interface Mend extends Tried {
  readonly price: Price
}

export interface Mends {
  /** The cheapest first. */
  readonly mends: readonly Mend[]
  /** Of topics that have no mend. Each with its own reason, in its run. */
  readonly failed: readonly Tried[]
}

/** Single edits after which the flow arrives; none for a flow that works. */
export const mendsOf = (question: Question): Mends => finished(mending(question))

/** Single edits after which it does not; none for a flow that fails. */
export const breaksOf = (question: Question): readonly Tried[] => finished(breaking(question))

/** `run`: that of the question, where it exists already. */
export function* mending(question: Question, run = simulate(question.topology, question.flow)): Tries<Mends> {
  if (arrives(run)) return { mends: [], failed: [] }
  const ask = askOf(question, run)
  const mended: Tried[] = []
  const failed: Tried[] = []
  const done = new Set<MendTopic>()
  for (const candidate of candidatesOf(ask)) {
    if (done.has(candidate.topic) && !isWidened(candidate.topic)) continue
    yield candidate
    const tried = { ...candidate, run: runOf(question, candidate) }
    if (arrives(tried.run)) {
      mended.push(tried)
      done.add(candidate.topic)
    } else failed.push(tried)
  }
  const mends: Mend[] = []
  const flows = mended.length > 0 ? otherFlows(ask) : []
  let before: readonly Outcome[] | null = null
  for (const tried of mended) {
    const own = ownPrice(tried.run)
    // Only what is asked is another: all others stay as they are.
    if (tried.edit.kind === 'set-target' || tried.edit.kind === 'set-flow') {
      mends.push({ ...tried, price: { ...own, others: { asked: flows.length, changed: 0, example: null } } })
      continue
    }
    before ??= yield* outcomes(ask.run, flows, tried)
    const after = yield* outcomes(tried.run, flows, tried)
    mends.push({ ...tried, price: { ...own, others: compared(flows, before, after) } })
  }
  return {
    mends: mends.toSorted((a, b) => costOf(a) - costOf(b)),
    failed: failed.filter(({ topic }) => !done.has(topic)),
  }
}

export function* breaking(
  question: Question,
  run = simulate(question.topology, question.flow),
): Tries<readonly Tried[]> {
  if (!arrives(run)) return []
  const found: Tried[] = []
  const done = new Set<string>()
  for (const candidate of breakersOf(askOf(question, run))) {
    // The nearest release that breaks it is enough.
    if (candidate.topic === 'kube-proxy' && done.has(candidate.topic)) continue
    yield candidate
    const tried = { ...candidate, run: runOf(question, candidate) }
    if (!ends(tried.run)) continue
    found.push(tried)
    done.add(candidate.topic)
  }
  return found
}

type Tries<Answer> = Generator<Candidate, Answer, void>

const arrives = ({ trace }: Run): boolean => trace.verdict.fate.kind === 'delivered'

/** What is not modelled is not claimed. */
const ends = ({ trace }: Run): boolean => ['dropped', 'refused', 'loop'].includes(trace.verdict.fate.kind)

/** The question with this edit, walked. */
function runOf(question: Question, { edit }: Candidate): Run {
  const { topology, flow } = applyEdit(question, edit)
  return simulate(topology, flow)
}

/** Several of these are worth offering: other addresses, endpoints on several nodes. */
const isWidened = (topic: MendTopic): boolean => topic === 'endpoint'

function* outcomes({ topology, world }: Run, flows: readonly Flow[], tried: Candidate) {
  const found: Outcome[] = []
  for (const [at, flow] of flows.entries()) {
    if (at % 8 === 7) yield tried
    found.push(outcomeIn(topology, world, flow))
  }
  return found
}

/** What it takes to make the change: another question, a switch, a rollout, an upgrade. */
const EFFORT: Readonly<Record<MendTopic, number>> = {
  address: 0,
  port: 0,
  backend: 0,
  ttl: 0,
  policy: 1,
  'source-ranges': 1,
  'target-port': 1,
  'security-group': 1,
  'network-policy': 1,
  'network-acl': 1,
  'rp-filter': 1,
  'source-check': 1,
  forwarding: 1,
  'symmetric-routing': 1,
  slb: 1,
  route: 1,
  snat: 1,
  listener: 2,
  endpoint: 2,
  scheduler: 3,
  'masquerade-all': 3,
  'kube-proxy': 3,
  terway: 3,
  mode: 4,
}

/** The client's address lost weighs most, then other flows that change, then a detour. */
function costOf({ topic, price: { kept, detour, others } }: Mend): number {
  const breaks = others.example !== null && breaksOther(others.example)
  return (kept ? 0 : 4) + (breaks ? 4 : others.changed > 0 ? 1 : 0) + (detour === null ? 0 : 1) + EFFORT[topic]
}

function finished<Answer>(tries: Tries<Answer>): Answer {
  for (;;) {
    const next = tries.next()
    if (next.done) return next.value
  }
}
