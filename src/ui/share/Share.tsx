/*! The link to this very hop, ready to copy, with what of the cluster it holds. If the browser refuses the clipboard, the link is selected
instead. */
import { useMemo, useRef, useState } from 'react'
import { cutBy } from '../../share/link-limits'
import { fileOf } from '../../store/own/actions'
import type { OwnCluster } from '../../store/own/cluster'
import { walks } from '../../store/select'
import { exportMenuEn } from '../../text/export-menu-en'
import { shareEn } from '../../text/share-en'
import { topologyLinkEn } from '../../text/topology-link-en'
import { noLinkText } from '../../text/topology-link-text'
import { ExportList, Exports } from '../export/ExportList'
import { PairExports } from '../export/PairExports'
import { CopyButton } from '../parts/CopyButton'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import { Segmented } from '../parts/Segmented'
import { useStore, useText } from '../use-app'
import css from './share.module.css'
import { type Held, linkHolding, offered } from './what-to-share'

export default function Share({ onClose }: { readonly onClose: () => void }) {
  const { ui } = useText()
  // The dialog is about what is shown now: nothing plays behind it.
  const [state] = useState(useStore().getState)
  const choices = offered(state)
  const [held, setHeld] = useState<Held>(choices[0] ?? 'whole')
  const [redacted, setRedacted] = useState(false)
  const link = useMemo(() => linkHolding(held, redacted, state), [held, redacted, state])
  return (
    <Dialog title={state.versus ? shareEn.comparison : ui.shareHeading} onClose={onClose}>
      <div className={css['share']}>
        {choices.length > 1 ? (
          <Segmented
            label={shareEn.holds}
            labelHidden
            choices={choices.map((id) => ({ id, label: shareEn.held[id] }))}
            chosen={held}
            onChoose={setHeld}
          />
        ) : null}
        {link.ok ? (
          <Link hash={link.value} compared={state.versus !== null} />
        ) : (
          <p>{noLinkText(link.error, topologyLinkEn)}</p>
        )}
        {held !== 'address' && walks(state) ? (
          <label className={css['redact']}>
            <input type="checkbox" checked={redacted} onChange={(event) => setRedacted(event.currentTarget.checked)} />
            <span>
              {shareEn.redact}
              <small>{shareEn.redactHint}</small>
            </span>
          </label>
        ) : null}
        <p className={css['note']}>{state.versus ? shareEn.compared[held] : shareEn.note[held]}</p>
        {!walks(state) ? (
          state.own ? (
            <FileOf own={state.own} />
          ) : null
        ) : state.versus ? (
          <PairExports versus={state.versus} />
        ) : (
          <ExportList />
        )}
      </div>
    </Dialog>
  )
}

/** Of a cluster that no packet crosses there is nothing to take away but itself. */
const FileOf = ({ own }: { readonly own: OwnCluster }) => (
  <Exports
    kinds={['topology']}
    hint={exportMenuEn.hint}
    names={[own.name]}
    fileOf={async () => new Blob([fileOf(own)], { type: 'application/json' })}
    textOf={async () => fileOf(own)}
  />
)

function Link({ hash, compared }: { readonly hash: string; readonly compared: boolean }) {
  const { ui, page } = useText()
  const field = useRef<HTMLInputElement>(null)
  const link = `${location.origin}${location.pathname}${location.search}#${hash}`
  const cut = cutBy(link.length)
  return (
    <>
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
          {ui.linkLength(link.length)},{' '}
          {cut.length > 0 ? (compared ? shareEn.cutComparison : shareEn.cutBy)(cut) : page.fitsAnywhere}
        </span>
      </div>
    </>
  )
}
