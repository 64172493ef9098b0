/*! Take a row away and the trace changes as a kernel's would: one case for each kind of row. The first three are recorded as
`fault-*`, so the kernel has said so; the others follow from the sources named in datapath.md §7. */
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { questionOf, scenarioById } from '../../src/scenarios'
import {
  ipv4,
  type NetnsId,
  type NetnsRows,
  nodeNetns,
  podNetns,
  type Run,
  simulate,
  simulateIn,
  withoutRow,
} from '../../src/sim'

const ECS1 = nodeNetns('cn-hongkong.10.0.1.82')
const ECS2 = nodeNetns('cn-hongkong.10.0.3.49')
const CENTOS = podNetns('default', 'centos-67756b6dc8-h5wnp')

const run = (id: 's3' | 's4' | 's5' | 's6' | 's2', variant = {}): Run => {
  const question = questionOf(scenarioById(id), variant)
  return simulate(question.topology, question.flow)
}

/** The same flow in the world without the one row that `find` picks from a namespace. */
function without<R extends Parameters<typeof withoutRow>[1]>(
  before: Run,
  netns: NetnsId | null,
  find: (rows: NetnsRows) => R | undefined,
): Run {
  const rows = must(netns === null ? undefined : before.world.netns.get(netns), 'the namespace')
  const row = must(find(rows), 'the row')
  return simulateIn(before.topology, withoutRow(before.world, row), before.flow)
}

const outOf = (r: Run): string[] =>
  r.trace.request.steps.flatMap((s) => (s.event.kind === 'transmit' && s.place.kind === 'link' ? [s.place.dev] : []))
const lastEvent = (r: Run) => must(r.trace.request.steps.at(-1), 'a step').event

describe('a missing row', () => {
  it('route: without the host route of the backend the packet goes back to the VPC until its TTL is gone', () => {
    const r = without(run('s3'), ECS2, (rows) =>
      rows.routes.find((x) => x.table === 254 && x.dst.address === ipv4('10.0.3.58')),
    )
    expect(r.trace.verdict.fate.kind).toBe('loop')
    expect(r.trace.verdict.clientSees).toEqual({ kind: 'unreachable', errno: 'EHOSTUNREACH' })
  })

  it('rule: without rule 2048 the request of S3 leaves by eth0 and still arrives', () => {
    const before = run('s3')
    expect(outOf(before)[1]).toBe('eth1')
    const r = without(before, ECS1, (rows) =>
      rows.rules.find((x) => x.priority === 2048 && x.from?.address === ipv4('10.0.1.91')),
    )
    expect(outOf(r)[1]).toBe('eth0')
    expect(r.trace.verdict.fate.kind).toBe('delivered')
  })

  it('real server: the ClusterIP without its real server is refused with ICMP 3/3', () => {
    const r = without(
      run('s4'),
      ECS1,
      (rows) => rows.virtualServers.find((v) => v.addr === ipv4('192.168.2.115'))?.reals[0],
    )
    expect(lastEvent(r)).toMatchObject({ kind: 'drop', reason: { kind: 'ipvs-no-server' } })
    expect(r.trace.verdict.clientSees).toEqual({ kind: 'refused', errno: 'ECONNREFUSED', by: 'icmp' })
  })

  it('virtual server: the address stays local, so the node itself refuses with a RST', () => {
    const r = without(run('s4'), ECS1, (rows) => rows.virtualServers.find((v) => v.addr === ipv4('192.168.2.115')))
    expect(lastEvent(r)).toMatchObject({ kind: 'drop', reason: { kind: 'no-socket' } })
    expect(r.trace.verdict.clientSees).toEqual({ kind: 'refused', errno: 'ECONNREFUSED', by: 'rst' })
  })

  it('ipset member: without 10.0.3.63 in KUBE-LOAD-BALANCER nothing is marked and the pod keeps its address', () => {
    const r = without(run('s5'), ECS1, (rows) =>
      rows.ipsets.find((s) => s.name === 'KUBE-LOAD-BALANCER')?.members.find((m) => m.ip === ipv4('10.0.3.63')),
    )
    expect(r.trace.request.steps.some((s) => s.after.mark !== 0)).toBe(false)
    expect(must(r.trace.request.steps.at(-1), 'a step').after.src).toBe(ipv4('10.0.1.91'))
  })

  it('chain rule: without MASQUERADE the mark has no effect', () => {
    const r = without(run('s5'), ECS1, (rows) =>
      rows.chains.findLast((c) => c.chain === 'KUBE-POSTROUTING' && c.target.kind === 'masquerade'),
    )
    expect(must(r.trace.request.steps.at(-1), 'a step').after.src).toBe(ipv4('10.0.1.91'))
  })

  it('neighbour: without its row for 169.254.1.1 the pod cannot send at all', () => {
    const r = without(run('s3'), CENTOS, (rows) => rows.neighs[0])
    expect(lastEvent(r)).toMatchObject({ kind: 'drop', reason: { kind: 'neigh-failed' } })
    expect(outOf(r)).toEqual([])
    expect(r.trace.verdict.clientSees).toEqual({ kind: 'unreachable', errno: 'EHOSTUNREACH' })
  })

  it('local route of a VIP: the address is nobody’s on the node, so the packet leaves for the VPC', () => {
    const r = without(run('s6'), ECS1, (rows) =>
      rows.routes.find((x) => x.type === 'local' && x.dst.address === ipv4('10.0.3.62')),
    )
    expect(lastEvent(r)).toMatchObject({ kind: 'drop', reason: { kind: 'vpc-no-owner' } })
    expect(r.trace.verdict.clientSees.kind).toBe('time-out')
  })

  it('default route of the pod: connect() fails with ENETUNREACH before anything is sent', () => {
    const r = without(run('s3'), CENTOS, (rows) => rows.routes.find((x) => x.table === 254))
    expect(lastEvent(r)).toMatchObject({ kind: 'drop', reason: { kind: 'no-route' } })
    expect(r.trace.verdict.clientSees).toEqual({ kind: 'unreachable', errno: 'ENETUNREACH' })
  })
})
