/*! The link to this very hop, ready to copy. If the browser refuses the clipboard, the link is selected instead. */
import { ExportList } from '../export/ExportList'
import { useMemo, useRef } from 'react'
import { cutBy } from '../../share/link-limits'
import { laterParts } from '../../store/load-later'
import { walks } from '../../store/select'
import { shareEn } from '../../text/share-en'
import { topologyLinkEn } from '../../text/topology-link-en'
import { noLinkText } from '../../text/topology-link-text'
import { CopyButton } from '../parts/CopyButton'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import { useLink, useStore, useText } from '../use-app'
import css from './share.module.css'

export default function Share({ onClose }: { readonly onClose: () => void }) {
  const { ui, page } = useText()
  const field = useRef<HTMLInputElement>(null)
  const kept = useLink()
  const store = useStore()
  // An own cluster's address holds nothing but its id in this browser: what is sent holds the cluster.
  const held = useMemo(() => {
    const state = store.getState()
    return state.own ? (laterParts()?.sharedLink(state) ?? null) : null
  }, [store])
  const hash = held === null ? kept : held.ok ? held.value : ''
  const link = `${location.origin}${location.pathname}${location.search}#${hash}`
  const cut = cutBy(link.length)[0]
  if (held?.ok === false) {
    return (
      <Dialog title={ui.shareHeading} onClose={onClose}>
        <div className={css['share']}>
          <p>{noLinkText(held.error, topologyLinkEn)}</p>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={ui.shareHeading} onClose={onClose}>
      <div className={css['share']}>
        <input
          ref={field}
          className={css['link']}
          readOnly
          value={link}
          aria-label={page.yourLink}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className={css['actions']}>
          <CopyButton
            text={link}
            words={[page.copyLink, ui.copied, ui.copyRefused]}
            what={page.yourLink}
            className={parts['primary']}
            onRefused={() => {
              field.current?.focus()
              field.current?.select()
            }}
          />
          <span className={css['length']}>
            {ui.linkLength(link.length)}, {cut ? shareEn.cutBy(cut) : page.fitsAnywhere}
          </span>
        </div>
        <p className={css['note']}>{page.shareNote}</p>
        {walks(store.getState()) ? <ExportList /> : null}
      </div>
    </Dialog>
  )
}
