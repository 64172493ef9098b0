/*! What holds of edits in every cluster. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyEdit,
  applyEdits,
  canSend,
  check,
  type Edit,
  type Question,
  readTopology,
  simulate,
  sourcesOf,
  topologyToJson,
} from '../../src/sim'
import { additions, changeOf, removals, renamings } from '../any-edit'
import { must } from '../../src/base/assert'
import { clusterOf, type OwnCluster, redone, undone, withEdit } from '../../src/store/own/cluster'
import { anyFlow, anyTopology } from '../arbitrary-topology'
import { validQuestion } from '../valid-topology'

const judged = ({ topology }: Question) => check(JSON.parse(JSON.stringify(topologyToJson(topology))))

describe('edits', () => {
  it('the clusters that these laws are tried on are ones that check accepts', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        expect(judged(question)).toEqual({ ok: true, value: question.topology })
      }),
    )
  })

  it('what is added and removed again was never there', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        for (const [add, remove] of additions(question)) {
          const there = applyEdit(question, add)
          expect(there, add.kind).not.toEqual(question)
          expect(applyEdit(there, remove), add.kind).toEqual(question)
        }
      }),
    )
  })

  it('what is renamed and renamed back is as it was, and what names it follows', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        for (const [there, back] of renamings(question)) {
          const renamed = applyEdit(question, there)
          expect(judged(renamed), JSON.stringify(there)).toMatchObject({ ok: true })
          expect(applyEdit(renamed, back), there.kind).toEqual(question)
        }
      }),
    )
  })

  it('what is removed leaves nothing behind that names it', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        for (const remove of removals(question)) {
          const left = applyEdit(question, remove)
          // Without a node there is no cluster; that is another matter.
          if (left.topology.nodes.length > 0) expect(judged(left), JSON.stringify(remove)).toMatchObject({ ok: true })
          const { backend, slbBackend } = left.flow
          const names = [...left.topology.pods, ...left.topology.nodes].map(({ name }) => name)
          expect(backend === null || names.includes(backend)).toBe(true)
          expect(slbBackend === undefined || names.includes(slbBackend)).toBe(true)
        }
      }),
    )
  })

  it('any edits, in any order, of things that are there and of things that are not: never an exception, nothing given is changed', () => {
    fc.assert(
      fc.property(
        validQuestion.chain((question) =>
          fc.tuple(fc.constant(question), fc.array(changeOf(question), { maxLength: 12 })),
        ),
        ([question, edits]) => {
          const before = JSON.stringify(question)
          expect(() => applyEdits(question, edits)).not.toThrow()
          expect(JSON.stringify(question)).toBe(before)
        },
      ),
    )
  })

  it('undone one by one they lead back to where they began, done again to where they led, with what was asked', () => {
    fc.assert(
      fc.property(
        validQuestion.chain((question) =>
          fc.tuple(
            fc.constant(question),
            fc.array(fc.oneof(changeOf(question), fc.constantFrom(...additions(question).map(([add]) => add))), {
              maxLength: 8,
            }),
          ),
        ),
        ([{ topology, flow }, edits]) => {
          const start = clusterOf({ id: 'a', name: 'lab', base: topology, flow })
          const end = edits.reduce(withEdit, start)
          const [first, ...back] = Array.from({ length: edits.length + 1 }).reduce<readonly OwnCluster[]>(
            (all, _, at) => [...all, at === 0 ? end : must(undone(must(all[at - 1], 'one')), 'one to undo').cluster],
            [],
          )
          const undoneAll = back.at(-1) ?? must(first, 'the end')
          expect([undoneAll.topology, undoneAll.flow]).toEqual([start.topology, start.flow])
          expect(undone(undoneAll)).toBeNull()
          let again = undoneAll
          for (let next = redone(again); next; next = redone(again)) again = next.cluster
          expect([again.topology, again.flow]).toEqual([end.topology, end.flow])
        },
      ),
    )
  })

  it('an edit is JSON as it stands: read again it does the same', () => {
    fc.assert(
      fc.property(
        validQuestion.chain((question) => fc.tuple(fc.constant(question), changeOf(question))),
        ([question, edit]) => {
          const read = JSON.parse(JSON.stringify(edit)) as Edit
          expect(applyEdit(question, read)).toEqual(applyEdit(question, edit))
        },
      ),
    )
  })

  it('of something that is not there changes nothing', () => {
    const missing: readonly Edit[] = [
      { kind: 'rename-pod', pod: 'nobody', to: 'x' },
      { kind: 'remove-pod', pod: 'nobody' },
      { kind: 'set-pod', pod: 'nobody', change: { hostNetwork: true } },
      { kind: 'move-pod', pod: 'nobody', eni: 'eth1', node: 'node-1' },
      { kind: 'remove-node', node: 'nobody' },
      { kind: 'rename-node', node: 'nobody', to: 'x' },
      { kind: 'set-node', node: 'nobody', change: { vswitch: 'x' } },
      { kind: 'remove-eni', node: 'node-1', dev: 'eth9' },
      { kind: 'remove-vswitch', vswitch: 'nobody' },
      { kind: 'remove-service', service: 'nobody' },
      { kind: 'set-service', service: 'nobody', change: { lbIP: null } },
      { kind: 'remove-client', client: 'nobody' },
      { kind: 'remove-listener', at: 99 },
      { kind: 'remove-security-group', group: 'nobody' },
      { kind: 'remove-network-policy', policy: 'nobody' },
      { kind: 'remove-network-acl', acl: 'nobody' },
      { kind: 'remove-route', at: 99 },
      { kind: 'remove-eip', at: 99 },
    ]
    fc.assert(
      fc.property(validQuestion, (question) => {
        for (const edit of missing) expect(applyEdit(question, edit), edit.kind).toEqual(question)
      }),
    )
  })
})

describe('a topology with errors', () => {
  it('is simulated without an exception, whatever is wrong with it, if only the source of the flow is there', () => {
    fc.assert(
      fc.property(anyTopology, anyFlow, (topology, flow) => {
        const sources = sourcesOf(topology).map(({ kind, name }) => ({ kind, name }))
        for (const from of [flow.from, ...sources]) {
          if (canSend(topology, from)) expect(() => simulate(topology, { ...flow, from })).not.toThrow()
        }
      }),
    )
  })

  it('is read as it was written: nothing is mended, nothing is lost', () => {
    let read = 0
    fc.assert(
      fc.property(anyTopology, validQuestion, (topology, { topology: other }) => {
        for (const written of [
          topology,
          { ...other, pods: [...other.pods, ...other.pods], clients: topology.clients },
        ]) {
          const result = readTopology(JSON.parse(JSON.stringify(topologyToJson(written))))
          if (!result.ok) continue
          read++
          expect(result.value.topology).toEqual(written)
        }
      }),
    )
    expect(read).toBeGreaterThan(50)
  })
})
