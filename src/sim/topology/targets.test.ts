import { describe, expect, it } from 'vitest'
import { moreLinks } from '../../scenarios/more'
import { article, h4jtf, h5wnp, node1_82, node3_49, outsideClient, slbOf } from '../../scenarios/article'
import { formatIpv4, ipv4 } from '../net/ip'
import { askTarget, type FlowTarget, sourcesOf, targetAt, targetsOf } from './targets'

const topology = article({
  nodes: [node1_82, node3_49],
  pods: [h5wnp, h4jtf],
  clients: [outsideClient],
  slb: slbOf([h4jtf]),
})
const text = ({ kind, address, name, ip, ports, policy }: FlowTarget) =>
  [
    kind,
    address,
    name.slice(-6),
    formatIpv4(ip),
    ports.map(({ port, protocol }) => `${port}/${protocol}`).join(','),
    policy ?? '-',
  ].join(' ')

describe('what can be asked', () => {
  it('is every Service by each address, every pod, node and client', () => {
    expect(targetsOf(topology).map(text)).toEqual([
      'service externalIP nginx 10.0.3.62 80/TCP Local',
      'service clusterIP nginx 192.168.2.115 80/TCP -',
      'service nodePort nginx 10.0.1.82 31080/TCP Local',
      'service nodePort nginx 10.0.3.49 31080/TCP Local',
      'service externalIP nginx1 10.0.3.63 80/TCP Cluster',
      'service clusterIP nginx1 192.168.2.253 80/TCP -',
      'service nodePort nginx1 10.0.1.82 31081/TCP Cluster',
      'service nodePort nginx1 10.0.3.49 31081/TCP Cluster',
      'pod own -h5wnp 10.0.1.91  -',
      'pod own -h4jtf 10.0.3.58 80/TCP -',
      'node own 0.1.82 10.0.1.82  -',
      'node own 0.3.49 10.0.3.49  -',
      'client own client 172.16.5.20  -',
    ])
  })

  it('has an EIP where a pod has one, and an address of the SLB that no Service has', () => {
    const { topology: more } = moreLinks[0]!.question
    expect(
      targetsOf(more)
        .filter(({ address }) => address === 'eip')
        .map(text),
    ).toEqual(['pod eip -h4jtf 198.51.100.94 80/TCP -', 'pod eip -q7m2z 198.51.100.93  -'])
    const other = {
      ...topology,
      slb: { id: 'lb-1', listeners: [{ vip: ipv4('10.0.3.70'), port: 443, protocol: 'TCP' as const, backends: [] }] },
    }
    expect(
      targetsOf(other)
        .filter(({ address }) => address === 'slb')
        .map(text),
    ).toEqual(['service slb lb-1 10.0.3.70 443/TCP -'])
  })

  it('in a large cluster, NodePorts are offered on the first nodes only', () => {
    const nodes = Array.from({ length: 1_000 }, (_, n) => ({ ...node1_82, name: `node-${n}` }))
    expect(targetsOf({ ...topology, nodes }).filter(({ address }) => address === 'nodePort')).toHaveLength(40)
  })

  it('who can ask: pods, nodes, clients', () => {
    expect(sourcesOf(topology).map(({ kind, ip }) => `${kind} ${formatIpv4(ip)}`)).toEqual([
      'pod 10.0.1.91',
      'pod 10.0.3.58',
      'node 10.0.1.82',
      'node 10.0.3.49',
      'client 172.16.5.20',
    ])
  })
})

describe('a target of a flow', () => {
  const targets = targetsOf(topology)
  const at = (ip: string, port: number) => targetAt(targets, { to: { ip: ipv4(ip), port }, protocol: 'TCP' })

  it('is found by its address; a NodePort goes before its node', () => {
    expect(at('10.0.1.82', 31081)).toMatchObject({ address: 'nodePort', name: 'nginx1' })
    expect(at('10.0.1.82', 22)).toMatchObject({ kind: 'node', address: 'own' })
    expect(at('10.0.3.62', 81)).toMatchObject({ address: 'externalIP' })
    expect(at('10.9.9.9', 80)).toBeNull()
  })

  it('keeps a port that is served there, else takes the first that is, else the wanted one', () => {
    const asked = (target: FlowTarget | null, port: number, protocol: 'TCP' | 'ICMP' = 'TCP') =>
      askTarget(target!, { port, protocol })
    expect(asked(at('10.0.3.62', 80), 8080)).toMatchObject({ to: { port: 80 }, protocol: 'TCP' })
    expect(asked(at('10.0.1.82', 22), 8080)).toMatchObject({ to: { port: 8080 } })
    expect(asked(at('10.0.1.82', 22), 0)).toMatchObject({ to: { port: 80 } })
    expect(asked(at('10.0.3.58', 80), 0, 'ICMP')).toMatchObject({ to: { port: 0 }, protocol: 'ICMP' })
    expect(asked(at('10.0.1.82', 31081), 0, 'ICMP')).toMatchObject({ to: { port: 31081 }, protocol: 'TCP' })
  })
})
