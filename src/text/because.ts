/*! "Because": the earlier hops that a hop rests on. A SNAT rests on the mark that PREROUTING set, an un-DNAT on the choice that
IPVS made on the way out. */
import { assertNever } from '../base/assert'
import { formatIpv4, type Machine, machineOf, type Run, type Step, type StepEvent, stepsOf } from '../sim'
import { targetOf } from './drop-words'
import { factsOf, legOfIndex } from './facts'
import type { AllMessages, BecauseMessages, Messages } from './messages'
import { namesOf } from './names'
import type { Rich } from './rich'
import { whereText } from './verdict-text'

export interface Because {
  /** Index of the earlier step in the whole trace. */
  readonly index: number
  readonly sentence: Rich
}

type Found = { readonly step: Step; readonly index: number }

/** The earlier steps that the step of a whole-trace index rests on, in time order; each of them once. */
export function because(
  run: Run,
  index: number,
  language: Messages & Pick<AllMessages, 'because'>,
): readonly Because[] {
  const found = new Map<number, Rich>()
  for (const reason of reasonsOf(run, index, language)) {
    // PREROUTING in iptables mode marks and chooses at one hop.
    const before = found.get(reason.index)
    found.set(
      reason.index,
      before ? language.because.both({ first: before, second: reason.sentence }) : reason.sentence,
    )
  }
  return [...found].map(([at, sentence]) => ({ index: at, sentence }))
}

/** Ends that an earlier hop prepared, and so speak of it; the others do not. A new reason does not compile before it is in one. */
type Prepared = 'ipvs-no-server' | 'rp-filter' | 'not-asked'
type Unprepared =
  | 'no-route'
  | 'martian-source'
  | 'forwarding-off'
  | 'neigh-failed'
  | 'ttl-exceeded'
  | 'netfilter-drop'
  | 'netfilter-reject'
  | 'no-socket'
  | 'broadcast'
  | 'multicast'
  | 'link-down'
  | 'no-masquerade-address'
  | 'source-check'
  | 'destination-check'
  | 'security-group'
  | 'network-acl'
  | 'vpc-no-owner'
  | 'vpc-no-route'
  | 'internet-no-route'
  | 'snat-no-entry'
  | 'snat-no-session'
  | 'outside-unknown'
  | 'slb-no-listener'
  | 'slb-no-backend'
  | 'slb-acl'

function reasonsOf(run: Run, index: number, language: Messages & Pick<AllMessages, 'because'>): readonly Because[] {
  const steps = stepsOf(run.trace)
  const step = steps[index]
  if (!step) return []
  const { because: words } = language
  const names = namesOf(run, language)
  const machine = machineOf(step.place)
  const earlier = (test: (event: StepEvent, at: Machine) => boolean): Found[] =>
    steps.flatMap((candidate, at) =>
      at < index && test(candidate.event, machineOf(candidate.place)) ? [{ step: candidate, index: at }] : [],
    )
  const here = (...kinds: readonly StepEvent['kind'][]) =>
    earlier((event, at) => at === machine && kinds.includes(event.kind))
  const leg = legOfIndex(run, index)
  /** On this machine, on this way: a reply does not rest on how the request was routed. */
  const hereThisWay = (...kinds: readonly StepEvent['kind'][]) =>
    here(...kinds).filter((found) => legOfIndex(run, found.index) === leg)
  const host = (found: Found) => names.of(machineOf(found.step.place)).short
  const say = (found: readonly Found[], sentence: (found: Found) => Rich | null): readonly Because[] =>
    found.flatMap((one) => {
      const text = sentence(one)
      return text === null ? [] : [{ index: one.index, sentence: text }]
    })

  const mark = () => say(hereThisWay('prerouting'), (found) => markText(found, words))
  const chosen = () => say(here('ipvs-dnat', 'prerouting', 'output'), ({ step: dnat }) => dnatText(dnat, words))
  const local = () => say(hereThisWay('route-input'), ({ step: route }) => localText(route, words))
  const sourceReplaced = (found: Found) =>
    words.snat({ host: host(found), was: formatIpv4(found.step.before.src), now: formatIpv4(found.step.after.src) })
  const replaced = () =>
    say(
      earlier((event) => event.kind === 'postrouting' && event.nat === 'snat'),
      sourceReplaced,
    )
  const left = () => {
    const { crossing } = factsOf(run)
    return say(
      earlier((event, at) => event.kind === 'transmit' && at === crossing?.host && event.dev === crossing.out).slice(
        0,
        1,
      ),
      (found) => (crossing === null ? null : words.left({ host: host(found), dev: crossing.out })),
    )
  }

  const { event } = step
  switch (event.kind) {
    case 'ipvs-dnat':
      return local()
    case 'ipvs-route':
      return chosen()
    case 'output':
      return event.rerouted ? [...chosen(), ...say(hereThisWay('ipvs-route'), (found) => routeText(found, words))] : []
    case 'postrouting':
      if (event.nat === 'snat') return [...mark(), ...chosen()].toSorted((a, b) => a.index - b.index)
      if (event.nat === 'un-dnat') return chosen()
      return leg === 'request' && here('ipvs-dnat').length > 0 ? mark() : []
    case 'prerouting':
      return event.nat === 'un-snat'
        ? say(here('postrouting'), (found) => (nat(found) === 'snat' ? sourceReplaced(found) : null))
        : []
    case 'forward':
      return event.nat === 'un-dnat' ? chosen() : []
    case 'ipvs-un-dnat':
      return chosen()
    case 'input':
      return event.nat === 'un-dnat' ? chosen() : []
    case 'slb-un-dnat':
      return say(here('slb-dnat'), ({ step: { event: pick } }) =>
        pick.kind === 'slb-dnat'
          ? words.slbPick({ backend: `${formatIpv4(pick.backend.address)}:${pick.backend.port}` })
          : null,
      )
    case 'gateway-un-snat':
      return say(here('gateway-snat').slice(0, 1), ({ step: { before, after } }) =>
        words.gatewaySnat({ was: formatIpv4(before.src), now: formatIpv4(after.src) }),
      )
    case 'transmit':
      return say(
        hereThisWay('output').filter(({ step: { event: routed } }) => routed.kind === 'output' && routed.rerouted),
        (found) => routeText(found, words),
      )
    case 'answer':
      return [
        ...replaced(),
        ...say(earlier(({ kind }) => kind === 'deliver').slice(-1), ({ step: taken }) =>
          words.seen({ process: names.server, peer: formatIpv4(taken.before.src) }),
        ),
      ]
    case 'vpc-deliver':
      return leg === 'reply' && factsOf(run).crossing?.host === event.host ? [...replaced(), ...left()] : []
    case 'deliver':
      if (leg === 'request') return replaced()
      return say(earlier((earlierEvent) => isUnDnat(earlierEvent)).slice(-1), ({ step: back }) =>
        words.unDnat({ virtual: formatIpv4(back.after.src) }),
      )
    case 'kernel-answer':
      return say(earlier(({ kind }) => kind === 'drop').slice(-1), ({ step: ended }) =>
        words.dropped({ at: whereText(run, ended.place, language) }),
      )
    case 'error':
      return say(earlier(({ kind }) => kind === 'kernel-answer').slice(-1), (found) =>
        words.icmp({ host: host(found) }),
      )
    case 'drop': {
      const end: Prepared | Unprepared = event.reason.kind
      if (end === 'ipvs-no-server') return [...mark(), ...local()]
      return end === 'rp-filter' || end === 'not-asked' ? [...replaced(), ...left()] : []
    }
    case 'send':
    case 'route-output':
    case 'receive':
    case 'route-input':
    case 'vpc-out':
    case 'slb-receive':
    case 'slb-dnat':
    case 'slb-send':
    case 'vpc-to-gateway':
    case 'gateway-snat':
    case 'eip-out':
    case 'eip-in':
      return []
    default:
      return assertNever(event)
  }
}

const nat = ({ step: { event } }: Found) => (event.kind === 'postrouting' ? event.nat : null)

const isUnDnat = (event: StepEvent): boolean =>
  event.kind === 'ipvs-un-dnat' || event.kind === 'slb-un-dnat' || (event.kind === 'forward' && event.nat === 'un-dnat')

function markText({ step: { event, before, because: rows } }: Found, words: BecauseMessages): Rich | null {
  if (event.kind !== 'prerouting') return null
  const target = targetOf(before)
  const member = rows.find((row) => row.kind === 'ipset-member')
  return event.marked ? words.mark({ target, set: member?.set ?? null }) : words.noMark({ target })
}

function dnatText({ event, before, after }: Step, words: BecauseMessages): Rich | null {
  if (event.kind === 'ipvs-dnat') {
    return words.dnat({
      real: `${formatIpv4(event.real.addr)}:${event.real.port}`,
      virtual: `${formatIpv4(event.virtualServer.addr)}:${event.virtualServer.port}`,
    })
  }
  return 'nat' in event && event.nat === 'dnat'
    ? words.natDnat({ real: targetOf(after), virtual: targetOf(before) })
    : null
}

const localText = ({ event, before, because: rows }: Step, words: BecauseMessages): Rich | null =>
  event.kind === 'route-input' && event.to === 'this-host'
    ? words.local({ ip: formatIpv4(before.dst), dev: rows.find((row) => row.kind === 'route')?.dev ?? event.dev })
    : null

const routeText = ({ step: { event } }: Found, words: BecauseMessages): Rich | null =>
  event.kind === 'ipvs-route'
    ? words.firstRoute({ dev: event.dev })
    : event.kind === 'output'
      ? words.rerouted({ dev: event.dev })
      : null
