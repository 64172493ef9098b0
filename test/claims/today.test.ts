/*! T1 to T5: the same scenarios with newer releases, in another kube-proxy mode, or with rp_filter set. */
import { describe, expect, it } from 'vitest'
import { ask, CALI_OF, NODE_1_82, nodeOf, serverSaw, way } from './ask'

describe('the same scenarios today', () => {
  it("T1 Terway ≥ 1.4.2: S4's request leaves by eth1, as its answer returns", () => {
    const run = ask('s4', 'newer')
    expect(run.trace.verdict.fate.kind).toBe('delivered')
    expect(way(run, 'request')).toContain('.1.82 eth1')
    expect(way(run, 'request')).not.toContain('.1.82 eth0')
    expect(way(run, 'reply')).toEqual(way(run, 'request').toReversed())
    // The second look-up, in OUTPUT, changes what the first one said.
    const routed = run.trace.request.steps.map(({ event }) => event).find(({ kind }) => kind === 'output')
    expect(routed).toMatchObject({ rerouted: true, was: 'eth0', dev: 'eth1' })
    expect(nodeOf(run, NODE_1_82).rules.filter(({ priority }) => priority === 2048)).toMatchObject([{ iif: null }])
  })

  it("T2 Terway ≥ 1.4.2: S5's request leaves by eth1 with the node's address, its answer arrives on eth0", () => {
    const run = ask('s5', 'newer')
    expect(run.trace.verdict.fate.kind).toBe('delivered')
    expect(way(run, 'request')).toContain('.1.82 eth1')
    expect(way(run, 'reply')).toContain('.1.82 eth0')
    expect(serverSaw(run)).toBe('10.0.1.82')
  })

  it('T3 kube-proxy ≥ 1.21: S6 is reachable, and the client address is kept', () => {
    const run = ask('s6', 'newer')
    expect(run.trace.verdict).toMatchObject({ fate: { kind: 'delivered' }, clientSees: { kind: 'connected' } })
    expect(serverSaw(run)).toBe('10.0.1.91')
  })

  const modes = [
    ['iptables', 'article'],
    ['iptables', 'newer'],
    ['nftables', 'newer'],
  ] as const
  it.each(modes)(
    'T4 in %s mode (%s) S4 and S5 leave by eth1: the address is replaced before the routing decision',
    (mode, releases) => {
      for (const id of ['s4', 's5'] as const) {
        const run = ask(id, mode, releases)
        expect(run.trace.verdict.fate.kind).toBe('delivered')
        expect(way(run, 'request')).toContain('.1.82 eth1')
        expect(way(run, 'request')).not.toContain('.1.82 eth0')
        // The VIP is no address of the node, and no packet goes up to INPUT for it.
        const vip = run.flow.to.ip
        expect(nodeOf(run, NODE_1_82).addrs.some(({ address }) => address === vip)).toBe(false)
        const steps = run.trace.request.steps.map(({ event }) => event.kind)
        expect(steps).not.toContain('input')
        expect(steps.indexOf('prerouting')).toBeLessThan(steps.indexOf('route-input'))
      }
      // S5 is SNATed to the node's address: the answer comes to eth0, S4's to the eth1 that it left by.
      expect(way(ask('s5', mode, releases), 'reply')).toContain('.1.82 eth0')
      expect(way(ask('s4', mode, releases), 'reply')).toContain('.1.82 eth1')
    },
  )

  it.each(['article', 'newer'] as const)(
    "T5 (%s) rp_filter 1 drops S5's reply on eth0, not S4's; with 0 and 2 both pass",
    (releases) => {
      for (const value of ['rp0', 'rp2'] as const) {
        expect(ask('s4', value, releases).trace.verdict.fate.kind).toBe('delivered')
        expect(ask('s5', value, releases).trace.verdict.fate.kind).toBe('delivered')
      }
      expect(ask('s4', 'rp1', releases).trace.verdict.fate.kind).toBe('delivered')
      const { fate, clientSees } = ask('s5', 'rp1', releases).trace.verdict
      expect(fate).toMatchObject({
        kind: 'dropped',
        leg: 'reply',
        reason: { kind: 'rp-filter', dev: 'eth0', wouldUse: 'eth1' },
      })
      expect(clientSees.kind).toBe('time-out')
    },
  )

  it('the cali that the old rule asks for is the one of the pod', () => {
    const rule = nodeOf(ask('s4'), NODE_1_82).rules.find(({ priority }) => priority === 2048)
    expect(rule?.iif).toBe(CALI_OF.h5wnp)
  })
})
