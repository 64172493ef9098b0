/*! Listening to a pointer over an element. */

type PointerHandlers = Readonly<
  Record<'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', (event: PointerEvent) => void>
>

/** Listens until what comes out is called. */
export function listenToPointer(element: HTMLElement, handlers: PointerHandlers): () => void {
  // As an option it gives its signal.
  const gone = new AbortController()
  for (const kind of Object.keys(handlers) as (keyof PointerHandlers)[])
    element.addEventListener(kind, handlers[kind], gone)
  return () => gone.abort()
}
