/*! `ip -br addr` and `ip -br link`: the brief forms, which say nothing that we would have to invent (qdisc, queue length). */
import { assertNever } from '../../base/assert'
import type { Address } from '../kernel/addr'
import type { Link } from '../kernel/link'
import { formatIpv4 } from '../net/ip'
import { type Line, line } from './line'

export const IP_ADDR = 'ip -br addr'
export const IP_LINK = 'ip -br link'

/** "inet 10.0.1.82/24 scope global eth0", as the long form has it: one address by itself. */
export const showAddress = (addr: Address): string =>
  `inet ${formatIpv4(addr.address)}/${addr.length} scope ${addr.scope} ${addr.dev}`

/** "cali44ae9fbceeb@if3 UP             7a:d0:43:e1:10:cb <BROADCAST,MULTICAST,UP,LOWER_UP>". */
export const showLink = (link: Link): string => `${columns(link)} ${link.mac} <${flags(link)}>`

export const ipLink = (links: readonly Link[]): readonly Line[] => links.map((link) => line(showLink(link), link))

/** An interface a line, its addresses behind it. */
export const ipAddr = (links: readonly Link[], addrs: readonly Address[]): readonly Line[] =>
  links.map((link) => {
    const own = addrs.filter((addr) => addr.dev === link.name)
    return line([columns(link), ...own.map((a) => `${formatIpv4(a.address)}/${a.length}`)].join(' '), link, own)
  })

const columns = (link: Link): string => `${nameOf(link).padEnd(16)} ${stateOf(link).padEnd(14)}`

/** `@ifN` is the index of the veth's other end (A4). An ENI has no other end: its name stands alone. */
const nameOf = (link: Link): string =>
  link.type.kind === 'veth' ? `${link.name}@if${link.type.peer.ifindex}` : link.name

/** Loopback has no carrier to watch, so the kernel says UNKNOWN. */
const stateOf = (link: Link): string => (!link.up ? 'DOWN' : link.type.kind === 'loopback' ? 'UNKNOWN' : 'UP')

function flags(link: Link): string {
  const up = link.up ? ',UP,LOWER_UP' : ''
  switch (link.type.kind) {
    case 'loopback':
      return `LOOPBACK${up}`
    case 'dummy':
      return `BROADCAST,NOARP${up}`
    case 'veth':
    case 'eni':
    case 'uplink':
      return `BROADCAST,MULTICAST${up}`
    default:
      return assertNever(link.type)
  }
}
