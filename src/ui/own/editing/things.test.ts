/*! Every object in the picture can be renamed and deleted by the edits that its menu makes, and a move comes to where it says. */
import { beforeAll, describe, expect, it } from 'vitest'
import { applyEdit, loadPlanes, resolve, type Topology } from '../../../sim'
import { scenarios } from '../../../scenarios'
import { pictureEn } from '../../../text/picture-en'
import { plainLayout } from '../../graph/plain'
import { moveTo, movesOf, removal, renaming } from './thing-edits'
import { bareName, boxRenamed, thingOf, thingsIn } from './things'

const question = scenarios[6]?.question
if (!question) throw new Error('no seventh scenario')
const seen = (topology: Topology) => thingsIn(topology, plainLayout(resolve(topology), pictureEn))
const after = (edit: Parameters<typeof applyEdit>[1]) => applyEdit(question, edit).topology

beforeAll(async () => loadPlanes())

describe('objects of the picture', () => {
  const things = seen(question.topology)
  it('are nodes, pods, secondary ENIs, vSwitches and clients', () => {
    expect(new Set(things.map(({ ref }) => ref.kind))).toEqual(new Set(['node', 'pod', 'eni', 'vswitch', 'client']))
  })

  it.each(things)('$box goes by its removal', ({ ref, box }) => {
    expect(seen(after(removal(ref))).map((thing) => thing.box)).not.toContain(box)
  })

  it.each(things)('$box stands, renamed, where it is looked for', ({ ref, box }) => {
    const to = ref.kind === 'eni' ? 'eth7' : 'other'
    const boxes = seen(after(renaming(ref, to)))
    expect(boxes.map((thing) => thing.box)).not.toContain(box)
    const renamed = boxes.find((thing) => thing.box === boxRenamed(ref, to))
    expect(renamed && bareName(renamed.ref)).toBe(to)
  })

  it('an interface means what it belongs to', () => {
    const layout = plainLayout(resolve(question.topology), pictureEn)
    const node = things.find(({ ref }) => ref.kind === 'node')
    expect(thingOf(things, layout, `${node?.box ?? ''}/eni/eth0`)).toBe(node)
    const pod = things.find(({ ref }) => ref.kind === 'pod')
    expect(thingOf(things, layout, `${pod?.box ?? ''}/eth0`)).toBe(pod)
  })
})

describe('a pod is moved', () => {
  const things = seen(question.topology)
  const pod = things.find(({ ref }) => ref.kind === 'pod')?.ref
  if (pod?.kind !== 'pod') throw new Error('no pod')

  it('to each node and ENI but where it is', () => {
    for (const { ref } of things) {
      const move = moveTo(question.topology, pod.pod, ref)
      const isThere =
        ref.kind === 'node' ? ref.node === pod.node : ref.kind === 'eni' && ref.node === pod.node && ref.dev === pod.eni
      expect(move === null).toBe(isThere || (ref.kind !== 'node' && ref.kind !== 'eni'))
    }
  })

  it('to each other ENI, with an address that is good there', () => {
    for (const move of movesOf(question.topology, pod.pod)) {
      const moved = after(move).pods.find(({ name }) => name === pod.pod)
      expect(moved && [moved.node, moved.eni]).toEqual([move.node ?? pod.node, move.eni])
      if (move.ip !== undefined) expect(moved?.ip).toBe(move.ip)
      expect(resolve(after(move)).pods.some(({ name }) => name === pod.pod)).toBe(true)
    }
  })
})
