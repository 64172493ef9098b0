/*! English: why a packet ended, where a flow, an edit or a mode of a person's own is needed to meet it (drops-en.ts has the rest). */
import { formatCidr, formatIpv4, type SecurityGroup } from '../sim'
import type { LaterDrops, ReasonOf } from './messages'
import { code, rich } from './rich'

const does = { in: 'enters', out: 'leaves' } as const
/** What a group does with a packet that no rule names (datapath.md §5.2). */
const groupDefault = ({ type }: SecurityGroup, direction: 'in' | 'out'): string =>
  direction === 'out' ? 'lets nothing out' : type === 'basic' ? 'lets in its own members only' : 'lets nothing in'

/** The end of a pod's own chain in Felix: policies select it, and none has accepted (datapath.md §6.1). Null: another rule. What drops
the INVALID stands in the same chain, and asks for a state. */
function policySide(rule: ReasonOf['netfilter-drop']['rule']) {
  const [, way, veth = ''] = /^cali-(fw|tw)-(.+)$/.exec(rule.chain) ?? []
  const asksMark = rule.matches.length === 1 && rule.matches[0]?.kind === 'mark'
  if (way === undefined || !asksMark) return null
  return way === 'tw'
    ? ({ word: 'in', limits: 'ingress', veth } as const)
    : ({ word: 'out', limits: 'egress', veth } as const)
}

export const dropsLaterEn: LaterDrops = {
  'no-route': {
    title: 'Dropped: no route',
    clause: ({ dst }) => rich`no rule leads to a route to ${code(formatIpv4(dst))}`,
    sentence: ({ dst }, { at }) => rich`No rule on ${at} leads to a table with a route to ${code(formatIpv4(dst))}.`,
    why: () => null,
  },
  'martian-source': {
    title: 'Dropped: impossible source',
    clause: ({ src }) => rich`the source ${code(formatIpv4(src))} cannot come from outside`,
    sentence: ({ dev, src }, { at }) =>
      rich`${code(formatIpv4(src))} is no address that may arrive by ${code(dev)} of ${at}: a martian source.`,
    why: ({ row }) => (row === null ? null : rich`The host has this address itself, on ${code(row.dev)}.`),
  },
  'forwarding-off': {
    title: 'Dropped: forwarding is off',
    clause: ({ dev }) => rich`forwarding is off on ${code(dev)}`,
    sentence: ({ dev }, { at }) =>
      rich`The packet is for another machine, and ${at} does not forward what comes in by ${code(dev)}.`,
    why: () => null,
  },
  'neigh-failed': {
    title: 'Dropped: nobody answers ARP',
    clause: ({ nextHop, dev }) => rich`nobody on ${code(dev)} answers for ${code(formatIpv4(nextHop))}`,
    sentence: ({ nextHop, dev }, { at }) =>
      rich`${at} asks on ${code(dev)} who has ${code(formatIpv4(nextHop))}, and nobody answers.`,
    why: () => null,
  },
  'ttl-exceeded': {
    title: 'Dropped: TTL used up',
    clause: () => rich`its TTL is used up`,
    sentence: (_reason, { at }) => rich`The packet's TTL is used up, so ${at} does not forward it.`,
    why: () => null,
  },
  'netfilter-drop': {
    title: 'Dropped by a rule',
    titled: ({ rule }) => (policySide(rule) === null ? null : 'Dropped: no NetworkPolicy allows it'),
    clause: ({ rule }) => {
      const side = policySide(rule)
      return side === null
        ? rich`a rule of chain ${code(rule.chain)} drops it`
        : rich`no NetworkPolicy that selects the pod behind ${code(side.veth)} lets it ${side.word}`
    },
    sentence: ({ rule }, { at }) => {
      const side = policySide(rule)
      return side === null
        ? rich`A rule of chain ${code(rule.chain)} on ${at} drops it.`
        : rich`No NetworkPolicy that selects the pod behind ${code(side.veth)} of ${at} lets it ${side.word}.`
    },
    why: ({ rule }) => {
      const side = policySide(rule)
      return side === null
        ? null
        : rich`One that limits ${side.limits} does select it, and what no rule allows is dropped at the end of ${code(rule.chain)}.`
    },
  },
  'netfilter-reject': {
    title: 'Rejected by a rule',
    clause: ({ rule }) => rich`a rule of chain ${code(rule.chain)} rejects it`,
    sentence: ({ rule }, { at }) => rich`A rule of chain ${code(rule.chain)} on ${at} rejects it.`,
    why: () => rich`The address is a Service's, the port is not.`,
  },
  'no-socket': {
    title: 'Refused: nobody listens',
    clause: ({ port }) => rich`nothing listens on port ${code(port)}`,
    sentence: ({ port }, { at }) => rich`Nothing on ${at} listens on port ${code(port)}.`,
    why: () => null,
  },
  'not-asked': {
    title: 'Discarded: from an address nobody asked',
    clause: ({ expected }, { src }) => rich`the answer comes from ${code(src)}, not from ${code(formatIpv4(expected))}`,
    sentence: ({ expected }, { client, src }) =>
      rich`${client} asked ${code(formatIpv4(expected))}; an answer from ${code(src)} belongs to no connection of its own.`,
    why: () => null,
  },
  broadcast: {
    title: 'Not answered: a broadcast address',
    clause: ({ dst, row, errno }) =>
      errno === null
        ? rich`nobody answers a packet for ${code(formatIpv4(dst))}, a broadcast address`
        : rich`${code(formatIpv4(dst))} is a ${row === null ? 'broadcast or multicast' : 'broadcast'} address, and ${code('connect()')} takes none`,
    sentence: ({ dst, row, errno }, { at }) =>
      errno === null
        ? rich`${code(formatIpv4(dst))} is the broadcast address of ${code(row?.dev ?? '')} of ${at}, which takes it in and answers nobody.`
        : row === null
          ? rich`${code(formatIpv4(dst))} is no address of one host: ${code('connect()')} says ${code(errno)}, and nothing is sent.`
          : rich`${code(formatIpv4(dst))} is the broadcast address of ${code(row?.dev ?? '')} of ${at}: ${code('connect()')} says ${code(errno)}, and nothing is sent.`,
    why: ({ errno }) =>
      errno === 'EACCES'
        ? rich`A program that means it sets ${code('SO_BROADCAST')}; ${code('ping')} has -b for it.`
        : null,
  },
  multicast: {
    title: 'Dropped: a group that the host is not in',
    clause: ({ dst }) => rich`${code(formatIpv4(dst))} is a group of hosts, and the host is not in it`,
    sentence: ({ dst, dev }, { at }) =>
      rich`${code(formatIpv4(dst))} is a multicast group. ${at} has not joined it on ${code(dev)} and routes no multicast, so the packet ends here without a word.`,
    why: () => null,
  },
  'link-down': {
    title: 'Dropped: the interface is down',
    clause: ({ dev }) => rich`${code(dev)} is down`,
    sentence: ({ dev }, { at }) => rich`${code(dev)} of ${at} is down.`,
    why: () => null,
  },
  'no-masquerade-address': {
    title: 'Dropped: no address to masquerade with',
    clause: () => rich`no address to replace the source with`,
    sentence: (_reason, { at }) => rich`${at} should replace the source, but finds no address of its own to put there.`,
    why: () => null,
  },
  'source-check': {
    title: 'Dropped: source check',
    clause: ({ eni, src }) => rich`${code(eni.dev)} may not send with the source ${code(formatIpv4(src))}`,
    sentence: ({ eni, src }) =>
      rich`The source/destination check of ${code(eni.id)} is on, and ${code(formatIpv4(src))} is not one of its addresses.`,
    why: () => rich`New cloud accounts have the check on for new ENIs since April 2025.`,
  },
  'destination-check': {
    title: 'Dropped: destination check',
    clause: ({ eni, dst }) => rich`${code(eni.dev)} may not get a packet for ${code(formatIpv4(dst))}`,
    sentence: ({ eni, dst }) =>
      rich`The source/destination check of ${code(eni.id)} is on, and ${code(formatIpv4(dst))} is not one of its addresses.`,
    why: () => rich`An instance that routes for others needs the check off.`,
  },
  'security-group': {
    title: 'Dropped: security group',
    clause: ({ eni, direction, row }) =>
      row.kind === 'security-rule'
        ? rich`a rule of ${code(row.group)} at ${code(eni.dev)} drops it on its way ${direction}`
        : rich`no rule of ${code(row.id)} lets it ${direction} at ${code(eni.dev)}`,
    sentence: ({ eni, direction, row }) =>
      row.kind === 'security-rule'
        ? rich`Rule ${code(row.priority)} of security group ${code(row.group)} drops what ${does[direction]} ENI ${code(eni.dev)} here.`
        : rich`No rule of ENI ${code(eni.dev)}'s security groups names this packet, and by default ${code(row.id)} ${groupDefault(row, direction)}.`,
    why: ({ session }) =>
      session === null
        ? null
        : rich`The connection was opened at ${code(session.dev)}. Whether its answer may come in here is documented nowhere.`,
  },
  'network-acl': {
    title: 'Dropped: network ACL',
    clause: ({ acl, vswitch, direction }) =>
      rich`network ACL ${code(acl.id)} of ${code(vswitch)} denies it on its way ${direction}`,
    sentence: ({ acl, rule, vswitch, direction }) =>
      rule === null
        ? rich`No rule of network ACL ${code(acl.id)} lets this packet ${direction} of vSwitch ${code(vswitch)}.`
        : rich`A rule of network ACL ${code(acl.id)} denies what ${does[direction]} vSwitch ${code(vswitch)} like this.`,
    why: (_reason, { leg }) =>
      leg === 'reply' ? rich`A network ACL is stateless: answers need a rule of their own.` : null,
  },
  'vpc-no-route': {
    title: 'Dropped: no route entry',
    clause: ({ dst, route }) =>
      route === null
        ? rich`no route entry leads to ${code(formatIpv4(dst))}`
        : rich`the route entry ${code(formatCidr(route.dst))} leads nowhere`,
    sentence: ({ dst, route }) =>
      route === null
        ? rich`The vSwitch's route table has no entry for ${code(formatIpv4(dst))}.`
        : rich`The vSwitch's route table has ${code(formatCidr(route.dst))} for ${code(formatIpv4(dst))}, and it leads nowhere.`,
    why: ({ route }) => (route === null ? rich`The Internet needs a NAT gateway or an EIP.` : null),
  },
  'internet-no-route': {
    title: 'Dropped: not routed on the Internet',
    clause: ({ dst }) => rich`the Internet has no way to ${code(formatIpv4(dst))}`,
    sentence: ({ dst }) =>
      rich`From the Internet only EIPs and the SLB can be reached; ${code(formatIpv4(dst))} is neither.`,
    why: () => null,
  },
  'snat-no-entry': {
    title: 'Dropped: no SNAT entry',
    clause: ({ src }) => rich`no SNAT entry holds ${code(formatIpv4(src))}`,
    sentence: ({ gateway, src }) =>
      rich`No SNAT entry of NAT gateway ${code(gateway.id)} holds ${code(formatIpv4(src))}.`,
    why: () => rich`Pods need an entry for the vSwitch of their ENI, not only for the node's.`,
  },
  'snat-no-session': {
    title: 'Dropped: no SNAT session',
    clause: ({ dst }) => rich`no session of the SNAT gateway fits ${code(formatIpv4(dst))}`,
    sentence: ({ dst }) =>
      rich`No connection that the SNAT gateway remembers belongs to this packet for ${code(formatIpv4(dst))}.`,
    why: ({ entry }) => (entry === null ? null : rich`An address of a SNAT entry works outwards only.`),
  },
  'outside-unknown': {
    title: 'Not known from here on',
    clause: ({ dst }) => rich`what ${code(formatIpv4(dst))} would answer is not known`,
    sentence: ({ dst, where }) =>
      where === 'slb'
        ? rich`Whether a load balancer answers an echo to ${code(formatIpv4(dst))} is its product's own affair, so nothing is claimed. Its backends never see one.`
        : rich`The packet goes on to ${where === 'internet' ? 'the Internet' : 'the shared services'}. This cluster declares no host ${code(formatIpv4(dst))} there.`,
    why: () => null,
  },
  'vpc-no-owner': {
    title: 'Dropped: nobody owns the address',
    clause: ({ dst }) => rich`no ENI owns ${code(formatIpv4(dst))}`,
    sentence: ({ dst }) => rich`The VPC looks up who owns ${code(formatIpv4(dst))}: no ENI does.`,
    why: () => null,
  },
  'slb-no-listener': {
    title: 'Dropped: no such listener',
    clause: ({ vip, port }) => rich`the SLB has no listener ${code(`${formatIpv4(vip)}:${port}`)}`,
    sentence: ({ vip, port }) => rich`The SLB at ${code(formatIpv4(vip))} has no listener on port ${code(port)}.`,
    why: () => null,
  },
  'slb-acl': {
    title: 'Dropped: the SLB does not let it in',
    clause: ({ listener, src }) =>
      rich`the access control list of ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} does not let ${code(formatIpv4(src))} in`,
    sentence: ({ listener, src }) =>
      listener.acl?.type === 'black'
        ? rich`The listener ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} has ${code(formatIpv4(src))} on its blacklist.`
        : rich`The listener ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} lets in only who is on its whitelist; ${code(formatIpv4(src))} is not.`,
    why: () => null,
  },
  'slb-no-backend': {
    title: 'Dropped: the SLB has no backend',
    clause: ({ listener }) => rich`the group behind ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} is empty`,
    sentence: ({ listener }) =>
      rich`The server group behind ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} has no backend.`,
    why: () => null,
  },
}
