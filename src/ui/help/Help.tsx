/*! The keys that work here, and how to read the picture. */
import { Dialog } from '../parts/Dialog'
import { Kbd } from '../parts/Kbd'
import { keyHelp } from '../keys'
import { useText } from '../use-app'
import { Legend } from './Legend'
import css from './help.module.css'

export default function Help({ onClose }: { readonly onClose: () => void }) {
  const { ui, page } = useText()
  return (
    <Dialog title={ui.help} onClose={onClose}>
      <div className={css['columns']}>
        <section>
          <h3>{ui.keyboard}</h3>
          <dl className={css['keys']}>
            {keyHelp.map(({ id, keys }) => (
              <div key={id}>
                <dt>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{ui.keys[id]}</dd>
              </div>
            ))}
          </dl>
          <p className={css['note']}>{page.lettersNote}</p>
        </section>
        <section>
          <h3>{ui.legend}</h3>
          <Legend />
        </section>
      </div>
    </Dialog>
  )
}
