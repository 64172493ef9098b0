/*! What a whole run shows, read off its trace: how many stacks, which ENIs, which address the server saw. No words. */
import {
  type Ipv4,
  type Leg,
  type LegKind,
  type Link,
  machineOf,
  type NetnsId,
  type Place,
  podNamed,
  type Run,
  type Source,
  type Step,
  stepsOf,
} from '../sim'
import { must } from '../base/assert'

/** A step in its leg. `index` counts over the whole trace, `inLeg` within the leg. */
export interface Located {
  readonly step: Step
  readonly leg: Leg
  readonly index: number
  readonly inLeg: number
}

/** The step of a whole-trace index. Throws for an index outside the trace: our own mistake. */
export function locate({ trace }: Run, index: number): Located {
  const first = trace.request.steps.length
  const leg = index < first ? trace.request : must(trace.reply, 'a reply leg')
  const inLeg = index < first ? index : index - first
  return { step: must(leg.steps[inLeg], `step ${index}`), leg, index, inLeg }
}

export const legOfIndex = ({ trace }: Run, index: number): LegKind =>
  index < trace.request.steps.length ? 'request' : 'reply'

/** The interface of a place at a link; undefined elsewhere. */
export const linkAt = ({ world }: Run, place: Place): Link | undefined =>
  place.kind === 'link' ? world.netns.get(place.netns)?.links.find(({ name }) => name === place.dev) : undefined

const atEni = (run: Run, step: Step): boolean => linkAt(run, step.place)?.type.kind === 'eni'

export interface Facts {
  /** Stacks of hosts and pods that the request passes, in order. */
  readonly requestStacks: readonly NetnsId[]
  readonly replyStacks: readonly NetnsId[]
  /** Some packet of this flow is seen on some ENI. */
  readonly touchesEni: boolean
  /** The client's own address. A node that asks for a Service may put another one on the packet. */
  readonly client: Ipv4
  /** The source that the server's socket saw; null if it never got there. */
  readonly seen: Ipv4 | null
  /** The destination that the server's socket was reached at. */
  readonly reachedAt: Ipv4 | null
  /** The first host that the request left by an ENI: by which, and by which the reply came back (null: it did not). */
  readonly crossing: { readonly host: NetnsId; readonly out: string; readonly back: string | null } | null
}

const stacksIn = (run: Run, leg: Leg | null): readonly NetnsId[] => [
  ...new Set(
    (leg?.steps ?? []).flatMap(({ place }) =>
      !('netns' in place) || run.world.netns.get(place.netns)?.type === 'client' ? [] : [place.netns],
    ),
  ),
]

function crossingOf(run: Run): Facts['crossing'] {
  const { request, reply } = run.trace
  const left = request.steps.find((step) => step.event.kind === 'transmit' && atEni(run, step))
  if (left?.place.kind !== 'link') return null
  const { netns, dev } = left.place
  const back = reply?.steps.find(
    (step) => step.event.kind === 'receive' && machineOf(step.place) === netns && atEni(run, step),
  )
  return { host: netns, out: dev, back: back?.place.kind === 'link' ? back.place.dev : null }
}

function read(run: Run): Facts {
  const { request, reply } = run.trace
  const taken = request.steps.find(({ event }) => event.kind === 'deliver')
  return {
    requestStacks: stacksIn(run, request),
    replyStacks: stacksIn(run, reply),
    touchesEni: stepsOf(run.trace).some((step) => atEni(run, step)),
    client: must(addressOf(run.topology, run.flow.from), run.flow.from.name),
    seen: taken?.before.src ?? null,
    reachedAt: taken?.before.dst ?? null,
    crossing: crossingOf(run),
  }
}

interface Asker {
  readonly name: string
  readonly namespace?: string
  readonly ip: Ipv4
}
/** A topology, resolved or not. */
type Askers = Readonly<Record<'pods' | 'nodes' | 'clients', readonly Asker[]>>

/** The address of who asks; null: a flow of nobody that is there. */
export const addressOf = ({ pods, nodes, clients }: Askers, { kind, name }: Source): Ipv4 | null =>
  (kind === 'pod' ? podNamed(pods, name) : (kind === 'node' ? nodes : clients).find((each) => each.name === name))
    ?.ip ?? null

const known = new WeakMap<Run, Facts>()

/** The facts of a run; read once. */
export function factsOf(run: Run): Facts {
  const facts = known.get(run) ?? read(run)
  known.set(run, facts)
  return facts
}
