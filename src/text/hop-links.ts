/*! Words for interfaces and the ways between machines: veth, ENI, VPC, and the routes of what is made on a machine. */
import { assertNever } from '../base/assert'
import { formatIpv4, type Ipv4, machineOf, type NetnsId } from '../sim'
import { factsOf, linkAt } from './facts'
import { type Context, firstOf, isEni, netnsOf, prefixIn, rowsOf } from './hop-context'
import { laterHop } from './later-words'
import type { HopWords } from './messages'

export function routeOutput(context: Context, dev: string, nextHop: Ipv4): HopWords {
  const { step, names, language } = context
  const { hop } = language
  const rows = rowsOf(context)
  if (rows?.type === 'pod') return hop.podRoute({ gateway: formatIpv4(nextHop), dev })
  const host = names.of(machineOf(step.place)).short
  if (rows?.type === 'client') return hop.clientRoute({ host, dev })
  const source = step.before.src === step.after.src ? null : formatIpv4(step.after.src)
  const ip = formatIpv4(step.after.dst)
  // An address of its own: the row names the interface that has it, and the kernel uses lo.
  const local = firstOf(step.because, 'route')?.dev
  if (dev === 'lo' && local !== undefined) return hop.forThisHost({ ip, dev: local, host })
  return isEni(context, dev)
    ? hop.outputToVpc({ host, ip, dev, nextHop: formatIpv4(nextHop), source })
    : hop.outputToPod({ host, ip, dev, source })
}

export function transmits(context: Context, nextHop: Ipv4): HopWords {
  const { run, step, names, language } = context
  const { hop } = language
  const link = linkAt(run, step.place)
  const host = names.of(machineOf(step.place)).short
  if (!link) throw new Error('a packet is sent by an interface')
  switch (link.type.kind) {
    case 'veth': {
      const { peer } = link.type
      return rowsOf(context)?.type === 'pod'
        ? hop.intoVeth({ end: `${link.name}@if${peer.ifindex}`, cali: peer.name })
        : hop.outOfVeth({ cali: link.name, pod: names.of(peer.netns).short })
    }
    case 'eni': {
      const { src, dst } = step.after
      const owner = run.world.cloud.enis.find(({ addresses }) => addresses.some(({ address }) => address === src))
      const odd = owner && owner.host === netnsOf(context) && owner.dev !== link.name
      const foreign = odd ? { source: formatIpv4(src), owner: owner.dev } : null
      return hop.eniSends({ dev: link.name, host, gateway: nextHop !== dst, foreign })
    }
    case 'uplink':
      return hop.clientTransmits({ host, dev: link.name })
    case 'loopback':
    case 'dummy':
      return hop.loopback({ host })
    default:
      return assertNever(link.type)
  }
}

export function receives(context: Context): HopWords {
  const { run, step, names, language } = context
  const { hop } = language
  const link = linkAt(run, step.place)
  const host = names.of(machineOf(step.place)).short
  if (!link) throw new Error('a packet is received by an interface')
  switch (link.type.kind) {
    case 'veth':
      return rowsOf(context)?.type === 'pod'
        ? hop.insidePod({ pod: host })
        : hop.caliReceives({ cali: link.name, host })
    case 'eni':
      return hop.eniReceives({ dev: link.name, host })
    case 'uplink':
      return hop.clientReceives({ host, dev: link.name })
    case 'loopback':
    case 'dummy':
      return hop.loopback({ host })
    default:
      return assertNever(link.type)
  }
}

export function vpcDelivers(context: Context, host: NetnsId, dev: string): HopWords {
  const { run, step, leg, names, language } = context
  const { hop } = language
  const { crossing } = factsOf(run)
  if (step.because[0]?.kind === 'vpc-route') {
    return laterHop(hop, 'vpcRoutesTo')({ prefix: prefixIn(context), dev, host: names.of(host).short })
  }
  const { dst } = step.before
  const ip = formatIpv4(dst)
  if (leg === 'request' || crossing?.host !== host) return hop.vpcDelivers({ ip, dev, host: names.of(host).short })
  const left = crossing.out === dev ? null : crossing.out
  if (run.topology.nodes.some((node) => node.ip === dst)) return hop.vpcDeliversToNode({ ip, dev, left })
  return left === null
    ? hop.vpcDelivers({ ip, dev, host: names.of(host).short })
    : hop.vpcDeliversElsewhere({ ip, dev, left })
}
