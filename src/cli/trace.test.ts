import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scenarioById } from '../scenarios'
import { formatIpv4, ipv4, simulate, topologyToJson } from '../sim'
import { en } from '../text/en'
import { question } from './trace-input'
import { answer, traceJson, traceList } from './trace-output'

const folder = mkdtempSync(join(tmpdir(), 'trace-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const cluster = topologyToJson(scenarioById('s5').question.topology)
const own = file('own.json', JSON.stringify(cluster))

const listOf = (...args: readonly string[]): string => {
  const asked = question(args, en)
  if (!asked.ok) throw new Error(asked.error)
  return traceList(simulate(asked.value.topology, asked.value.flow), en).join('\n')
}
const refused = (...args: readonly string[]): string => {
  const asked = question(args, en)
  return asked.ok ? '' : asked.error
}

describe('trace', () => {
  it('--traceroute has a line for each TTL; --ttl and --ping are the flow of one of them', () => {
    const asked = question(['s3', '--ping', '--traceroute'], en)
    expect(asked.ok && answer(asked.value, en).trimEnd().split('\n')).toEqual([
      ' 1  10.0.1.82  ECS1 cn-hongkong.10.0.1.82',
      ' 2  10.0.3.49  ECS2 cn-hongkong.10.0.3.49',
      ' 3  10.0.3.58  Pod2 nginx-7d6877d777-lwrfc  reached',
    ])
    expect(listOf('s3', '--ping', '--ttl', '2').split('\n')[1]).toMatch(
      /^✕ Dropped in FORWARD on ECS2: its TTL is used up/,
    )
    expect(refused('s3', '--ttl', '0')).toBe('--ttl: "0" is not a TTL (1 to 255).')
    expect(refused('s3', '--ping', '--udp')).toContain('--udp and --ping')
    expect(refused('s3', '--traceroute', '--json')).toContain('--json and --traceroute')
  })

  it('a flow of more links keeps its TTL', () => {
    expect(listOf('m54').split('\n')[1]).toMatch(/TTL is used up\. ping gets "time exceeded"/)
  })
  it('tells when a client that hears nothing tries again, and only then', () => {
    const line = listOf('s5', '--variant', 'rp1').split('\n')[2]
    expect(line).toMatch(
      /^ {2}Linux sends the SYN at 0, 1, 3, 7, 15, 31 and 63 s and gives up after 127 s with ETIMEDOUT/,
    )
    expect(line).toContain('Since 6.5 at 0, 1, 2, 3, 4, 5, 7, 11, 19, 35 and 67 s, to the end after 131 s')
    for (const scenario of ['s5', 's6']) expect(listOf(scenario)).not.toContain('Linux sends the SYN')
    expect(listOf('s5', '--variant', 'rp1', '--udp')).not.toContain('Linux sends the SYN')
  })

  it('prints a scenario: the verdict first, then every hop with its sentence and the row that decided', () => {
    const list = listOf('s5')
    expect(list.split('\n')[1]).toBe('✓ Delivered through 4 kernel stacks each way. nginx sees 10.0.1.82, not the pod.')
    expect(list).toContain('Request, 21 hops')
    expect(list).toContain('Reply, 18 hops')
    expect(list).toContain('  ECS1  cn-hongkong.10.0.1.82')
    expect(list).toMatch(/ 11 {2}POSTROUTING +10\.0\.1\.82:40001 > 10\.0\.3\.58:80 TCP S ttl 63/)
    expect(list).toContain('* source 10.0.1.91:40001 → 10.0.1.82:40001')
    expect(list).toMatch(/by: -A KUBE-POSTROUTING .*-j MASQUERADE/)
    expect(list).toMatch(/leaves: .*src=10\.0\.1\.91 dst=10\.0\.3\.63/)
  })

  it('takes choices of the scenario', () => {
    expect(listOf('s4', '--variant', 'newer,nginx1')).toContain('192.168.2.253')
    expect(listOf('S6')).toContain('✕ Dropped by IPVS on ECS1')
  })

  it('takes a flow of its own', () => {
    const list = listOf('s5', '--from', 'cn-hongkong.10.0.1.82', '--to', 'nginx', '--port', '80')
    expect(list).toContain('to 192.168.2.115:80')
    expect(listOf('s5', '--to', 'nginx/external')).toContain('to 10.0.3.62:80')
    expect(listOf('s5', '--to', 'nginx-7d6877d777-h4jtf')).toContain('to 10.0.3.58:80')
    expect(listOf('s5', '--to', '10.0.3.58', '--port', '81')).toContain('Refused')
    expect(listOf('s5', '--to', '10.0.3.58', '--udp', '--sport', '5000')).toContain('UDP')
  })

  it('reads a cluster from a file', () => {
    const list = listOf(own, '--from', 'centos-67756b6dc8-h5wnp', '--to', 'nginx1/external', '--port', '80')
    expect(list).toBe(listOf('s5'))
  })

  it('gives JSON with addresses as text', () => {
    const { topology, flow } = scenarioById('s6').question
    const json = JSON.parse(JSON.stringify(traceJson(simulate(topology, flow), en))) as Record<string, unknown>
    expect(json).toMatchObject({
      flow: { to: { ip: formatIpv4(flow.to.ip), port: 80 } },
      verdict: { fate: 'dropped', reason: 'ipvs-no-server', clientSees: 'refused', errno: 'ECONNREFUSED' },
    })
    expect((json['request'] as unknown[]).at(-1)).toMatchObject({
      hop: 8,
      place: 'IPVS',
      before: { src: '10.0.1.91', dst: '10.0.3.62' },
    })
  })
})

describe('what a person gets wrong', () => {
  const flow = ['--from', 'centos-67756b6dc8-h5wnp', '--to', '10.0.3.58', '--port', '80']
  it.each([
    [['s9'], '"s9" is neither a scenario'],
    [['__proto__'], '"__proto__" is neither a scenario'],
    [['s5', '--variant', 'nginx'], '"nginx" is no choice of scenario s5; it has cluster, local, ipvs'],
    [['s5', '--variant', 'local,cluster'], '"local" and "cluster" are choices of the same thing'],
    [['s5', '--port', '70000'], '--port: "70000" is not a port'],
    [['s5', '--port', '0x50'], '--port: "0x50" is not a port'],
    [['s5', '--sport', '0'], '--sport: "0" is not a port'],
    [['s5', '--from', 'nobody'], '--from: there is no pod, node or client called "nobody"'],
    [['s5', '--to', '010.0.3.58'], '--to: "010.0.3.58" is neither an IPv4 address'],
    [['s5', '--backend', 'nobody'], '--backend: there is no pod called "nobody"'],
    [['s5', '--colour'], "Unknown option '--colour'"],
    [['s5', '--port'], '--port'],
    [['no-such.json', ...flow], 'no-such.json cannot be read: no such file.'],
    [[own, '--variant', 'newer', ...flow], '--variant: only a scenario has variants.'],
    [[own, '--from', 'centos-67756b6dc8-h5wnp'], '--to is needed with a cluster of your own.'],
    [[], 'usage: '],
  ] as const)('%j', (args, expected) => {
    expect(refused(...args)).toContain(expected)
  })

  it('names line and column of what is not JSON', () => {
    expect(refused(file('a.json', '{\n  "vpc": 10.0.0.0/16\n}'), ...flow)).toMatch(
      /a\.json is not JSON: line 2, column \d+\.$/,
    )
    expect(refused(file('b.json', '{\n  "vpc": '), ...flow)).toMatch(/b\.json is not JSON: line 2, column \d+\.$/)
    expect(refused(file('c.json', ''), ...flow)).toMatch(/c\.json is not JSON: line 1, column 1\.$/)
  })

  it('names each spot in a cluster, a line each, and how many more there are', () => {
    const spoilt = JSON.stringify(cluster).replaceAll('"10.0.1.91"', '"10.0.9.91"').replace('"vsw-3"', '"vsw-4"')
    const lines = refused(file('d.json', spoilt), ...flow).split('\n')
    expect(lines[0]).toMatch(/d\.json: nodes\[1\]\.vswitch: there is no vSwitch called "vsw-3"\.$/)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line).toMatch(/d\.json: [\w.[\]]+: .*\.$/)
    const many = JSON.stringify({ ...(cluster as object), clients: Array.from({ length: 20 }, () => ({})) })
    expect(refused(file('e.json', many), ...flow).split('\n')).toHaveLength(11)
    expect(refused(file('e.json', many), ...flow)).toMatch(/\n… and \d+ more problems\.$/)
  })

  it('a name that several things have ends in the choices, not in the first of them; each choice is understood', () => {
    const { topology } = scenarioById('s5').question
    const [pod, service] = [topology.pods[0], topology.services[0]]
    if (!pod || !service) throw new Error('an empty cluster')
    const ports = service.ports.map((each) => ({ ...each, nodePort: null }))
    const twice = topologyToJson({
      ...topology,
      pods: [
        ...topology.pods,
        { name: pod.name, node: pod.node, eni: pod.eni, namespace: 'prod', ip: ipv4('10.0.1.99') },
      ],
      services: [
        ...topology.services,
        {
          ...service,
          ports,
          endpoints: { selector: {} },
          namespace: 'prod',
          clusterIP: ipv4('192.168.9.9'),
          lbIP: null,
        },
      ],
      clients: [...topology.clients, { name: pod.name, ip: ipv4('172.16.9.9') }],
    })
    const two = file('two.json', JSON.stringify(twice))
    const to = ['--to', '10.0.3.58', '--port', '80']
    expect(refused(two, '--from', pod.name, ...to)).toBe(
      `--from: "${pod.name}" may be any of pod:default/${pod.name}, pod:prod/${pod.name}, client:${pod.name}; give one of these.`,
    )
    expect(listOf(two, '--from', `pod:prod/${pod.name}`, ...to)).toContain('10.0.1.99:40001')
    expect(listOf(two, '--from', `client:${pod.name}`, ...to)).toContain('172.16.9.9:40001')
    const from = ['--from', `default/${pod.name}`, '--port', '80']
    expect(refused(two, ...from, '--to', service.name)).toContain(
      `--to: "${service.name}" may be any of service:default/${service.name}, service:prod/${service.name};`,
    )
    expect(listOf(two, ...from, '--to', `prod/${service.name}`)).toContain('to 192.168.9.9:80')
    expect(refused(two, ...from, '--to', `prod/${service.name}/external`)).toContain('has no external address')
    expect(refused(two, ...from, '--to', '10.0.3.58', '--backend', pod.name)).toContain('--backend: ')
  })

  it('is one sentence, never a stack', () => {
    for (const args of [['s9'], ['x.json'], ['s5', '--port', 'x']]) {
      expect(refused(...args).split('\n')).toHaveLength(1)
    }
  })
})
