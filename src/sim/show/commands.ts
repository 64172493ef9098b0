/*! For one step: the commands that prove it on the real machine, filled in with this flow's addresses. */
import { assertNever } from '../../base/assert'
import type { ConntrackEntry } from '../kernel/conntrack'
import type { IpvsConn } from '../kernel/ipvs'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NetnsId } from '../kernel/row'
import { formatCidr } from '../net/ip'
import type { Packet } from '../net/packet'
import { finalState } from '../trace/state'
import { isCloud, machineOf, type Row, stepsOf } from '../trace/trace'
import type { LegKind } from '../trace/verdict'
import { dropCommands } from './command-drop'
import { type Command, type CommandRun, ip } from './command'
import { clientSocket, counter, listener, neighbour, policyRule, routeGet, setting, tap } from './command-ip'
import {
  chainCounter,
  conntrackEntry,
  droppingRules,
  ipsetTest,
  ipvsConnection,
  noConntrackEntry,
  virtualServer,
} from './command-netfilter'
import { eipAddress, owner, slbHealth, slbListener, snatEntry, vpcRoute } from './command-cloud'
import { say } from './command-messages'
import { aroundTaps, cameInBy, lastTap, markOf, nextTap, routeInSelector, type Scene } from './command-scene'
import { sysctlOf } from './sysctl'
import { showVpcRoute } from './vpc'

/** The commands for step `index` of `stepsOf(run.trace)`, the most telling one first. An index without a step has none. */
export function commandsFor(run: CommandRun, index: number): readonly Command[] {
  const step = stepsOf(run.trace)[index]
  if (!step) return []
  const leg: LegKind = index < run.trace.request.steps.length ? 'request' : 'reply'
  const scene: Scene = { run, step, index, leg }
  const machine = machineOf(step.place)
  return isCloud(machine) ? cloudCommands(scene) : netnsCommands(scene, machine)
}

function netnsCommands(scene: Scene, netns: NetnsId): readonly Command[] {
  const { run, step, leg } = scene
  const { event, before, after, because } = step
  switch (event.kind) {
    case 'send':
    case 'answer':
      return nextTap(scene, netns)
    case 'kernel-answer':
      return [
        ...nextTap(scene, netns),
        event.what === 'rst'
          ? counter(run, netns, 'TcpOutRsts')
          : counter(run, netns, icmpCounter(after), say('cmd.if-not.icmp-limit', {})),
      ]
    case 'route-output':
      return [
        routeGet(run, netns, after.dst, leg === 'reply' ? ` from ${ip(after.src)}` : '', {
          question: say('cmd.ask.route', { dst: ip(after.dst) }),
          expect: say('cmd.expect.words', { words: wayOut(event.dev, event.nextHop, after) }),
          ifNot: say('cmd.if-not.route', {}),
        }),
      ]
    case 'transmit':
      return [
        tap(run, netns, event.dev, 'out', after, leg),
        // A client's own network is not ours to judge.
        ...(after.dmac === null || run.world.netns.get(netns)?.type === 'client'
          ? []
          : [neighbour(run, netns, event.dev, event.nextHop, after.dmac)]),
      ]
    case 'receive':
      return [tap(run, netns, event.dev, 'in', before, leg)]
    case 'prerouting':
      return [
        ...decidedBySets(scene, netns),
        ...entryCommands(scene, netns, event.nat === 'un-snat' ? 'un-snat' : 'exists'),
      ]
    case 'route-input':
      return [routeIn(scene, netns, event), ...rules(because).map((rule) => policyRule(run, netns, rule))]
    case 'input': {
      const decided = decidedBySets(scene, netns)
      return decided.length > 0 ? decided : [droppingRules(run, netns)]
    }
    case 'ipvs-dnat':
      return [virtualServer(run, netns, event.virtualServer, event.real), ...connections(scene, netns)]
    case 'ipvs-route':
      return [
        routeGet(run, netns, after.dst, '', {
          question: say('cmd.ask.route-first', { dst: ip(after.dst) }),
          expect: say('cmd.expect.words', { words: `dev ${event.dev}` }),
          ifNot: say('cmd.if-not.route', {}),
        }),
      ]
    case 'output':
      return event.rerouted
        ? [
            routeGet(run, netns, after.dst, ` from ${ip(after.src)} iif lo${markOf(after)}`, {
              question: say('cmd.ask.route-again', { dst: ip(after.dst), src: ip(after.src) }),
              expect: say('cmd.expect.words', { words: `dev ${event.dev}` }),
              ifNot: say('cmd.if-not.route-again', {}),
            }),
            ...rules(because).map((rule) => policyRule(run, netns, rule)),
            setting(run, netns, { name: 'net.ipv4.vs.conntrack', value: 1 }, say('cmd.if-not.vs-conntrack', {})),
          ]
        : [...decidedBySets(scene, netns), ...nextTap(scene, netns)]
    case 'forward': {
      const dev = cameInBy(scene, netns)
      const forwarding = { name: sysctlOf(dev ?? 'all', 'forwarding'), value: 1 }
      return event.nat === 'un-dnat'
        ? [...connections(scene, netns), ...nextTap(scene, netns)]
        : [setting(run, netns, forwarding, say('cmd.if-not.forwarding', {})), ...decidedBySets(scene, netns)]
    }
    case 'postrouting':
      return [
        ...entryCommands(scene, netns, event.nat === 'snat' ? 'snat' : 'exists'),
        ...(event.nat === 'snat' ? decidedBySets(scene, netns) : []),
        ...nextTap(scene, netns),
      ]
    case 'ipvs-un-dnat':
      return connections(scene, netns)
    case 'deliver':
      return delivered(scene, netns)
    case 'error': {
      const dev = cameInBy(scene, netns)
      return dev === null ? [] : [tap(run, netns, dev, 'in', before, leg)]
    }
    case 'drop':
      return [...dropCommands(scene, netns, event.reason), ...lastTap(scene, netns)]
    case 'vpc-deliver':
    case 'vpc-out':
    case 'slb-receive':
    case 'slb-dnat':
    case 'slb-un-dnat':
    case 'slb-send':
    case 'vpc-to-gateway':
    case 'gateway-snat':
    case 'gateway-un-snat':
    case 'eip-out':
    case 'eip-in':
      return []
    default:
      return assertNever(event)
  }
}

/** In the cloud nobody can listen: its own answers, and captures on both sides of it. */
function cloudCommands(scene: Scene): readonly Command[] {
  const { run, step, leg } = scene
  const { event, before, after, place } = step
  if (event.kind === 'drop') return dropCommands(scene, null, event.reason)
  if (event.kind === 'vpc-deliver') {
    const host = run.world.netns.get(event.host)?.name ?? event.host
    return [
      owner(after.dst, { id: event.eni, host, dev: event.dev }),
      tap(run, event.host, event.dev, 'in', after, leg),
    ]
  }
  if (place.kind === 'slb' && before.l4.proto !== 'ICMP') {
    if (event.kind === 'slb-receive') return [slbListener(place.id, before.l4.dport, true)]
    if (event.kind === 'slb-dnat') return [slbHealth(place.id, before.l4.dport, event.backend)]
  }
  if (event.kind === 'vpc-to-gateway') {
    const route = firstOf(step.because, 'vpc-route')
    return [vpcRoute(after.dst, route ? showVpcRoute(route) : null), ...aroundTaps(scene)]
  }
  if (event.kind === 'gateway-snat' && place.kind === 'gateway') {
    const entry = firstOf(step.because, 'snat-entry')
    return [
      ...(entry ? [snatEntry(place.id, before.src, { source: formatCidr(entry.source), eip: entry.eip })] : []),
      ...aroundTaps(scene),
    ]
  }
  if (event.kind === 'eip-out' || event.kind === 'eip-in') {
    const eip = firstOf(step.because, 'eip')
    return [...(eip ? [eipAddress(eip.eip, eip.ip)] : []), ...aroundTaps(scene)]
  }
  return aroundTaps(scene)
}

const firstOf = <K extends Row['kind']>(rows: readonly Row[], kind: K): Extract<Row, { kind: K }> | undefined =>
  rows.find((row): row is Extract<Row, { kind: K }> => row.kind === kind)

/** `via 10.0.1.253 dev eth0`, or `dev cali…` where the next hop is the destination itself. */
const wayOut = (dev: string, nextHop: Packet['dst'], packet: Packet): string =>
  nextHop === packet.dst ? `dev ${dev}` : `via ${ip(nextHop)} dev ${dev}`

function routeIn(
  scene: Scene,
  netns: NetnsId,
  event: { readonly to: 'this-host' | 'forward'; readonly dev: string },
): Command {
  const { run, step } = scene
  const { src, dst } = step.after
  const dev = cameInBy(scene, netns) ?? 'lo'
  const words = event.to === 'this-host' ? `local ${ip(dst)}` : `dev ${event.dev}`
  return routeGet(run, netns, dst, routeInSelector(scene, netns), {
    question: say('cmd.ask.route-in', { dst: ip(dst), src: ip(src), dev }),
    expect: event.to === 'this-host' ? say('cmd.expect.local', { words }) : say('cmd.expect.words', { words }),
    ifNot: say('cmd.if-not.route', {}),
  })
}

/** The members that matched, then the first rule that did more than jump on: what it did follows from them. */
function decidedBySets({ run, step }: Scene, netns: NetnsId): readonly Command[] {
  const members = step.because.flatMap((row) => (row.kind === 'ipset-member' ? [ipsetTest(run, netns, row)] : []))
  const rule = step.because.find((row): row is ChainRule => row.kind === 'chain-rule' && row.target.kind !== 'jump')
  return [...firstOfEach(members), ...(rule ? [chainCounter(run, netns, rule)] : [])]
}

/** The conntrack entry of this flow on this host: as it stands here, else as the trace leaves it behind, if it does. */
function entryCommands(
  { run, step, leg }: Scene,
  netns: NetnsId,
  why: 'exists' | 'snat' | 'un-snat',
): readonly Command[] {
  const left = finalState(run.trace).conntrack.find((entry) => entry.netns === netns)
  const entry =
    step.effects.flatMap((e) => (e.kind === 'conntrack' ? [e.entry] : []))[0] ?? entryIn(step.because) ?? left
  if (entry) return [conntrackEntry(run, entry, why)]
  // An answer without an entry never had one of its own to look for.
  const none = leg === 'reply' ? null : noConntrackEntry(run, netns, step.before)
  return none === null ? [] : [none]
}

const entryIn = (because: readonly Row[]): ConntrackEntry | undefined =>
  because.find((row): row is ConntrackEntry => row.kind === 'conntrack')

/** The IPVS connection that this step made or used. */
function connections({ run, step }: Scene, netns: NetnsId): readonly Command[] {
  const made = step.effects.flatMap((effect) => (effect.kind === 'ipvs-conn' ? [effect.conn] : []))
  const used = step.because.filter((row): row is IpvsConn => row.kind === 'ipvs-conn')
  return [...made, ...used]
    .filter((conn) => conn.netns === netns)
    .slice(0, 1)
    .map((conn) => ipvsConnection(run, conn))
}

function delivered(scene: Scene, netns: NetnsId): readonly Command[] {
  const { run, step, leg } = scene
  const { l4, src } = step.before
  const dev = cameInBy(scene, netns)
  const seen = dev === null ? [] : [tap(run, netns, dev, 'in', step.before, leg)]
  if (l4.proto === 'ICMP') return seen
  if (leg === 'request') return [listener(run, netns, l4.proto, l4.dport, true), ...seen]
  return l4.proto === 'TCP' ? [clientSocket(run, netns, src, l4.sport), ...seen] : seen
}

/** Rules that Terway wrote: those of the kernel are the same everywhere. */
const rules = (because: readonly Row[]) =>
  because.flatMap((row) => (row.kind === 'rule' && row.by.plane !== 'kernel' ? [row] : [])).slice(0, 1)

const firstOfEach = (commands: readonly Command[]): readonly Command[] =>
  commands.filter((command, i) => commands.findIndex((other) => other.command === command.command) === i)

const icmpCounter = (packet: Packet): string =>
  packet.l4.proto === 'ICMP' && packet.l4.type === 11 ? 'IcmpOutTimeExcds' : 'IcmpOutDestUnreachs'
