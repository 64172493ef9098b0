/*! The keys that work here, and how to read the picture. */
import { Dialog } from '../parts/Dialog'
import { Kbd } from '../parts/Kbd'
import { helpEn } from '../../text/help-en'
import { ownKeysEn } from '../../text/own-keys-en'
import { useApp, useText } from '../use-app'
import { keyHelp } from './key-help'
import { Legend } from './Legend'
import css from './help.module.css'

interface Row {
  readonly keys: readonly string[]
  readonly does: string
}

function Keys({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className={css['keys']}>
      {rows.map(({ keys, does }) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}

export default function Help({ onClose }: { readonly onClose: () => void }) {
  const { ui } = useText()
  const own = useApp((state) => state.own !== null)
  return (
    <Dialog title={ui.help} onClose={onClose}>
      <div className={css['columns']}>
        <section>
          <h3>{helpEn.keyboard}</h3>
          <Keys rows={keyHelp.map(({ id, keys }) => ({ keys, does: helpEn.keys[id] }))} />
          <p className={css['note']}>{helpEn.lettersNote}</p>
          {own ? (
            <>
              <h3>{ownKeysEn.title}</h3>
              <Keys rows={ownKeysEn.rows} />
            </>
          ) : null}
        </section>
        <section>
          <h3>{ui.legend}</h3>
          <Legend />
        </section>
      </div>
    </Dialog>
  )
}
