/*! The cluster as it is declared, without a packet: what can be shown of it. */
import { Plus } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { newNode, resolve } from '../../sim'
import { editOwn } from '../../store/own/actions'
import { pictureEn } from '../../text/picture-en'
import pane from '../graph/graph-pane.module.css'
import overlay from '../graph/overlay.module.css'
import type { PictureLayer } from '../graph/GraphPane'
import { Painted } from '../graph/paint-react'
import { paintPlain, plainLayout } from '../graph/plain'
import { useMedia } from '../parts/media'
import parts from '../parts/parts.module.css'
import { PHONE } from '../parts/window-sizes'
import { useApp, useStore } from '../use-app'
import css from './own-page.module.css'
import { useOwnText } from './use-own-text'
import { usePlainView } from './use-plain-view'

export function PlainPicture({ layer }: { readonly layer: PictureLayer }) {
  const topology = useApp((state) => state.own?.topology ?? null)
  const phone = useMedia(PHONE)
  const placed = useMemo(() => topology && plainLayout(resolve(topology), pictureEn), [topology])
  const ref = useRef<HTMLDivElement>(null)
  const viewport = usePlainView(ref, placed, phone, layer)
  return (
    <div ref={ref} className={`${pane['pane']} ${css['plain']}`} data-picture="plain">
      {placed && viewport && placed.hosts.length > 0 ? (
        <div
          className={overlay['root']}
          data-overlay=""
          style={{ transform: `translate(${viewport.pan.x}px, ${viewport.pan.y}px) scale(${viewport.zoom})` }}
        >
          <svg className={overlay['svg']} width={1} height={1} aria-hidden="true">
            <Painted node={paintPlain(placed)} />
          </svg>
          {layer.over(placed)}
        </div>
      ) : (
        <NoHost />
      )}
    </div>
  )
}

/** Nothing to point at yet. */
function NoHost() {
  const { own } = useOwnText()
  const store = useStore()
  const add = () => {
    const topology = store.getState().own?.topology
    const node = topology && newNode(topology)
    if (node) editOwn(store, { kind: 'add-node', node })
  }
  return (
    <div className={css['noHost']}>
      <b>{own.noHost}</b>
      <button type="button" className={parts['primary']} onClick={add}>
        <Plus size={16} /> {own.addNode}
      </button>
    </div>
  )
}
