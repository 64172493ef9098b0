/*! What the verdicts of the article's scenarios rest on. */
import { describe, expect, it } from 'vitest'
import { questionOf, type ScenarioId, scenarioById } from '../../scenarios'
import { en } from '../../text/en'
import { assumptionText } from '../../text/question-words'
import { plainText } from '../../text/rich'
import { applyEdits, assumptionsIn, assumptionsOf, type Question, simulate } from '..'

const ask = (id: ScenarioId, variant = {}): Question => questionOf(scenarioById(id), variant)

/** Those that would turn the verdict, but for forwarding, which does wherever a packet passes through. */
const decisive = (question: Question): string[] => {
  const run = simulate(question.topology, question.flow)
  return assumptionsIn(question, run)
    .filter((a) => a.decisive && a.what.kind !== 'forwarding' && a.what.kind !== 'device-forwarding')
    .map((a) => plainText(assumptionText(a, run, en).condition))
}

describe('decisive assumptions', () => {
  it('S4 sends by an ENI that does not own the source: its check must be off', () =>
    expect(decisive(ask('s4'))).toEqual(['if the source/destination check of eth0 of ECS1 is off']))
  it('S5: rp_filter of the primary ENI, where the answer comes in, must not be strict', () =>
    expect(decisive(ask('s5'))).toEqual(['if rp_filter of eth0 on ECS1 is 0 or 2']))
  it('S5 under newer Terway leaves by eth1 with the node’s address', () =>
    expect(decisive(ask('s5', { releases: 'newer' }))).toEqual([
      'if rp_filter of eth0 on ECS1 is 0 or 2',
      'if the source/destination check of eth1 of ECS1 is off',
    ]))
  it('S3 and S6 rest on nothing else', () => {
    expect(decisive(ask('s3'))).toEqual([])
    expect(decisive(ask('s6'))).toEqual([])
  })
  it('forwarding is read wherever a packet passes through; off, it drops without a word; once given, it is not listed', () => {
    const question = ask('s3')
    const of = ({ topology, flow }: Question) =>
      assumptionsOf(topology, flow).filter(({ what }) => what.kind === 'forwarding')
    const [first, second, ...more] = of(question)
    expect(more).toEqual([])
    expect([first?.decisive, second?.decisive]).toEqual([true, true])
    expect(second?.alternatives).toMatchObject([
      {
        value: false,
        edits: [{ kind: 'set-ip-forward', node: 'cn-hongkong.10.0.3.49', value: false }],
        verdict: { fate: { kind: 'dropped', reason: { kind: 'forwarding-off', dev: 'eth1' } } },
      },
    ])
    const off = applyEdits(question, second?.alternatives[0]?.edits ?? [])
    expect(simulate(off.topology, off.flow).trace.verdict).toEqual(second?.alternatives[0]?.verdict)
    expect(of(off).map(({ what }) => what)).toEqual([first?.what])
  })
  it('it is asked of each device that something came in by, whose own value stands against ip_forward’s', () => {
    const question = ask('s3')
    const devices = ({ topology, flow }: Question) =>
      assumptionsOf(topology, flow).flatMap(({ what, decisive: turns, alternatives }) =>
        what.kind === 'device-forwarding' && what.node === 'cn-hongkong.10.0.3.49'
          ? [{ dev: what.dev, on: what.on, turns, edits: alternatives.map(({ edits }) => edits) }]
          : [],
      )
    const set = (dev: string, value: boolean) =>
      ({ kind: 'set-device-forwarding', node: 'cn-hongkong.10.0.3.49', dev, value }) as const
    const cali = 'cali12c00c674d4'
    expect(devices(question)).toEqual([
      { dev: 'eth1', on: true, turns: true, edits: [[set('eth1', false)]] },
      { dev: cali, on: true, turns: true, edits: [[set(cali, false)]] },
    ])
    // All own values given: ip_forward stands for none of them.
    const given = applyEdits(question, [set('eth1', true), set(cali, true)])
    const left = assumptionsOf(given.topology, given.flow).map(({ what }) => what)
    expect(left).not.toContainEqual({ kind: 'forwarding', node: 'cn-hongkong.10.0.3.49' })
    expect(devices(given)).toEqual([])
    // ip_forward 0 and nothing else: what is assumed of the device is 0, and 1 would not do for both directions.
    const off = applyEdits(question, [{ kind: 'set-ip-forward', node: 'cn-hongkong.10.0.3.49', value: false }])
    expect(devices(off)).toEqual([{ dev: 'eth1', on: false, turns: false, edits: [[set('eth1', true)]] }])
  })
})

describe('who may use the SLB', () => {
  const lists = ({ topology, flow }: Question) =>
    assumptionsOf(topology, flow).flatMap((a) => (a.what.kind === 'slb-acl' ? [a] : []))
  it('S7: a listener without a list lets everybody in; with a whitelist of the VPC the client is refused', () => {
    const [first, ...more] = lists(ask('s7'))
    expect(more).toEqual([])
    expect(first).toMatchObject({ assumed: 'none', decisive: true })
    const [vpc] = first?.alternatives ?? []
    expect(vpc?.verdict.fate).toMatchObject({ kind: 'dropped', reason: { kind: 'slb-acl' } })
    const given = applyEdits(ask('s7'), vpc?.edits ?? [])
    expect(simulate(given.topology, given.flow).trace.verdict).toEqual(vpc?.verdict)
    expect(lists(given)).toEqual([])
  })
  it('a flow that no listener hears rests on no list', () => expect(lists(ask('s4'))).toEqual([]))
})

describe('a given value is no assumption', () => {
  it('once it is given, it is not listed any more', () => {
    const question = ask('s5')
    const [first] = assumptionsOf(question.topology, question.flow)
    const edits = first?.alternatives.find(({ value }) => value === 2)?.edits ?? []
    const given = applyEdits(question, edits)
    const left = assumptionsOf(given.topology, given.flow).map(({ what }) => what)
    expect(left).not.toContainEqual(first?.what)
    // The larger of `all` and the device's own value counts, and `all` is still open.
    expect(left).toContainEqual({ kind: 'rp-filter', node: 'cn-hongkong.10.0.1.82', dev: 'all', least: 0 })
  })
  it('rp_filter 2 for all leaves nothing to assume', () => {
    const { topology, flow } = ask('s5', { 'rp-filter': 'rp2' })
    expect(assumptionsOf(topology, flow).some(({ what }) => what.kind === 'rp-filter')).toBe(false)
  })
})
