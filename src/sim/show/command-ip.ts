/*! Commands of the kernel's ground floor: tcpdump, ip, sysctl, nstat, ss. */
import type { NetnsId } from '../kernel/row'
import type { Rule } from '../kernel/rule'
import type { Sysctl } from '../kernel/sysctl'
import { formatPrefix, type Ipv4 } from '../net/ip'
import type { Mac } from '../net/mac'
import type { L4, Packet } from '../net/packet'
import type { LegKind } from '../trace/verdict'
import { type Answer, at, type Command, type CommandRun, ip, plain } from './command'
import { type CommandMessage, say } from './command-messages'
import { showRule } from './ip-rule'
import { shellQuote as q } from './shell'
import { sysctlCommand } from './sysctl'
import { tcpdumpCommand } from './tcpdump'

/** tcpdump on one interface, for this flow in both directions. */
export function tap(
  run: CommandRun,
  netns: NetnsId,
  dev: string,
  dir: 'in' | 'out',
  packet: Packet,
  leg: LegKind,
): Command {
  const { src, dst, l4 } = packet
  const hosts = `host ${ip(src)} and host ${ip(dst)}`
  const command = `${tcpdumpCommand(dev)} ${q(l4.proto === 'ICMP' ? `icmp and ${hosts}` : `${hosts} and ${l4.proto.toLowerCase()} port ${leg === 'request' ? l4.dport : l4.sport}`)}`
  return plain(run, netns, command, {
    question: say(l4.proto === 'ICMP' ? 'cmd.ask.icmp' : dir === 'out' ? 'cmd.ask.leaves' : 'cmd.ask.arrives', { dev }),
    expect:
      l4.proto === 'ICMP'
        ? say('cmd.expect.icmp', { src: ip(src), dst: ip(dst) })
        : say('cmd.expect.packet', { src: ip(src), dst: `${ip(dst)}.${l4.dport}`, what: whatIs(l4) }),
    ifNot: dir === 'out' ? say('cmd.if-not.leaves', { dev }) : say('cmd.if-not.arrives', {}),
  })
}

function whatIs(l4: L4): string {
  if (l4.proto !== 'TCP') return l4.proto
  return { S: 'Flags [S]', SA: 'Flags [S.]', RA: 'Flags [R.]' }[l4.flags]
}

/** `ip route get` with what stands behind it; the answer is up to the caller. */
export const routeGet = (run: CommandRun, netns: NetnsId, dst: Ipv4, selector: string, answer: Answer): Command =>
  plain(run, netns, `ip route get ${ip(dst)}${selector}`, answer)

/** The rule that picked a table, as `ip rule` has it. */
export const policyRule = (run: CommandRun, netns: NetnsId, rule: Rule): Command => {
  const from = rule.from === null ? '' : ` from ${formatPrefix(rule.from)}`
  const to = rule.to === null ? '' : ` to ${formatPrefix(rule.to)}`
  return plain(run, netns, `ip rule show pref ${rule.priority}${from}${to}`, {
    question: say('cmd.ask.policy-rule', { priority: rule.priority }),
    expect: say('cmd.expect.words', { words: showRule(rule).replace('\t', ' ') }),
    ifNot: say('cmd.if-not.policy-rule', {}),
  })
}

export const neighbour = (run: CommandRun, netns: NetnsId, dev: string, address: Ipv4, mac: Mac | null): Command =>
  plain(run, netns, `ip neigh show to ${ip(address)} dev ${q(dev)}`, {
    question: say('cmd.ask.neigh', { ip: ip(address), dev }),
    expect:
      mac === null
        ? say('cmd.expect.neigh-failed', { ip: ip(address) })
        : say('cmd.expect.words', { words: `lladdr ${mac}` }),
    ifNot: mac === null ? say('cmd.if-not.drop', {}) : say('cmd.if-not.neigh', { ip: ip(address) }),
  })

export const setting = (
  run: CommandRun,
  netns: NetnsId,
  row: Pick<Sysctl, 'name' | 'value'>,
  ifNot: CommandMessage,
): Command =>
  plain(run, netns, sysctlCommand(row.name), {
    question: say('cmd.ask.sysctl', { name: row.name }),
    expect: say('cmd.expect.words', { words: `${row.name} = ${row.value}` }),
    ifNot,
  })

/** A kernel counter that grows with every try. `-s`: nstat's own history stays as it is. */
export const counter = (run: CommandRun, netns: NetnsId, name: string, ifNot: CommandMessage | null = null): Command =>
  plain(run, netns, `nstat -asz ${name}`, {
    question: say('cmd.ask.counter', { name }),
    expect: say('cmd.expect.counter-grows', {}),
    ifNot: ifNot ?? say('cmd.if-not.drop', {}),
  })

export const listener = (
  run: CommandRun,
  netns: NetnsId,
  proto: 'TCP' | 'UDP',
  port: number,
  listens: boolean,
): Command =>
  plain(run, netns, `ss -Hln${proto === 'TCP' ? 't' : 'u'} ${q(`sport = :${port}`)}`, {
    question: say('cmd.ask.listener', { port }),
    expect: listens ? say('cmd.expect.listener', { port }) : say('cmd.expect.nothing', {}),
    ifNot: listens ? say('cmd.if-not.listener', { port }) : say('cmd.if-not.drop', {}),
  })

/** The client's own socket once it is connected. */
export const clientSocket = (run: CommandRun, netns: NetnsId, server: Ipv4, port: number): Command =>
  plain(run, netns, `ss -Htan ${q(`dst = ${at(server, port)}`)}`, {
    question: say('cmd.ask.socket', { server: at(server, port) }),
    expect: say('cmd.expect.established', {}),
    ifNot: say('cmd.if-not.arrives', {}),
  })
