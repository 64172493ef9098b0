/*! Route tables: which one a vSwitch uses, which one a route is in. A table is there as long as somebody names it. */
import type { ObjectRef, Topology } from '../../../sim'
import { placeOfObject } from '../../../store/own/form/objects'
import { tagsEn } from '../../../text/tags-en'
import type { MenuItem } from '../Menu'
import { type Menu, MOST } from './menu-parts'

/** The VPC's own, which nobody declares. */
export const SYSTEM_TABLE = 'system'

function tablesOf({ vswitches, routes = [] }: Topology): ReadonlySet<string> {
  const named = [...vswitches.map(({ routeTable }) => routeTable), ...routes.map(({ table }) => table)]
  return new Set([SYSTEM_TABLE, ...named.flatMap((name) => name ?? [])])
}

/** The other tables, and a new one. */
export function tableItems(vswitch: string, now: string, { topology, actions }: Menu): readonly MenuItem[] {
  const tables = tablesOf(topology)
  let free = 1
  while (tables.has(`rtb-${free}`)) free++
  const item = (name: string, isNew: boolean): MenuItem => ({
    id: `table ${name}`,
    label: tagsEn.useTable({ name, isNew }),
    onSelect: () =>
      actions.edit({
        kind: 'set-vswitch',
        vswitch,
        ...(name === SYSTEM_TABLE ? { change: {}, clear: ['routeTable'] } : { change: { routeTable: name } }),
      }),
  })
  const others = [...tables].filter((name) => name !== now).slice(0, MOST)
  return [...others.map((name) => item(name, false)), item(`rtb-${free}`, true)]
}

export function moveToTableItems(object: ObjectRef, { topology, actions }: Menu): readonly MenuItem[] {
  const at = Number(object.kind === 'route' ? (placeOfObject(topology, object)?.at(-1) ?? -1) : -1)
  const route = topology.routes?.[at]
  if (!route) return []
  const { table, ...rest } = route
  return [...tablesOf(topology)]
    .filter((name) => name !== (table ?? SYSTEM_TABLE))
    .slice(0, MOST)
    .map((name) => ({
      id: `table ${name}`,
      label: tagsEn.toTable({ name }),
      onSelect: () =>
        actions.edit({ kind: 'set-route', at, route: name === SYSTEM_TABLE ? rest : { ...rest, table: name } }),
    }))
}
