/*! The flow and what can be varied about it; share, theme, help. */
import { ArrowRight, CircleHelp, Link2, Monitor, Moon, Sun } from 'lucide-react'
import { useRef } from 'react'
import { choiceOf, type Scenario, type VariantGroup } from '../../scenarios'
import { useActions } from '../actions'
import parts from '../parts/parts.module.css'
import { HORIZONTAL, useRoving } from '../parts/roving'
import { Segmented } from '../parts/Segmented'
import { useApp, useRun, useScenario, useText, useVariant } from '../use-app'
import { endsOf, type FlowEnd } from './ends'
import { Logo } from './Logo'
import css from './top-bar.module.css'

export function TopBar() {
  const text = useText()
  const actions = useActions()
  const ref = useRef<HTMLDivElement>(null)
  useRoving(ref, HORIZONTAL)
  return (
    <header>
      <div ref={ref} className={css['bar']} role="toolbar" aria-label={text.page.flow}>
        <h1 className={css['logo']}>
          <Logo />
          {text.product}
        </h1>
        <FlowEnds />
        <Variants />
        <div className={css['tools']}>
          <button
            type="button"
            className={parts['button']}
            aria-label={text.ui.share}
            title={`${text.ui.share} (s)`}
            onClick={actions.openShare}
          >
            <Link2 size={16} />
            <span className={css['word']}>{text.ui.share}</span>
          </button>
          <ThemeButton />
          <button
            type="button"
            className={parts['button']}
            aria-label={text.ui.help}
            title={`${text.ui.help} (?)`}
            onClick={actions.openHelp}
          >
            <CircleHelp size={16} />
          </button>
        </div>
      </div>
    </header>
  )
}

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const

export function ThemeButton() {
  const text = useText()
  const actions = useActions()
  const theme = useApp((state) => state.theme)
  const label = text.page.themeNow(text.ui.themes[theme])
  const Icon = theme === 'system' ? Monitor : theme === 'light' ? Sun : Moon
  return (
    <button
      type="button"
      className={parts['button']}
      aria-label={label}
      title={label}
      onClick={() => actions.setTheme(NEXT[theme])}
    >
      <Icon size={16} />
    </button>
  )
}

function FlowEnds() {
  const run = useRun()
  const text = useText()
  const { from, to } = endsOf(run, text)
  return (
    <div className={css['flow']}>
      <End label={text.ui.from} end={from} />
      <ArrowRight size={15} className={css['arrow']} aria-hidden="true" />
      <End label={text.ui.to} end={to} />
    </div>
  )
}

function End({ label, end }: { readonly label: string; readonly end: FlowEnd }) {
  return (
    <span className={css['end']} title={`${end.full} ${end.address}`}>
      <span className={css['endLabel']}>{label}</span> <b aria-label={end.full}>{end.name}</b>{' '}
      <code className={css['address']}>{end.address}</code>
    </span>
  )
}

/** The switches that this scenario varies. One that is not as the scenario has it shows a dot, and all of them a "reset". */
export function Variants() {
  const scenario = useScenario()
  const variant = useVariant()
  const text = useText()
  const actions = useActions()
  const changed = scenario.groups.some((group) => isChanged(group, choiceOf(group, variant).id))
  return (
    <div className={css['variants']}>
      {scenario.groups.map((group) => (
        <Switch key={group.id} scenario={scenario} group={group} />
      ))}
      {changed ? (
        <button type="button" className={parts['link']} title={text.ui.resetHint} onClick={actions.resetVariant}>
          {text.ui.reset}
        </button>
      ) : null}
    </div>
  )
}

const isChanged = (group: VariantGroup, id: string): boolean => group.choices[0]?.id !== id

function Switch({ group }: { readonly scenario: Scenario; readonly group: VariantGroup }) {
  const variant = useVariant()
  const text = useText()
  const actions = useActions()
  const chosen = choiceOf(group, variant).id
  const changed = isChanged(group, chosen)
  const label = text.group[group.id]
  // Five targets do not fit as words beside each other: a menu. The card beside the picture has them all in the open.
  if (group.choices.length > 3) {
    return (
      <span className={css['menu']}>
        <span className={css['menuLabel']} aria-hidden="true">
          {label}
        </span>
        <select
          data-stop
          aria-label={label}
          value={chosen}
          onChange={(event) => {
            const choice = group.choices.find(({ id }) => id === event.currentTarget.value)
            if (choice) actions.chooseVariant(group.id, choice.id)
          }}
        >
          {group.choices.map(({ id }) => (
            <option key={id} value={id}>
              {text.choice[id].label}
            </option>
          ))}
        </select>
        {changed ? <Changed /> : null}
      </span>
    )
  }
  return (
    <span className={css['switch']}>
      <Segmented
        label={label}
        choices={group.choices.map(({ id }) => ({
          id,
          label: text.choice[id].label,
          title: text.choice[id].hint ?? undefined,
        }))}
        chosen={chosen}
        onChoose={(id) => actions.chooseVariant(group.id, id)}
      />
      {changed ? <Changed /> : null}
    </span>
  )
}

function Changed() {
  const { ui } = useText()
  return (
    <span className={css['dot']} title={ui.changedFromOwn}>
      <span className={parts['hidden']}>{ui.changedFromOwn}</span>
    </span>
  )
}
