/*! To the broadcast address of a node's subnet, or a multicast group: what the sending process is told, and what the host makes of it that takes it in. Linux
net/ipv4: fib_frontend.c (fib_add_ifaddr), route.c (ip_route_input_slow), tcp_ipv4.c, datagram.c, udp.c, icmp.c. */
import { describe, expect, it } from 'vitest'
import { type Flow, ipv4, type KubeProxyMode, type Run, stepsOf, type Topology } from '../../src/sim'
import { loadAllPlanes } from '../../src/sim/all-planes'
import { ask, CENTOS, cluster, ECS1, ECS2, fateOf } from './cloud'

loadAllPlanes()

const OWN = '10.0.1.255'
const MODES: readonly KubeProxyMode[] = ['ipvs', 'iptables', 'nftables']
const UDP = { protocol: 'UDP' } as const
const PING = { protocol: 'ICMP' } as const

const inMode = (mode: KubeProxyMode, more: Partial<Topology> = {}): Topology => {
  const topology = cluster(more)
  const release = mode === 'nftables' ? '1.33' : topology.kubeProxy.release
  return { ...topology, kubeProxy: { ...topology.kubeProxy, mode, release } }
}
const listening = (topology: Topology): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({
    ...node,
    listen: (['TCP', 'UDP'] as const).map((protocol) => ({ port: 80, protocol })),
  })),
})

/** Where and why it ended, and what the client sees. */
const end = (run: Run) => {
  const { fate, clientSees } = run.trace.verdict
  const place = 'place' in fate && 'netns' in fate.place ? `${fate.place.kind} ${fate.place.netns}` : ''
  return [fateOf(run), place, 'errno' in clientSees ? clientSees.errno : clientSees.kind]
}

describe.each(MODES)('a broadcast address, %s mode', (mode) => {
  it.each([
    ['TCP', {}, 'ENETUNREACH'],
    ['UDP', UDP, 'EACCES'],
    ['echo', PING, 'EACCES'],
  ] as const)('a process of the node itself, %s: connect() refuses it, nothing is sent', (_what, more, errno) => {
    const run = ask(inMode(mode), ECS1, `${OWN}:80`, more)
    expect(end(run)).toEqual(['broadcast', `process node:${ECS1}`, errno])
    expect(stepsOf(run.trace).some(({ event }) => event.kind === 'transmit')).toBe(false)
  })

  it.each<readonly [string, Partial<Flow>]>([
    ['TCP', {}],
    ['UDP', UDP],
    ['echo', PING],
  ])('a pod of the node, %s: up to the host, which answers nobody', (_what, more) => {
    const run = ask(inMode(mode), CENTOS, `${OWN}:80`, more)
    expect(end(run)).toEqual(['broadcast', `process node:${ECS1}`, 'time-out'])
    expect(run.trace.reply).toBeNull()
    const last = stepsOf(run.trace).at(-1)
    expect(last?.because).toMatchObject([{ kind: 'route', type: 'broadcast', dev: 'eth0' }])
  })

  it('a listener on the port: the SYN is dropped all the same, and a datagram’s answer has the host’s own address', () => {
    expect(end(ask(listening(inMode(mode)), CENTOS, `${OWN}:80`))).toEqual([
      'broadcast',
      `process node:${ECS1}`,
      'time-out',
    ])
    const run = ask(listening(inMode(mode)), CENTOS, `${OWN}:80`, UDP)
    expect(end(run)).toEqual(['not-asked on the way back', `process pod:default/${CENTOS}`, 'time-out'])
  })

  it('whether the host forwards or not: it is for the host itself', () => {
    const topology = inMode(mode)
    const nodes = topology.nodes.map((node) => ({ ...node, ipForward: false }))
    expect(fateOf(ask({ ...topology, nodes }, CENTOS, `${OWN}:80`))).toBe('broadcast')
  })

  it('255.255.255.255, and a multicast group for TCP: connect() refuses them anywhere, a pod included', () => {
    const at = `process pod:default/${CENTOS}`
    expect(end(ask(inMode(mode), CENTOS, '255.255.255.255:80'))).toEqual(['broadcast', at, 'ENETUNREACH'])
    expect(end(ask(inMode(mode), CENTOS, '255.255.255.255:80', UDP))).toEqual(['broadcast', at, 'EACCES'])
    expect(end(ask(inMode(mode), CENTOS, '224.0.0.5:80'))).toEqual(['broadcast', at, 'ENETUNREACH'])
  })

  it('of another node’s subnet: the VPC carries no broadcast', () => {
    expect(fateOf(ask(inMode(mode), CENTOS, '10.0.3.255:80'))).toBe('vpc-no-owner')
    expect(fateOf(ask(inMode(mode), ECS2, `${OWN}:80`))).toBe('vpc-no-owner')
  })
})

const stepsTo = (run: Run) => stepsOf(run.trace).map(({ event }) => event.kind)

describe.each(MODES)('a multicast group, %s mode', (mode) => {
  it('a datagram or echo of a pod leaves with TTL 1 for the group’s own MAC, and ends on its node: it is in no such group', () => {
    for (const more of [UDP, PING]) {
      const run = ask(inMode(mode), CENTOS, '239.129.1.9:5353', more)
      const out = stepsOf(run.trace).find(({ event }) => event.kind === 'transmit')
      expect(out?.after).toMatchObject({ ttl: 1, dmac: '01:00:5e:01:01:09' })
      const { fate, clientSees } = run.trace.verdict
      expect(fate).toMatchObject({
        kind: 'dropped',
        reason: { kind: 'multicast' },
        place: { kind: 'stage', stage: 'routing', netns: `node:${ECS1}` },
      })
      expect(clientSees.kind).toBe('time-out')
      expect(stepsTo(run)).not.toContain('vpc-deliver')
    }
  })

  it('224.0.0.1: every host is in it, takes it in and answers nobody; a listener’s answer has another source', () => {
    expect(end(ask(inMode(mode), CENTOS, '224.0.0.1:80', UDP))).toEqual([
      'broadcast',
      `process node:${ECS1}`,
      'time-out',
    ])
    expect(fateOf(ask(listening(inMode(mode)), CENTOS, '224.0.0.1:80', UDP))).toBe('not-asked on the way back')
  })

  it('of the node itself: by eth0 without a gateway, and the VPC carries none', () => {
    const run = ask(inMode(mode), ECS1, '239.129.1.9:5353', UDP)
    const out = stepsOf(run.trace).find(({ event }) => event.kind === 'transmit')
    expect(out?.event).toMatchObject({ dev: 'eth0' })
    expect(out?.after).toMatchObject({ ttl: 1, dmac: '01:00:5e:01:01:09' })
    expect(run.trace.verdict.clientSees.kind).toBe('time-out')
    expect(fateOf(run)).toMatch(/^vpc-no-/)
  })
})

describe('a UDP daemon of the host, bound to no address, asked at a VIP that is local (§4.9 row 2)', () => {
  const daemon = (topology: Topology): Topology => ({
    ...topology,
    nodes: topology.nodes.map((node) => ({
      ...node,
      listen: (['TCP', 'UDP'] as const).map((protocol) => ({ port: 53, protocol })),
    })),
  })
  it('answers from the address that its route has, so the client discards it; by TCP it answers from the asked one', () => {
    const run = ask(daemon(cluster()), CENTOS, '192.168.2.115:53', UDP)
    expect(end(run)).toEqual(['not-asked on the way back', `process pod:default/${CENTOS}`, 'time-out'])
    expect(run.trace.reply?.steps[0]?.after.src).toBe(ipv4('10.0.1.82'))
    expect(fateOf(ask(daemon(cluster()), CENTOS, '192.168.2.115:53'))).toBe('delivered')
  })
  it('the node itself gets its answer: the route to a local address has that address as its source', () => {
    expect(fateOf(ask(daemon(cluster()), ECS1, '192.168.2.115:53', UDP))).toBe('delivered')
  })
})
