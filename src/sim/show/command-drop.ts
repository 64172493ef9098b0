/*! The commands that prove a drop, by its reason (datapath.md §7, column "operator sees"). */
import { assertNever } from '../../base/assert'
import type { NetnsId } from '../kernel/row'
import type { DropReason } from '../trace/verdict'
import { type Command, ip, plain } from './command'
import { counter, listener, neighbour, routeGet, setting } from './command-ip'
import { chainCounter, noConntrackEntry, virtualServer } from './command-netfilter'
import {
  eipAddress,
  networkAcl,
  owner,
  securityGroup,
  slbAcl,
  slbHealth,
  slbListener,
  snatEntry,
  sourceCheck,
  trafficPolicy,
  vpcRoute,
} from './command-cloud'
import { say } from './command-messages'
import { aroundTaps, cameInBy, routeInSelector, type Scene } from './command-scene'
import { showNetworkAclRule, showSecurityRule } from './security-group'
import { shellQuote } from './shell'
import { sysctlOf } from './sysctl'
import { showVpcRoute } from './vpc'

/** `netns` is null for a drop in the cloud. */
export function dropCommands(scene: Scene, netns: NetnsId | null, reason: DropReason): readonly Command[] {
  return netns === null ? inCloud(scene, reason) : inKernel(scene, netns, reason)
}

function inCloud(scene: Scene, reason: DropReason): readonly Command[] {
  const { step } = scene
  switch (reason.kind) {
    case 'source-check':
    case 'destination-check':
      return [sourceCheck(reason.eni.id), ...aroundTaps(scene)]
    case 'security-group': {
      const { row, eni } = reason
      const rule = row.kind === 'security-rule' ? showSecurityRule(row) : null
      return [securityGroup(row.kind === 'security-rule' ? row.group : row.id, eni.id, rule), ...aroundTaps(scene)]
    }
    case 'network-acl': {
      const { acl, vswitch, rule } = reason
      return [networkAcl(acl.id, vswitch, rule === null ? null : showNetworkAclRule(rule)), ...aroundTaps(scene)]
    }
    case 'vpc-no-owner':
      return [owner(reason.dst, null)]
    case 'vpc-no-route':
      return [vpcRoute(reason.dst, reason.route === null ? null : showVpcRoute(reason.route))]
    case 'internet-no-route':
      return [eipAddress(reason.dst, null)]
    case 'snat-no-entry':
      return [snatEntry(reason.gateway.id, reason.src, null)]
    case 'snat-no-session':
      return [eipAddress(reason.dst, null)]
    case 'outside-unknown':
      return [owner(reason.dst, null)]
    case 'slb-acl':
      return [slbAcl(reason.listener.slb, reason.listener.port, reason.listener.proto)]
    case 'slb-no-backend':
      return [slbHealth(reason.listener.slb, reason.listener.port, null)]
    case 'slb-no-listener':
      return step.place.kind === 'slb' ? [slbListener(step.place.id, reason.port, false)] : []
    case 'no-route':
    case 'rp-filter':
    case 'martian-source':
    case 'forwarding-off':
    case 'neigh-failed':
    case 'ttl-exceeded':
    case 'netfilter-drop':
    case 'netfilter-reject':
    case 'ipvs-no-server':
    case 'no-socket':
    case 'not-asked':
    case 'broadcast':
    case 'multicast':
    case 'link-down':
    case 'no-masquerade-address':
      return []
    default:
      return assertNever(reason)
  }
}

function inKernel(scene: Scene, netns: NetnsId, reason: DropReason): readonly Command[] {
  const { run, step } = scene
  const { before } = step
  const came = cameInBy(scene, netns)
  const otherwise = say('cmd.if-not.drop', {})
  switch (reason.kind) {
    case 'ipvs-no-server': {
      const { virtualServer: vs } = reason
      const policy = trafficPolicy(vs.by.object)
      const entry = noConntrackEntry(run, netns, before)
      return [
        virtualServer(run, netns, vs, null),
        ...(policy === null ? [] : [policy]),
        ...(entry === null ? [] : [entry]),
      ]
    }
    case 'no-route':
      return [
        routeGet(run, netns, reason.dst, came === null ? '' : routeInSelector(scene, netns), {
          question: say('cmd.ask.route', { dst: ip(reason.dst) }),
          expect: say('cmd.expect.no-route', {}),
          ifNot: otherwise,
        }),
        counter(run, netns, came === null ? 'IpOutNoRoutes' : 'IpExtInNoRoutes'),
      ]
    case 'rp-filter':
      return [
        counter(run, netns, 'TcpExtIPReversePathFilter'),
        setting(run, netns, reason.sysctl, otherwise),
        routeGet(run, netns, before.dst, routeInSelector(scene, netns), {
          question: say('cmd.ask.route-in', { dst: ip(before.dst), src: ip(before.src), dev: reason.dev }),
          expect: say('cmd.expect.rejected-source', {}),
          ifNot: otherwise,
        }),
      ]
    case 'martian-source':
      return [
        routeGet(run, netns, before.dst, routeInSelector(scene, netns), {
          question: say('cmd.ask.route-in', { dst: ip(before.dst), src: ip(reason.src), dev: reason.dev }),
          expect: say('cmd.expect.rejected-source', {}),
          ifNot: otherwise,
        }),
        plain(run, netns, 'dmesg | grep -F martian', {
          question: say('cmd.ask.martian', {}),
          expect: say('cmd.expect.martian', { src: ip(reason.src) }),
          ifNot: null,
        }),
      ]
    case 'forwarding-off':
      return [setting(run, netns, { name: sysctlOf(reason.dev, 'forwarding'), value: 0 }, otherwise)]
    case 'neigh-failed':
      return [neighbour(run, netns, reason.dev, reason.nextHop, null)]
    case 'ttl-exceeded':
      return [counter(run, netns, 'IpInHdrErrors'), counter(run, netns, 'IcmpOutTimeExcds')]
    case 'netfilter-drop':
    case 'netfilter-reject':
      return [chainCounter(run, netns, reason.rule)]
    case 'no-socket':
      return before.l4.proto === 'ICMP' ? [] : [listener(run, netns, before.l4.proto, reason.port, false)]
    case 'not-asked':
      return [counter(run, netns, 'TcpOutRsts')]
    case 'broadcast':
      return [
        plain(run, netns, `ip route show table local ${ip(reason.dst)}`, {
          question: say('cmd.ask.route', { dst: ip(reason.dst) }),
          expect: say('cmd.expect.words', { words: `broadcast ${ip(reason.dst)}` }),
          ifNot: otherwise,
        }),
      ]
    case 'multicast':
      return [
        plain(run, netns, `ip maddr show dev ${shellQuote(reason.dev)}`, {
          question: say('cmd.ask.groups', { dev: reason.dev }),
          expect: say('cmd.expect.without', { words: ip(reason.dst) }),
          ifNot: otherwise,
        }),
      ]
    case 'link-down':
      return [
        plain(run, netns, `ip -br link show dev ${shellQuote(reason.dev)}`, {
          question: say('cmd.ask.link', { dev: reason.dev }),
          expect: say('cmd.expect.words', { words: 'DOWN' }),
          ifNot: otherwise,
        }),
      ]
    case 'no-masquerade-address':
      return [
        plain(run, netns, 'ip -br -4 addr', {
          question: say('cmd.ask.address', { host: run.world.netns.get(netns)?.name ?? netns }),
          expect: say('cmd.expect.no-address', {}),
          ifNot: otherwise,
        }),
      ]
    case 'source-check':
    case 'destination-check':
    case 'security-group':
    case 'network-acl':
    case 'vpc-no-owner':
    case 'vpc-no-route':
    case 'internet-no-route':
    case 'snat-no-entry':
    case 'snat-no-session':
    case 'outside-unknown':
    case 'slb-no-listener':
    case 'slb-no-backend':
    case 'slb-acl':
      return []
    default:
      return assertNever(reason)
  }
}
