/*! What the menu of a tag offers besides its name, its form and its end: its lines one by one, and what it hangs at. */
import { type Edit, findNamed, nameOf, type NetworkPolicySpec, type ObjectRef } from '../../../sim'
import type { Answer, RowsField } from '../../../store/own/form/field'
import type { FieldId } from '../../../store/own/form/ids'
import type { Spot } from '../../../store/own/form/spot'
import { tagsEn } from '../../../text/tags-en'
import type { MenuItem } from '../Menu'
import { type Menu, MOST, within } from './menu-parts'
import { moveToTableItems } from './table-menu'
import { formOfTag } from './thing-edits'
import { tiesOf } from './ties'

export function tagItems(object: ObjectRef, menu: Menu): readonly MenuItem[] {
  const form = formOfTag(menu.topology, object)
  if (!form) return []
  const lists = form.fields.flatMap((field) => (field.kind === 'rows' ? lineItems(object, field, menu) : []))
  return [
    ...lists,
    ...limitItems(object, menu),
    ...trafficItems(object, menu),
    ...tieItems(object, menu),
    ...moveToTableItems(object, menu),
  ]
}

/** Its rules, ports: each with what can be done to it, and one more. */
function lineItems(object: ObjectRef, field: RowsField, menu: Menu): readonly MenuItem[] {
  const { actions } = menu
  const { id, rows } = field
  const words = tagsEn.lists[id]
  if (!words) return []
  const doing = (answer: Answer<Edit>) => () => {
    if (answer.ok) actions.edit(answer.value)
  }
  const items = rows.slice(0, MOST).map((cells, at): MenuItem => {
    const key = `${id} ${at}`
    return {
      id: key,
      label: tagsEn.line({ list: id, cells }),
      items: [
        { id: 'edit', label: tagsEn.editLine, onSelect: () => actions.open(object, lineAt(id, at)) },
        ...moveItems(object, id, at, rows.length, menu),
        // A Service without a port is none.
        ...(id === 'servicePorts' && rows.length === 1 ? [] : [removeItem(doing(field.edit({ did: 'remove', at })))]),
      ],
    }
  })
  const add: MenuItem = {
    id: `add ${id}`,
    label: words.add,
    onSelect: () => {
      doing(field.edit({ did: 'add' }))()
      actions.open(object, lineAt(id, rows.length))
    },
  }
  return rows.length === 0 ? [add] : within(id, words.title, [...items, add])
}

const lineAt = (id: FieldId, row: number): Spot => ({ kind: 'field', id, cell: { row, column: 0 } })

const removeItem = (onSelect: () => void): MenuItem => ({
  id: 'remove',
  label: tagsEn.removeLine,
  tone: 'danger',
  onSelect,
})

/** A rule of an ACL among the others, one of a group into another group. */
function moveItems(
  { kind, name }: ObjectRef,
  list: string,
  at: number,
  count: number,
  { topology, actions }: Menu,
): readonly MenuItem[] {
  const item = (id: string, label: string, edit: Edit): MenuItem => ({ id, label, onSelect: () => actions.edit(edit) })
  if (kind === 'network-acl' && list === 'aclRules') {
    const to = (place: number): Edit => ({ kind: 'move-acl-rule', acl: name, at, to: place })
    return [
      ...(at > 0 ? [item('earlier', tagsEn.earlier, to(at - 1))] : []),
      ...(at < count - 1 ? [item('later', tagsEn.later, to(at + 1))] : []),
    ]
  }
  if (kind !== 'security-group' || list !== 'rules') return []
  return (topology.securityGroups ?? [])
    .filter(({ id }) => id !== name)
    .slice(0, MOST)
    .map(({ id }) =>
      item(`to ${id}`, tagsEn.moveTo({ name: id }), { kind: 'move-security-rule', group: name, at, to: id }),
    )
}

/** A policy that leaves a direction alone gets its first rule there. */
function limitItems(object: ObjectRef, { topology, actions }: Menu): readonly MenuItem[] {
  if (object.kind !== 'network-policy') return []
  const policy = (topology.networkPolicies ?? []).find(({ name }) => name === object.name)
  const first = (way: 'ingress' | 'egress', change: Partial<NetworkPolicySpec>): readonly MenuItem[] => {
    if (policy?.[way] !== undefined) return []
    const onSelect = () => {
      actions.edit({ kind: 'set-network-policy', policy: object.name, change })
      actions.open(object, lineAt(way, 0))
    }
    return [{ id: `first ${way}`, label: tagsEn.lists[way]?.add ?? way, onSelect }]
  }
  return [...first('ingress', { ingress: [{}] }), ...first('egress', { egress: [{}] })]
}

function trafficItems(object: ObjectRef, { topology, actions }: Menu): readonly MenuItem[] {
  const service = object.kind === 'service' ? findNamed(topology.services, object.name) : undefined
  if (!service || service.lbIP === null) return []
  const policy = service.externalTrafficPolicy === 'Local' ? 'Cluster' : 'Local'
  const edit: Edit = { kind: 'set-service', service: nameOf(service), change: { externalTrafficPolicy: policy } }
  return [{ id: 'policy', label: tagsEn.policy({ value: policy }), onSelect: () => actions.edit(edit) }]
}

/** More than that nobody reads in a menu. */
const MOST_TIES = 40

/** What it hangs at first, then what else it could. */
function tieItems({ kind, name }: ObjectRef, { topology, actions }: Menu): readonly MenuItem[] {
  const ties = tiesOf(topology, { kind, name }).filter(({ edit }) => edit !== null)
  const sorted = ties.toSorted((a, b) => Number(b.on) - Number(a.on)).slice(0, MOST_TIES)
  const items = sorted.map(({ to, on, edit }): MenuItem => {
    const onSelect = () => {
      if (edit) actions.edit(edit())
    }
    return { id: `${to.kind} ${to.name}`, label: tagsEn.tie({ kind, to: to.name, on }), onSelect }
  })
  return within('ties', tagsEn.ties(kind), items)
}
