/*! Many tags as one menu: their kinds, in each its objects, in each its own menu. */
import { tagsEn } from '../../../text/tags-en'
import type { MenuItem } from '../Menu'
import type { ThingActions } from './menu-parts'
import type { TagGroup } from './tags'
import { shortName, type Thing } from './things'

/** More than that nobody reads in a menu. */
const MOST = 40

type ItemsFor = (thing: Thing | null) => readonly MenuItem[]

/** The objects of one kind. */
export function kindItems(
  { tags }: TagGroup,
  itemsFor: ItemsFor,
  { openList }: Pick<ThingActions, 'openList'>,
): readonly MenuItem[] {
  const items = tags
    .slice(0, MOST)
    .map((tag): MenuItem => ({ id: tag.box, label: shortName(tag.ref), items: () => itemsFor(tag) }))
  return tags.length > MOST ? [...items, { id: 'form', label: tagsEn.inForm, onSelect: openList }] : items
}

/** All kinds, and what can be added. */
export const allItems = (
  groups: readonly TagGroup[],
  itemsFor: ItemsFor,
  actions: Pick<ThingActions, 'openList'>,
): readonly MenuItem[] => [
  ...groups.map(
    (group): MenuItem => ({
      id: group.kind,
      label: tagsEn.several({ kind: group.kind, count: group.tags.length }),
      items: () => kindItems(group, itemsFor, actions),
    }),
  ),
  { id: 'add', label: tagsEn.addTitle, items: () => itemsFor(null) },
]
