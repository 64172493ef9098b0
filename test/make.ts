/*! The smallest namespace that shows one thing, written as the tools print it. */
import { cidr, EVERYWHERE, hostCidr, type Ipv4, ipv4 } from '../src/sim/net/ip'
import type { Address } from '../src/sim/kernel/addr'
import type { Route } from '../src/sim/kernel/fib'
import type { Link } from '../src/sim/kernel/link'
import { makeNetns, type Netns, type NetnsRows } from '../src/sim/kernel/netns'
import type { NetnsId } from '../src/sim/kernel/row'
import type { Rule } from '../src/sim/kernel/rule'
import { ZERO_MAC } from '../src/sim/net/mac'

const netns = 'node:test' as NetnsId
const by = { plane: 'os', object: 'test' } as const

interface Given {
  /** `2048: from 10.0.1.91 iif cali1 lookup 1003`; the three base rules stand already. */
  readonly rules?: readonly string[]
  /** `default via 10.0.1.253 dev eth1 table 1003`, `local 10.0.1.82 dev eth0`, `10.0.1.0/24 dev eth0 src 10.0.1.82`. */
  readonly routes?: readonly string[]
  /** `eth0 10.0.1.82/24`. */
  readonly addrs?: readonly string[]
  readonly down?: readonly string[]
  readonly rows?: Partial<NetnsRows>
}

/** A host namespace out of lines; its links are those that the lines name, in that order, after lo. */
export function netnsOf(given: Given): Netns {
  const routes = (given.routes ?? []).map(route)
  const addrs = (given.addrs ?? []).map(addr)
  const rules = ['0: lookup 255', ...(given.rules ?? []), '32766: lookup 254', '32767: lookup 253'].map(rule)
  const names = ['lo', ...new Set([...addrs.map((a) => a.dev), ...routes.map((r) => r.dev)])]
  return makeNetns({
    id: netns,
    type: 'host',
    name: 'test',
    links: names.map((name, index) => link(name, index + 1, !(given.down ?? []).includes(name))),
    addrs,
    neighs: [],
    rules,
    routes,
    sysctls: [],
    sockets: [],
    chains: [],
    ipsets: [],
    virtualServers: [],
    nftBases: [],
    nftRules: [],
    nftElements: [],
    ...given.rows,
  })
}

const link = (name: string, ifindex: number, up: boolean): Link => ({
  kind: 'link',
  netns,
  by,
  name,
  ifindex,
  mac: ZERO_MAC,
  mtu: 1500,
  up,
  type: name === 'lo' ? { kind: 'loopback' } : { kind: 'eni', id: name },
})

function addr(line: string): Address {
  const [dev = '', prefix = ''] = line.split(' ')
  const [ip = '', length = '32'] = prefix.split('/')
  return {
    kind: 'addr',
    netns,
    by,
    dev,
    address: ipv4(ip),
    length: Number(length),
    scope: dev === 'lo' ? 'host' : 'global',
  }
}

const after = (words: readonly string[], word: string): string | null => {
  const index = words.indexOf(word)
  return index < 0 ? null : (words[index + 1] ?? null)
}

const prefixOf = (text: string) =>
  text === 'default' ? EVERYWHERE : text.includes('/') ? cidr(text) : hostCidr(ipv4(text))

const optional = (text: string | null): Ipv4 | null => (text === null ? null : ipv4(text))

function route(line: string): Route {
  const words = line.split(' ')
  const local = words[0] === 'local'
  return {
    kind: 'route',
    netns,
    by,
    table: Number(after(words, 'table') ?? (local ? 255 : 254)),
    type: local ? 'local' : 'unicast',
    dst: prefixOf((local ? words[1] : words[0]) ?? ''),
    via: optional(after(words, 'via')),
    dev: after(words, 'dev') ?? '',
    scope: local ? 'host' : 'global',
    proto: null,
    src: optional(after(words, 'src')),
    onlink: false,
  }
}

function rule(line: string): Rule {
  const words = line.split(' ')
  const from = after(words, 'from')
  const to = after(words, 'to')
  return {
    kind: 'rule',
    netns,
    by,
    priority: Number.parseInt(line, 10),
    from: from === null || from === 'all' ? null : prefixOf(from),
    to: to === null ? null : prefixOf(to),
    iif: after(words, 'iif'),
    fwmark: null,
    table: Number(after(words, 'lookup')),
  }
}
