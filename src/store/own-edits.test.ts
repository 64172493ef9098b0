import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { scenarios, variantsOf } from '../scenarios'
import { applyEdit, assumptionsOf, breaksOf, type Edit, ipv4, mendsOf, simulate } from '../sim'
import { choose, chooseScenario, resetVariant } from './document'
import { edit, pickBackend, resetEdits, undoEdit, unedit, withEdit } from './edits'
import { editWords, wordOf } from './edit-words'
import { hashOf, stateOf } from './link-state'
import { askFlow } from './own-flow'
import { targetOf } from './own-edits'
import { applyMend, canMend, restore } from './mend'
import { givenOf, lastStep, questionOf, runOf } from './select'
import { type AppStore, createAppStore } from './store'

const NODE = 'cn-hongkong.10.0.1.82'
const rp = (value: 0 | 1 | 2): Edit => ({ kind: 'set-device-rp-filter', node: NODE, dev: 'eth0', value })
const check: Edit = { kind: 'set-source-check', node: NODE, dev: 'eth0', value: true }

let store: AppStore
beforeEach(() => {
  store = createAppStore()
})
const edits = () => store.getState().edits
const fate = () => runOf(store.getState()).trace.verdict.fate.kind

describe("edits of a person's own", () => {
  it('turn the verdict at once, and undo turns it back', () => {
    expect(fate()).toBe('delivered')
    edit(store, rp(1))
    expect(fate()).toBe('dropped')
    undoEdit(store)
    expect(fate()).toBe('delivered')
    expect(store.getState()).toMatchObject({ edits: [], toast: null })
  })

  it('keep one for each thing, the later one', () => {
    edit(store, rp(1))
    edit(store, check)
    edit(store, rp(2))
    expect(edits()).toEqual([rp(2), check])
    unedit(store, targetOf(rp(2)))
    expect(edits()).toEqual([check])
  })

  it('end with the scenario and with reset; another variant keeps what is assumed, not the backend', () => {
    edit(store, check)
    chooseScenario(store, 's2')
    expect(edits()).toEqual([])
    choose(store, 'target', 'nginx-clusterip')
    edit(store, check)
    pickBackend(store, { kind: 'set-backend', backend: 'nginx-7d6877d777-h4jtf' })
    expect(edits()).toHaveLength(2)
    resetEdits(store)
    expect(edits()).toEqual([{ kind: 'set-backend', backend: 'nginx-7d6877d777-h4jtf' }])
    edit(store, check)
    choose(store, 'releases', 'newer')
    expect(edits()).toEqual([check])
    resetVariant(store)
    expect(store.getState()).toMatchObject({ variant: {}, edits: [] })
  })

  it("a pick is the scenario's own switch where it has one", () => {
    chooseScenario(store, 's7')
    pickBackend(store, { kind: 'set-slb-backend', backend: 'nginx-7d6877d777-kxwdb' })
    expect(store.getState()).toMatchObject({ variant: { backend: 'kxwdb' }, edits: [] })
    pickBackend(store, { kind: 'set-slb-backend', backend: 'nginx-7d6877d777-h4jtf' })
    expect(store.getState()).toMatchObject({ variant: {}, edits: [] })
  })

  it('the hop stays on the walk', () => {
    store.setState({ step: 38 })
    edit(store, rp(1))
    expect(store.getState().step).toBe(lastStep(store.getState()))
  })
})

describe('words of edits', () => {
  it.each(scenarios)('every edit of $id has one word, and changes what its scenario asks or nothing', (scenario) => {
    const words = editWords(scenario.question.topology)
    for (const [word, made] of words) {
      expect(word).toMatch(/^e-[a-z0-9-]+$/)
      expect(wordOf(made, scenario.question.topology)).toBe(word)
      expect(() => applyEdit(scenario.question, made)).not.toThrow()
    }
  })

  it.each(scenarios)('every other value of what $id assumes has a word', ({ question }) => {
    for (const { alternatives } of assumptionsOf(question.topology, question.flow)) {
      for (const made of alternatives.flatMap((other) => other.edits)) {
        expect(wordOf(made, question.topology), JSON.stringify(made)).not.toBeNull()
      }
    }
  })

  it('mends and breakers of every variant are one click each, and what that makes stands in the link', () => {
    const nowhere: string[] = []
    for (const scenario of scenarios) {
      for (const variant of variantsOf(scenario).slice(0, 4)) {
        const question = givenOf(scenario, variant)
        for (const { edit: made } of [...mendsOf(question).mends, ...breaksOf(question)]) {
          const one = createAppStore()
          one.setState({ scenario: scenario.id, variant })
          if (!canMend(one.getState(), made)) nowhere.push(JSON.stringify(made))
          const before = applyMend(one, made)
          const opened = stateOf(hashOf(one.getState()))
          const again = opened.ok ? runOf({ ...one.getState(), ...opened.value }).trace.verdict : null
          expect(again, JSON.stringify(made)).toEqual(runOf(one.getState()).trace.verdict)
          restore(one, before)
          expect(runOf(one.getState()).trace.verdict).toEqual(simulate(question.topology, question.flow).trace.verdict)
        }
      }
    }
    expect(nowhere).toEqual([])
  })

  it('a packet with too small a TTL gets the usual one by one click, and undo asks with the small one again', () => {
    chooseScenario(store, 's5')
    const { from, to, protocol } = questionOf(store.getState()).flow
    askFlow(store, { from, to, protocol, ttl: 1 })
    const [mend] = mendsOf(questionOf(store.getState())).mends
    if (!mend) throw new Error('no mend')
    expect(mend.topic).toBe('ttl')
    expect(canMend(store.getState(), mend.edit)).toBe(true)
    const before = applyMend(store, mend.edit)
    expect(fate()).toBe('delivered')
    restore(store, before)
    expect(fate()).toBe('dropped')
  })

  it('come back from the link, in any number', () => {
    for (const { id, question } of scenarios) {
      const all = [...editWords(question.topology).values()]
      fc.assert(
        fc.property(fc.subarray(all, { maxLength: 10 }), (chosen) => {
          const own = chosen.reduce<readonly Edit[]>(withEdit, [])
          const opened = stateOf(hashOf({ scenario: id, variant: {}, edits: own, step: 0 }))
          expect(opened).toEqual({ ok: true, value: { scenario: id, variant: {}, flow: null, edits: own, step: 0 } })
        }),
        { numRuns: 30 },
      )
    }
  })

  it.each([
    ['1.s5.e-rp1-1-eth0.e-rp2-1-eth0', { code: 'twice', at: 19, found: 'e-rp2-1-eth0' }],
    ['1.s5.e-rp3-1-eth0', { code: 'word', at: 6, found: 'e-rp3-1-eth0', scenario: 's5' }],
    ['1.s5.e-rp1-9-eth0', { code: 'word', at: 6, found: 'e-rp1-9-eth0', scenario: 's5' }],
    ['1.s5.e-rp1-1-et', { code: 'cut', at: 15 }],
    ['1.s5.e', { code: 'cut', at: 6 }],
    ['1.s5.h3.e-sr1', { code: 'order', at: 9, found: 'e-sr1' }],
    ['1.s5.e-__proto__', { code: 'character', at: 8, found: '_' }],
  ])('%s: %j', (hash, error) => {
    expect(stateOf(hash)).toEqual({ ok: false, error })
  })

  it('never throw', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const near = fc.constantFrom('e', '-', '.', 'rp1', '1', 'eth0', 'sc', 'b', 'h4jtf', 'h3')
    fc.assert(
      fc.property(
        fc.array(fc.oneof(unit, near), { maxLength: 40 }),
        (parts) => void stateOf(`#1.s5.e${parts.join('')}`),
      ),
    )
  })
})

describe("with a flow of one's own", () => {
  it('an edit counts for it too, and both stand in the link', () => {
    const flow = {
      from: { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' },
      to: { ip: ipv4('10.0.3.58'), port: 80 },
      protocol: 'TCP',
    } as const
    askFlow(store, flow)
    edit(store, { kind: 'set-source-check', node: NODE, dev: 'eth1', value: true })
    const { step: _step, ...state } = store.getState()
    const hash = hashOf({ ...state, step: 0 })
    expect(hash).toMatch(/^1\.s5\.e-sc1-1-eth1\.f-/)
    expect(stateOf(hash)).toMatchObject({ ok: true, value: { flow, edits: [{ kind: 'set-source-check' }] } })
  })

  it('another one keeps what is assumed and ends the pick', () => {
    edit(store, check)
    pickBackend(store, { kind: 'set-backend', backend: 'nginx-7d6877d777-h4jtf' })
    askFlow(store, { from: { kind: 'node', name: NODE }, to: { ip: ipv4('10.0.3.58'), port: 80 }, protocol: 'TCP' })
    expect(edits()).toEqual([check])
  })
})
