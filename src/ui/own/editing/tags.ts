/*! What has no box in the picture has a tag in the row at its foot: what is no machine and no interface (Services, policies, groups,
rules of the way), and what stands outside and is not on the packet's way. Pure. */
import type { ObjectRef, Topology } from '../../../sim'
import { type FormKind, objectsOf } from '../../../store/own/form/objects'
import { rect } from '../../graph/geometry'
import { boxOf, formOf, type Thing, type ThingRef } from './things'
import { tiedTo, tiesOf } from './ties'

/** In the order of the row. */
const TAG_KINDS = [
  'service',
  'slb',
  'listener',
  'client',
  'network-policy',
  'security-group',
  'network-acl',
  'route',
  'nat-gateway',
  'eip',
  'vswitch',
  'node',
] as const satisfies readonly FormKind[]
export type TagKind = (typeof TAG_KINDS)[number]

export interface TagGroup {
  readonly kind: TagKind
  readonly tags: readonly Thing[]
}

const NOWHERE = rect(0, 0, 0, 0)

/** By kind; `drawn`: those that have a box. */
export function tagsIn(topology: Topology, drawn: readonly Thing[]): readonly TagGroup[] {
  const there = new Set(drawn.map(({ ref }) => keyOf(objectOf(ref, topology))))
  return TAG_KINDS.map((kind) => ({
    kind,
    tags: objectsOf(topology, kind)
      .filter((object) => !there.has(keyOf(object)))
      .map((object) => {
        const ref = refOf(object)
        return { ref, box: boxOf(ref), rect: NOWHERE }
      }),
  })).filter(({ tags }) => tags.length > 0)
}

export const keyOf = (object: ObjectRef | null): string => (object ? `${object.kind} ${object.name}` : '')

/** What may have a box elsewhere has the menu that it has there. */
function refOf({ kind, name }: ObjectRef): ThingRef {
  if (kind === 'client') return { kind, client: name }
  if (kind === 'slb') return { kind, id: name }
  if (kind === 'vswitch') return { kind, vswitch: name }
  if (kind === 'node') return { kind, node: name }
  return kind === 'nat-gateway' ? { kind: 'gateway', id: name } : { kind: 'tag', object: { kind, name } }
}

/** The object that a tag's or box's menu is about, where others can hang at it or it at others. */
export const objectOf = (ref: ThingRef, topology: Topology): ObjectRef | null => {
  const object = ref.kind === 'snat' ? null : formOf(ref, topology)
  return object === 'settings' ? null : object
}

/** Boxes of the objects that a tag hangs at, and tags of those that hang at a box. */
export function tiedBoxes(
  ref: ThingRef,
  topology: Topology,
  drawn: readonly Thing[],
  groups: readonly TagGroup[],
): ReadonlySet<string> {
  const object = objectOf(ref, topology)
  if (!object) return new Set()
  if (ref.kind === 'tag') {
    const on = new Set(tiesOf(topology, object).flatMap((tie) => (tie.on ? keyOf(tie.to) : [])))
    return new Set(drawn.filter((thing) => on.has(keyOf(objectOf(thing.ref, topology)))).map(({ box }) => box))
  }
  const tags = new Map(
    groups.flatMap((group) => group.tags.map(({ box, ref: tag }) => [keyOf(objectOf(tag, topology)), box])),
  )
  const hanging = groups.flatMap((group) => objectsOf(topology, group.kind))
  const tied = tiedTo(topology, object, hanging).filter(({ tie }) => tie.on)
  return new Set(tied.flatMap((each) => tags.get(keyOf(each.object)) ?? []))
}
