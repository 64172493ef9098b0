/*! What a person does with a comparison: nothing that is open is lost by it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../base/assert'
import { stepsOf } from '../sim'
import {
  canSwap,
  comparisonOf,
  compareWith,
  earlier,
  goTo,
  openInstead,
  openSide,
  releasesOf,
  stopComparing,
  swapSides,
} from './compare'
import { firstOther, offersBeside, offersToOpen } from './compare-offers'
import { choose, chooseScenario } from './document'
import { edit } from './edits'
import { loadLater } from './load-later'
import { clusterOf, withEdit } from './own/cluster'
import { seek } from './playback'
import { questionOf, runOf } from './select'
import { type AppStore, createAppStore } from './store'

beforeAll(loadLater)

function compared(): AppStore {
  const store = createAppStore()
  chooseScenario(store, 's6')
  seek(store, 3)
  compareWith(store, must(firstOther(store.getState()), 'something to compare with'))
  return store
}
const columnOf = (store: AppStore) => {
  const state = store.getState()
  const { other, column } = must(state.versus, 'a comparison')
  return comparisonOf(runOf(openSide(state)), runOf(other)).columns[column]
}

describe('a scenario beside its variant', () => {
  it('begins where the two first differ, with what tells most: scenario 6 beside policy Cluster', () => {
    const { versus, step } = compared().getState()
    expect(versus).toMatchObject({ other: { scenario: 's6', variant: { policy: 'cluster' } }, column: 4 })
    expect(step).toBe(3)
  })
  it('moves, to the ends and no further; the hop of the page stays', () => {
    const store = compared()
    goTo(store, 99)
    expect(columnOf(store)?.leg).toBe('reply')
    goTo(store, -5)
    expect(store.getState().versus?.column).toBe(0)
    expect(store.getState().step).toBe(3)
  })
  it('swapped twice it is as it was, at the same hop', () => {
    const store = compared()
    for (const column of [4, 7, 11, 20]) {
      goTo(store, column)
      const [before, at] = [store.getState(), columnOf(store)]
      swapSides(store)
      expect(columnOf(store)).toMatchObject({ a: at?.b, b: at?.a })
      expect(store.getState().variant).toEqual({ policy: 'cluster' })
      swapSides(store)
      expect(openSide(store.getState())).toEqual(openSide(before))
      expect(store.getState().versus).toEqual(before.versus)
    }
  })
  it('closed, the page is as it was; each move is a stop of the Back button', () => {
    const store = compared()
    const { visits } = store.getState()
    stopComparing(store)
    expect(store.getState()).toMatchObject({ scenario: 's6', variant: {}, step: 3, versus: null, visits: visits + 1 })
    stopComparing(store)
    expect(store.getState().visits).toBe(visits + 1)
  })
  it('another A is the open one; its hop is one that it has', () => {
    const store = compared()
    seek(store, 99)
    const newer = offersToOpen(store.getState()).find((offer) => offer.kind === 'choice' && offer.choice === 'cluster')
    openInstead(store, must(newer, 'Cluster').side)
    const state = store.getState()
    expect(state.variant).toEqual({ policy: 'cluster' })
    expect(state.step).toBeLessThan(stepsOf(runOf(state).trace).length)
  })
  it('every choice that is not taken is offered, and those that need another one only with it', () => {
    const store = compared()
    const choices = () =>
      offersBeside(store.getState()).flatMap((offer) => (offer.kind === 'choice' ? [offer.choice] : []))
    expect(choices()).toEqual(['local', 'iptables', 'newer'])
    choose(store, 'releases', 'newer')
    compareWith(store, openSide(store.getState()))
    expect(choices()).toEqual(['cluster', 'iptables', 'nftables', 'article'])
  })
})

it('with edits of one’s own, what was before them is offered first', () => {
  const store = createAppStore()
  edit(store, { kind: 'set-device-rp-filter', node: 'cn-hongkong.10.0.1.82', dev: 'eth0', value: 1 })
  const [first] = offersBeside(store.getState())
  expect(first).toMatchObject({ kind: 'unedited', side: { scenario: 's5', edits: [] } })
})

describe('a cluster of one’s own', () => {
  const { topology, flow } = questionOf({ scenario: 's6', variant: {} })
  const base = clusterOf({ id: 'k3x9', name: 'lab', base: topology, flow })
  const own = withEdit(withEdit(base, { kind: 'set-external-policy', service: 'nginx', policy: 'Cluster' }), {
    kind: 'set-proxy-mode',
    mode: 'iptables',
  })
  const store = createAppStore()
  store.setState({ own })

  it('is compared with what it was before the last edit, before all, and with newer releases', () => {
    const offers = offersBeside(store.getState())
    expect(offers.map(({ kind }) => kind)).toEqual(['undone', 'base', 'releases'])
    expect(offers.map(({ side }) => runOf(side).topology.kubeProxy.mode)).toEqual(['ipvs', 'ipvs', 'iptables'])
    const [undone, all, newer] = offers.map(({ side }) => side)
    expect(runOf(must(undone, 'before')).trace.verdict.fate.kind).toBe('delivered')
    expect(runOf(must(all, 'base')).trace.verdict.fate.kind).toBe('dropped')
    expect(releasesOf(must(newer, 'newer'))).toBe('newer')
  })
  it('what it was cannot be the open one: opening keeps what is opened, and later edits would be lost', () => {
    const other = must(offersBeside(store.getState())[0], 'before').side
    compareWith(store, other)
    const state = store.getState()
    expect(canSwap(state, must(state.versus, 'a comparison'))).toBe(false)
    swapSides(store)
    expect(store.getState().own).toBe(own)
  })
  it('there is no state before its beginning, nor the one that it is in', () => {
    expect(earlier(own, 2)).toBeNull()
    expect(earlier(own, -1)).toBeNull()
    expect(earlier(own, 0)?.topology).toEqual(base.topology)
  })
})
