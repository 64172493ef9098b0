/*! Title and sentence of a step that is no drop: which words fit what happened. */
import { assertNever } from '../base/assert'
import { formatCidr, formatIpv4, machineOf, type Run } from '../sim'
import { targetOf } from './drop-words'
import { factsOf } from './facts'
import { type Context, endpoint, firstOf, isEni, isPrimary, nextOnMachine, prefixIn } from './hop-context'
import { output, postrouting, prerouting, routeInput } from './hop-kernel'
import { receives, routeOutput, transmits, vpcDelivers } from './hop-links'
import { laterHop } from './later-words'
import type { HopWords } from './messages'
import { pingSays } from './verdict-text'

export function wordsOf(context: Context): HopWords {
  const { run, step, leg, names, language } = context
  const { event, place, before, after } = step
  const { hop } = language
  const host = names.of(machineOf(place)).short
  switch (event.kind) {
    case 'send':
      return sends(context)
    case 'answer': {
      const asked = run.trace.request.steps.at(-1)?.after.dst ?? after.src
      const said = { process: names.server, peer: formatIpv4(after.dst) }
      if (asked === after.src) return hop.answers(said)
      return laterHop(hop, 'answersFromRoute')({ ...said, asked: formatIpv4(asked), source: formatIpv4(after.src) })
    }
    case 'kernel-answer':
      return kernelAnswers(context, event.what)
    case 'route-output':
      return routeOutput(context, event.dev, event.nextHop)
    case 'transmit':
      return transmits(context, event.nextHop)
    case 'receive':
      return receives(context)
    case 'prerouting':
      return prerouting(context)
    case 'route-input':
      return routeInput(context)
    case 'input':
      if (event.nat === 'un-dnat')
        return laterHop(hop, 'natUnDnat')({ virtual: formatIpv4(after.src), process: names.client })
      return nextOnMachine(context)?.place.kind === 'process' ? hop.inputToSocket({ host }) : hop.inputToIpvs({})
    case 'ipvs-dnat':
      return hop.ipvsPicks({ real: endpoint(event.real), virtual: endpoint(event.virtualServer) })
    case 'ipvs-route':
      return isEni(context, event.dev)
        ? hop.ipvsRouteOut({ dev: event.dev, primary: isPrimary(context, event.dev) })
        : hop.ipvsRouteToPod({ ip: formatIpv4(after.dst), dev: event.dev })
    case 'output':
      return output(context, event)
    case 'forward':
      return event.nat === 'un-dnat'
        ? hop.unDnat({ virtual: formatIpv4(after.src), process: names.client })
        : hop.passesThrough({ host })
    case 'postrouting':
      return postrouting(context)
    case 'ipvs-un-dnat':
      return hop.unDnat({ virtual: formatIpv4(after.src), process: names.client })
    case 'vpc-deliver':
      return vpcDelivers(context, event.host, event.dev)
    case 'vpc-out':
      return hop.vpcSendsOut({ ip: formatIpv4(after.dst), slb: passes(run, 'slb') })
    case 'slb-receive':
      return hop.slbReceives({ virtual: targetOf(before), slb: names.of('slb').full })
    case 'slb-dnat':
      return hop.slbPicks({ backend: endpoint({ addr: event.backend.address, port: event.backend.port }) })
    case 'slb-un-dnat':
      return hop.slbRestores({ virtual: formatIpv4(after.src) })
    case 'slb-send':
      return hop.slbSends({ to: formatIpv4(after.dst) })
    case 'vpc-to-gateway':
      return laterHop(hop, 'vpcToGateway')({ prefix: prefixIn(context), gateway: event.gateway })
    case 'gateway-snat': {
      const entry = firstOf(step.because, 'snat-entry')
      return laterHop(
        hop,
        'gatewaySnat',
      )({ now: formatIpv4(after.src), source: entry ? formatCidr(entry.source) : null })
    }
    case 'gateway-un-snat':
      return laterHop(hop, 'gatewayUnSnat')({ stood: formatIpv4(before.dst), real: formatIpv4(after.dst) })
    case 'eip-out':
      return laterHop(hop, 'eipOut')({ was: formatIpv4(before.src), now: formatIpv4(after.src) })
    case 'eip-in':
      return laterHop(hop, 'eipIn')({ eip: formatIpv4(before.dst), real: formatIpv4(after.dst) })
    case 'deliver':
      return leg === 'reply'
        ? hop.replyDelivered({ process: names.client, asked: formatIpv4(before.src) })
        : hop.delivered({
            process: event.process,
            peer: formatIpv4(before.src),
            source: run.flow.from.kind,
            kept: before.src === factsOf(run).client,
          })
    case 'error':
      return hop.errorDelivered({ process: names.client, says: errorText(context) })
    case 'drop':
      throw new Error('a drop has words of its own')
    default:
      return assertNever(event)
  }
}

const passes = ({ trace }: Run, machine: 'vpc' | 'slb'): boolean =>
  trace.request.steps.some(({ place }) => machineOf(place) === machine)

function sends({ run, step, names, language: { hop } }: Context): HopWords {
  const target = targetOf(step.after)
  const { from, protocol, to } = run.flow
  switch (from.kind) {
    case 'pod':
      return hop.podSends({ process: names.client, target, datagram: protocol !== 'TCP' })
    case 'node':
      return hop.nodeSends({ host: names.of(machineOf(step.place)).short, target })
    case 'client':
      return hop.clientSends({ target, isSlb: run.world.cloud.listeners.some(({ vip }) => vip === to.ip) })
    default:
      return assertNever(from.kind)
  }
}

function kernelAnswers({ step, names, language }: Context, what: 'rst' | 'icmp'): HopWords {
  const host = names.of(machineOf(step.place)).short
  const { l4, src } = step.after
  if (what === 'rst' || l4.proto !== 'ICMP') {
    return language.hop.refusesWithRst({ host, port: l4.proto === 'ICMP' ? 0 : l4.sport })
  }
  return language.hop.answersWithIcmp({ host, from: formatIpv4(src), what: language.icmp(l4.type, l4.code) })
}

function errorText({ run, step, language }: Context): string {
  const { clientSees } = run.trace.verdict
  const { l4 } = step.before
  const said = pingSays(run, language)
  if (said !== null) return said.charAt(0).toUpperCase() + said.slice(1)
  if (clientSees.kind === 'refused' || clientSees.kind === 'unreachable') return language.errno[clientSees.errno]
  return l4.proto === 'ICMP' ? language.icmp(l4.type, l4.code) : language.errno.ECONNREFUSED
}
