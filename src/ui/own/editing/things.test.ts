/*! Every object in the picture can be renamed and deleted by the edits that its menu makes, and a move comes to where it says. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  applyEdit,
  check,
  cidr,
  type Edit,
  ipv4,
  loadPlanes,
  resolve,
  type Topology,
  topologyToJson,
} from '../../../sim'
import { scenarios } from '../../../scenarios'
import { additionOf, placeOfObject } from '../../../store/own/form/objects'
import { editingEn } from '../../../text/editing-en'
import { pictureEn } from '../../../text/picture-en'
import { plainLayout } from '../../graph/plain'
import { itemsIn, type MenuItem } from '../Menu'
import { moveTo, movesOf, removal, renaming } from './thing-edits'
import type { ThingActions } from './menu-parts'
import { menuOf } from './thing-menu'
import { bareName, boxRenamed, thingOf, thingsIn } from './things'

const scenario = scenarios[6]?.question
if (!scenario) throw new Error('no seventh scenario')
const natGateway = { id: 'ngw-1', entries: [{ source: cidr('10.0.1.0/24'), eip: ipv4('198.51.100.1') }] }
const question = { ...scenario, topology: { ...scenario.topology, natGateway } }
const seen = (topology: Topology) => thingsIn(topology, plainLayout(resolve(topology), pictureEn))
const after = (edit: Edit) => applyEdit(question, edit).topology

beforeAll(async () => loadPlanes())

describe('objects of the picture', () => {
  const things = seen(question.topology)
  it('are whatever is drawn and declared', () => {
    const kinds = ['node', 'pod', 'eni', 'vswitch', 'vpc', 'client', 'slb', 'backend', 'gateway', 'snat']
    expect(new Set(things.map(({ ref }) => ref.kind))).toEqual(new Set(kinds))
  })

  it('have a box each, whatever they are called: five hundred nodes of one name were a hundred thousand places, and the page stood still', () => {
    const { nodes, pods } = question.topology
    const [node] = nodes
    const [pod] = pods
    if (!node || !pod) throw new Error('an empty cluster')
    const alike = seen({
      ...question.topology,
      nodes: Array.from({ length: 500 }, () => node),
      pods: Array.from({ length: 200 }, () => ({ ...pod, node: node.name })),
    })
    const boxes = alike.map(({ box }) => box)
    expect(boxes).toEqual([...new Set(boxes)])
    expect(boxes).toContain(`node:${node.name}`)
  })

  const removals = things.flatMap((thing) => {
    const edit = removal(thing.ref, question.topology)
    return edit ? [{ ...thing, edit }] : []
  })
  it('go one by one, but for the VPC and primary ENIs', () => {
    const stay = things.filter(({ box }) => !removals.some((each) => each.box === box)).map(({ box }) => box)
    expect(stay.every((box) => box === 'vpc' || box.endsWith('/eth0'))).toBe(true)
  })
  it.each(removals)('$box goes by its removal', ({ edit, box }) => {
    expect(seen(after(edit)).map((thing) => thing.box)).not.toContain(box)
  })

  const renamings = things.flatMap((thing) => {
    const to = thing.ref.kind === 'eni' ? 'eth7' : 'other'
    const edit = renaming(thing.ref, to, question.topology)
    return edit ? [{ ...thing, to, edit }] : []
  })
  it.each(renamings)('$box stands, renamed, where it is looked for', ({ ref, to, edit }) => {
    const renamed = seen(after(edit)).find((thing) => thing.box === boxRenamed(ref, to))
    expect(renamed && bareName(renamed.ref)).toBe(to)
  })

  it.each(things)('$box has a menu whose items fit the cluster', ({ ref }) => {
    const made: Edit[] = []
    const nothing = () => undefined
    const actions: ThingActions = {
      edit: (edit) => void made.push(edit),
      add: (kind, on) => {
        const addition = additionOf(question.topology, kind, on)
        if (addition) made.push(addition.edit)
      },
      ask: (flow) => void made.push({ kind: 'set-flow', flow: { ...question.flow, ...flow } }),
      remove: nothing,
      rename: nothing,
      addPod: (pod) => void made.push({ kind: 'add-pod', pod }),
      openList: nothing,
      open: (form) => expect(form === 'settings' || placeOfObject(question.topology, form)).toBeTruthy(),
    }
    const choose = (items: readonly MenuItem[]): void => {
      for (const item of items) {
        item.onSelect?.()
        choose(itemsIn(item))
      }
    }
    const items = menuOf(ref, question, editingEn, actions)
    expect(items).not.toEqual([])
    choose(items)
    for (const edit of made)
      expect(check(topologyToJson(after(edit))), JSON.stringify(edit)).toMatchObject({ ok: true })
  })

  it('an interface means what it belongs to', () => {
    const layout = plainLayout(resolve(question.topology), pictureEn)
    const node = things.find(({ ref }) => ref.kind === 'node')
    expect(thingOf(things, layout, `${node?.box ?? ''}/postrouting`)).toBe(node)
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
      const takesNone = (ref.kind !== 'node' && ref.kind !== 'eni') || (ref.kind === 'eni' && ref.dev === 'eth0')
      expect(move === null, ref.kind).toBe(isThere || takesNone)
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
