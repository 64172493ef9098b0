/*! The link to this very hop, ready to copy. If the browser refuses the clipboard, the link is selected instead. */
import { useRef } from 'react'
import { ExportList } from '../export/ExportList'
import { CopyButton } from '../parts/CopyButton'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import { useLink, useText } from '../use-app'
import css from './share.module.css'

export default function Share({ onClose }: { readonly onClose: () => void }) {
  const { ui, page } = useText()
  const field = useRef<HTMLInputElement>(null)
  const hash = useLink()
  const link = `${location.origin}${location.pathname}${location.search}#${hash}`
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
            {ui.linkLength(link.length)}, {page.fitsAnywhere}
          </span>
        </div>
        <p className={css['note']}>{page.shareNote}</p>
        <ExportList />
      </div>
    </Dialog>
  )
}
