/*! English: why a packet ended. `clause` follows "Dropped by IPVS on ECS1:" in the verdict bar. */
import { formatIpv4 } from '../sim'
import type { DropMessages } from './messages'
import { code, rich } from './rich'

const otherWay = (dev: string | null) => (dev === null ? 'by no interface' : rich`by ${code(dev)}`)

export const dropsEn: DropMessages = {
  'no-route': {
    title: 'Dropped: no route',
    clause: ({ dst }) => rich`no rule leads to a route to ${code(formatIpv4(dst))}`,
    sentence: ({ dst }, { at }) => rich`No rule on ${at} leads to a table with a route to ${code(formatIpv4(dst))}.`,
    why: () => null,
  },
  'rp-filter': {
    title: 'Dropped: rp_filter',
    clause: ({ dev, wouldUse }) => rich`it came in by ${code(dev)}, but the way back goes ${otherWay(wouldUse)}`,
    sentence: ({ dev, wouldUse }, { at, src }) =>
      rich`It came in by ${code(dev)}, but ${at} would send to ${code(src)} ${otherWay(wouldUse)}, and rp_filter forbids that.`,
    why: ({ sysctl }) => rich`${code(`${sysctl.name} = ${sysctl.value}`)}; Terway itself writes 0.`,
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
    clause: ({ rule }) => rich`a rule of chain ${code(rule.chain)} drops it`,
    sentence: ({ rule }, { at }) => rich`A rule of chain ${code(rule.chain)} on ${at} drops it.`,
    why: () => null,
  },
  'netfilter-reject': {
    title: 'Rejected by a rule',
    clause: ({ rule }) => rich`a rule of chain ${code(rule.chain)} rejects it`,
    sentence: ({ rule }, { at }) => rich`A rule of chain ${code(rule.chain)} on ${at} rejects it.`,
    why: () => rich`The address is a Service's, the port is not.`,
  },
  'ipvs-no-server': {
    title: 'Dropped: no backend on this node',
    clause: (_reason, { target }) => rich`no real server for ${code(target)} on this node`,
    sentence: (_reason, { at, target }) => rich`${code(target)} has no real server on ${at}.`,
    why: (_reason, { local }) =>
      local
        ? rich`Policy Local counts only pods of this node, and it runs none.`
        : rich`No pod stands behind this Service.`,
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
  'slb-no-backend': {
    title: 'Dropped: the SLB has no backend',
    clause: ({ listener }) => rich`the group behind ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} is empty`,
    sentence: ({ listener }) =>
      rich`The server group behind ${code(`${formatIpv4(listener.vip)}:${listener.port}`)} has no backend.`,
    why: () => null,
  },
}
