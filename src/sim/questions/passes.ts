/*! The base chains that a step passed, with what they saw of the packet. The stage says which hooks ran (datapath.md §4.1); the
connection's state and mark are not in the trace, so they are the ones under which the same rules match again. */
import type { ChainContext, ChainTable, CtState, Hook } from '../kernel/netfilter/iptables'
import type { NftHook } from '../kernel/netfilter/nftables'
import { isError, makeTuple, type Packet, type Tuple } from '../net/packet'
import { probeOf } from '../simulate'
import type { Step } from '../trace/trace'
import { deviceBefore, ipvsConnOf, type Visit } from './visit'

/** One base chain of iptables. */
export interface Pass {
  readonly table: ChainTable
  readonly hook: Hook
  readonly packet: Packet
  readonly oif: string
}

/** What ran at this step: iptables' base chains in order, nftables' hook, and whether nat was asked. */
export interface Passes {
  readonly iptables: readonly Pass[]
  readonly nft: NftHook | null
  readonly nat: boolean
}

const NOTHING: Passes = { iptables: [], nft: null, nat: false }

export function passesOf(visit: Visit): Passes {
  const { step, ns } = visit
  if (!ns.index.tracks || step.place.kind !== 'stage') return NOTHING
  const { before, after, event } = step
  // A kernel that answers by itself does so at the stage that refused; its own packet passes OUTPUT first.
  if (event.kind === 'kernel-answer') return NOTHING
  const dev = deviceBefore(visit)
  const filter = (hook: Hook, packet: Packet, oif: string): Pass => ({ table: 'filter', hook, packet, oif })
  switch (step.place.stage) {
    case 'prerouting': {
      const nat = event.kind === 'prerouting' && event.conntrack === 'new'
      const mangle: Pass = { table: 'mangle', hook: 'PREROUTING', packet: before, oif: '' }
      const natPass: Pass = { table: 'nat', hook: 'PREROUTING', packet: before, oif: '' }
      return { iptables: nat ? [mangle, natPass] : [mangle], nft: 'prerouting', nat }
    }
    case 'input':
      return { iptables: [filter('INPUT', before, '')], nft: 'input', nat: false }
    case 'forward':
      if (event.kind === 'drop' && event.reason.kind === 'ttl-exceeded') return NOTHING
      return { iptables: [filter('FORWARD', before, dev)], nft: 'forward', nat: false }
    case 'output': {
      const nat = isFirst(visit) && !visit.before.some(({ event: earlier }) => earlier.kind === 'ipvs-route')
      const natPass: Pass = { table: 'nat', hook: 'OUTPUT', packet: before, oif: dev }
      const out = filter('OUTPUT', after, event.kind === 'output' ? event.dev : dev)
      // IPVS takes it at −98, before filter: that comes on its second way through.
      const next = visit.after?.place
      const taken = next?.kind === 'stage' && next.stage === 'ipvs'
      return { iptables: [...(nat ? [natPass] : []), ...(taken ? [] : [out])], nft: 'output', nat }
    }
    case 'postrouting': {
      const nat = isFirst(visit) && !visit.earlier.some(isPostrouting)
      const pass: Pass = { table: 'nat', hook: 'POSTROUTING', packet: before, oif: dev }
      return { iptables: nat ? [pass] : [], nft: 'postrouting', nat }
    }
    case 'routing':
    case 'ipvs':
      return NOTHING
  }
}

const isPostrouting = ({ event }: Step): boolean => event.kind === 'postrouting'

/** nat's chains judge the first packet of a connection only. */
const isFirst = ({ leg }: Visit): boolean => leg === 'request'

/** What the chains may have seen: the likeliest first. */
export function contextsOf(visit: Visit, pass: Pass): readonly ChainContext[] {
  const { ns, run, step } = visit
  const { packet, hook, oif } = pass
  const made = hook === 'OUTPUT' || hook === 'POSTROUTING'
  const likely: CtState = visit.leg === 'request' ? 'NEW' : isError(packet.l4) ? 'RELATED' : 'ESTABLISHED'
  const states = new Set<CtState>([likely, 'NEW', 'ESTABLISHED', 'RELATED', 'INVALID'])
  const marks = new Set([0, step.after.mark])
  return [...states].flatMap((ctState) =>
    [...marks].map((ctMark) => ({
      tuple: tupleFor(packet),
      mark: packet.mark,
      ctMark,
      ctState,
      iif: made ? '' : (visit.iif ?? ''),
      oif: hook === 'PREROUTING' || hook === 'INPUT' ? '' : oif,
      isLocal: ns.index.isLocal,
      virtual: ipvsConnOf(visit),
      seen: [],
      netns: ns.id,
      pick: probeOf(run.topology, run.flow).pick,
    })),
  )
}

/** As netfilter's matches read it: ICMP has no ports. */
export function tupleFor({ src, dst, l4 }: Packet): Tuple {
  return l4.proto === 'ICMP' ? makeTuple('ICMP', src, dst, 0, 0) : makeTuple(l4.proto, src, dst, l4.sport, l4.dport)
}
