/*! Commands of netfilter and IPVS: ipset, iptables-save, conntrack, ipvsadm. */
import type { ConntrackEntry } from '../kernel/conntrack'
import type { IpvsConn, RealServer, VirtualServer } from '../kernel/ipvs'
import type { IpsetMember } from '../kernel/netfilter/ipset'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NftRule } from '../kernel/netfilter/nftables'
import type { NetnsId } from '../kernel/row'
import { makeTuple, type Packet, type Tuple } from '../net/packet'
import { at, type Command, type CommandRun, ip, plain } from './command'
import { say } from './command-messages'
import { showIpsetMember } from './ipset-list'
import { showChainRule } from './iptables-save'
import { showNftRule } from './nft'
import { shellQuote as q } from './shell'

export function ipsetTest(run: CommandRun, netns: NetnsId, row: IpsetMember): Command {
  const args = { member: showIpsetMember(row), set: row.set }
  return plain(run, netns, `ipset test ${q(row.set)} ${q(args.member)}`, {
    question: say('cmd.ask.member', args),
    expect: say('cmd.expect.member', args),
    ifNot: say('cmd.if-not.member', {}),
  })
}

/** The counters of a chain, its rules as they stand in the table. nat counts first packets only, filter all. */
export const chainCounter = (run: CommandRun, netns: NetnsId, rule: ChainRule | NftRule): Command =>
  rule.kind === 'nft-rule' ? nftChain(run, netns, rule) : iptablesChain(run, netns, rule)

/** kube-proxy's nftables rules carry no counters: the rules themselves are the proof. */
const nftChain = (run: CommandRun, netns: NetnsId, rule: NftRule): Command =>
  plain(run, netns, `nft list chain ip kube-proxy ${q(rule.chain)}`, {
    question: say('cmd.ask.chain', { table: 'kube-proxy', chain: rule.chain }),
    expect: say('cmd.expect.words', { words: showNftRule(rule).slice(rule.chain.length + 1) }),
    ifNot: say('cmd.if-not.chain', {}),
  })

const iptablesChain = (run: CommandRun, netns: NetnsId, rule: ChainRule): Command =>
  plain(run, netns, `iptables-save -c -t ${rule.table} | grep -F -e ${q(`-A ${rule.chain} `)}`, {
    question: say('cmd.ask.chain', { table: rule.table, chain: rule.chain }),
    expect: say('cmd.expect.rule-counter', { rule: showChainRule(rule) }),
    ifNot: say('cmd.if-not.chain', {}),
  })

/** Every rule of the filter table that could have ended the packet, with its counter. */
export const droppingRules = (run: CommandRun, netns: NetnsId): Command =>
  plain(run, netns, `iptables-save -c -t filter | grep -E -e ${q('-j (DROP|REJECT)')}`, {
    question: say('cmd.ask.input', {}),
    expect: say('cmd.expect.no-drop', {}),
    ifNot: say('cmd.if-not.input', {}),
  })

/** conntrack(8) has `--orig-port-dst` for protocols with ports only: an entry of ICMP has type, code and id. */
const conntrackCommand = ({ proto, src, dst, dport }: Tuple): string =>
  `conntrack -L -p ${proto.toLowerCase()} --orig-src ${ip(src)} --orig-dst ${ip(dst)}${proto === 'ICMP' ? '' : ` --orig-port-dst ${dport}`}`

/** The entry, judged by where its answer is expected to go to. */
export function conntrackEntry(run: CommandRun, entry: ConntrackEntry, why: 'exists' | 'snat' | 'un-snat'): Command {
  const { orig, reply } = entry
  const question =
    why === 'snat'
      ? say('cmd.ask.snat', {})
      : why === 'un-snat'
        ? say('cmd.ask.un-snat', { dst: ip(reply.dst) })
        : say('cmd.ask.conntrack', {
            src: ip(orig.src),
            dst: orig.proto === 'ICMP' ? ip(orig.dst) : at(orig.dst, orig.dport),
          })
  return plain(run, entry.netns, conntrackCommand(orig), {
    question,
    expect: say('cmd.expect.tuples', { src: ip(orig.src), dst: ip(reply.dst) }),
    ifNot: say(why === 'exists' ? 'cmd.if-not.conntrack' : 'cmd.if-not.snat', {}),
  })
}

/** A flow that leaves no entry behind (C10). */
export function noConntrackEntry(run: CommandRun, netns: NetnsId, packet: Packet): Command | null {
  const { src, dst, l4 } = packet
  if (l4.proto === 'ICMP') return null
  const orig = makeTuple(l4.proto, src, dst, l4.sport, l4.dport)
  return plain(run, netns, conntrackCommand(orig), {
    question: say('cmd.ask.conntrack', { src: ip(src), dst: at(dst, l4.dport) }),
    expect: say('cmd.expect.no-entry', {}),
    ifNot: say('cmd.if-not.entry', {}),
  })
}

export function virtualServer(run: CommandRun, netns: NetnsId, vs: VirtualServer, real: RealServer | null): Command {
  const server = at(vs.addr, vs.port)
  return plain(run, netns, `ipvsadm -Ln ${vs.proto === 'TCP' ? '-t' : '-u'} ${server}`, {
    question: say('cmd.ask.virtual-server', { server }),
    expect:
      real === null
        ? say('cmd.expect.no-real-server', { server })
        : say('cmd.expect.real-server', { real: at(real.addr, real.port) }),
    ifNot: say(real === null ? 'cmd.if-not.no-real-server' : 'cmd.if-not.real-server', {}),
  })
}

export const ipvsConnection = (run: CommandRun, conn: IpvsConn): Command =>
  plain(run, conn.netns, `ipvsadm -Lnc | grep -F ${q(`${ip(conn.client)}:`)}`, {
    question: say('cmd.ask.ipvs-conn', { client: ip(conn.client) }),
    expect: say('cmd.expect.words', { words: `${at(conn.virtual, conn.vport)} ${at(conn.dest, conn.dport)}` }),
    ifNot: say('cmd.if-not.ipvs-conn', {}),
  })
