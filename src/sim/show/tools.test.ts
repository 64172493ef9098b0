import { describe, expect, it } from 'vitest'
import type { EniRow } from '../cloud/rows'
import type { ConntrackEntry } from '../kernel/conntrack'
import type { Route } from '../kernel/fib'
import type { IpvsConn, RealServer, VirtualServer } from '../kernel/ipvs'
import type { Link } from '../kernel/link'
import type { Neigh } from '../kernel/neigh'
import type { Ipset, IpsetMember } from '../kernel/netfilter/ipset'
import type { ChainRule, Match, Target } from '../kernel/netfilter/iptables'
import { makeNetns, type NetnsRows } from '../kernel/netns'
import type { NetnsId, Origin } from '../kernel/row'
import type { Rule } from '../kernel/rule'
import { cidr, hostCidr, type Ipv4, ipv4 } from '../net/ip'
import { mac } from '../net/mac'
import { makeTuple } from '../net/packet'
import { makeWorld, nodeNetns, podNetns } from '../world'
import { conntrack, conntrackNote } from './conntrack'
import { ipAddr, ipLink } from './ip-addr'
import { ipNeigh } from './ip-neigh'
import { ipRoute, routeTables } from './ip-route'
import { ipRule } from './ip-rule'
import { ipsetList } from './ipset-list'
import { iptablesSave, showChainRule } from './iptables-save'
import { ipvsadm, ipvsadmConnections } from './ipvsadm'
import { tableText } from './line'
import { showRow, toolOf } from './row'
import { terwayMapping, terwayMetadata } from './terway-cli'

const host = nodeNetns('ecs1')
const by: Origin = { plane: 'terway', object: 'pod default/centos' }
const base = { netns: host, by }

const rule = (over: Partial<Rule>): Rule => ({
  ...base,
  kind: 'rule',
  priority: 2048,
  from: null,
  to: null,
  iif: null,
  fwmark: null,
  table: 1003,
  ...over,
})
const route = (over: Partial<Route>): Route => ({
  ...base,
  kind: 'route',
  table: 254,
  type: 'unicast',
  dst: cidr('0.0.0.0/0'),
  via: null,
  dev: 'eth0',
  scope: 'global',
  proto: null,
  src: null,
  onlink: false,
  ...over,
})

describe('ip rule', () => {
  it('prints the rule of an older Terway with its iif', () => {
    const old = rule({ from: hostCidr(ipv4('10.0.1.91')), iif: 'cali44ae9fbceeb' })
    expect(tableText(ipRule([old]))).toBe('2048:\tfrom 10.0.1.91 iif cali44ae9fbceeb lookup 1003')
  })
  it('prints "from all" and the names of the kernel’s own tables', () => {
    expect(tableText(ipRule([rule({ priority: 0, table: 255 })]))).toBe('0:\tfrom all lookup local')
    expect(tableText(ipRule([rule({ priority: 512, to: hostCidr(ipv4('10.0.1.91')), table: 254 })]))).toBe(
      '512:\tfrom all to 10.0.1.91 lookup main',
    )
  })
})

describe('ip route', () => {
  it('prints what differs from the default and nothing else', () => {
    const routes = [
      route({ via: ipv4('10.0.1.253'), onlink: true, dev: 'eth1', table: 1003 }),
      route({
        dst: cidr('10.0.1.0/24'),
        scope: 'link',
        proto: 'kernel',
        src: ipv4('10.0.1.82'),
      }),
      route({ table: 255, type: 'local', dst: hostCidr(ipv4('10.0.3.63')), dev: 'kube-ipvs0', scope: 'host' }),
    ]
    expect(tableText(ipRoute(routes, 1003))).toBe('default via 10.0.1.253 dev eth1 onlink')
    expect(tableText(ipRoute(routes, 254))).toBe('10.0.1.0/24 dev eth0 proto kernel scope link src 10.0.1.82')
    expect(tableText(ipRoute(routes, 255))).toBe('local 10.0.3.63 dev kube-ipvs0 scope host')
  })
  it('looks at main, local, and every table that a rule asks for, empty or not', () => {
    expect(routeTables([], [rule({ table: 1004 }), rule({ table: 253 }), rule({ table: 1003 })])).toEqual([
      254, 255, 1003, 1004,
    ])
  })
})

describe('ip neigh', () => {
  const neigh = (state: Neigh['state'], lladdr: string): Neigh => ({
    ...base,
    kind: 'neigh',
    dev: 'eth0',
    address: ipv4('10.0.1.253'),
    mac: mac(lladdr),
    state,
  })
  it('prints a neighbour once, as it was found last', () => {
    const lines = ipNeigh([], [neigh('REACHABLE', '00:00:00:00:00:01'), neigh('REACHABLE', 'ee:ff:ff:ff:ff:ff')])
    expect(tableText(lines)).toBe('10.0.1.253 dev eth0 lladdr ee:ff:ff:ff:ff:ff REACHABLE')
  })
})

const link = (name: string, type: Link['type'], up = true): Link => ({
  ...base,
  kind: 'link',
  name,
  ifindex: 63,
  mac: mac('7a:d0:43:e1:10:cb'),
  mtu: 1500,
  up,
  type,
})

describe('ip -br', () => {
  const links = [
    link('eth1', { kind: 'eni', id: 'eni-1' }),
    link('kube-ipvs0', { kind: 'dummy' }, false),
    link('cali44ae9fbceeb', {
      kind: 'veth',
      peer: { netns: podNetns('default', 'centos'), name: 'eth0', ifindex: 3 },
    }),
  ]
  it('A2 an ENI prints as eth1, without another end; A4 a veth names the index of its peer', () => {
    expect(tableText(ipLink(links)).split('\n')).toEqual([
      'eth1             UP             7a:d0:43:e1:10:cb <BROADCAST,MULTICAST,UP,LOWER_UP>',
      'kube-ipvs0       DOWN           7a:d0:43:e1:10:cb <BROADCAST,NOARP>',
      'cali44ae9fbceeb@if3 UP             7a:d0:43:e1:10:cb <BROADCAST,MULTICAST,UP,LOWER_UP>',
    ])
  })
  it('a line of ip -br addr stands for the interface and for each of its addresses', () => {
    const address = {
      ...base,
      kind: 'addr',
      dev: 'eth1',
      address: ipv4('10.0.1.82'),
      length: 32,
      scope: 'global',
    } as const
    const [first, second] = ipAddr(links, [address])
    expect(first?.text).toBe('eth1             UP             10.0.1.82/32')
    expect(first?.rows).toEqual([links[0], address])
    expect(second?.text).toBe('kube-ipvs0       DOWN')
  })
})

const real = (ip: string): RealServer => ({
  ...base,
  kind: 'real-server',
  addr: ipv4(ip),
  port: 80,
  forward: 'Masq',
  weight: 1,
})
const server = (
  ip: string,
  port: number,
  reals: readonly RealServer[],
  proto: 'TCP' | 'UDP' = 'TCP',
): VirtualServer => ({
  ...base,
  kind: 'virtual-server',
  proto,
  addr: ipv4(ip),
  port,
  scheduler: 'rr',
  persistent: null,
  reals,
})
const conn: IpvsConn = {
  kind: 'ipvs-conn',
  netns: host,
  proto: 'TCP',
  client: ipv4('10.0.1.91'),
  cport: 40001,
  virtual: ipv4('192.168.2.115'),
  vport: 80,
  dest: ipv4('10.0.3.58'),
  dport: 80,
  state: 'SYN_RECV',
}

describe('ipvsadm', () => {
  it('sorts as ipvsadm does: 192.168.2.115 before 10.0.1.82, 10.0.1.29 before 10.0.3.58, TCP before UDP', () => {
    const servers = [
      server('10.0.3.62', 80, []),
      server('10.0.1.82', 31080, []),
      server('192.168.2.53', 53, [], 'UDP'),
      server('192.168.2.115', 80, [real('10.0.3.58'), real('10.0.1.29')]),
    ]
    expect(tableText(ipvsadm(servers, [conn])).split('\n')).toEqual([
      'IP Virtual Server version 1.2.1 (size=4096)',
      'Prot LocalAddress:Port Scheduler Flags',
      '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
      'TCP  192.168.2.115:80 rr',
      '  -> 10.0.1.29:80                 Masq    1      0          0',
      '  -> 10.0.3.58:80                 Masq    1      0          1',
      'TCP  10.0.1.82:31080 rr',
      'TCP  10.0.3.62:80 rr',
      'UDP  192.168.2.53:53 rr',
    ])
  })
  it('prints a connection in its columns', () => {
    expect(tableText(ipvsadmConnections([conn])).split('\n')[2]).toBe(
      'TCP 00:59  SYN_RECV    10.0.1.91:40001    192.168.2.115:80   10.0.3.58:80',
    )
  })
})

const chainRule = (chain: string, matches: readonly Match[], target: Target): ChainRule => ({
  ...base,
  kind: 'chain-rule',
  table: 'nat',
  chain,
  matches,
  target,
})

describe('iptables-save', () => {
  it('prints addresses and protocol first, then the modules in their order', () => {
    const row = chainRule(
      'KUBE-FIREWALL',
      [
        { kind: 'comment', text: 'block incoming localnet connections' },
        { kind: 'ctstate', states: ['DNAT', 'ESTABLISHED', 'RELATED'], negate: true },
        { kind: 'destination', cidr: cidr('127.0.0.0/8'), negate: false },
        { kind: 'source', cidr: cidr('127.0.0.0/8'), negate: true },
      ],
      { kind: 'drop' },
    )
    expect(showChainRule(row)).toBe(
      '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    )
  })
  it('quotes a comment as xtables does', () => {
    const comment = (text: string) => showChainRule(chainRule('X', [{ kind: 'comment', text }], { kind: 'accept' }))
    expect(comment('plain')).toBe('-A X -m comment --comment plain -j ACCEPT')
    expect(comment('a "b" \\c')).toBe('-A X -m comment --comment "a \\"b\\" \\\\c" -j ACCEPT')
  })
  it('prints marks, sets and targets', () => {
    const mark: Match = { kind: 'mark', value: 0x4000, mask: 0x4000, negate: true }
    const set: Match = { kind: 'set', set: 'KUBE-LOOP-BACK', dims: ['dst', 'dst', 'src'], negate: false }
    expect(showChainRule(chainRule('A', [mark], { kind: 'return' }))).toBe(
      '-A A -m mark ! --mark 0x4000/0x4000 -j RETURN',
    )
    expect(showChainRule(chainRule('A', [set], { kind: 'masquerade', randomFully: true }))).toBe(
      '-A A -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE --random-fully',
    )
    expect(showChainRule(chainRule('A', [], { kind: 'mark', value: 0x4000, mask: 0 }))).toBe(
      '-A A -j MARK --set-xmark 0x4000/0x0',
    )
    expect(showChainRule(chainRule('A', [], { kind: 'reject' }))).toBe(
      '-A A -j REJECT --reject-with icmp-port-unreachable',
    )
  })
  it('heads with the built-in chains, then the others by name, an empty one among them', () => {
    const rules = [
      chainRule('KUBE-SERVICES', [], { kind: 'jump', chain: 'KUBE-NODE-PORT' }),
      chainRule('OUTPUT', [], { kind: 'jump', chain: 'KUBE-SERVICES' }),
      chainRule('PREROUTING', [], { kind: 'jump', chain: 'KUBE-SERVICES' }),
    ]
    expect(tableText(iptablesSave(rules, 'nat')).split('\n')).toEqual([
      '*nat',
      ':PREROUTING ACCEPT [0:0]',
      ':INPUT ACCEPT [0:0]',
      ':OUTPUT ACCEPT [0:0]',
      ':POSTROUTING ACCEPT [0:0]',
      ':KUBE-NODE-PORT - [0:0]',
      ':KUBE-SERVICES - [0:0]',
      '-A PREROUTING -j KUBE-SERVICES',
      '-A OUTPUT -j KUBE-SERVICES',
      '-A KUBE-SERVICES -j KUBE-NODE-PORT',
      'COMMIT',
    ])
  })
})

const member = (over: Partial<IpsetMember>): IpsetMember => ({
  ...base,
  kind: 'ipset-member',
  set: 'S',
  ip: null,
  proto: null,
  port: null,
  ip2: null,
  net: null,
  ...over,
})

describe('ipset list', () => {
  it('prints each type’s members, sorted', () => {
    const ip: Ipv4 = ipv4('10.0.1.104')
    const sets: readonly Ipset[] = [
      {
        ...base,
        kind: 'ipset',
        name: 'KUBE-LOOP-BACK',
        type: 'hash:ip,port,ip',
        members: [member({ ip, proto: 'TCP', port: 80, ip2: ip })],
      },
      {
        ...base,
        kind: 'ipset',
        name: 'KUBE-NODE-PORT-TCP',
        type: 'bitmap:port',
        members: [member({ port: 31081, proto: 'TCP' }), member({ port: 31080 })],
      },
    ]
    expect(tableText(ipsetList(sets)).split('\n')).toEqual([
      'Name: KUBE-LOOP-BACK',
      'Type: hash:ip,port,ip',
      'Number of entries: 1',
      'Members:',
      '10.0.1.104,tcp:80,10.0.1.104',
      '',
      'Name: KUBE-NODE-PORT-TCP',
      'Type: bitmap:port',
      'Number of entries: 2',
      'Members:',
      '31080',
      '31081',
    ])
  })
})

describe('conntrack -L', () => {
  const entry: ConntrackEntry = {
    kind: 'conntrack',
    id: 1,
    netns: host,
    orig: makeTuple('TCP', ipv4('10.0.1.91'), ipv4('10.0.3.63'), 40001, 80),
    reply: makeTuple('TCP', ipv4('10.0.3.58'), ipv4('10.0.1.82'), 80, 40001),
    state: 'SYN_SENT',
    replied: false,
  }
  it('prints both tuples, and UNREPLIED between them until an answer came', () => {
    expect(tableText(conntrack([entry]))).toBe(
      'tcp      6 119 SYN_SENT src=10.0.1.91 dst=10.0.3.63 sport=40001 dport=80 [UNREPLIED] src=10.0.3.58 dst=10.0.1.82 sport=80 dport=40001 mark=0 use=1',
    )
    expect(tableText(conntrack([{ ...entry, state: 'SYN_RECV', replied: true }]))).toMatch(
      /^tcp {6}6 59 SYN_RECV src=(?!.*UNREPLIED)/,
    )
  })
  it('prints UDP without a state', () => {
    const udp = makeTuple('UDP', ipv4('10.0.1.91'), ipv4('192.168.2.53'), 40001, 53)
    expect(tableText(conntrack([{ ...entry, orig: udp, state: null, replied: true }]))).toMatch(/^udp {6}17 29 src=/)
  })
  it('says that there is nothing in the tool’s own words', () => {
    expect(conntrack([])).toEqual([])
    expect(conntrackNote([])).toBe('0 flow entries have been shown.')
  })
})

describe('terway-cli', () => {
  const eni = (dev: string, primary: boolean, ...addresses: readonly string[]): EniRow => ({
    ...base,
    kind: 'eni',
    id: `eni-${dev}`,
    mac: mac(dev === 'eth0' ? '00:16:3e:02:04:26' : '00:16:3e:00:c8:7c'),
    primary,
    sourceDestCheck: false,
    vswitch: 'vsw-hp35u71p8hxguev0qbwdu',
    host,
    dev,
    groups: [],
    addresses: addresses.map((a) => ({ ...base, kind: 'eni-address', eni: `eni-${dev}`, address: ipv4(a) })),
  })
  const pod: NetnsRows = {
    id: podNetns('default', 'coredns-7d7969dc57-7xmtn'),
    type: 'pod',
    name: 'coredns-7d7969dc57-7xmtn',
    links: [],
    addrs: [{ ...base, kind: 'addr', dev: 'eth0', address: ipv4('10.0.0.137'), length: 32, scope: 'global' }],
    neighs: [],
    rules: [],
    routes: [],
    sysctls: [],
    sockets: [],
    chains: [],
    ipsets: [],
    virtualServers: [],
    nftBases: [],
    nftRules: [],
    nftElements: [],
  }
  const enis = [eni('eth0', true, '10.0.0.130'), eni('eth1', false, '10.0.0.136', '10.0.0.137')]
  const world = makeWorld(new Map<NetnsId, ReturnType<typeof makeNetns>>([[pod.id, makeNetns(pod)]]), {
    enis,
    vswitches: [],
    routes: [],
    listeners: [],
    gateways: [],
    eips: [],
    groups: [],
    acls: [],
    hosts: [],
  })
  it('A6 mapping: every address of the secondary ENIs, idle or with its pod', () => {
    expect(tableText(terwayMapping(world, host)).split('\n')).toEqual([
      'Status | Pod Name                 | Res ID                       | Factory Res ID',
      'Idle   |                          | 00:16:3e:00:c8:7c.10.0.0.136 | 00:16:3e:00:c8:7c.10.0.0.136',
      'Normal | coredns-7d7969dc57-7xmtn | 00:16:3e:00:c8:7c.10.0.0.137 | 00:16:3e:00:c8:7c.10.0.0.137',
    ])
  })
  it('A6 metadata: the tree of vSwitch, ENIs and addresses', () => {
    expect(tableText(terwayMetadata(world, host)).split('\n')).toEqual([
      '└─┬vswitch: vsw-hp35u71p8hxguev0qbwdu',
      '  ├─┬eni: 00:16:3e:02:04:26',
      '  │ ├──primary: true',
      '  │ ├──interface: eth0',
      '  │ └──primary_ipv4: 10.0.0.130',
      '  └─┬eni: 00:16:3e:00:c8:7c',
      '    ├──primary: false',
      '    ├──interface: eth1',
      '    └─┬secondary_ipv4s',
      '      ├──10.0.0.136',
      '      └──10.0.0.137',
    ])
  })
})

describe('one row', () => {
  it('prints without the columns of its table', () => {
    expect(showRow(real('10.0.3.58'))).toBe('-> 10.0.3.58:80 Masq 1')
    expect(showRow(server('10.0.3.63', 80, []))).toBe('TCP 10.0.3.63:80 rr')
    expect(showRow(rule({ priority: 512 }))).toBe('512:\tfrom all lookup 1003')
  })
  it('names the command that shows it, and the namespace to run it in', () => {
    expect(toolOf(route({ table: 1003 }))).toEqual({
      tool: 'ip route show table 1003',
      netns: host,
      machine: host,
      table: 'route-1003',
    })
    expect(toolOf(member({ set: 'KUBE-LOAD-BALANCER' })).tool).toBe('ipset list KUBE-LOAD-BALANCER')
    expect(toolOf(chainRule('X', [], { kind: 'accept' })).tool).toBe('iptables-save -t nat')
  })
})
