/*! The keys that work here, and how to read the picture. */
import { Dialog } from '../parts/Dialog'
import { Kbd } from '../parts/Kbd'
import { helpEn } from '../../text/help-en'
import { useText } from '../use-app'
import { keyHelp } from './key-help'
import { Legend } from './Legend'
import css from './help.module.css'

export default function Help({ onClose }: { readonly onClose: () => void }) {
  const { ui } = useText()
  return (
    <Dialog title={ui.help} onClose={onClose}>
      <div className={css['columns']}>
        <section>
          <h3>{helpEn.keyboard}</h3>
          <dl className={css['keys']}>
            {keyHelp.map(({ id, keys }) => (
              <div key={id}>
                <dt>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{helpEn.keys[id]}</dd>
              </div>
            ))}
          </dl>
          <p className={css['note']}>{helpEn.lettersNote}</p>
        </section>
        <section>
          <h3>{ui.legend}</h3>
          <Legend />
        </section>
      </div>
    </Dialog>
  )
}
