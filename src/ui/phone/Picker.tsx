/*! On a phone everything that is chosen is in one sheet: scenario, variant, compare, share, theme, help. */
import { Suspense } from 'react'
import { CircleHelp, Columns2, Link2 } from 'lucide-react'
import { scenarios } from '../../scenarios'
import { useActions } from '../actions'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import { walks } from '../../store/select'
import { loadOwnList } from '../own/load-own'
import { FlowBar } from '../flow-bar/FlowBar'
import { MoreLinks } from '../scenario-list/MoreLinks'
import { ScenarioItem } from '../scenario-list/ScenarioItem'
import { ThemeButton, Variants } from '../top-bar/TopBar'
import { useApp, useText } from '../use-app'
import css from './phone.module.css'
import { lazily } from '../parts/lazily'

const OwnList = lazily(loadOwnList)

export function Picker({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const actions = useActions()
  const walked = useApp(walks)
  const then = (action: () => void) => () => {
    onClose()
    action()
  }
  return (
    <Dialog title={text.page.scenarioPicker} onClose={onClose}>
      <div className={css['sheet']}>
        {walked ? (
          <>
            <FlowBar />
            <Variants />
          </>
        ) : null}
        <ol>
          {scenarios.map(({ id }, index) => (
            <li key={id}>
              <ScenarioItem id={id} number={index + 1} onChosen={onClose} />
            </li>
          ))}
        </ol>
        <MoreLinks onChosen={onClose} />
        <Suspense>
          <OwnList onChosen={onClose} />
        </Suspense>
        <div className={css['sheetTools']}>
          {walked ? (
            <button type="button" className={parts['button']} onClick={then(actions.compare)}>
              <Columns2 size={16} /> {text.ui.compare}
            </button>
          ) : null}
          <button type="button" className={parts['button']} onClick={then(actions.openShare)}>
            <Link2 size={16} /> {text.ui.share}
          </button>
          <ThemeButton />
          <button type="button" className={parts['button']} onClick={then(actions.openHelp)}>
            <CircleHelp size={16} /> {text.ui.help}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
