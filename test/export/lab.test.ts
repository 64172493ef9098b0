/*! The lab script: run on this very machine where that is possible, its crossings are those of the trace. */
import { spawnSync } from 'node:child_process'
import { getuid, platform } from 'node:process'
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import { crossings, formatIpv4, hasPorts, labScript, type Run, simulate } from '../../src/sim'
import { loadAllPlanes } from '../../src/sim/all-planes'

loadAllPlanes()

type Mode = 'iptables' | 'ipvs'
const runOf = (id: string, mode: Mode): Run => {
  const { topology, flow } = scenarioById(id)!.question
  return simulate({ ...topology, kubeProxy: { ...topology.kubeProxy, mode } }, flow)
}

const works = (command: string) => spawnSync('bash', ['-c', command]).status === 0
const isRoot = platform === 'linux' && getuid?.() === 0
const tools = 'for t in ip iptables iptables-restore ipset tcpdump python3; do command -v $t || exit 1; done'
const space = 'ip netns add eslab-try$$ && ip netns del eslab-try$$'
const can = isRoot && works(`${tools}; ${space}`)
const canIpvs = can && works('command -v ipvsadm && ipvsadm -Ln')

/** "1 eth0 Out 10.0.1.82.40001 > 10.0.3.58.80" a crossing. */
function expected(run: Run): readonly string[] {
  const spaces = [...run.world.netns.keys()]
  return crossings(run.trace).map(({ netns, dev, dir, packet: { src, dst, l4 } }) => {
    const [from, to] = hasPorts(l4) ? [`.${l4.sport}`, `.${l4.dport}`] : ['', '']
    const ends = `${formatIpv4(src)}${from} > ${formatIpv4(dst)}${to}`
    return `${spaces.indexOf(netns)} ${dev} ${dir === 'in' ? 'In' : 'Out'} ${ends}`
  })
}

function recorded(run: Run): readonly string[] {
  const { stdout, stderr, status } = spawnSync('bash', ['-s'], { input: labScript(run), encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return [...stdout.matchAll(/^crossing (\d+ \S+) +(In|Out) +IP (\S+ > [\d.]+):/gm)].map(
    ([, at, dir, ends]) => `${at} ${dir} ${ends}`,
  )
}

describe.skipIf(!can)('on this machine, iptables mode (skipped unless root on Linux with tcpdump and iptables)', () => {
  it.each(['s1', 's3', 's4', 's5', 's6', 's7'])(
    '%s',
    (id) => {
      const run = runOf(id, 'iptables')
      expect(recorded(run)).toEqual(expected(run))
    },
    60_000,
  )
})

describe.skipIf(!canIpvs)('on this machine, IPVS mode (skipped unless its kernel has IPVS)', () => {
  it.each(['s4', 's5', 's6', 's7'])(
    '%s',
    (id) => {
      const run = runOf(id, 'ipvs')
      expect(recorded(run)).toEqual(expected(run))
    },
    60_000,
  )
})

describe('the script', () => {
  it.each(['s1', 's2', 's3', 's4', 's5', 's6', 's7'])('%s is bash in both modes', (id) => {
    for (const mode of ['iptables', 'ipvs'] as const) {
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

  const { topology, flow } = scenarioById('s5')!.question
  const checked = topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) => ({ ...eni, sourceDestCheck: true })),
  }))
  it.each([
    ['nftables mode', { ...topology, kubeProxy: { ...topology.kubeProxy, mode: 'nftables', release: '1.33' } }, flow],
    ['a source/destination check', { ...topology, nodes: checked }, flow],
    ['a TTL of its own', topology, { ...flow, ttl: 3 }],
  ] as const)('says that it cannot build %s', (what, given, asked) => {
    const { status, stderr } = spawnSync('bash', ['-s'], { input: labScript(simulate(given, asked)), encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, `This lab cannot build: ${what}.\n`])
  })
})
