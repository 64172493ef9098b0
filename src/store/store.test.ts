import { beforeEach, describe, expect, it } from 'vitest'
import { scenarios, variantsOf } from '../scenarios'
import { type FlowChoice, ipv4, stepsOf } from '../sim'
import { choose, chooseScenario, resetFlow, resetVariant } from './document'
import { askFlow } from './own-flow'
import {
  advance,
  chooseLeg,
  pause,
  play,
  seek,
  setLoop,
  setSpeed,
  stackBy,
  stepBy,
  togglePlaying,
  toFirst,
  toLast,
  toNextEvent,
} from './playback'
import { ghostOf, lastStep, legOf, listedRun, questionOf, runOf } from './select'
import { type AppStore, createAppStore } from './store'
import { dismissBanner, setBothLegs, setPanes, setTab, setTheme, showBanner } from './view'

let store: AppStore
beforeEach(() => {
  store = createAppStore()
})
const step = () => store.getState().step
const stand = () => {
  const state = store.getState()
  const at = stepsOf(runOf(state).trace)[state.step]
  return `${at?.event.kind} ${at?.place.kind === 'stage' ? at.place.stage : at?.place.kind}`
}

describe('the page opens', () => {
  it('on scenario 5, as in the article, at the first hop, ready to play', () => {
    expect(store.getState()).toMatchObject({ scenario: 's5', variant: {}, step: 0, playing: false, speed: 1 })
  })
})

describe('document', () => {
  it('begins a scenario at its first hop, with its own choices', () => {
    choose(store, 'rp-filter', 'rp1')
    seek(store, 12)
    play(store)
    chooseScenario(store, 's6')
    expect(store.getState()).toMatchObject({ scenario: 's6', variant: {}, step: 0, playing: false })
  })

  it('keeps the hop of another variant that has it, else goes to the last one', () => {
    seek(store, 30)
    choose(store, 'releases', 'newer')
    expect(step()).toBe(30)
    choose(store, 'releases', 'article')
    choose(store, 'policy', 'local')
    expect(step()).toBe(lastStep(store.getState()))
    expect(step()).toBeLessThan(30)
  })

  it("holds only what differs from the scenario's own", () => {
    choose(store, 'policy', 'local')
    choose(store, 'releases', 'newer')
    expect(store.getState().variant).toEqual({ policy: 'local', releases: 'newer' })
    choose(store, 'policy', 'cluster')
    expect(store.getState().variant).toEqual({ releases: 'newer' })
    resetVariant(store)
    expect(store.getState().variant).toEqual({})
  })

  it('ignores a choice that the scenario does not have', () => {
    choose(store, 'backend', 'kxwdb')
    choose(store, 'policy', 'newer')
    expect(store.getState().variant).toEqual({})
  })
})

describe('playback', () => {
  it('seeks within the walk only', () => {
    seek(store, 10)
    expect(step()).toBe(10)
    seek(store, 1e9)
    expect(step()).toBe(38)
    seek(store, -5)
    expect(step()).toBe(0)
    seek(store, Number.NaN)
    expect(step()).toBe(0)
    seek(store, 7.9)
    expect(step()).toBe(7)
  })

  it('stops when a hop is taken by hand', () => {
    play(store)
    stepBy(store, 1)
    expect(store.getState()).toMatchObject({ step: 1, playing: false })
    stepBy(store, -1)
    toLast(store)
    expect(step()).toBe(38)
    toFirst(store)
    expect(step()).toBe(0)
  })

  it('plays to the end and stops there; play then begins again', () => {
    play(store)
    for (let hop = 0; hop < 38; hop++) advance(store)
    expect(store.getState()).toMatchObject({ step: 38, playing: true })
    advance(store)
    expect(store.getState()).toMatchObject({ step: 38, playing: false })
    play(store)
    expect(store.getState()).toMatchObject({ step: 0, playing: true })
    togglePlaying(store)
    expect(store.getState().playing).toBe(false)
  })

  it('begins again by itself when it loops', () => {
    setLoop(store, true)
    seek(store, 38)
    store.setState({ playing: true })
    advance(store)
    expect(store.getState()).toMatchObject({ step: 0, playing: true })
    pause(store)
    setSpeed(store, 4)
    expect(store.getState()).toMatchObject({ playing: false, speed: 4 })
  })

  it('goes to a leg, and stays where it is if nothing answered', () => {
    chooseLeg(store, 'reply')
    expect([step(), legOf(store.getState(), step())]).toEqual([21, 'reply'])
    chooseLeg(store, 'request')
    expect([step(), legOf(store.getState(), step())]).toEqual([0, 'request'])
  })

  it('walks the machines: pod, host, VPC, host, pod, and back', () => {
    const starts = [0]
    for (let turn = 0; turn < 12; turn++) {
      stackBy(store, 1)
      if (step() !== starts.at(-1)) starts.push(step())
    }
    expect(starts).toEqual([0, 3, 12, 13, 19, 21, 24, 30, 31, 37])
    stackBy(store, -1)
    expect(step()).toBe(31)
    seek(store, 35)
    stackBy(store, -1)
    expect(step()).toBe(31)
  })

  it('finds the rewrites one after the other: DNAT, SNAT, un-SNAT, un-DNAT', () => {
    const found: string[] = []
    for (let turn = 0; turn < 4; turn++) {
      toNextEvent(store)
      found.push(stand())
    }
    expect(found).toEqual(['ipvs-dnat ipvs', 'postrouting postrouting', 'prerouting prerouting', 'forward forward'])
    chooseScenario(store, 's6')
    toNextEvent(store)
    expect(stand()).toBe('drop ipvs')
  })
})

describe('derived', () => {
  it('is computed once for a question, and is the same object again', () => {
    const first = runOf(store.getState())
    chooseScenario(store, 's6')
    expect(runOf(store.getState())).not.toBe(first)
    chooseScenario(store, 's5')
    expect(runOf(store.getState())).toBe(first)
    expect(questionOf({ scenario: 's5', variant: { policy: 'cluster' } })).toBe(questionOf(store.getState()))
  })

  it('lists the open scenario as it is chosen, the others as in the article', () => {
    choose(store, 'policy', 'local')
    expect(listedRun(store.getState(), 's5').trace.verdict.fate.kind).toBe('dropped')
    expect(listedRun(store.getState(), 's6').trace.verdict.fate.kind).toBe('dropped')
    chooseScenario(store, 's1')
    expect(listedRun(store.getState(), 's5').trace.verdict.fate.kind).toBe('delivered')
  })

  it('S6 never went from IPVS to nginx: the rest of the request under policy Cluster', () => {
    const ghost = ghostOf({ scenario: 's6', variant: {} })
    expect(ghost).toMatchObject({ leg: 'request', from: 8 })
    const rest = ghost?.run.trace.request.steps.slice(ghost.from).map(({ event }) => event.kind)
    expect(rest?.[0]).toBe('ipvs-route')
    expect(rest?.at(-1)).toBe('deliver')
  })

  it('S5 under rp_filter 1 never came back from the routing decision to curl', () => {
    const ghost = ghostOf({ scenario: 's5', variant: { 'rp-filter': 'rp1' } })
    expect(ghost?.leg).toBe('reply')
    expect(ghost?.run.trace.reply?.steps.at(-1)?.event.kind).toBe('deliver')
  })

  it('a delivered packet leaves no way that it never went', () => {
    for (const scenario of scenarios) {
      for (const variant of variantsOf(scenario)) {
        const asked = { scenario: scenario.id, variant }
        if (runOf(asked).trace.verdict.fate.kind === 'delivered') expect(ghostOf(asked)).toBeNull()
      }
    }
  })
})

describe('view', () => {
  it('changes nothing but itself', () => {
    const { scenario, variant, visits } = store.getState()
    const before = step()
    setTab(store, 'capture')
    setTheme(store, 'dark')
    setBothLegs(store, true)
    setPanes(store, { list: false })
    showBanner(store, { kind: 'link', problem: { code: 'cut', at: 3 } })
    expect(store.getState()).toMatchObject({
      tab: 'capture',
      theme: 'dark',
      bothLegs: true,
      panes: { list: false, inspector: true },
      banner: { problem: { at: 3 } },
    })
    dismissBanner(store)
    expect(store.getState()).toMatchObject({ scenario, variant, visits, step: before, banner: null })
  })
})

describe('an own flow', () => {
  const centos = { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' } as const
  const flow = (ip: string, port = 80): FlowChoice => ({ from: centos, to: { ip: ipv4(ip), port }, protocol: 'TCP' })

  it("is asked on the scenario's cluster from its first hop; run, question and last hop follow", () => {
    seek(store, 12)
    askFlow(store, flow('10.0.3.62'))
    expect(store.getState()).toMatchObject({ scenario: 's5', flow: flow('10.0.3.62'), step: 0, visits: 1 })
    expect(questionOf(store.getState()).flow).toMatchObject({ to: { port: 80 }, backend: null, sport: 40001 })
    expect(runOf(store.getState()).trace.verdict.fate).toMatchObject({
      kind: 'dropped',
      reason: { kind: 'ipvs-no-server' },
    })
    expect(lastStep(store.getState())).toBeLessThan(38)
    expect(ghostOf(store.getState())).toBeNull()
    expect(listedRun(store.getState(), 's5')).toBe(runOf(store.getState()))
  })

  it('keeps the variant, is kept by another one, and ends with the scenario', () => {
    choose(store, 'proxy', 'iptables')
    askFlow(store, flow('10.0.3.62'))
    expect([...runOf(store.getState()).world.netns.keys()]).not.toEqual([])
    expect(store.getState().variant).toEqual({ proxy: 'iptables' })
    choose(store, 'releases', 'newer')
    resetVariant(store)
    expect(store.getState()).toMatchObject({ flow: flow('10.0.3.62'), variant: {} })
    chooseScenario(store, 's5')
    expect(store.getState().flow).toBeNull()
  })

  it("reset: back to the scenario's own; the scenario's own flow asked again is none", () => {
    askFlow(store, flow('10.0.3.62'))
    resetFlow(store)
    expect(store.getState()).toMatchObject({ flow: null, visits: 2 })
    askFlow(store, flow('10.0.3.63'))
    expect(store.getState().flow).toBeNull()
    expect(runOf(store.getState()).trace.verdict.fate.kind).toBe('delivered')
  })

  it('takes the place of a choice of the target, and ends with the next one', () => {
    chooseScenario(store, 's2')
    choose(store, 'target', 'nginx-clusterip')
    choose(store, 'enis', 'two-enis')
    askFlow(store, flow('192.168.2.115', 81))
    expect(store.getState().variant).toEqual({ enis: 'two-enis' })
    choose(store, 'target', 'nginx1-clusterip')
    expect(store.getState()).toMatchObject({ flow: null, variant: { target: 'nginx1-clusterip', enis: 'two-enis' } })
    // The flow of the chosen target, and that of the scenario itself, are no flows of one's own.
    askFlow(store, flow('192.168.2.253'))
    expect(store.getState()).toMatchObject({ flow: null, variant: { target: 'nginx1-clusterip' } })
    askFlow(store, flow('10.0.1.104'))
    expect(store.getState()).toMatchObject({ flow: null, variant: { enis: 'two-enis' } })
  })

  it('any number of them can be asked', () => {
    const first = flow('10.0.3.62', 1)
    for (let port = 1; port <= 100; port++) askFlow(store, flow('10.0.3.62', port))
    askFlow(store, first)
    expect(runOf(store.getState()).flow.to.port).toBe(1)
  })
})

describe('a choice that needs another one', () => {
  it('is not taken without it, and goes when that goes', () => {
    choose(store, 'proxy', 'nftables')
    expect(store.getState().variant).toEqual({})
    choose(store, 'releases', 'newer')
    choose(store, 'proxy', 'nftables')
    expect(questionOf(store.getState()).topology.kubeProxy).toMatchObject({ mode: 'nftables', release: '1.33' })
    choose(store, 'releases', 'article')
    expect(store.getState().variant).toEqual({})
  })
})
