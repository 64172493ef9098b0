/*! Words for the stages of a host's kernel that have more than one thing to say. */
import { assertNever } from '../base/assert'
import { formatIpv4, inCidr, machineOf, type StepEvent } from '../sim'
import { targetOf } from './drop-words'
import { type Context, firstOf, isEni, isPodAddress, isPrimary, rowsOf, sourceRule } from './hop-context'
import { laterHop } from './later-words'
import type { HopWords } from './messages'

/** KUBE-MARK-DROP (datapath.md §3.3). */
const MARK_DROP = 0x8000

export function prerouting(context: Context): HopWords {
  const { step, names, language } = context
  const { hop } = language
  const { event, before, after } = step
  const host = names.of(machineOf(step.place)).short
  if (event.kind !== 'prerouting') return hop.notTracked({ host })
  if (event.nat === 'un-snat') {
    const ofPod = isPodAddress(context, after.dst)
    return hop.unSnat({ stood: formatIpv4(before.dst), real: formatIpv4(after.dst), ofPod })
  }
  if (event.nat === 'dnat') {
    return laterHop(hop, 'natDnat')({ real: targetOf(after), virtual: targetOf(before), marked: event.marked })
  }
  const said = askedOfSets(context)
  if (said !== null) return said
  switch (event.conntrack) {
    case 'new':
      return hop.newConnection({ host })
    case 'known':
      return hop.knownConnection({ host })
    case 'none':
      return hop.notTracked({ host })
    default:
      return assertNever(event.conntrack)
  }
}

/** What kube-proxy's sets say of a packet, in PREROUTING and in OUTPUT alike: marked, or why not; null: none of them has it. */
function askedOfSets({ step, language: { hop } }: Context): HopWords | null {
  const { before, after, because } = step
  const set = firstOf(because, 'ipset-member')?.set ?? null
  const target = targetOf(before)
  if (after.mark & MARK_DROP) return laterHop(hop, 'markedForDrop')({ target, mark: `0x${after.mark.toString(16)}` })
  if (after.mark !== before.mark) return hop.marked({ target, set })
  if (because.some((row) => row.kind === 'ipset-member' && row.set.endsWith('-LOCAL'))) {
    return hop.localKeepsSource({ target })
  }
  return set === null ? null : hop.acceptedUnmarked({ target, set })
}

export function routeInput(context: Context): HopWords {
  const { run, step, names, language } = context
  const { hop } = language
  const { event, before, because } = step
  const host = names.of(machineOf(step.place)).short
  const ip = formatIpv4(before.dst)
  if (event.kind !== 'route-input') return hop.passesThrough({ host })
  const { dev } = event
  if (event.to === 'this-host') {
    const local = firstOf(because, 'route')?.dev ?? dev
    const link = rowsOf(context)?.links.find(({ name }) => name === local)
    return link?.type.kind === 'dummy'
      ? hop.forThisHostVip({ ip, dev: local })
      : hop.forThisHost({ ip, dev: local, host })
  }
  if (!isEni(context, dev) && run.topology.pods.some((pod) => pod.ip === before.dst)) return hop.routeToPod({ ip, dev })
  const rule = sourceRule(because)
  return rule
    ? hop.routeByRule({ priority: rule.priority, source: formatIpv4(before.src), dev })
    : hop.routeByMain({ dev, ip })
}

export function output(context: Context, event: Extract<StepEvent, { kind: 'output' }>): HopWords {
  const { step, names, language } = context
  const { hop } = language
  const { rerouted, dev, was } = event
  const { src, dst } = step.after
  if (event.nat === 'dnat') {
    const marked = step.after.mark !== step.before.mark
    return laterHop(hop, 'natDnat')({ real: targetOf(step.after), virtual: targetOf(step.before), marked })
  }
  if (!rerouted) return askedOfSets(context) ?? hop.outputPasses({ host: names.of(machineOf(step.place)).short })
  if (!isEni(context, dev)) return hop.reroutedSame({ ip: formatIpv4(dst), dev })
  const rule = sourceRule(step.because)
  if (rule && rule.iif === null) return hop.reroutedByRule({ priority: rule.priority, dev, was })
  // The old rule is there, but asks for the interface that the packet came in by; here that is lo (datapath.md §4.5).
  const missed = rowsOf(context)?.rules.find(({ from, iif }) => from !== null && iif !== null && inCidr(src, from))
  return missed?.iif
    ? hop.reroutedRuleMisses({ priority: missed.priority, iif: missed.iif, dev })
    : hop.reroutedSame({ ip: formatIpv4(dst), dev })
}

export function postrouting(context: Context): HopWords {
  const { step, steps, inLeg, names, language } = context
  const { hop } = language
  const { event, before, after } = step
  const host = names.of(machineOf(step.place)).short
  if (event.kind === 'postrouting' && event.nat === 'snat') {
    const sent = steps.slice(inLeg + 1).find((later) => later.event.kind === 'transmit')
    const dev = sent?.place.kind === 'link' ? sent.place.dev : ''
    return hop.snat({
      host,
      was: formatIpv4(before.src),
      now: formatIpv4(after.src),
      ofPod: isPodAddress(context, before.src),
      byMark: before.mark !== 0,
      out: isPrimary(context, dev) ? 'primary' : isEni(context, dev) ? 'secondary' : 'pod',
      dev,
    })
  }
  if (event.kind === 'postrouting' && event.nat === 'un-dnat') {
    return laterHop(hop, 'natUnDnat')({ virtual: formatIpv4(after.src), process: names.client })
  }
  if (after.l4.proto === 'ICMP') return hop.postroutingNothing({ host })
  // Only the first packet of a connection meets nat's rules: what follows finds its entry.
  const known = steps
    .slice(0, inLeg)
    .some(
      (s) =>
        s.event.kind === 'prerouting' && s.event.conntrack === 'known' && machineOf(s.place) === machineOf(step.place),
    )
  return known || context.leg === 'reply'
    ? hop.postroutingPasses({ host })
    : hop.noMark({ source: formatIpv4(after.src), ofPod: isPodAddress(context, after.src) })
}
