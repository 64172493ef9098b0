/*! The row at the foot of the picture: a tag for each object that has no box of its own, by kind. A kind with many is one button with
a list; on a small window all of them are. */
import { Plus, Tags } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { tagsEn } from '../../../text/tags-en'
import { useMedia } from '../../parts/media'
import { HORIZONTAL, useRoving } from '../../parts/roving'
import { PHONE } from '../../parts/window-sizes'
import { cutMiddle, widthOf } from '../../graph/text-width'
import css from './tags.module.css'
import type { TagGroup } from './tags'
import type { Thing } from './things'

interface Props {
  readonly groups: readonly TagGroup[]
  readonly nameOf: (tag: Thing) => string
  readonly shortOf: (tag: Thing) => string
  readonly lit: ReadonlySet<string>
  readonly picked: string | null
  readonly held: string | null
  readonly onMenu: (tag: Thing, element: Element) => void
  /** The list of a kind; null: of all. */
  readonly onList: (group: TagGroup | null, element: Element) => void
  readonly onAdd: (element: Element) => void
  readonly onKey: (event: KeyboardEvent, tag: Thing, element: Element) => void
  readonly onLight: (tag: Thing | null) => void
}

export function TagRow(props: Props) {
  return useMedia(PHONE) ? <Corner {...props} /> : <Row {...props} />
}

function Corner({ groups, onList }: Props) {
  const count = groups.reduce((sum, { tags }) => sum + tags.length, 0)
  return (
    <div className={css['corner']}>
      <button
        type="button"
        data-tags="all"
        aria-haspopup="menu"
        aria-label={tagsEn.all(count)}
        onClick={({ currentTarget }) => onList(null, currentTarget)}
      >
        <Tags size={18} aria-hidden="true" />
        {count === 0 ? null : <span aria-hidden="true">{count}</span>}
      </button>
    </div>
  )
}

function Row(props: Props) {
  const { groups, lit, picked, held, onMenu, onList, onAdd, onKey, onLight } = props
  const row = useRef<HTMLDivElement>(null)
  const width = useWidth(row)
  useRoving(row, HORIZONTAL)
  const lists = listsIn(groups, props.shortOf, width)
  return (
    <div ref={row} className={css['row']} role="toolbar" aria-label={tagsEn.row}>
      {groups.map((group) => {
        const { kind, tags } = group
        if (lists.has(group)) {
          return (
            <button
              key={kind}
              type="button"
              data-tags={kind}
              aria-haspopup="menu"
              data-applies={tags.some(({ box }) => lit.has(box))}
              onClick={({ currentTarget }) => onList(group, currentTarget)}
            >
              {tagsEn.several({ kind, count: tags.length })}
            </button>
          )
        }
        return (
          <fieldset key={kind} className={css['kind']} aria-label={tagsEn.kind[kind]}>
            <span aria-hidden="true">{tagsEn.kind[kind]}</span>
            {tags.map((tag) => (
              <button
                key={tag.box}
                type="button"
                data-tag={tag.box}
                data-picked={picked === tag.box}
                data-held={held === tag.box}
                data-applies={lit.has(tag.box)}
                aria-haspopup="menu"
                aria-label={props.nameOf(tag)}
                title={widthOf(props.shortOf(tag), SIZE, 'mono') > ROOM ? props.shortOf(tag) : undefined}
                onKeyDown={(event) => onKey(event, tag, event.currentTarget)}
                onClick={({ currentTarget }) => onMenu(tag, currentTarget)}
                onPointerEnter={() => onLight(tag)}
                onPointerLeave={() => onLight(null)}
                onFocus={() => onLight(tag)}
                onBlur={() => onLight(null)}
              >
                {cutMiddle(props.shortOf(tag), ROOM, SIZE, 'mono')}
              </button>
            ))}
          </fieldset>
        )
      })}
      <button
        type="button"
        data-tags="add"
        aria-haspopup="menu"
        aria-label={tagsEn.addTitle}
        onClick={({ currentTarget }) => onAdd(currentTarget)}
      >
        <Plus size={14} aria-hidden="true" /> {tagsEn.add}
      </button>
    </div>
  )
}

/** As the picture's names: what is longer is cut in the middle. Size and room in px. */
const SIZE = 11
const ROOM = 165
/** The rest of a button, what is between two kinds, Add; px. */
const BUTTON = 27
const GAP = 10
const ADD = 66

/** The kinds that are lists, since not all tags fit beside each other: the widest first. */
function listsIn(groups: readonly TagGroup[], shortOf: Props['shortOf'], width: number): ReadonlySet<TagGroup> {
  const lists = new Set<TagGroup>()
  const listWidth = ({ kind, tags }: TagGroup) =>
    widthOf(tagsEn.several({ kind, count: tags.length }), SIZE, 'sans') + BUTTON
  const wholeWidth = ({ kind, tags }: TagGroup) =>
    tags.reduce(
      (sum, tag) => sum + Math.min(ROOM, widthOf(shortOf(tag), SIZE, 'mono')) + BUTTON,
      widthOf(tagsEn.kind[kind], SIZE, 'sans'),
    )
  const byGain = groups.toSorted((a, b) => wholeWidth(b) - listWidth(b) - (wholeWidth(a) - listWidth(a)))
  let needed = groups.reduce((sum, group) => sum + wholeWidth(group) + GAP, ADD)
  for (const group of byGain) {
    if (needed <= width) break
    lists.add(group)
    needed -= wholeWidth(group) - listWidth(group)
  }
  return lists
}

/** Of an element, px. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY)
  useLayoutEffect(() => {
    const found = element.current
    if (!found) return
    const look = () => setWidth(found.clientWidth)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(found)
    return () => observer.disconnect()
  }, [element])
  return width
}
