/*! Pointer and keys on the objects of a picture, told apart from what the picture does with them itself.

The objects lie over the canvas and let every pointer through, so that seeking, panning, zooming and tooltips stay the canvas's. Their
gestures are read on the pane, before it. A press on a pod by mouse or pen is kept from the canvas: it may become a drag, else it is the
click that it was. A finger first waits: whoever stays holds the object, a menu when it is lifted, a drag when it moves. */

export interface GestureHandlers<T> {
  readonly at: (x: number, y: number) => T | null
  readonly canDrag: (thing: T) => boolean
  /** A click on a thing that was kept from the canvas. */
  readonly onClick: (thing: T) => void
  /** A press that was a click, whoever has read it. */
  readonly onPick: (thing: T | null) => void
  /** A finger has stayed on it. */
  readonly onHold: (thing: T) => void
  readonly onMenu: (thing: T | null, at: { readonly x: number; readonly y: number }) => void
  readonly onDrag: (thing: T, at: { readonly x: number; readonly y: number }) => void
  /** null: called off. */
  readonly onDrop: (thing: T, at: { readonly x: number; readonly y: number } | null) => void
}

/** Before a pointer has moved so far it stands still, px. */
const SLOP = 6
/** How long a finger stays to hold, ms: as the systems have it. */
const HOLD = 480

interface Press<T> {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly thing: T | null
  /** A finger that has stayed, or a press kept from the canvas. */
  mine: boolean
  dragging: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Listens on a pane until the function that it gives is called. `latest` is read when something happens. */
export function listen<T>(pane: HTMLElement, latest: { readonly current: GestureHandlers<T> }): () => void {
  const gone = new AbortController()
  const { signal } = gone
  let press: Press<T> | null = null
  /** A finger that was held is no tap: no mouse events come of it. */
  let wasHeld = false

  const end = (): void => {
    clearTimeout(press?.timer)
    press = null
  }
  const callOff = (): void => {
    if (press?.dragging && press.thing !== null) latest.current.onDrop(press.thing, null)
    end()
  }

  const down = (event: PointerEvent): void => {
    callOff()
    wasHeld = false
    // What lies over the picture and takes the pointer itself is no picture.
    if (!event.isPrimary || event.button !== 0 || event.ctrlKey || isApart(event.target)) return
    const thing = latest.current.at(event.clientX, event.clientY)
    const mine = event.pointerType !== 'touch' && thing !== null && latest.current.canDrag(thing)
    press = {
      id: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      thing,
      mine,
      dragging: false,
      timer: event.pointerType === 'touch' ? setTimeout(hold, HOLD) : undefined,
    }
    // No mouse events come of it, which are what the canvas reads.
    if (mine) event.preventDefault()
  }
  const hold = (): void => {
    if (!press) return
    press.mine = true
    wasHeld = true
    // The canvas and the swipe give the finger up.
    pane.dispatchEvent(new PointerEvent('pointercancel', { pointerId: press.id }))
    window.dispatchEvent(new Event('touchcancel'))
    if (press.thing === null) {
      const at = { x: press.x, y: press.y }
      end()
      latest.current.onMenu(null, at)
    } else latest.current.onHold(press.thing)
  }
  const move = (event: PointerEvent): void => {
    if (!press || event.pointerId !== press.id) return
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLOP
    const { thing } = press
    if (far && !press.mine) end()
    else if (thing !== null && press.mine && (far || press.dragging) && latest.current.canDrag(thing)) {
      if (!press.dragging) {
        pane.setPointerCapture(press.id)
        leave(pane)
      }
      press.dragging = true
      latest.current.onDrag(thing, { x: event.clientX, y: event.clientY })
    }
  }
  const up = (event: PointerEvent): void => {
    if (!press || event.pointerId !== press.id) return
    const { thing, mine, dragging } = press
    const at = { x: event.clientX, y: event.clientY }
    const touch = event.pointerType === 'touch'
    end()
    if (dragging && thing !== null) latest.current.onDrop(thing, at)
    else if (mine && touch) latest.current.onMenu(thing, at)
    else {
      if (mine && thing !== null) latest.current.onClick(thing)
      latest.current.onPick(thing)
    }
  }
  const touchEnd = (event: TouchEvent): void => {
    if (wasHeld && event.cancelable) event.preventDefault()
  }
  const cancel = (event: PointerEvent): void => {
    // The one that `hold` has sent is meant for others.
    if (event.isTrusted && event.pointerId === press?.id) callOff()
  }
  const menu = (event: MouseEvent): void => {
    if (isApart(event.target) && !isPlace(event.target)) return
    event.preventDefault()
    // A finger's menu comes when it is lifted; a key's is opened by the key. Control and a click are a Mac's right button.
    if (press !== null || (event.button !== 2 && !event.ctrlKey)) return
    leave(pane)
    latest.current.onMenu(latest.current.at(event.clientX, event.clientY), { x: event.clientX, y: event.clientY })
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !press?.dragging) return
    event.preventDefault()
    event.stopPropagation()
    callOff()
  }

  pane.addEventListener('pointerdown', down, { capture: true, signal })
  pane.addEventListener('touchend', touchEnd, { capture: true, passive: false, signal })
  pane.addEventListener('contextmenu', menu, { capture: true, signal })
  window.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', up, { signal })
  window.addEventListener('pointercancel', cancel, { signal })
  window.addEventListener('blur', callOff, { signal })
  window.addEventListener('keydown', key, { capture: true, signal })
  return () => {
    callOff()
    gone.abort()
  }
}

/** What is told of the box that is pointed at would lie beside a menu, and where a pod is dropped. */
const leave = (pane: HTMLElement): boolean =>
  pane.dispatchEvent(new PointerEvent('pointerout', { bubbles: true, relatedTarget: document.body }))

const isApart = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-overlay] button, [data-overlay] a, [data-tags], dialog') !== null

const isPlace = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-thing], [data-place]') !== null
