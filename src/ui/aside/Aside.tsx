/*! Cards beside a picture that leaves room: every way to ask for the same thing, and how to read the picture. */
import { Suspense } from 'react'
import { formatIpv4 } from '../../sim'
import { choiceOf } from '../../scenarios'
import { factsOf } from '../../text/facts'
import { namesOf } from '../../text/names'
import { useActions } from '../actions'
import { Legend } from '../help/Legend'
import { useRun, useScenario, useText, useVariant } from '../use-app'
import { loadWhy } from '../why/load-why'
import { useRoom } from '../why/use-room'
import { useWays } from './use-ways'
import css from './aside.module.css'
import { lazily } from '../parts/lazily'

const BackendsCard = lazily(async () => ({ default: (await loadWhy()).BackendsCard }))

export function Aside() {
  const text = useText()
  const { aside, backends } = useRoom()
  if (!aside) return null
  return (
    <aside className={css['aside']} aria-label={text.ui.legend}>
      <Ways />
      {backends ? (
        <Suspense>
          <BackendsCard className={css['card']} />
        </Suspense>
      ) : null}
      <section className={css['card']}>
        <h2>{text.ui.legend}</h2>
        <Legend />
      </section>
    </aside>
  )
}

/** "Five ways to ask for the same pod": what is asked for, and which address the server sees. Each is run, none is told. */
export function Ways() {
  const text = useText()
  const run = useRun()
  const scenario = useScenario()
  const variant = useVariant()
  const actions = useActions()
  const ways = useWays()
  const group = scenario.groups.find(({ id }) => id === 'target')
  if (!group || ways.length === 0) return null
  const chosen = choiceOf(group, variant).id
  const server = namesOf(run, text).server
  return (
    <section className={css['card']} aria-label={text.page.waysHeading(ways.length)}>
      <h2>{text.page.waysHeading(ways.length)}</h2>
      <div className={css['waysHead']} aria-hidden="true">
        <span>{text.page.askedFor}</span>
        <span>{text.page.serverSees(server)}</span>
      </div>
      <ul className={css['ways']}>
        {ways.map(({ id, run: way }) => {
          const { seen, client } = factsOf(way)
          const { label, hint } = text.choice[id]
          const sees = seen === null ? text.packet.none : formatIpv4(seen)
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={id === chosen}
                aria-label={`${label}, ${hint ?? ''}: ${text.page.serverSees(server)} ${sees}`}
                onClick={() => actions.chooseVariant('target', id)}
              >
                <span className={css['asked']}>
                  {label}
                  <code>{hint}</code>
                </span>
                {seen === client ? <code>{sees}</code> : <mark>{sees}</mark>}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
