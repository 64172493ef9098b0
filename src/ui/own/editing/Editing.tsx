/*! Editing in the picture: every object of the cluster is a place over its box, with a menu; a pod can be dragged. */
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { MovePod } from '../../../sim'
import { editingEn } from '../../../text/editing-en'
import type { Layout } from '../../graph/layout'
import { useApp } from '../../use-app'
import { Menu, type MenuPlace, placeOf } from '../Menu'
import css from './editing.module.css'
import { type GestureHandlers, listen } from './gestures'
import { NameDialog } from './NameDialog'
import { moveTo } from './thing-edits'
import { menuOf, placeText } from './thing-menu'
import { type Thing, thingName, thingOf, thingsIn } from './things'
import { useThingActions } from './use-thing-actions'
import { stopAt, useWalk } from './use-walk'

interface Drag {
  readonly pod: Thing
  /** By box: where it can be dropped, and what that would do. */
  readonly moves: ReadonlyMap<string, MovePod>
  readonly over: string | null
}

export function Editing({ layout }: { readonly layout: Layout }) {
  const own = useApp((state) => state.own)
  const topology = own?.topology ?? null
  const things = useMemo(() => (topology ? thingsIn(topology, layout) : []), [topology, layout])
  const list = useRef<HTMLFieldSetElement>(null)
  const ghost = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ readonly thing: Thing | null; readonly at: MenuPlace } | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [held, setHeld] = useState<string | null>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const dragged = useRef<Drag | null>(null)
  const { actions, question, closeQuestion, focusAfter } = useThingActions(list, things)
  useWalk(list, things, layout)

  const buttonOf = (box: string) =>
    list.current?.querySelector<HTMLElement>(`[data-thing="${CSS.escape(box)}"]`) ?? null
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
    setMenu({ thing, at })
  }
  const show = (next: Drag | null) => {
    dragged.current = next
    setDrag(next)
  }

  const gestures: GestureHandlers<Thing> = {
    at: (x, y) => smallestAt(x, y, things),
    canDrag: ({ ref }) => ref.kind === 'pod',
    onClick: ({ box }) => clickPlace(list.current, box),
    onPick: (thing) => setPicked(thing?.box ?? null),
    onHold: ({ box }) => setHeld(box),
    onMenu: (thing, at) => {
      setHeld(null)
      openMenu(thing, at)
    },
    onDrag: (pod, { x, y }) => {
      const before = dragged.current?.pod === pod ? dragged.current : null
      const moves = before?.moves ?? movesByBox(pod)
      const over = smallestAt(
        x,
        y,
        things.filter(({ box, ref }) => ref.kind === 'node' || moves.has(box)),
      )
      const at = over && moves.has(over.box) ? over.box : null
      if (!before || before.over !== at) show({ pod, moves, over: at })
      place(ghost.current, x, y)
    },
    onDrop: (_pod, at) => {
      const drop = dragged.current
      show(null)
      setHeld(null)
      const move = at === null ? undefined : moveOf(drop)
      if (!drop || !move) return
      focusAfter(drop.pod.box)
      actions.edit(move)
    },
  }
  const movesByBox = ({ ref }: Thing): ReadonlyMap<string, MovePod> => {
    const moves = new Map<string, MovePod>()
    if (!topology || ref.kind !== 'pod') return moves
    for (const thing of things) {
      const move = moveTo(topology, ref.pod, thing.ref)
      if (move) moves.set(thing.box, move)
    }
    return moves
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
    const pane = list.current?.closest<HTMLElement>('[data-picture]')
    const onKeyDown = (event: globalThis.KeyboardEvent) => key.current(event)
    document.addEventListener('keydown', onKeyDown)
    const stop = pane && listen(pane, latest)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      stop?.()
    }
  }, [])

  if (!own || !topology) return null
  const over = moveOf(drag)
  return (
    <fieldset ref={list} className={css['things']} aria-label={editingEn.objects}>
      {things.map((thing) => {
        const { x, y, width, height } = thing.rect
        return (
          <button
            key={thing.box}
            type="button"
            data-thing={thing.box}
            data-picked={picked === thing.box}
            data-held={held === thing.box}
            data-drop={drag?.over === thing.box ? 'over' : drag?.moves.has(thing.box) ? 'can' : undefined}
            aria-haspopup="menu"
            aria-label={thingName(thing.ref, editingEn)}
            style={{ left: x, top: y, width, height }}
            onKeyDown={(event: KeyboardEvent) => {
              if (!onKey(event, thing, event.currentTarget)) return
              event.preventDefault()
              event.stopPropagation()
            }}
            onClick={(event) => openMenu(thing, placeOf(event.currentTarget))}
          />
        )
      })}
      {createPortal(
        <>
          {drag ? (
            <div ref={ghost} className={css['ghost']} aria-hidden="true">
              <b>{drag.pod.ref.kind === 'pod' ? drag.pod.ref.pod : null}</b>
              <span>{over ? placeText(over, topology, editingEn) : editingEn.dropHere}</span>
            </div>
          ) : null}
          {menu ? (
            <Menu
              label={menu.thing ? thingName(menu.thing.ref, editingEn) : editingEn.cluster}
              at={menu.at}
              items={menuOf(menu.thing?.ref ?? null, own, editingEn, actions)}
              onClose={() => setMenu(null)}
            />
          ) : null}
          {question ? <NameDialog {...question} onClose={closeQuestion} /> : null}
        </>,
        document.body,
      )}
    </fieldset>
  )
}

/** What a drop here and now would do. */
const moveOf = (drag: Drag | null): MovePod | undefined =>
  drag === null || drag.over === null ? undefined : drag.moves.get(drag.over)

/** The packet goes to its hop there, as by a click on the canvas, which has not seen this one. */
function clickPlace(list: Element | null, box: string): void {
  const pane = list?.closest('[data-picture]')
  const places = [...(pane?.querySelectorAll<HTMLElement>('[data-place]') ?? [])]
  places.find((each) => each.dataset['place'] === box)?.click()
}

function place(element: HTMLElement | null, x: number, y: number): void {
  if (!element) return
  element.style.left = `${x}px`
  element.style.top = `${y}px`
}
