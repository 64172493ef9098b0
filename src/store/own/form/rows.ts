/*! Fields that are lists of lines: a line is an item, a cell one of its values as text. */
import { err, ok } from '../../../base/result'
import type { Edit } from '../../../sim'
import type { Answer, Codec, Input, RowsChange, RowsField } from './field'
import type { FieldId } from './ids'

/** A cell of a line. */
export interface Cell<Item> {
  readonly id: FieldId
  readonly input: Input
  readonly show: (item: Item) => string
  /** The item with another value there. */
  readonly put: (item: Item, text: string) => Answer<Item>
}

/** Makes the cell of a key. `undefined` leaves the key out. `id`: where the label is not the key's. */
export const cellsOf =
  <Item extends object>() =>
  <K extends keyof Item & string>(
    key: K,
    { input, show, read }: Codec<Item[K]>,
    ...[id]: K extends FieldId ? [FieldId?] : [FieldId]
  ): Cell<Item> => ({
    id: id ?? (key as FieldId),
    input,
    show: (item) => show(item[key]),
    put: (item, text) => {
      const answer = read(text.trim())
      if (!answer.ok) return answer
      const { [key]: _, ...rest } = item
      return ok((answer.value === undefined ? rest : { ...item, [key]: answer.value }) as Item)
    },
  })

/** What becomes of the items. */
export type ItemsChange<Item> =
  | { readonly did: 'add' | 'set'; readonly at: number; readonly item: Item; readonly items: readonly Item[] }
  | { readonly did: 'remove'; readonly at: number; readonly items: readonly Item[] }

/** `fresh`: a line that fits, for Add. */
export function rows<Item>(
  id: FieldId,
  cells: readonly Cell<Item>[],
  items: readonly Item[],
  fresh: Item,
  edit: (change: ItemsChange<Item>) => Edit,
): RowsField {
  const shown = items.map((item) => cells.map(({ show }) => show(item)))
  return {
    kind: 'rows',
    id,
    columns: cells.map(({ id: column, input }) => ({ id: column, input })),
    rows: shown,
    edit: (change: RowsChange) => {
      switch (change.did) {
        case 'add':
          return ok(edit({ did: 'add', at: items.length, item: fresh, items: [...items, fresh] }))
        case 'remove':
          return ok(edit({ did: 'remove', at: change.at, items: items.filter((_, at) => at !== change.at) }))
        case 'set': {
          const { at, row } = change
          const before = items[at]
          if (before === undefined) return err({ path: [], code: 'missing' })
          const read = cells.reduce<Answer<Item>>((item, each, column) => {
            const text = row[column] ?? ''
            return !item.ok || text === shown[at]?.[column] ? item : each.put(item.value, text)
          }, ok(before))
          if (!read.ok) return read
          const item = read.value
          return ok(edit({ did: 'set', at, item, items: items.map((each, index) => (index === at ? item : each)) }))
        }
      }
    },
  }
}
