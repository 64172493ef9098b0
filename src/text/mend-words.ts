/*! Sentences of mends: a language's words with this run's facts filled in. */
import {
  type Mend,
  type MendEdit,
  formatCidr,
  formatIpv4,
  formatPrefix,
  nodeNetns,
  type OtherFlow,
  type Run,
  type Tried,
  whoIsAsked,
} from '../sim'
import { assertNever } from '../base/assert'
import { dropText } from './drop-words'
import type { MendMessages } from './mend-en'
import type { Messages } from './messages'
import { namesOf } from './names'
import { type Rich, rich } from './rich'
import { whereText } from './verdict-text'

export type MendLanguage = Messages & { readonly mend: MendMessages }

/** What a person would do: "Set the policy of nginx to Cluster". `run`: the flow before or after it. */
export function mendTitle(edit: MendEdit, run: Run, language: MendLanguage): Rich {
  const { mend } = language
  const { topology } = run
  const host = (node: string): string => namesOf(run, language).of(nodeNetns(node)).short
  switch (edit.kind) {
    case 'set-target': {
      const asked = whoIsAsked(topology, { to: edit, protocol: run.flow.protocol })
      if (edit.ip === run.flow.to.ip || asked === null) return mend.askPort({ port: edit.port })
      return mend.callAddress({ address: asked.address, whose: asked.name })
    }
    case 'set-flow':
      return mend.usualTtl
    case 'set-backend':
    case 'set-slb-backend':
      return mend.takeBackend({ backend: edit.backend ?? '', slb: edit.kind === 'set-slb-backend' })
    case 'set-external-policy':
      return mend.policy({ policy: edit.policy, service: edit.service, internal: false })
    case 'set-service':
      return serviceTitle(edit, run, mend)
    case 'add-pod':
      return mend.runPod({ process: edit.pod.listen?.[0]?.process ?? edit.pod.name, host: host(edit.pod.node) })
    case 'set-kube-proxy':
      return mend.kubeProxy({ release: edit.release, newer: minor(edit.release) >= minor(topology.kubeProxy.release) })
    case 'set-kube-proxy-options':
      return edit.change.scheduler === undefined
        ? mend.masqueradeAll
        : mend.scheduler({ scheduler: edit.change.scheduler })
    case 'set-proxy-mode':
      return mend.mode({ mode: edit.mode })
    case 'set-terway':
      return mend.terway({ newer: edit.release !== '1.4.1' })
    case 'set-symmetric-routing':
      return mend.symmetric
    case 'set-device-rp-filter':
      return mend.rpFilter({ dev: edit.dev, host: host(edit.node), value: edit.value })
    case 'set-source-check':
      return mend.sourceCheck({ dev: edit.dev, host: host(edit.node), on: edit.value })
    case 'set-ip-forward':
      return mend.forwarding({ dev: null, host: host(edit.node), value: edit.value })
    case 'set-device-forwarding':
      return mend.forwarding({ dev: edit.dev, host: host(edit.node), value: edit.value })
    case 'set-pod':
    case 'set-node':
    case 'set-client': {
      const { port = 0, protocol = 'TCP' } = edit.change.listen?.at(-1) ?? {}
      const who = edit.kind === 'set-pod' ? edit.pod : edit.kind === 'set-node' ? host(edit.node) : edit.client
      return mend.listen({ who, port, protocol })
    }
    case 'set-default-security-group':
      return mend.basicGroup
    case 'set-inner-access':
      return mend.innerAccess({ group: edit.group, accept: edit.policy === 'accept' })
    case 'add-security-rule': {
      const { direction, protocol, ports, peer } = edit.rule
      return mend.groupRule({
        group: edit.group,
        into: direction === 'in',
        what: ports ? `${protocol} ${ports.from}` : protocol,
        peer: 'cidr' in peer ? formatPrefix(peer.cidr) : peer.group,
      })
    }
    case 'remove-security-rule':
      return mend.groupRuleGone({ group: edit.group })
    case 'set-network-policy':
      return mend.policyRule({ policy: edit.policy })
    case 'remove-network-policy':
      return mend.policyGone({ policy: edit.policy })
    case 'add-network-policy':
      return mend.policyDenies({ pod: edit.policy.pods[0] ?? '' })
    case 'add-acl-rule':
      return mend.aclRule({ acl: edit.acl, into: edit.rule.direction === 'in' })
    case 'remove-network-acl':
      return mend.aclGone({ acl: edit.acl })
    case 'add-listener':
      return mend.slbListener({ target: `${formatIpv4(edit.listener.vip)}:${edit.listener.port}` })
    case 'set-listener':
      return mend.slbBackends({ target: `${formatIpv4(edit.listener.vip)}:${edit.listener.port}` })
    case 'set-listener-acl': {
      const listener = topology.slb?.listeners[edit.at]
      const target = listener ? `${formatIpv4(listener.vip)}:${listener.port}` : ''
      return edit.acl === null
        ? mend.slbAclGone({ target })
        : mend.slbAcl({ target, client: namesOf(run, language).client })
    }
    case 'remove-listener':
      return mend.slbListenerGone
    case 'remove-route':
      return mend.routeGone
    case 'add-route':
      return mend.routeToGateway
    case 'set-nat-gateway':
      return mend.snatEntry
    default:
      return assertNever(edit)
  }
}

const minor = (release: string): number => Number(release.split('.')[1])

function serviceTitle(
  { service, change }: Extract<MendEdit, { kind: 'set-service' }>,
  { topology, flow }: Run,
  mend: MendMessages,
): Rich {
  if (change.externalTrafficPolicy)
    return mend.policy({ policy: change.externalTrafficPolicy, service, internal: false })
  if (change.internalTrafficPolicy)
    return mend.policy({ policy: change.internalTrafficPolicy, service, internal: true })
  const range = change.sourceRanges?.at(-1)
  if (range) return mend.ranges({ service, range: formatCidr(range) })
  if (change.endpoints) return mend.noEndpoint({ service })
  const { port } = flow.to
  const { targetPort: target = port } = change.ports?.find((each) => each.port === port || each.nodePort === port) ?? {}
  const before = topology.services.find(
    ({ name, namespace }) => (namespace === 'default' ? name : `${namespace}/${name}`) === service,
  )
  const had = before?.ports.some((each) => each.port === port || each.nodePort === port) === true
  return had ? mend.targetPort({ service, port, target }) : mend.servePort({ service, port, target })
}

/** What a mend comes to, in short: facts, and what is lost by it. */
export interface PriceText {
  readonly facts: readonly Rich[]
  readonly kept: string | null
  readonly lost: string | null
  /** One of the other flows that change, how many there are, and whether one breaks; null: none changes. */
  readonly other: { readonly text: Rich; readonly count: string; readonly breaks: boolean } | null
}

export function priceText({ edit, price, run }: Mend, language: MendLanguage): PriceText {
  const { mend } = language
  const names = namesOf(run, language)
  const { sees, kept, detour, staysOnNode, others } = price
  const source = run.flow.from.kind
  const asks = edit.kind === 'set-target'
  return {
    facts: [
      // A ping has no port.
      ...(asks ? [mend.at(`${formatIpv4(edit.ip)}${run.flow.protocol === 'ICMP' ? '' : `:${edit.port}`}`)] : []),
      ...(staysOnNode ? [mend.staysOnNode] : []),
      ...(detour === null ? [] : [mend.detour({ host: names.of(detour).short })]),
      ...(kept || sees === null ? [] : [mend.sees({ process: names.server, peer: formatIpv4(sees) })]),
    ],
    kept: kept ? mend.kept(source) : null,
    lost: kept || sees === null ? null : mend.lost(source),
    other: others.example === null ? null : otherText(others.example, others, run, language),
  }
}

function otherText(
  { flow, is, was }: OtherFlow,
  others: Mend['price']['others'],
  run: Run,
  language: MendLanguage,
): NonNullable<PriceText['other']> {
  const { mend, verdict } = language
  const { kind } = is.verdict.fate
  const pill = verdict.pill[kind]
  const hears = is.verdict.clientSees.kind
  const outcome =
    kind !== was.verdict.fate.kind
      ? mend.nowEnds({ pill })
      : is.sees === null
        ? mend.stillEnds({ pill, hears: hears === was.verdict.clientSees.kind ? null : hears })
        : mend.nowSees({ sees: formatIpv4(is.sees) })
  const { from, to } = flow
  const whose = from.kind === 'node' ? namesOf(run, language).of(nodeNetns(from.name)).short : shortened(from.name)
  return {
    text: mend.other({ from: whose, to: `${formatIpv4(to.ip)}:${to.port}`, outcome, more: others.changed - 1 }),
    count: mend.others(others),
    breaks: was.verdict.fate.kind === 'delivered' && kind !== 'delivered',
  }
}

/** A pod's name without its middle: the hash at its end tells it apart. */
const shortened = (name: string): string => (name.length <= 16 ? name : `${name.slice(0, 6)}…${name.slice(-5)}`)

/** How it ends after an edit: "Dropped by IPVS on ECS1: no real server …". */
export function endText({ run }: Tried, language: MendLanguage): { readonly pill: string; readonly sentence: Rich } {
  const { fate } = run.trace.verdict
  const pill = language.verdict.pill[fate.kind]
  if (!('place' in fate)) return { pill, sentence: rich`` }
  const where = whereText(run, fate.place, language)
  if (!('reason' in fate)) return { pill, sentence: rich`${where}` }
  const { steps } = (fate.leg === 'reply' ? run.trace.reply : null) ?? run.trace.request
  const step = steps.find(({ event }) => event.kind === 'drop') ?? steps[steps.length - 1]
  if (!step) return { pill, sentence: rich`${where}` }
  const { clause } = dropText(run, fate.reason, fate.place, step.before, fate.leg, language)
  return { pill, sentence: language.verdict.dropped({ where, clause, onTheWayBack: fate.leg === 'reply' }) }
}
