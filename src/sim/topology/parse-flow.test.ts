import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { article, h4jtf, h5wnp, node1_82, node3_49, outsideClient } from '../../scenarios/article'
import { scenarioById } from '../../scenarios'
import { simulate } from '../simulate'
import { formatIpv4, ipv4 } from '../net/ip'
import { isWholeFlow, parseEndpoint, parseFlow, parsePort } from './parse-flow'
import { sourcesOf } from './targets'
import type { Topology } from './types'

const given = article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf], clients: [outsideClient] })
const dns = {
  ...given.services[0]!,
  name: 'dns',
  clusterIP: h4jtf.ip,
  lbIP: null,
  ports: [{ protocol: 'UDP' as const, port: 53, targetPort: 53, nodePort: null }],
}
const topology: Topology = given

/** `h5wnp > 10.0.3.63:80 TCP`, or the problem's code. */
function read(text: string, of: Topology = topology): string {
  const parsed = parseFlow(text, of)
  if (!parsed.ok) return parsed.error.code
  const { from, to, protocol, ttl } = parsed.value
  return `${from.kind} ${from.name.slice(-5)} > ${formatIpv4(to.ip)}:${to.port} ${protocol}${ttl === undefined ? '' : ` ttl ${ttl}`}`
}

/** Any code units, lone surrogates too. */
const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
  .map((codes) => String.fromCharCode(...codes))

describe('a flow in one go', () => {
  it.each([
    ['10.0.1.91 10.0.3.63 80', 'pod h5wnp > 10.0.3.63:80 TCP'],
    ['10.0.1.91 10.0.3.63:8080', 'pod h5wnp > 10.0.3.63:8080 TCP'],
    ['10.0.1.91:40001 10.0.3.63:80', 'pod h5wnp > 10.0.3.63:80 TCP'],
    ['10.0.1.91.40001 > 10.0.3.63.80: ', 'pod h5wnp > 10.0.3.63:80 TCP'],
    ['IP 10.0.1.91.40001 > 10.0.3.63.80', 'pod h5wnp > 10.0.3.63:80 TCP'],
    ['10.0.1.82 -> 10.0.3.58:81', 'node .1.82 > 10.0.3.58:81 TCP'],
    ['10.0.1.82 → 10.0.3.58:53/udp', 'node .1.82 > 10.0.3.58:53 UDP'],
    ['10.0.1.91, 10.0.3.58, 53/UDP', 'pod h5wnp > 10.0.3.58:53 UDP'],
    ['ping 10.0.1.91 10.0.3.58', 'pod h5wnp > 10.0.3.58:0 ICMP'],
    ['h5wnp 10.0.3.58 ttl 3', 'pod h5wnp > 10.0.3.58:0 ICMP ttl 3'],
    ['ping h5wnp 10.0.3.58 TTL 255', 'pod h5wnp > 10.0.3.58:0 ICMP ttl 255'],
    ['h5wnp 10.0.3.58 80 ttl 2', 'pod h5wnp > 10.0.3.58:80 TCP ttl 2'],
    ['traceroute h5wnp 10.0.3.58', 'pod h5wnp > 10.0.3.58:0 ICMP ttl 1'],
    ['h5wnp nginx', 'pod h5wnp > 192.168.2.115:80 TCP'],
    ['h5wnp nginx1/external 80', 'pod h5wnp > 10.0.3.63:80 TCP'],
    ['h5wnp nginx1/lb:81', 'pod h5wnp > 10.0.3.63:81 TCP'],
    ['h5wnp nginx.default.svc.cluster.local', 'pod h5wnp > 192.168.2.115:80 TCP'],
    // A name without its middle, as the page itself shortens it, and nodes as the picture numbers them.
    ['centos-h5wnp nginx1 80', 'pod h5wnp > 192.168.2.253:80 TCP'],
    ['centos…h5wnp nginx…h4jtf', 'pod h5wnp > 10.0.3.58:80 TCP'],
    ['h5wnp-centos nginx1 80', 'source'],
    ['ECS1 ecs2:10250', 'node .1.82 > 10.0.3.49:10250 TCP'],
    ['ecs9 h4jtf', 'source'],
    ['client to 10.0.1.82:31080', 'client lient > 10.0.1.82:31080 TCP'],
    ['cn-hongkong.10.0.1.82 h4jtf', 'node .1.82 > 10.0.3.58:80 TCP'],
    [
      'tcp 6 118 SYN_SENT src=10.0.1.91 dst=10.0.3.63 sport=40001 dport=80 [UNREPLIED] src=10.0.3.58 dst=10.0.1.82',
      'pod h5wnp > 10.0.3.63:80 TCP',
    ],
    ['SRC=10.0.1.91 DST=10.0.3.58 LEN=60 PROTO=UDP SPT=40001 DPT=53', 'pod h5wnp > 10.0.3.58:53 UDP'],
    // An input method in Chinese writes wide digits, dots and colons.
    ['１０.0.1.91　10。0。3。63：80', 'pod h5wnp > 10.0.3.63:80 TCP'],
  ])('%s', (text, flow) => {
    expect(read(text)).toBe(flow)
  })

  it.each([
    ['', 'empty'],
    ['h5wnp 10.0.3.58 ttl 0', 'ttl'],
    ['h5wnp 10.0.3.58 ttl 256', 'ttl'],
    ['h5wnp 10.0.3.58 ttl x', 'ttl'],
    ['   ', 'empty'],
    ['10.0.1.91', 'not-a-flow'],
    ['a b c d', 'not-a-flow'],
    ['10.0.1.91 10.0.3.63 99999', 'port'],
    ['10.0.1.91 10.0.3.63 0', 'port'],
    ['10.0.1.91 10.0.3.63 http', 'port'],
    ['10.0.1.91 10.0.3.300 80', 'address'],
    ['10.0.1.91 10.0.3 80', 'address'],
    ['010.0.1.91 10.0.3.63 80', 'address'],
    ['10.9.9.9 10.0.3.63 80', 'source'],
    ['nobody 10.0.3.63 80', 'source'],
    ['h5wnp nowhere 80', 'target'],
    ['h5wnp nginx/inside 80', 'target'],
    ['cn-hongkong h4jtf 80', 'ambiguous'],
    ['__proto__ constructor 80', 'source'],
    ['x'.repeat(2_000), 'too-long'],
  ])('%s: %s', (text, code) => {
    expect(read(text)).toBe(code)
  })

  it('a Service that serves UDP only is asked by UDP', () => {
    const topologyWithDns: Topology = { ...given, pods: [h5wnp], services: [{ ...dns, endpoints: { pods: [] } }] }
    expect(read('h5wnp dns', topologyWithDns)).toBe('pod h5wnp > 10.0.3.58:53 UDP')
    expect(read('h5wnp dns 53', topologyWithDns)).toBe('pod h5wnp > 10.0.3.58:53 UDP')
  })

  it('is total', () => {
    fc.assert(fc.property(anything, (text) => void parseFlow(text, topology)))
    const words = fc.array(
      fc.constantFrom(
        '10.0.1.91',
        '10.0.3.63',
        ':',
        '80',
        '->',
        'src=',
        'dst=10.0.3.63',
        'nginx',
        '/',
        'udp',
        '.',
        '１',
      ),
      { maxLength: 8 },
    )
    fc.assert(fc.property(words, fc.constantFrom('', ' ', ','), (list, by) => void parseFlow(list.join(by), topology)))
  })

  it('L18 a long line costs no time', () => {
    const started = performance.now()
    for (const part of ['src=', '10.', 'a:', '/', '.1', '> ', '\u3000']) read(part.repeat(300_000))
    expect(performance.now() - started).toBeLessThan(50)
  })
})

describe('parts of it', () => {
  it.each([
    ['80', 80],
    ['65535', 65_535],
    ['８０', 80],
    [' 81 ', 81],
  ])('the port %s', (text, port) => {
    expect(parsePort(text)).toEqual({ ok: true, value: port })
  })
  it.each(['', '0', '65536', '99999', '8o', '-1', '1e3', '080808'])('%s is no port', (text) => {
    expect(parsePort(text)).toEqual({ ok: false, error: { code: 'port', found: text } })
  })

  it('what begins as an address is one, or says what is wrong with it', () => {
    expect(parseEndpoint('nginx')).toBeNull()
    expect(parseEndpoint('10.0.3')).toMatchObject({ ok: false, error: { code: 'address' } })
    expect(parseEndpoint('10.0.3.62:')).toMatchObject({ ok: true, value: { port: null } })
    expect(parseEndpoint('10.0.3.62:70000')).toMatchObject({ ok: false, error: { code: 'port' } })
  })

  it('one name is no flow', () => {
    expect(['nginx1', '10.0.3.63', '10.0.3.63:80', 'nginx1/external'].map(isWholeFlow)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(isWholeFlow('a b')).toBe(true)
  })
})

describe('a name that stands in two namespaces', () => {
  const { topology: base } = scenarioById('s3').question
  const [pod] = base.pods
  const [service] = base.services
  if (!pod || !service) throw new Error('an empty cluster')
  const twice: Topology = {
    ...base,
    pods: [...base.pods, { ...pod, namespace: 'prod', ip: ipv4('10.0.1.99') }],
    services: [...base.services, { ...service, namespace: 'prod', clusterIP: ipv4('192.168.9.9'), lbIP: null }],
  }
  const asked = (text: string) => {
    const flow = parseFlow(text, twice)
    return flow.ok ? `${flow.value.from.name} to ${formatIpv4(flow.value.to.ip)}` : flow.error.code
  }
  it('is told apart by its namespace, as source and as target; alone it is ambiguous', () => {
    expect(asked(`prod/${pod.name} 10.0.3.58 80`)).toBe(`prod/${pod.name} to 10.0.3.58`)
    expect(asked(`default/${pod.name} 10.0.3.58 80`)).toBe(`default/${pod.name} to 10.0.3.58`)
    expect(asked(`${pod.name} 10.0.3.58 80`)).toBe('ambiguous')
    const from = `prod/${pod.name}`
    expect(asked(`${from} prod/${pod.name} 80`)).toBe(`${from} to 10.0.1.99`)
    expect(asked(`${from} default/${pod.name} 80`)).toBe(`${from} to ${formatIpv4(pod.ip)}`)
    expect(asked(`${from} ${pod.name} 80`)).toBe('ambiguous')
    expect(asked(`${from} other/${pod.name} 80`)).toBe('target')
  })
  it('so is a Service, by namespace/name or name.namespace', () => {
    const from = `prod/${pod.name}`
    expect(asked(`${from} prod/${service.name} 80`)).toBe(`${from} to 192.168.9.9`)
    expect(asked(`${from} ${service.name}.prod 80`)).toBe(`${from} to 192.168.9.9`)
    expect(asked(`${from} ${service.name}.default 80`)).toBe(`${from} to ${formatIpv4(service.clusterIP)}`)
    expect(asked(`${from} ${service.name} 80`)).toBe('ambiguous')
  })
  it('the picker has a row for each, and each row walks from its own pod', () => {
    const names = sourcesOf(twice).map(({ name }) => name)
    expect(names).toContain(`prod/${pod.name}`)
    expect(new Set(names).size).toBe(names.length)
    const { flow } = scenarioById('s3').question
    for (const { kind, name, ip } of sourcesOf(twice).filter((source) => source.kind === 'pod')) {
      const run = simulate(twice, { ...flow, from: { kind, name } })
      expect(run.trace.request.steps[0]?.after.src, name).toBe(ip)
    }
  })
})
