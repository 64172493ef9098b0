/*! What can be opened: the seven scenarios, and below them more links. */
import { Suspense, useRef } from 'react'
import { scenarios } from '../../scenarios'
import { loadOwnList } from '../own/load-own'
import { Kbd } from '../parts/Kbd'
import { useRoving, VERTICAL } from '../parts/roving'
import { useText } from '../use-app'
import { MoreLinks } from './MoreLinks'
import { ScenarioItem } from './ScenarioItem'
import css from './scenario-list.module.css'
import { lazily } from '../parts/lazily'

const OwnList = lazily(loadOwnList)

export function ScenarioList() {
  const { ui } = useText()
  const ref = useRef<HTMLElement>(null)
  useRoving(ref, VERTICAL)
  return (
    <nav ref={ref} className={css['list']} aria-label={ui.scenarios}>
      <div className={css['heading']} aria-hidden="true">
        <span>{ui.scenarios}</span>
        <span className={css['keys']}>
          <Kbd>1</Kbd> – <Kbd>7</Kbd>
        </span>
      </div>
      <ol className={css['items']}>
        {scenarios.map(({ id }, index) => (
          <li key={id}>
            <ScenarioItem id={id} number={index + 1} />
          </li>
        ))}
      </ol>
      <MoreLinks />
      <Suspense>
        <OwnList />
      </Suspense>
    </nav>
  )
}
