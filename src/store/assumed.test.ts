/*! What is assumed of a cluster of one's own, and what has been set since its list was opened. */
import { beforeAll, describe, expect, it } from 'vitest'
import { scenarioById } from '../scenarios'
import { BASIC_GROUP, type Edit } from '../sim'
import { assume, assumedAsked } from './assumed'
import { loadLater } from './load-later'
import { redoOwn, undoOwn } from './own/actions'
import { clusterOf, withEdit } from './own/cluster'
import { readRecord, recordOf } from './own/record'
import { questionOf } from './select'
import { createAppStore } from './store'

beforeAll(loadLater)

const { topology, flow } = scenarioById('s3').question
const cluster = () => clusterOf({ id: 'a', name: 'mine', base: topology, flow })
const off = (value: boolean): Edit => ({ kind: 'set-ip-forward', node: 'cn-hongkong.10.0.3.49', value })
const group: Edit = { kind: 'set-default-security-group', group: BASIC_GROUP }

describe('what is assumed of the question that is open', () => {
  it('a scenario: its variant without the edits, which stand beside it', () => {
    const state = { ...createAppStore().getState(), edits: [off(false)] }
    expect(assumedAsked(state, null)).toEqual({ base: questionOf({ ...state, edits: [] }), edits: [off(false)] })
  })
  it('a cluster of one’s own: its own topology, not that of the scenario behind it', () => {
    const own = cluster()
    const state = { ...createAppStore().getState(), own }
    expect(assumedAsked(state, own).base.topology).toBe(topology)
  })
  it('what has been set since stands beside the cluster as it was, the last value of each', () => {
    const opened = withEdit(cluster(), off(false))
    const own = [off(true), off(false), group].reduce(withEdit, opened)
    const asked = assumedAsked({ ...createAppStore().getState(), own }, opened)
    expect(asked.base.topology).toBe(opened.topology)
    expect(asked.edits).toEqual([off(false), group])
    const gone = withEdit(own, { kind: 'remove-security-group', group: BASIC_GROUP.id })
    expect(assumedAsked({ ...createAppStore().getState(), own: gone }, opened).edits).toEqual([off(false)])
  })
  it('another cluster, or an undo of what came before: nothing is taken as set', () => {
    const opened = withEdit(cluster(), off(false))
    for (const own of [cluster(), clusterOf({ ...cluster(), id: 'b' })]) {
      const asked = assumedAsked({ ...createAppStore().getState(), own }, opened)
      expect(asked).toEqual({ base: { topology: own.topology, flow: own.flow }, edits: [] })
    }
  })
})

describe('assume', () => {
  it('of a cluster of one’s own too: one undo takes all back, one redo makes them again, also when it was kept and read', () => {
    const store = createAppStore()
    const made: Edit = { kind: 'set-ip-forward', node: 'cn-hongkong.10.0.1.82', value: false }
    const before: Edit = { kind: 'set-terway', release: '1.4.2' }
    store.setState({ own: withEdit(cluster(), before) })
    assume(
      store,
      [off(false), made].map((edit, at) => ({ target: `set-ip-forward ${at}`, edit, given: null })),
    )
    const edits = () => store.getState().own?.done.map(({ edit }) => edit)
    const kept = () => {
      const { own } = store.getState()
      const read = own && readRecord(own.id, recordOf(own, 1))
      if (read?.ok) store.setState({ own: read.value })
    }
    expect(edits()).toEqual([before, off(false), made])
    for (const between of [() => undefined, kept]) {
      between()
      undoOwn(store)
      expect(edits()).toEqual([before])
      between()
      redoOwn(store)
      expect(edits()).toEqual([before, off(false), made])
    }
    undoOwn(store)
    undoOwn(store)
    expect(edits()).toEqual([])
    redoOwn(store)
    expect(edits()).toEqual([before])
  })
  it('several at once are one change, with one undo', () => {
    const store = createAppStore()
    const made: Edit = { kind: 'set-ip-forward', node: 'cn-hongkong.10.0.1.82', value: false }
    const choices = [off(false), made].map((edit, at) => ({ target: `set-ip-forward ${at}`, edit, given: null }))
    assume(store, choices)
    expect(store.getState().edits).toEqual([off(false), made])
    expect(store.getState().toast).toMatchObject({ before: [], target: 'set-ip-forward 0\nset-ip-forward 1' })
    assume(store, [])
    expect(store.getState().edits).toHaveLength(2)
  })
})
