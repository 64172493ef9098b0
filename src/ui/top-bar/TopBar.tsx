/*! The flow and what can be varied about it; compare, share, theme, help. */
import { CircleHelp, Columns2, Link2, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useRef } from 'react'
import {
  type Choice,
  choiceOf,
  isAllowed,
  type Scenario,
  type Variant,
  type VariantGroup,
  variesFlowOnly,
} from '../../scenarios'
import { useActions } from '../actions'
import { FlowBar } from '../flow-bar/FlowBar'
import parts from '../parts/parts.module.css'
import { HORIZONTAL, useRoving } from '../parts/roving'
import { Segmented } from '../parts/Segmented'
import { type Text, useApp, useScenario, useText, useVariant } from '../use-app'
import { Logo } from './Logo'
import css from './top-bar.module.css'

export function TopBar() {
  const text = useText()
  const crowded = useGroups().length >= CROWDED
  const ref = useRef<HTMLDivElement>(null)
  useRoving(ref, HORIZONTAL)
  return (
    <header>
      <div ref={ref} className={css['bar']} data-crowded={crowded} role="toolbar" aria-label={text.page.flow}>
        <h1 className={css['logo']}>
          <Logo />
          {text.product}
        </h1>
        <FlowBar />
        <Variants />
        <Tools />
      </div>
    </header>
  )
}

/** Compare, share, theme, help. */
export function Tools() {
  const { ui } = useText()
  const { compare, openShare, openHelp } = useActions()
  return (
    <div className={css['tools']}>
      <Tool label={ui.compare} press="c" icon={Columns2} word={css['word']} onClick={compare} />
      <Tool label={ui.share} press="s" icon={Link2} word={css['word']} onClick={openShare} />
      <ThemeButton />
      <Tool label={ui.help} press="?" icon={CircleHelp} onClick={openHelp} />
    </div>
  )
}

interface ToolProps {
  readonly label: string
  /** The key that does the same. */
  readonly press: string
  readonly icon: LucideIcon
  /** Class of its label, where that is seen. */
  readonly word?: string | undefined
  readonly onClick: () => void
}

export function Tool({ label, press, icon: Icon, word, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={parts['button']}
      aria-label={label}
      title={`${label} (${press})`}
      onClick={onClick}
    >
      <Icon size={16} />
      {word ? <span className={word}>{label}</span> : null}
    </button>
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

/** So many switches leave no room for every choice in the open. */
const CROWDED = 4

/** With a flow of one's own, what is asked is said by the fields, not by a switch. */
function useGroups(): readonly VariantGroup[] {
  const { groups } = useScenario()
  const own = useApp((state) => state.flow) !== null
  return groups.filter((group) => !own || !variesFlowOnly(group))
}

/** The switches that this scenario varies. One that is not as the scenario has it shows a dot, and all of them a "reset". */
export function Variants() {
  const scenario = useScenario()
  const variant = useVariant()
  const text = useText()
  const actions = useActions()
  const edited = useApp((state) => state.edits.length > 0)
  const groups = useGroups()
  const changed = edited || groups.some((group) => isChanged(group, choiceOf(group, variant).id))
  return (
    <div className={css['variants']}>
      {groups.map((group) => (
        <Switch key={group.id} scenario={scenario} group={group} crowded={groups.length >= CROWDED} />
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

/** Why a choice is off-limits now; null: it is not. */
function reasonOf(scenario: Scenario, choice: Choice, variant: Variant, { choice: names, flow }: Text): string | null {
  if (!choice.needs || isAllowed(scenario, choice, variant)) return null
  return flow.needs(names[choice.needs.choice].label)
}

/** Letters of three or more choices that still fit beside each other. */
const ROOM = 12

interface SwitchProps {
  readonly scenario: Scenario
  readonly group: VariantGroup
  readonly crowded: boolean
}

function Switch({ scenario, group, crowded }: SwitchProps) {
  const variant = useVariant()
  const text = useText()
  const actions = useActions()
  const chosen = choiceOf(group, variant).id
  const changed = isChanged(group, chosen)
  const label = text.group[group.id]
  // Five targets, or three long words, do not fit beside each other: a menu.
  const letters = group.choices.reduce((sum, { id }) => sum + text.choice[id].label.length, 0)
  if (group.choices.length > 3 || (group.choices.length > 2 && (crowded || letters > ROOM))) {
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
          {group.choices.map((choice) => {
            const reason = reasonOf(scenario, choice, variant, text)
            const word = text.choice[choice.id].label
            return (
              <option key={choice.id} value={choice.id} disabled={reason !== null}>
                {reason === null ? word : `${word} (${reason})`}
              </option>
            )
          })}
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
