import { describe, expect, it } from 'vitest'
import { fakeWindow } from '../../test/fake-window'
import { allScenarios, variantsOf } from '../scenarios'
import { ipv4, sourcesOf } from '../sim'
import { choose, chooseScenario, resetFlow } from './document'
import { askFlow, withFlow } from './own-flow'
import { hashOf, stateOf } from './link-state'
import { advance, chooseLeg, play, seek } from './playback'
import { lastStep } from './select'
import { createAppStore } from './store'
import { syncLink } from './sync-link'

function open(hash: string) {
  const fake = fakeWindow(hash)
  const store = createAppStore()
  const stop = syncLink(store, fake.window)
  return { ...fake, store, stop }
}

describe('the hash', () => {
  it('opens what it says: scenario, variant, hop', () => {
    const { store } = open('#1.s6.cluster.h8')
    expect(store.getState()).toMatchObject({ scenario: 's6', variant: { policy: 'cluster' }, step: 7, banner: null })
  })

  it('says the scenario from the start, without a new entry', () => {
    const { entries } = open('')
    expect(entries()).toEqual(['#1.s5'])
  })

  it('gets a new entry for scenario, variant and leg', () => {
    const { store, entries } = open('')
    chooseScenario(store, 's4')
    choose(store, 'releases', 'newer')
    chooseLeg(store, 'reply')
    expect(entries()).toEqual(['#1.s5', '#1.s4', '#1.s4.newer', '#1.s4.newer.h22'])
  })

  it('is replaced by hops, at a pace that browsers allow', () => {
    const { store, entries, wait, writes } = open('#1.s5')
    for (let hop = 1; hop <= 30; hop++) {
      seek(store, hop)
      wait(10)
    }
    expect(writes()).toBeLessThanOrEqual(1)
    wait(1_000)
    expect(entries()).toEqual(['#1.s5.h31'])
  })

  it('is replaced, not pushed, while it plays from the request into the reply', () => {
    const { store, entries, wait } = open('#1.s5')
    play(store)
    for (let hop = 0; hop < 38; hop++) {
      advance(store)
      wait(200)
    }
    wait(1_000)
    expect(entries()).toEqual(['#1.s5.h39'])
  })

  it('goes back and forward with the history, and writes nothing then', () => {
    const { store, back, forward, writes, wait } = open('#1.s1')
    chooseScenario(store, 's6')
    seek(store, 7)
    wait(1_000)
    const before = writes()
    back()
    expect(store.getState()).toMatchObject({ scenario: 's1', step: 0 })
    forward()
    expect(store.getState()).toMatchObject({ scenario: 's6', step: 7 })
    wait(1_000)
    expect(writes()).toBe(before)
  })

  it('a hop that waits to be written does not overwrite the entry that Back went to', () => {
    const { store, back, entries, wait } = open('#1.s1')
    chooseScenario(store, 's6')
    seek(store, 7)
    back()
    wait(1_000)
    expect(entries()[0]).toBe('#1.s1')
  })

  it('a bad one raises the banner and keeps the rest; the next good one takes it down', () => {
    const { store, go, hash } = open('#1.s6.h5')
    go('#1.s9')
    expect(store.getState()).toMatchObject({
      scenario: 's6',
      step: 4,
      banner: { kind: 'link', problem: { code: 'scenario', found: 's9' } },
    })
    expect(hash()).toBe('#1.s9')
    go('#1.s1')
    expect(store.getState()).toMatchObject({ scenario: 's1', banner: null })
  })

  it('a bad one at the start: the default scenario, and the banner', () => {
    const { store, entries } = open('#garbage')
    expect(store.getState()).toMatchObject({ scenario: 's5', step: 0, banner: { problem: { code: 'version' } } })
    expect(entries()).toEqual(['#garbage'])
    chooseScenario(store, 's2')
    expect(store.getState().banner).toBeNull()
    expect(entries()).toEqual(['#garbage', '#1.s2'])
  })

  it('is left alone once the page has stopped', () => {
    const { store, stop, go, writes, wait } = open('#1.s5')
    seek(store, 3)
    stop()
    wait(1_000)
    chooseScenario(store, 's1')
    go('#1.s2')
    expect(writes()).toBe(0)
    expect(store.getState().scenario).toBe('s1')
  })
})

describe("a flow of one's own", () => {
  const flow = {
    from: { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' },
    to: { ip: ipv4('10.0.3.62'), port: 80 },
    protocol: 'TCP',
  } as const

  it('is a new entry of the history; Back and Forward walk over it', () => {
    const { store, entries, back, forward } = open('#1.s5')
    askFlow(store, flow)
    askFlow(store, { ...flow, protocol: 'UDP' })
    resetFlow(store)
    expect(entries()).toEqual(['#1.s5', '#1.s5.f-p0-s0l-80', '#1.s5.f-p0-s0l-u80', '#1.s5'])
    back()
    expect(store.getState().flow?.protocol).toBe('UDP')
    back()
    expect(store.getState().flow).toEqual(flow)
    back()
    expect(store.getState().flow).toBeNull()
    forward()
    expect(store.getState().flow).toEqual(flow)
  })

  it('has a link of 60 characters at most, whatever is asked in whatever variant', () => {
    for (const scenario of allScenarios()) {
      const { topology } = scenario.question
      const [source] = sourcesOf(topology).slice(-1)
      if (!source) continue
      const from = { kind: source.kind, name: source.name }
      for (const variant of variantsOf(scenario)) {
        const asked = withFlow(scenario, variant, {
          from,
          to: { ip: ipv4('255.255.255.254'), port: 65_535 },
          protocol: 'UDP',
        })
        const hash = hashOf({ ...asked, step: 38 })
        expect(hash.length, hash).toBeLessThanOrEqual(60)
        const step = lastStep(asked)
        const opened = stateOf(hashOf({ ...asked, step }))
        // A choice that is the scenario's own goes without saying.
        expect(opened.ok && { flow: opened.value.flow, step: opened.value.step }).toEqual({ flow: asked.flow, step })
      }
    }
  })
})

describe('every state of every scenario', () => {
  const states = allScenarios().flatMap((scenario) =>
    variantsOf(scenario).flatMap((variant) => {
      const asked = { scenario: scenario.id, variant, edits: [] }
      return [0, 1, lastStep(asked)].map((step) => ({ ...asked, step }))
    }),
  )

  it('comes back from its link', () => {
    for (const state of states) {
      const opened = stateOf(`#${hashOf(state)}`)
      expect(opened.ok && hashOf(opened.value)).toBe(hashOf(state))
      expect(opened.ok && opened.value.step).toBe(state.step)
    }
  })

  it('has a short link: 24 characters with a hop, 60 with a variant', () => {
    for (const state of states) {
      expect(hashOf({ ...state, variant: {}, step: 38 }).length).toBeLessThanOrEqual(24)
      expect(hashOf(state).length).toBeLessThanOrEqual(60)
    }
  })
})
