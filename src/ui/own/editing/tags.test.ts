/*! What has no box has a tag: it can be renamed, deleted, hung at what it fits and taken off, line by line changed, by edits that the
check takes. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  applyEdit,
  check,
  cidr,
  type Edit,
  loadPlanes,
  type ObjectRef,
  type Topology,
  topologyToJson,
} from '../../../sim'
import { scenarios } from '../../../scenarios'
import { additionOf, placeOfObject } from '../../../store/own/form/objects'
import { editingEn } from '../../../text/editing-en'
import { rect } from '../../graph/geometry'
import { itemsIn, type MenuItem } from '../Menu'
import { dropsOf } from './drops'
import type { ThingActions } from './menu-parts'
import { tagsIn, tiedBoxes } from './tags'
import { removal, renaming } from './thing-edits'
import { menuOf } from './thing-menu'
import { bareName, boxOf, boxRenamed, type Thing } from './things'
import { tiesOf } from './ties'

const scenario = scenarios[6]?.question
if (!scenario) throw new Error('no seventh scenario')
const { flow } = scenario
const KINDS = ['network-policy', 'security-group', 'network-acl', 'route', 'nat-gateway', 'eip'] as const
const rule = { direction: 'in', policy: 'accept', priority: 1, protocol: 'ALL', peer: { cidr: cidr('10.0.0.0/8') } }
/** Two of each. */
let topology: Topology
let tags: readonly Thing[] = []
const after = (edit: Edit, from = topology): Topology => applyEdit({ topology: from, flow }, edit).topology
const good = (edit: Edit) =>
  expect(check(topologyToJson(after(edit))), JSON.stringify(edit)).toMatchObject({ ok: true })

beforeAll(async () => {
  await loadPlanes()
  topology = [...KINDS, ...KINDS].reduce((now, kind) => {
    const addition = additionOf(now, kind)
    return addition ? after(addition.edit, now) : now
  }, scenario.topology)
  topology = after({ kind: 'add-security-rule', group: 'sg-1', rule } as Edit)
  tags = tagsIn(topology, []).flatMap((group) => group.tags)
})
const tag = (kind: ObjectRef['kind'], name: string): Thing => {
  const found = tags.find(({ ref }) => ref.kind === 'tag' && ref.object.kind === kind && ref.object.name === name)
  if (!found) throw new Error(`no tag ${kind} ${name}`)
  return found
}

describe('a tag', () => {
  it('stands for each object that has no box, and for none that has', () => {
    expect(tags.map(({ box }) => box)).toEqual([
      'tag:service nginx',
      'tag:service nginx1',
      'slb',
      'tag:listener 10.0.3.62:80/TCP',
      'client:client',
      'tag:network-policy policy-1',
      'tag:network-policy policy-2',
      'tag:security-group sg-1',
      'tag:security-group sg-2',
      'tag:network-acl acl-1',
      'tag:network-acl acl-2',
      'tag:route 192.168.0.0/16',
      'tag:route 172.16.0.0/16',
      'gateway',
      'tag:eip 198.51.100.2',
      'tag:eip 198.51.100.3',
      'vsw:vsw-1',
      'vsw:vsw-3',
      'node:cn-hongkong.10.0.3.49',
      'node:cn-hongkong.10.0.1.47',
    ])
    const client = tags.filter(({ ref }) => ref.kind === 'client')
    const kinds = tagsIn(topology, client).map(({ kind }) => kind)
    expect(kinds).not.toContain('client')
    expect(kinds).toContain('service')
  })

  it('goes by its removal, and stands renamed where it is looked for', () => {
    for (const { ref, box } of tags) {
      const gone = removal(ref, topology)
      expect(gone, box).not.toBeNull()
      if (gone)
        expect(tagsIn(after(gone), []).flatMap((group) => group.tags.map((each) => each.box))).not.toContain(box)
      const renamed = renaming(ref, 'other', topology)
      expect(renamed === null, box).toBe(bareName(ref) === null)
      if (!renamed) continue
      good(renamed)
      const boxes = tagsIn(after(renamed), []).flatMap((group) => group.tags.map((each) => boxOf(each.ref)))
      expect(boxes).toContain(boxRenamed(ref, 'other'))
    }
  })

  it('is tied and untied by each of its ties, and the rest of the cluster takes it', () => {
    for (const { ref, box } of tags) {
      if (ref.kind !== 'tag') continue
      const { object } = ref
      const ties = tiesOf(topology, object)
      expect(ties, box).not.toEqual([])
      for (const { to, on, edit } of ties) {
        if (!edit) continue
        good(edit())
        const again = tiesOf(after(edit()), object).find((tie) => tie.to.kind === to.kind && tie.to.name === to.name)
        expect(again?.on, `${box} ${to.name}`).toBe(!on)
      }
    }
  })

  it('drops where a tie is missing, and lights what it hangs at', () => {
    const eni: Thing = {
      ref: { kind: 'eni', node: 'cn-hongkong.10.0.3.49', dev: 'eth1' },
      box: 'eni',
      rect: rect(0, 0, 1, 1),
    }
    const group = tag('security-group', 'sg-2')
    const drop = dropsOf(group, topology, [eni], editingEn).get('eni')
    expect(drop?.edit).toEqual({
      kind: 'set-eni',
      node: 'cn-hongkong.10.0.3.49',
      dev: 'eth1',
      change: { securityGroups: ['sg-2'] },
    })
    const hung = drop ? after(drop.edit) : topology
    expect(dropsOf(group, hung, [eni], editingEn).size).toBe(0)
    const groups = tagsIn(hung, [eni])
    expect([...tiedBoxes(group.ref, hung, [eni], groups)]).toEqual(['eni'])
    expect([...tiedBoxes(eni.ref, hung, [eni], groups)]).toEqual([group.box])
    // A vSwitch has one ACL: it takes no other one.
    const vswitch: Thing = { ref: { kind: 'vswitch', vswitch: 'vsw-3' }, box: 'vsw', rect: eni.rect }
    expect([...dropsOf(tag('network-acl', 'acl-2'), topology, [vswitch], editingEn)]).toEqual([])
  })

  it('has a menu whose items fit the cluster', () => {
    for (const { ref, box } of tags) {
      const made: Edit[] = []
      const nothing = () => undefined
      const actions: ThingActions = {
        edit: (edit) => void made.push(edit),
        add: nothing,
        ask: nothing,
        remove: nothing,
        rename: nothing,
        addPod: nothing,
        openList: nothing,
        open: (form) => expect(form === 'settings' || placeOfObject(topology, form)).toBeTruthy(),
      }
      const choose = (items: readonly MenuItem[]): void => {
        for (const item of items) {
          item.onSelect?.()
          choose(itemsIn(item))
        }
      }
      const items = menuOf(ref, { topology, flow }, editingEn, actions)
      expect(
        items.map(({ id }) => id),
        box,
      ).toEqual(expect.arrayContaining(['edit', 'remove']))
      choose(items)
      for (const edit of made) good(edit)
      if (ref.kind === 'tag' && ref.object.name === 'sg-1')
        expect(made).toContainEqual({ kind: 'move-security-rule', group: 'sg-1', at: 0, to: 'sg-2' })
      if (ref.kind === 'tag' && ref.object.kind === 'network-acl')
        expect(made).toContainEqual({ kind: 'move-acl-rule', acl: ref.object.name, at: 1, to: 0 })
    }
  })
})

it('a Service with an empty selector hangs at no pod, as it has no endpoints', () => {
  const [service] = topology.services
  if (service === undefined) throw new Error('no Service')
  const services = [{ ...service, endpoints: { selector: {} } }]
  expect(tiesOf({ ...topology, services }, { kind: 'service', name: service.name })).toEqual([])
})
