/*! Editing, as the pictures take it: what lies over them, and the view, which an edit leaves where it is. */
import { useMemo } from 'react'
import type { AppStore } from '../../../store/store'
import { useStore } from '../../use-app'
import type { Viewport } from '../../graph/fit'
import type { PictureLayer } from '../../graph/GraphPane'
import { bottom, type Rect, right, type Size } from '../../graph/geometry'
import type { Layout } from '../../graph/layout'
import { toScreen } from '../../graph/viewport'
import { Editing } from './Editing'

const editing = (layout: Layout) => <Editing layout={layout} />

interface Seen {
  readonly cluster: string
  readonly bounds: Rect
  readonly pane: Size
}

/** One for both pictures of a page: of what can be walked, and of what cannot. */
export function useEditingLayer(): PictureLayer {
  const store = useStore()
  return useMemo(() => layerOf(store), [store])
}

function layerOf(store: AppStore): PictureLayer {
  let seen: Seen | null = null
  let shown: Viewport | null = null
  return {
    over: editing,
    onView: (viewport) => {
      shown = viewport
    },
    viewOf: (bounds, pane, fitted) => {
      const before = seen
      // What came by a link is the same cluster when it is kept.
      seen = { cluster: store.getState().own?.id ?? '', bounds, pane }
      const same = before && (before.cluster === seen.cluster || before.cluster === '')
      const resized = before && (before.pane.width !== pane.width || before.pane.height !== pane.height)
      if (!same || resized || !shown) return fitted
      return isStillShown(before.bounds, bounds, shown, pane) ? shown : fitted
    },
  }
}

/** Less of a picture than that is no picture, px. */
const LEAST = 80

/** What was there as a whole still is; of what was not, or was moved by hand, something is. */
function isStillShown(before: Rect, now: Rect, viewport: Viewport, pane: Size): boolean {
  const reach = (of: Rect) => {
    const from = toScreen(viewport, of)
    const to = toScreen(viewport, { x: right(of), y: bottom(of) })
    return {
      whole: from.x >= 0 && from.y >= 0 && to.x <= pane.width && to.y <= pane.height,
      some: from.x < pane.width - LEAST && from.y < pane.height - LEAST && to.x > LEAST && to.y > LEAST,
    }
  }
  return reach(before).whole ? reach(now).whole : reach(now).some
}
