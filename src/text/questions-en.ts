/*! English: who lost and why, who wrote a row, what a verdict rests on, all backends. */
import { assertNever } from '../base/assert'
import { formatCidr, formatIpv4, formatPrefix, type Ipv4, type LoserReason, type Seen } from '../sim'
import type { LoserMessages, QuestionMessages } from './question-messages'
import { code, type Rich, rich, strong } from './rich'

const address = (ip: Ipv4): Rich => (ip === 0 ? rich`no source yet` : rich`${code(formatIpv4(ip))}`)
const hex = (value: number): string => `0x${value.toString(16)}`
const tableName = (table: number): string =>
  table === 255 ? 'local' : table === 254 ? 'main' : table === 253 ? 'default' : String(table)

type ChainMatch = Extract<LoserReason, { kind: 'match' }>['match']
type NftMatch = Extract<LoserReason, { kind: 'nft-match' }>['match']

/** `10.0.3.62,tcp:80`, as `ipset test` takes it; a bitmap of ports has only those. */
function member({ type, dims, seen: { tuple } }: Extract<LoserReason, { kind: 'set' }>): string {
  if (type === 'bitmap:port') return String(dims[0] === 'src' ? tuple.sport : tuple.dport)
  const ends = dims.map((dim) => (dim === 'src' ? tuple.src : tuple.dst))
  const port = dims[1] === 'src' ? tuple.sport : tuple.dport
  const [first, , third] = ends
  const head = first === undefined ? '' : formatIpv4(first)
  if (dims.length < 2) return head
  const ported = `${head},${tuple.proto.toLowerCase()}:${port}`
  return third === undefined ? ported : `${ported},${formatIpv4(third)}`
}

const device = (name: string): Rich => (name === '' ? rich`none here` : rich`${code(name)}`)

/** What the match wants, and what the packet has. */
function matchWords(match: ChainMatch, seen: Seen): Rich {
  const { tuple } = seen
  const not = 'negate' in match && match.negate ? 'not ' : ''
  switch (match.kind) {
    case 'source':
      return rich`wants ${not}source ${code(formatPrefix(match.cidr))}, the packet has ${address(tuple.src)}`
    case 'destination':
      return rich`wants ${not}destination ${code(formatPrefix(match.cidr))}, the packet has ${address(tuple.dst)}`
    case 'protocol':
      return rich`wants ${match.proto}, the packet is ${tuple.proto}`
    case 'ports':
      return tuple.proto === match.proto && match.dport !== null
        ? rich`wants port ${code(match.dport)}, the packet has ${code(tuple.dport)}`
        : rich`wants ${match.proto}, the packet is ${tuple.proto}`
    case 'multiport': {
      const ranges = match.ranges.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
      return rich`wants port ${code(ranges)}, the packet has ${code(tuple.dport)}`
    }
    case 'statistic':
      return rich`chance (${match.probability.toFixed(2)}) takes another endpoint`
    case 'mark':
      return rich`wants mark ${not}${code(`${hex(match.value)}/${hex(match.mask)}`)}, the packet has ${code(hex(seen.mark))}`
    case 'in-interface':
      return rich`wants input ${code(match.dev)}, the packet has ${device(seen.iif)}`
    case 'out-interface':
      return rich`wants output ${code(match.dev)}, the packet has ${device(seen.oif)}`
    case 'addrtype': {
      const ip = match.side === 'src' ? tuple.src : tuple.dst
      return match.negate
        ? rich`${code(formatIpv4(ip))} is an address of this host`
        : rich`${code(formatIpv4(ip))} is no address of this host`
    }
    case 'ctstate':
      return rich`wants state ${not}${code(match.states.join(','))}, the packet is ${code(seen.ctState)}`
    case 'ipvs':
      return rich`wants an IPVS connection to ${code(`${formatIpv4(match.vaddr)}:${match.vport}`)}`
    case 'recent-rcheck':
      return rich`list ${code(match.name)} has not seen ${address(tuple.src)}`
    case 'recent-set':
    case 'not-bridged':
      return rich`does not match`
    default:
      return assertNever(match)
  }
}

function nftWords(match: NftMatch, seen: Seen): Rich {
  const { tuple } = seen
  switch (match.kind) {
    case 'ct-new':
      return rich`wants a new connection, the packet is ${code(seen.ctState)}`
    case 'daddr':
      return rich`wants destination ${code(formatIpv4(match.ip))}, the packet has ${address(tuple.dst)}`
    case 'daddr-in':
      return rich`${code(formatIpv4(tuple.dst))} is not in set ${code(match.set)}`
    case 'daddr-cidrs':
      return rich`${code(formatIpv4(tuple.dst))} is not in ${code(match.cidrs.map(formatCidr).join(', '))}`
    case 'saddr': {
      const prefixes = code(match.cidrs.map(formatPrefix).join(', '))
      return rich`wants ${match.negate ? 'not ' : ''}source ${prefixes}, the packet has ${address(tuple.src)}`
    }
    case 'saddr-local':
      return rich`${code(formatIpv4(tuple.src))} is no address of this host`
    case 'l4proto':
      return rich`wants ${match.proto}, the packet is ${tuple.proto}`
    case 'dport':
      return tuple.proto === match.proto
        ? rich`wants port ${code(match.port)}, the packet has ${code(tuple.dport)}`
        : rich`wants ${match.proto}, the packet is ${tuple.proto}`
    case 'saddr-in-affinity':
      return rich`set ${code(match.set)} has not seen ${address(tuple.src)}`
    case 'unmarked':
      return rich`wants no mark ${code(hex(match.mask))}, the packet has ${code(hex(seen.mark))}`
    default:
      return assertNever(match)
  }
}

const losersEn: LoserMessages = {
  'later-priority': ({ priority, than }) =>
    priority === than
      ? rich`fits too, but stands behind: both are ${code(priority)}`
      : rich`fits too, but ${code(priority)} is asked after ${code(than)}`,
  from: ({ wants, has }) => rich`wants from ${code(formatPrefix(wants))}, the look-up has ${address(has)}`,
  to: ({ wants, has }) => rich`wants to ${code(formatPrefix(wants))}, the look-up has ${address(has)}`,
  iif: ({ wants, has }) => rich`wants iif ${code(wants)}, the look-up has iif ${code(has)}`,
  fwmark: ({ wants, mask, has }) =>
    rich`wants fwmark ${code(`${hex(wants)}/${hex(mask)}`)}, the look-up has ${code(hex(has))}`,
  'no-route-in-table': ({ table, dst }) =>
    rich`fits, but table ${code(tableName(table))} has no route to ${code(formatIpv4(dst))}`,
  'shorter-prefix': ({ length, than }) => rich`holds the address too, but /${length} is shorter than /${than}`,
  'other-prefix': ({ wants, has }) => rich`${code(formatIpv4(has))} is not in ${code(formatPrefix(wants))}`,
  'dead-link': ({ dev }) => rich`${code(dev)} is down, so the route is not used`,
  match: ({ match, seen }) => matchWords(match, seen),
  set: (reason) =>
    reason.negate
      ? rich`${code(member(reason))} is in set ${code(reason.set)}`
      : rich`${code(member(reason))} is not in set ${code(reason.set)}`,
  'no-set': ({ set }) => rich`set ${code(set)} does not exist`,
  'nft-match': ({ match, seen }) => nftWords(match, seen),
  'no-element': ({ map, seen }) =>
    rich`map ${code(map)} has no element for ${code(`${formatIpv4(seen.tuple.dst)}:${seen.tuple.dport}`)}`,
  behind: ({ by }) => rich`not asked: a rule of ${code(by.chain)} decided before it`,
  'other-address': ({ wants, has }) => rich`is ${code(formatIpv4(wants))}, asked is ${code(formatIpv4(has))}`,
  'other-port': ({ wants, has }) => rich`is port ${code(wants)}, asked is ${code(has)}`,
  'other-protocol': ({ wants, has }) => rich`is ${wants}, the packet is ${has}`,
  'other-ports': ({ from, to, has }) =>
    rich`is for port ${code(from === to ? from : `${from}-${to}`)}, the packet has ${code(has)}`,
  'not-in-group': ({ group, has }) => rich`${code(formatIpv4(has))} is no member of group ${code(group)}`,
  'stands-behind': () => rich`fits too, but stands behind`,
  'weight-zero': () => rich`weight 0: takes no new connection`,
  'not-picked': () => rich`could be taken as well`,
  'same-key': () => rich`has the same key, but stands behind`,
  'other-device': ({ wants, has }) => rich`is on ${code(wants)}, asked is ${code(has)}`,
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

export const questionsEn: QuestionMessages = {
  loser: losersEn,
  next: 'Next in line',
  wrote: {
    plane: {
      kernel: 'The kernel made it',
      os: 'The system wrote it',
      kubelet: 'The kubelet wrote it',
      terway: 'Terway wrote it',
      'kube-proxy': 'kube-proxy wrote it',
      cloud: 'The cloud keeps it',
    },
    object: {
      pod: (name) => rich`pod ${code(name)}`,
      service: (name) => rich`Service ${code(name)}`,
      endpoint: (name) => rich`endpoint ${code(name)}`,
      node: (name) => rich`node ${code(name)}`,
      client: (name) => rich`client ${code(name)}`,
      eni: (name) => rich`ENI ${code(name)}`,
      slb: (name) => rich`SLB ${code(name)}`,
      part: (name) => rich`${code(name)}`,
    },
    for: ({ plane, object }) => rich`${plane} for ${object}.`,
    part: ({ plane, object }) => rich`${plane} (${object}).`,
    learned: 'A packet of this flow left it behind.',
  },
  assumption: {
    what: {
      'rp-filter': ({ dev }, { host }) => rich`${code('rp_filter')} of ${code(dev)} on ${host}`,
      'source-check': ({ dev }, { host }) => rich`the source/destination check of ${code(dev)} of ${host}`,
      'security-group': ({ enis }) =>
        enis.length === 1 ? rich`the security group of one ENI` : rich`the security group of ${enis.length} ENIs`,
      'inner-access': ({ group }) => rich`access within group ${code(group)}`,
      'slb-acl': ({ target }) => rich`the access control list of ${code(target.replace(/\/.*/, ''))}`,
      forwarding: (_what, { host }) => rich`${code('ip_forward')} on ${host}`,
      'device-forwarding': ({ dev }, { host }) => rich`${code('forwarding')} of ${code(dev)} on ${host}`,
      'symmetric-routing': () => rich`Terway's symmetric routing`,
    },
    value: ({ kind, value }) => {
      if (kind === 'forwarding' || kind === 'device-forwarding') return value === true ? '1' : '0'
      if (typeof value === 'boolean') return value ? 'on' : 'off'
      if (value === 'none') return 'none'
      if (value === 'vpc') return 'a whitelist of the VPC'
      if (value === 'basic') return 'one basic group without rules'
      return String(value)
    },
    condition: ({ what, values }) =>
      rich`if ${what} is ${[values.slice(0, -1).join(', '), ...values.slice(-1)].filter((text) => text !== '').join(' or ')}`,
    decisive: 'decisive',
    detour: 'changes the way, not the verdict',
    harmless: 'changes nothing here',
  },
  backends: {
    count: ({ arrive, of }) =>
      of === 1
        ? rich`The only backend is ${arrive === 1 ? '' : 'not '}reached.`
        : arrive === of
          ? rich`${of === 2 ? 'Both' : `All ${of}`} backends are reached.`
          : rich`${strong(`${arrive} of ${of}`)} connections arrive.`,
    portion: ({ arrive }) => rich`${strong(percent(arrive))} of connections arrive.`,
    lost: ({ address: to, fate, where }) => rich`${code(to)} is ${fate.toLowerCase()} ${where}.`,
    always: ({ address: to, by }) =>
      by === 'affinity'
        ? rich`Always ${code(to)}: the Service keeps a client on its first backend.`
        : rich`Always ${code(to)}: the scheduler picks by the client's address.`,
    nobody: rich`No backend takes a new connection.`,
    share: ({ share }) =>
      share === 0
        ? 'never'
        : share === 1
          ? 'always'
          : Number.isInteger(rounded(1 / share))
            ? `1 in ${rounded(1 / share)}`
            : percent(share),
  },
}

/** 1/3 of 3 is not quite 1 to a computer. */
const rounded = (n: number): number => Math.round(n * 1e6) / 1e6
