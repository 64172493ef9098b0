/*! Where a problem is mended: the field of a form, and of a list the line and the cell. */
import { objectAt, type ObjectRef, type Problem, type ProblemPath, type Topology } from '../../../sim'
import type { Field } from './field'
import type { FieldId } from './ids'
import { type FormKind, formAt, placeOfObject } from './objects'
import { settingFields } from './settings'

/** A place in a form. */
export type Spot =
  | {
      readonly kind: 'field'
      readonly id: FieldId
      /** In a list of lines; null: the list as a whole. */
      readonly cell: { readonly row: number; readonly column: number } | null
    }
  /** What lives on the object: its ENIs, its pods. */
  | { readonly kind: 'parts' }
  /** The button that adds one of a kind. */
  | { readonly kind: 'add'; readonly of: FormKind }

/** The form to open, null for the list of all objects, and the place in it. */
export interface Target {
  readonly form: ObjectRef | 'settings' | null
  readonly spot: Spot
}

/** Where a problem is mended; null: nowhere in the forms. */
export function targetOf(topology: Topology, { path, object }: Pick<Problem, 'path' | 'object'>): Target | null {
  if (object === null) {
    if (path[0] === 'vswitches') return { form: null, spot: { kind: 'add', of: 'vswitch' } }
    const id = settingOf(path)
    return id !== null && settingFields(topology).some((field) => field.id === id)
      ? { form: 'settings', spot: { kind: 'field', id, cell: null } }
      : null
  }
  const place = placeOfObject(topology, object)
  const form = place && formAt(topology, place)
  if (!form) return null
  const depth = depthOf(object.kind)
  if (JSON.stringify(path.slice(0, depth)) !== JSON.stringify(place)) {
    // Two nodes of one name may each have an eth0.
    const owner = object.kind === 'eni' && path[1] !== place[1] ? objectAt(topology, path.slice(0, 2)) : null
    return owner
      ? { form: owner, spot: { kind: 'field', id: 'name', cell: null } }
      : { form: object, spot: namedBy(form.fields) }
  }
  const inner = path.slice(depth)
  if ((object.kind === 'node' && inner[0] === 'enis') || (object.kind === 'eni' && inner.length === 0))
    return { form: object, spot: { kind: 'parts' } }
  // A Service that nobody backs: where it says whom it wants.
  const selects = form.fields.some((field) => field.id === 'selector' && field.kind === 'one' && field.value !== '')
  for (const id of inner.length === 1 && inner[0] === 'endpoints' && selects ? SELECTOR : idsOf(object.kind, inner)) {
    const field = form.fields.find((each) => each.id === id)
    if (field?.kind === 'one') return { form: object, spot: { kind: 'field', id, cell: null } }
    if (field?.kind === 'rows') {
      const [, row, key] = inner
      const column = Math.max(
        0,
        field.columns.findIndex((each) => each.id === (key === 'policy' ? 'verdict' : key)),
      )
      const there = typeof row === 'number' && row < field.rows.length
      return { form: object, spot: { kind: 'field', id, cell: there ? { row, column } : null } }
    }
  }
  return null
}

const SELECTOR: readonly FieldId[] = ['selector']

/** Where an object is told from its namesake, which has to come first: the form shows one of them. */
function namedBy(fields: readonly Field[]): Spot {
  const id = fields.find((field) => NAMING.includes(field.id))?.id ?? 'name'
  return { kind: 'field', id, cell: null }
}
const NAMING: readonly FieldId[] = ['name', 'vip', 'eip', 'destination']

/** Keys of a path that lead to the object itself. */
function depthOf(kind: ObjectRef['kind']): number {
  if (kind === 'slb' || kind === 'nat-gateway') return 1
  if (kind === 'listener') return 3
  return kind === 'eni' ? 4 : 2
}

function settingOf([of, key]: ProblemPath): FieldId | null {
  if (of === 'vpc') return 'vpc'
  if (of === 'terway') return key === 'symmetricRouting' ? 'symmetricRouting' : 'terwayRelease'
  if (of === 'networkPolicies') return 'felix'
  return of === 'kubeProxy' && typeof key === 'string' ? (key as FieldId) : null
}

/** Fields that may show what a path leads to; the first that the form has is meant. */
function idsOf(kind: ObjectRef['kind'], [key, inner]: ProblemPath): readonly FieldId[] {
  switch (key) {
    case undefined:
      return kind === 'pod' ? ['hostNetwork'] : kind === 'listener' ? ['vip'] : []
    case 'id':
      return kind === 'eni' ? ['eniId'] : ['name']
    case 'dev':
      return ['name']
    case 'ports':
      return kind === 'service' ? ['servicePorts'] : []
    case 'endpoints':
      return inner === 'selector' ? ['selector'] : ['endpoints']
    case 'acl':
      return ['aclEntries', 'aclType']
    case 'rules':
      return kind === 'network-acl' ? ['aclRules'] : ['rules']
    case 'type':
      return ['groupType']
    case 'table':
      return ['routeTable']
    case 'ip':
      // Of a hostNetwork pod nothing else is asked.
      return kind === 'eip' ? ['boundTo'] : ['ip', 'hostNetwork']
    case 'eni':
      return ['eni', 'hostNetwork']
    case 'rpFilter':
      return ['oddRpFilter', 'rpFilter']
    case 'forwarding':
      return ['oddForwarding']
    default:
      return [key as FieldId]
  }
}

/** The problems of the object at a place of the topology (null: of the settings), each where its form shows it. */
export function wrongAt(
  topology: Topology,
  place: ProblemPath | null,
  problems: readonly Problem[],
): readonly { readonly spot: Spot; readonly problem: Problem }[] {
  const isHere = (path: ProblemPath, object: ObjectRef | null): boolean =>
    place === null
      ? object === null
      : object !== null && JSON.stringify(path.slice(0, depthOf(object.kind))) === JSON.stringify(place)
  return problems.flatMap((problem) => {
    // Of two of a kind with one value either may be the one to be mended.
    const first = problem.code === 'duplicate' ? problem.first : null
    const other = first && objectAt(topology, first)
    const here =
      isHere(problem.path, problem.object) ||
      (first !== null &&
        problem.object?.kind === other?.kind &&
        problem.object?.name === other?.name &&
        isHere(first, other))
    const target = here ? targetOf(topology, problem) : null
    return target === null ? [] : [{ spot: target.spot, problem }]
  })
}
