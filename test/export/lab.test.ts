/*! The lab script: run on this very machine where that is possible, its crossings are those of the trace. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { getuid, platform } from 'node:process'
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import {
  applyEdit,
  cidr,
  crossings,
  type Flow,
  formatIpv4,
  hasPorts,
  ipv4,
  labScript,
  type Run,
  type SecurityRuleSpec,
  simulate,
  type Topology,
} from '../../src/sim'
import { loadAllPlanes } from '../../src/sim/all-planes'

import {
  aclRule,
  advanced,
  ask,
  basic,
  CENTOS,
  cluster,
  ECS1,
  ECS2,
  fateOf,
  natGateway,
  rule,
  withAcl,
  withGroups,
  www,
} from '../flows/cloud'
import { called } from '../attacks/called'
import { inShort, labQuestion } from './random-cluster'

loadAllPlanes()

type Mode = 'iptables' | 'ipvs' | 'nftables'
const runOf = (id: string, mode: Mode): Run => {
  const { topology, flow } = scenarioById(id)!.question
  const release = mode === 'nftables' ? { release: '1.33' as const } : {}
  return simulate({ ...topology, kubeProxy: { ...topology.kubeProxy, mode, ...release } }, flow)
}

const works = (command: string) => spawnSync('bash', ['-c', command]).status === 0
const isRoot = platform === 'linux' && getuid?.() === 0
const tools = 'for t in ip iptables iptables-restore ipset tcpdump python3; do command -v $t || exit 1; done'
const space = 'ip netns add eslab-try$$ && ip netns del eslab-try$$'
const can = isRoot && works(`${tools}; ${space}`)
const canIpvs = can && works('command -v ipvsadm && ipvsadm -Ln')

/** "1 eth0 Out 10.0.1.82.40001 > 10.0.3.58.80" a crossing. What a host sends to itself is seen once, as it comes in. */
function expected(run: Run): readonly string[] {
  const spaces = [...run.world.netns.keys()]
  const seen = crossings(run.trace).filter(({ dev, dir }) => dev !== 'lo' || dir === 'in')
  return seen.map(({ netns, dev, dir, packet: { src, dst, l4 } }) => {
    const [from, to] = hasPorts(l4) ? [`.${l4.sport}`, `.${l4.dport}`] : ['', '']
    const ends = `${formatIpv4(src)}${from} > ${formatIpv4(dst)}${to}`
    return `${spaces.indexOf(netns)} ${dev} ${dir === 'in' ? 'In' : 'Out'} ${ends}`
  })
}

function recorded(run: Run): { readonly crossings: readonly string[]; readonly connected: boolean } {
  const { stdout, stderr, status } = spawnSync('bash', ['-s'], { input: labScript(run), encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const crossed = [...stdout.matchAll(/^crossing (\d+ \S+) +(In|M|Out) +IP (\S+ > [\d.]+):/gm)].map(
    // M: it came in for a group.
    ([, at, dir, ends]) => `${at} ${dir === 'M' ? 'In' : dir} ${ends}`,
  )
  return { crossings: crossed, connected: stdout.includes('verdict: connected') }
}

describe.skipIf(!can)('on this machine, iptables mode (skipped unless root on Linux with tcpdump and iptables)', () => {
  it.each(['s1', 's3', 's4', 's5', 's6', 's7'])(
    '%s',
    (id) => {
      const run = runOf(id, 'iptables')
      expect(recorded(run).crossings).toEqual(expected(run))
    },
    60_000,
  )
})

/** A flow through the article's cluster with something of the cloud added. */
const through = (topology: Topology, from: string, to: string, more: Partial<Flow> = {}): Run =>
  ask({ ...topology, kubeProxy: { ...topology.kubeProxy, mode: 'iptables' } }, from, to, more)
const noEntry = { ...natGateway, entries: natGateway.entries.slice(1) }
const eip = cluster({ natGateway, eips: [{ eip: ipv4('8.210.1.9'), ip: ipv4('10.0.1.91') }] })
const eipOfNginx = cluster({ eips: [{ eip: ipv4('8.210.1.9'), ip: ipv4('10.0.3.58') }] })
const ownRoute = {
  ...eip,
  routes: [{ destination: cidr('203.0.113.0/24'), via: { natGateway: natGateway.id } }],
}
const byInstance = cluster({
  routes: [{ destination: cidr('10.0.3.58/32'), via: { node: ECS2, eni: 'eth0' } }],
})
const blackhole = cluster({ routes: [{ destination: cidr('10.0.3.58/32'), via: { blackhole: true } }] })
const hostIn: SecurityRuleSpec = rule('in', 'accept', '10.0.0.0/8', { from: 80, to: 80 })
const apart = { '1/eth0': ['sg-1'], '1/eth1': ['sg-1'], '*': ['sg-2'] }
const strangers = [basic('sg-1', hostIn), basic('sg-2', hostIn)]
const each = { '1/eth0': ['sg-1'], '1/eth1': ['sg-2'], '*': ['sg-2'] }
const oneWay = withAcl(cluster(), 'vsw-3', aclRule('in', 'accept', '10.0.1.0/24'))
const bothWays = withAcl(
  cluster(),
  'vsw-3',
  aclRule('in', 'accept', '10.0.1.0/24'),
  aclRule('out', 'accept', '10.0.1.0/24'),
)
const POD = '10.0.3.58:80'
const CLUSTER_IP = '192.168.2.115:80'
const PING = { protocol: 'ICMP' } as const
const everybody = { '*': ['sg-1'] }
const checked = (topology: Topology): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) => ({ ...eni, sourceDestCheck: true })),
  })),
})

/** S7 with an access control list of the SLB. */
const listed = (type: 'white' | 'black', ...entries: readonly string[]): Run => {
  const { topology, flow } = applyEdit(scenarioById('s7').question, {
    kind: 'set-listener-acl',
    at: 0,
    acl: { type, entries: entries.map(cidr) },
  })
  return simulate({ ...topology, kubeProxy: { ...topology.kubeProxy, mode: 'iptables' } }, flow)
}

const canNft = can && works('command -v nft && unshare -n nft list ruleset')

describe.skipIf(!canNft)('on this machine, with nft (skipped unless root on Linux with nft)', () => {
  it.each(['s1', 's3', 's4', 's5', 's6', 's7'])(
    '%s in nftables mode',
    (id) => {
      const run = runOf(id, 'nftables')
      expect(recorded(run).crossings).toEqual(expected(run))
    },
    60_000,
  )

  it.each<readonly [what: string, run: () => Run, fate: string]>([
    ['out by the NAT gateway', () => through(cluster({ natGateway }), CENTOS, '93.184.216.34:443'), 'delivered'],
    ['no SNAT entry', () => through(cluster({ natGateway: noEntry }), CENTOS, '93.184.216.34:443'), 'snat-no-entry'],
    ['out by an EIP, beside a gateway', () => through(eip, CENTOS, '93.184.216.34:443'), 'delivered'],
    ['in by an EIP', () => through(eipOfNginx, www.name, '8.210.1.9:80'), 'delivered'],
    ['from the Internet to nothing', () => through(cluster(), www.name, POD), 'internet-no-route'],
    ['by a leased line', () => through(cluster(), CENTOS, '172.16.5.20:443'), 'delivered'],
    ['a black hole', () => through(blackhole, CENTOS, POD), 'vpc-no-route'],
    ['an address that nobody owns', () => through(cluster(), CENTOS, '10.0.3.77:80'), 'vpc-no-owner'],
    ['a ping', () => through(cluster(), CENTOS, POD, PING), 'delivered'],
    ['a ping by the NAT gateway', () => through(cluster({ natGateway }), CENTOS, '93.184.216.34:0', PING), 'delivered'],
    ['a ping of the node by itself', () => through(cluster(), ECS1, '10.0.1.82', PING), 'delivered'],
    ['a ping of TTL 2', () => through(cluster(), CENTOS, POD, { ...PING, ttl: 2 }), 'ttl-exceeded'],
    ['a SYN of TTL 1', () => through(cluster(), CENTOS, POD, { ttl: 1 }), 'ttl-exceeded'],
    ['a SYN of TTL 2', () => through(cluster(), CENTOS, POD, { ttl: 2 }), 'ttl-exceeded'],
    ['a SYN of TTL 3', () => through(cluster(), CENTOS, POD, { ttl: 3 }), 'delivered'],
    ['group of members', () => through(withGroups(cluster(), [basic('sg-1')], everybody), CENTOS, POD), 'delivered'],
    [
      'group of strangers',
      () => through(withGroups(cluster(), [basic('sg-1'), basic('sg-2')], apart), CENTOS, POD),
      'security-group',
    ],
    [
      'strangers let in',
      () => through(withGroups(cluster(), [basic('sg-1'), basic('sg-2', hostIn)], apart), CENTOS, POD),
      'delivered',
    ],
    [
      'advanced group',
      () => through(withGroups(cluster(), [advanced('sg-1')], everybody), CENTOS, POD),
      'security-group',
    ],
    [
      'a ping between members',
      () => through(withGroups(cluster(), [basic('sg-1')], everybody), CENTOS, POD, PING),
      'delivered',
    ],
    [
      'S4 under groups of strangers',
      () => through(withGroups(cluster(), strangers, each), CENTOS, CLUSTER_IP),
      'delivered',
    ],
    [
      'an ACL',
      () => through(withAcl(cluster(), 'vsw-3', aclRule('in', 'drop', '10.0.1.0/24')), CENTOS, POD),
      'network-acl',
    ],
    ['an ACL that lets in but not out', () => through(oneWay, CENTOS, POD), 'network-acl on the way back'],
    ['an ACL that lets both through', () => through(bothWays, CENTOS, POD), 'delivered'],
    ['to the broadcast address of its node', () => through(cluster(), CENTOS, '10.0.1.255:80'), 'broadcast'],
    ['a ping to it', () => through(cluster(), CENTOS, '10.0.1.255', PING), 'broadcast'],
    ['a datagram to it', () => through(cluster(), CENTOS, '10.0.1.255:80', { protocol: 'UDP' }), 'broadcast'],
    ['to it from the node', () => through(cluster(), ECS1, '10.0.1.255:80'), 'broadcast'],
    ['a datagram to a group', () => through(cluster(), CENTOS, '239.129.1.9:80', { protocol: 'UDP' }), 'multicast'],
    ['a ping to a group', () => through(cluster(), CENTOS, '239.129.1.9', PING), 'multicast'],
    ['a ping to all hosts', () => through(cluster(), CENTOS, '224.0.0.1', PING), 'broadcast'],
    ['an SLB with a whitelist of others', () => listed('white', '10.0.0.0/8'), 'slb-acl'],
    [
      'an SLB with a whitelist of the client',
      () => listed('white', '192.0.2.0/24', '0.0.0.0/1', '128.0.0.0/1'),
      'delivered',
    ],
    [
      'an SLB with a blacklist of the client',
      () => listed('black', '10.0.0.0/8', '0.0.0.0/1', '128.0.0.0/1'),
      'slb-acl',
    ],
    ['an SLB with a blacklist of others', () => listed('black', '10.0.0.0/8'), 'delivered'],
    ['a source check', () => through(checked(cluster()), CENTOS, CLUSTER_IP), 'delivered'],
    ['a route by an instance', () => through(byInstance, CENTOS, POD), 'delivered'],
    ['an instance that gets only what it owns', () => through(checked(byInstance), CENTOS, POD), 'destination-check'],
  ])(
    '%s',
    (_what, make, fate) => {
      const run = make()
      expect(fateOf(run)).toBe(fate)
      expect(recorded(run)).toEqual({ crossings: expected(run), connected: fate === 'delivered' })
    },
    60_000,
  )
})

/** More of them, others: `LAB_RANDOM=100 LAB_SEED=5 npx vitest run test/export/lab.test.ts`. */
const randomRuns = Number(process.env['LAB_RANDOM'] ?? 6)
const randomSeed = Number(process.env['LAB_SEED'] ?? 3)

describe.skipIf(!canNft)('on this machine, clusters unlike the recorded ones', () => {
  const drawn = fc.sample(labQuestion, { seed: randomSeed, numRuns: randomRuns })
  it.each(drawn.map((question, at) => [at, inShort(question), question] as const))(
    '%i: %s',
    (_at, _what, { topology, flow }) => {
      const run = simulate(topology, flow)
      const { crossings: crossed, connected } = recorded(run)
      // Two CPUs write down what they see at one moment in either order.
      expect(crossed.toSorted()).toEqual(expected(run).toSorted())
      expect(connected).toBe(run.trace.verdict.clientSees.kind === 'connected')
    },
    60_000,
  )
})

describe.skipIf(!canIpvs)('on this machine, IPVS mode (skipped unless its kernel has IPVS)', () => {
  it.each(['s4', 's5', 's6', 's7'])(
    '%s',
    (id) => {
      const run = runOf(id, 'ipvs')
      expect(recorded(run).crossings).toEqual(expected(run))
    },
    60_000,
  )
})

describe.skipIf(!can)('names of a stranger (skipped unless root on Linux with tcpdump and iptables)', () => {
  it('L14 in a real run: nothing of a name is run, and the packet goes its way', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-'))
    const touch = (file: string) => `touch ${join(folder, file)}`
    const { topology, flow } = called(
      `x$(${touch('a')})\`${touch('b')}\`';${touch('c')};'\n${touch('d')}\n"$(${touch('e')})" && ${touch('f')} -rf`,
    )
    const run = simulate({ ...topology, kubeProxy: { ...topology.kubeProxy, mode: 'iptables' } }, flow)
    expect(recorded(run).crossings).toEqual(expected(run))
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  }, 60_000)
})

describe('the script', () => {
  it.each(['s1', 's2', 's3', 's4', 's5', 's6', 's7'])('%s is bash in every mode', (id) => {
    for (const mode of ['iptables', 'ipvs', 'nftables'] as const) {
      const { status, stderr } = spawnSync('bash', ['-n', '-s'], {
        input: labScript(runOf(id, mode)),
        encoding: 'utf8',
      })
      expect(status, stderr).toBe(0)
    }
  })

  it('a name runs nothing: it is quoted, and no line of its own', () => {
    const { topology, flow } = scenarioById('s3')!.question
    const evil = "x'; touch /evil; echo '\n$(touch /evil) `touch /evil` #"
    const pods = topology.pods.map((pod) => (pod.name === flow.from.name ? { ...pod, name: evil } : pod))
    const services = topology.services.map((service) => ({ ...service, endpoints: { pods: [] } }))
    const run = simulate({ ...topology, pods, services }, { ...flow, from: { ...flow.from, name: evil } })
    const lines = labScript(run).split('\n')
    expect(
      lines.filter((line) => line.includes('/evil')).every((line) => /^(?:#|printf '%s = %s\\n' \d+ ')/.test(line)),
    ).toBe(true)
  })

  const grouped = withGroups(cluster(), [basic('sg-1')], everybody)
  it.each([
    ['security groups that an ICMP error comes by', through(grouped, CENTOS, POD, { ttl: 2 })],
    ['EIPs beside a route of its own to the NAT gateway', through(ownRoute, CENTOS, POD)],
  ] as const)('says that it cannot build %s', (what, run) => {
    const { status, stderr } = spawnSync('bash', ['-s'], { input: labScript(run), encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, `This lab cannot build: ${what}.\n`])
  })
})
