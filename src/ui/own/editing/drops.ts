/*! Where a thing that is dragged can be dropped, and what that does: a pod at a node or an ENI, a tag at what it can hang at. Pure. */
import type { Edit, Topology } from '../../../sim'
import type { EditingMessages } from '../../../text/editing-en'
import { tagsEn } from '../../../text/tags-en'
import { placeText } from './menu-parts'
import { keyOf, objectOf } from './tags'
import { moveTo } from './thing-edits'
import type { Thing } from './things'
import { tiesOf } from './ties'

export interface Drop {
  readonly edit: Edit
  /** What becomes of it. */
  readonly text: string
}

/** By box. */
export type Drops = ReadonlyMap<string, Drop>

export function dropsOf({ ref }: Thing, topology: Topology, drawn: readonly Thing[], words: EditingMessages): Drops {
  const drops = new Map<string, Drop>()
  if (ref.kind === 'pod') {
    for (const thing of drawn) {
      const move = moveTo(topology, ref.pod, thing.ref)
      if (move) drops.set(thing.box, { edit: move, text: placeText(move, topology, words) })
    }
  } else if (ref.kind === 'tag') {
    const { object } = ref
    const boxes = new Map(drawn.map((thing) => [keyOf(objectOf(thing.ref, topology)), thing.box]))
    for (const { to, on, edit } of tiesOf(topology, object)) {
      const box = boxes.get(keyOf(to))
      if (box === undefined || on || !edit) continue
      drops.set(box, { edit: edit(), text: tagsEn.dropped({ kind: object.kind, to: to.name }) })
    }
  }
  return drops
}

/** What the ghost says where nothing can be dropped. */
export const dropHere = ({ ref }: Thing, words: EditingMessages): string =>
  ref.kind === 'tag' ? tagsEn.drop(ref.object.kind) : words.dropHere

/** Whether it can be taken anywhere at all. */
export const canDrag = ({ ref }: Thing): boolean => ref.kind === 'pod' || ref.kind === 'tag'
