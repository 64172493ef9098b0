/*! Where the article's text and the kernel differ, tied to what a step is: the words of both stand in text/errata-en.ts. What no step does
otherwise, a number and a name, stands where the scenario starts. */
import { machineOf, nodeNetns, podNetns, type Run, type Step, stepsOf } from '../sim'
import { h5wnp, nginx1, zp5jg } from './article'
import type { ScenarioId } from './types'

export type ErratumId =
  | 'eight-categories'
  | 'ngin1'
  | 'client-address'
  | 'veth1-route'
  | 'two-wirings'
  | 'nginx1-entry'
  | 'out-by-primary'
  | 'no-local-backend'
  | 'no-entry'
  | 'refused-at-once'
  | 'external-ip'

interface Erratum {
  readonly id: ErratumId
  /** Whose text has it. */
  readonly scenarios: readonly ScenarioId[]
  /** Whether the step does what that text tells otherwise. */
  readonly at: (step: Step, run: Run, leg: 'request' | 'reply') => boolean
}

const starts: Erratum['at'] = (step, { trace }) => step === trace.request.steps[0]
const asksNginx1 = ({ flow: { to } }: Run): boolean => to.ip === nginx1.clusterIP || to.ip === nginx1.externalIP

export const errata: readonly Erratum[] = [
  { id: 'eight-categories', scenarios: ['s1', 's2', 's3', 's4', 's5', 's6', 's7'], at: starts },
  { id: 'ngin1', scenarios: ['s2', 's4', 's5'], at: (step, run, leg) => starts(step, run, leg) && asksNginx1(run) },
  {
    id: 'client-address',
    scenarios: ['s3'],
    at: ({ event, place }, { topology }) =>
      event.kind === 'send' &&
      topology.pods.some((pod) => podNetns(pod.namespace, pod.name) === machineOf(place) && pod.ip === h5wnp.ip),
  },
  {
    id: 'veth1-route',
    scenarios: ['s1', 's2', 's3'],
    at: ({ event, place }, { topology }) =>
      event.kind === 'route-output' &&
      event.dev === 'eth0' &&
      topology.pods.some((pod) => !pod.hostNetwork && podNetns(pod.namespace, pod.name) === machineOf(place)),
  },
  // Claim A13.
  {
    id: 'two-wirings',
    scenarios: ['s2'],
    at: ({ event, place }, { topology }, leg) =>
      leg === 'request' &&
      event.kind === 'receive' &&
      topology.pods.some(({ node, veth }) => nodeNetns(node) === machineOf(place) && veth === event.dev),
  },
  {
    id: 'nginx1-entry',
    scenarios: ['s4'],
    at: ({ effects }) =>
      effects.some(
        (effect) => effect.kind === 'conntrack' && !effect.entry.replied && effect.entry.orig.dst === nginx1.clusterIP,
      ),
  },
  {
    id: 'out-by-primary',
    scenarios: ['s4', 's5'],
    at: ({ event, place }, { topology }, leg) =>
      leg === 'request' &&
      event.kind === 'transmit' &&
      topology.nodes.some(
        (node) =>
          nodeNetns(node.name) === machineOf(place) && node.enis.some((eni) => eni.primary && eni.dev === event.dev),
      ),
  },
  {
    id: 'no-local-backend',
    scenarios: ['s4', 's5'],
    at: ({ event }) => event.kind === 'ipvs-dnat' && !event.virtualServer.reals.some(({ addr }) => addr === zp5jg.ip),
  },
  {
    id: 'no-local-backend',
    scenarios: ['s6'],
    at: ({ event }) => event.kind === 'drop' && event.reason.kind === 'ipvs-no-server',
  },
  {
    id: 'no-entry',
    scenarios: ['s6'],
    at: ({ event }) => event.kind === 'drop' && event.reason.kind === 'ipvs-no-server',
  },
  {
    id: 'refused-at-once',
    scenarios: ['s6'],
    at: ({ event }) => event.kind === 'kernel-answer' && event.what === 'icmp',
  },
  {
    id: 'external-ip',
    scenarios: ['s2', 's5', 's6', 's7'],
    at: ({ event, before }, { topology }, leg) =>
      leg === 'request' &&
      (event.kind === 'prerouting' || event.kind === 'slb-dnat') &&
      topology.services.some(({ lbIP }) => lbIP === before.dst),
  },
]

/** Slips that no step does otherwise: of interest to whoever reads the article beside the page, and to nobody else. */
export const isSlip = (id: ErratumId): boolean => id === 'eight-categories' || id === 'ngin1'

/** What the text of this scenario tells otherwise than the step at `index` (of all steps, from 0) does. */
export function errataAt(scenario: ScenarioId, run: Run, index: number): readonly ErratumId[] {
  const step = stepsOf(run.trace)[index]
  if (!step) return []
  const leg = index < run.trace.request.steps.length ? 'request' : 'reply'
  return errata.filter(({ scenarios, at }) => scenarios.includes(scenario) && at(step, run, leg)).map(({ id }) => id)
}
