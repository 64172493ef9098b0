/*! Editing in the picture: every object of the cluster is a place over its box, or a tag in the row at the foot, with a menu; a pod and
a tag can be dragged. */
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { editingEn } from '../../../text/editing-en'
import { tagsEn } from '../../../text/tags-en'
import type { Layout } from '../../graph/layout'
import { useApp } from '../../use-app'
import { Menu, type MenuItem, type MenuPlace, placeOf } from '../Menu'
import { canDrag, dropHere, dropsOf } from './drops'
import css from './editing.module.css'
import { type GestureHandlers, listen } from './gestures'
import { NameDialog } from './NameDialog'
import { allItems, kindItems } from './tag-list'
import { TagRow } from './TagRow'
import { type TagGroup, tagsIn, tiedBoxes } from './tags'
import { menuOf } from './thing-menu'
import { shortName, type Thing, thingName, thingOf, thingsIn } from './things'
import { type Drag, dropOf, useDrag } from './use-drag'
import { useThingActions } from './use-thing-actions'
import { stopAt, useWalk } from './use-walk'

/** Of a thing, of the tags of a kind or all of them, of the ground. */
type MenuOf = { readonly thing: Thing } | { readonly group: TagGroup } | 'all' | 'ground'

const NONE: readonly TagGroup[] = []
const NOBODY: ReadonlySet<string> = new Set()

export function Editing({ layout }: { readonly layout: Layout }) {
  const own = useApp((state) => state.own)
  const topology = own?.topology ?? null
  const drawn = useMemo(() => (topology ? thingsIn(topology, layout) : []), [topology, layout])
  const groups = useMemo(() => (topology ? tagsIn(topology, drawn) : NONE), [topology, drawn])
  const things = useMemo(() => [...drawn, ...groups.flatMap(({ tags }) => tags)], [drawn, groups])
  const list = useRef<HTMLFieldSetElement>(null)
  const [pane, setPane] = useState<HTMLElement | null>(null)
  const [menu, setMenu] = useState<{ readonly of: MenuOf; readonly at: MenuPlace } | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [held, setHeld] = useState<string | null>(null)
  const [pointed, setPointed] = useState<Thing | null>(null)
  const { actions, question, closeQuestion, focusAfter } = useThingActions(list, things)
  const { drag, start, move, end, ghost } = useDrag()
  useWalk(list, drawn, layout)

  const buttonOf = (box: string) =>
    pane?.querySelector<HTMLElement>(`:is([data-thing="${CSS.escape(box)}"], [data-tag="${CSS.escape(box)}"])`) ?? null
  /** The smallest one of those there. */
  const smallestAt = (x: number, y: number, among: readonly Thing[]): Thing | null => {
    const hit = among.filter(({ box }) => {
      const area = buttonOf(box)?.getBoundingClientRect()
      return area && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom
    })
    const size = ({ rect }: Thing) => rect.width * rect.height
    return hit.toSorted((a, b) => size(a) - size(b))[0] ?? null
  }
  const openMenu = (thing: Thing | null, at: MenuPlace) => {
    setPicked(thing?.box ?? null)
    if (thing) stopAt(list.current, thing.box)?.focus({ preventScroll: true })
    setMenu({ of: thing ? { thing } : 'ground', at })
  }
  const openList = (of: MenuOf, element: Element) => setMenu({ of, at: placeOf(element) })

  const gestures: GestureHandlers<Thing> = {
    at: (x, y) => smallestAt(x, y, things),
    canDrag,
    // A tag is a button that is clicked by itself.
    onClick: ({ box, ref }) => (ref.kind === 'tag' ? undefined : clickPlace(list.current, box)),
    onPick: (thing) => setPicked(thing?.box ?? null),
    onHold: ({ box }) => setHeld(box),
    onMenu: (thing, at) => {
      setHeld(null)
      openMenu(thing, at)
    },
    onDrag: (thing, at) => {
      if (!topology) return
      const drops = start(thing, () => dropsOf(thing, topology, drawn, editingEn))
      // A drop on a pod is one on its node, but not where a pod is what is asked for.
      const among = drawn.filter(({ box, ref }) => drops.has(box) || (thing.ref.kind === 'pod' && ref.kind === 'node'))
      move(smallestAt(at.x, at.y, among)?.box ?? null, at)
    },
    onDrop: (thing, at) => {
      const drop = dropOf(end())
      setHeld(null)
      if (at === null || !drop) return
      focusAfter(thing.box)
      actions.edit(drop.edit)
    },
  }

  /** Whether the key meant something. */
  const onKey = (
    event: Pick<globalThis.KeyboardEvent, 'key' | 'shiftKey'>,
    thing: Thing,
    element: Element | null,
  ): boolean => {
    if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(thing.ref)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      openMenu(thing, placeOf(buttonOf(thing.box) ?? element ?? document.body))
    } else return false
    return true
  }
  const onButtonKey = (event: KeyboardEvent, thing: Thing, element: Element) => {
    if (!onKey(event, thing, element)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const latest = useRef(gestures)
  const key = useRef<(event: globalThis.KeyboardEvent) => void>(() => undefined)
  useLayoutEffect(() => {
    latest.current = gestures
    key.current = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : document.body
      const box = target.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? null
      // What was clicked last, as long as nothing else has the focus.
      const free = target === document.body || target.matches('[data-picture]')
      const at = box ?? (free ? picked : null)
      const thing = at === null ? null : thingOf(things, layout, at)
      if (thing && onKey(event, thing, target)) event.preventDefault()
    }
  })
  useLayoutEffect(() => {
    const found = list.current?.closest<HTMLElement>('[data-picture]') ?? null
    setPane(found)
    const onKeyDown = (event: globalThis.KeyboardEvent) => key.current(event)
    document.addEventListener('keydown', onKeyDown)
    const stop = found && listen(found, latest)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      stop?.()
    }
  }, [])

  const seen = pointed ?? (picked === null ? null : (things.find(({ box }) => box === picked) ?? null))
  const lit = useMemo(
    () => (seen && topology ? tiedBoxes(seen.ref, topology, drawn, groups) : NOBODY),
    [seen, topology, drawn, groups],
  )
  if (!own || !topology) return null
  const itemsOf = (of: MenuOf): { readonly label: string; readonly items: readonly MenuItem[] } => {
    const itemsFor = (thing: Thing | null) => menuOf(thing?.ref ?? null, own, editingEn, actions)
    if (of === 'ground') return { label: tagsEn.addTitle, items: itemsFor(null) }
    if (of === 'all') return { label: tagsEn.row, items: allItems(groups, itemsFor, actions) }
    if ('thing' in of) return { label: thingName(of.thing.ref, editingEn), items: itemsFor(of.thing) }
    return { label: tagsEn.kind[of.group.kind], items: kindItems(of.group, itemsFor, actions) }
  }
  return (
    <fieldset ref={list} className={css['things']} aria-label={editingEn.objects}>
      {drawn.map((thing) => {
        const { x, y, width, height } = thing.rect
        return (
          <button
            key={thing.box}
            type="button"
            data-thing={thing.box}
            data-notched={layout.boxes.has(`${thing.box}/eth0`)}
            data-picked={picked === thing.box}
            data-applies={lit.has(thing.box)}
            data-held={held === thing.box}
            data-drop={drag?.over === thing.box ? 'over' : drag?.drops.has(thing.box) ? 'can' : undefined}
            aria-haspopup="menu"
            aria-label={thingName(thing.ref, editingEn)}
            style={{ left: x, top: y, width, height }}
            onKeyDown={(event) => onButtonKey(event, thing, event.currentTarget)}
            onClick={(event) => openMenu(thing, placeOf(event.currentTarget))}
          />
        )
      })}
      {pane
        ? createPortal(
            <TagRow
              groups={groups}
              nameOf={({ ref }) => thingName(ref, editingEn)}
              shortOf={({ ref }) => shortName(ref)}
              lit={lit}
              picked={picked}
              held={held}
              onMenu={(tag, element) => openMenu(tag, placeOf(element))}
              onList={(group, element) => openList(group ? { group } : 'all', element)}
              onAdd={(element) => openList('ground', element)}
              onKey={onButtonKey}
              onLight={setPointed}
            />,
            pane,
          )
        : null}
      {createPortal(
        <>
          {drag ? <Ghost drag={drag} ghost={ghost} /> : null}
          {menu ? <Menu {...itemsOf(menu.of)} at={menu.at} onClose={() => setMenu(null)} /> : null}
          {question ? <NameDialog {...question} onClose={closeQuestion} /> : null}
        </>,
        document.body,
      )}
    </fieldset>
  )
}

/** What is dragged, and what a drop here would do. */
function Ghost({ drag, ghost }: { readonly drag: Drag; readonly ghost: (element: HTMLElement | null) => void }) {
  return (
    <div ref={ghost} className={css['ghost']} aria-hidden="true">
      <b>{shortName(drag.thing.ref)}</b>
      <span>{dropOf(drag)?.text ?? dropHere(drag.thing, editingEn)}</span>
    </div>
  )
}

/** The packet goes to its hop there, as by a click on the canvas, which has not seen this one. */
function clickPlace(list: Element | null, box: string): void {
  const pane = list?.closest('[data-picture]')
  const places = [...(pane?.querySelectorAll<HTMLElement>('[data-place]') ?? [])]
  places.find((each) => each.dataset['place'] === box)?.click()
}
