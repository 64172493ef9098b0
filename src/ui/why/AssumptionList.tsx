/*! What the verdict rests on: each assumption with the values that it could have. Choosing one is an edit; the verdict follows. */
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { assume, assumedAsked } from '../../store/assumed'
import { resetEdits } from '../../store/edits'
import { isPick } from '../../store/document'
import { plainText } from '../../text/rich'
import parts from '../parts/parts.module.css'
import { useRoving, VERTICAL } from '../parts/roving'
import { Segmented } from '../parts/Segmented'
import { Sentence } from '../parts/Sentence'
import { useApp, useStore } from '../use-app'
import { choicesForAll, groupedList, isGroup, type ShownAssumption, type ShownGroup } from './assumption-list'
import css from './why.module.css'
import { useWhyText } from './use-why-text'

export function AssumptionList() {
  const text = useWhyText()
  const store = useStore()
  const [opened] = useState(() => store.getState().own)
  // The verdict first, then the list: it asks the question once for every other value.
  const state = useDeferredValue(useApp((now) => now))
  const { own, scenario, variant, flow, edits } = state
  const found = useMemo(() => {
    const asked = assumedAsked({ own, scenario, variant, flow, edits }, opened)
    return groupedList(asked.base, asked.edits, text)
  }, [own, scenario, variant, flow, edits, opened, text])
  const [first, rest] = useStill(found)
  const [open, setOpen] = useState(first.length === 0)
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} className={css['assumptions']}>
      <div className={css['head']}>
        <p className={css['note']}>{found.length === 0 ? text.why.restsOnNothing : text.why.restsOnNote}</p>
        {edits.some((made) => !isPick(made)) ? (
          <button
            type="button"
            className={parts['link']}
            onClick={() => {
              resetEdits(store)
              // This button goes; the focus stays in the list.
              place.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
            }}
          >
            {text.why.resetAll}
          </button>
        ) : null}
      </div>
      <Rows assumptions={first} />
      {rest.length > 0 ? (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{text.why.others(rest.length)}</summary>
          {open ? <Rows assumptions={rest} /> : null}
        </details>
      ) : null}
    </div>
  )
}

type Shown = ShownAssumption | ShownGroup

function Rows({ assumptions }: { readonly assumptions: readonly Shown[] }) {
  const ref = useRef<HTMLUListElement>(null)
  useRoving(ref, VERTICAL)
  return (
    <ul ref={ref} data-own-stops>
      {assumptions.map((shown) =>
        isGroup(shown) ? <Group key={shown.target} group={shown} /> : <Row key={shown.target} assumption={shown} />,
      )}
    </ul>
  )
}

/**
 * What matters, and the rest. A row stays where it first stood, so that nothing moves away under a finger; what comes later
 * stands behind, and what becomes decisive comes forward.
 */
function useStill(found: readonly Shown[]): readonly [first: readonly Shown[], rest: readonly Shown[]] {
  const [opened] = useState(() => ({ order: found.map(({ target }) => target), first: found.filter(matters) }))
  return useMemo(() => {
    const placeOf = ({ target }: Shown) => {
      const at = opened.order.indexOf(target)
      return at < 0 ? opened.order.length : at
    }
    const ordered = found.toSorted((a, b) => placeOf(a) - placeOf(b))
    const isFirst = (one: Shown) => one.decisive || opened.first.some(({ target }) => target === one.target)
    return [ordered.filter(isFirst), ordered.filter((one) => !isFirst(one))]
  }, [found, opened])
}

const matters = ({ decisive, changed }: Shown): boolean => decisive || changed

function Row({ assumption }: { readonly assumption: ShownAssumption }) {
  const store = useStore()
  const { target, values } = assumption
  return (
    <li
      className={css['assumption']}
      data-decisive={assumption.decisive}
      data-changed={assumption.changed}
      data-assumption={target}
    >
      <Said shown={assumption} />
      <Values
        shown={assumption}
        onChoose={(label) => {
          const value = values.find((one) => one.label === label)
          if (value && !value.chosen) assume(store, [{ ...value, target }])
        }}
      />
    </li>
  )
}

/** All at once, or opened each by itself. */
function Group({ group }: { readonly group: ShownGroup }) {
  const { why } = useWhyText()
  const store = useStore()
  const { target, members } = group
  const [open, setOpen] = useState(false)
  return (
    <li
      className={css['assumption']}
      data-decisive={group.decisive}
      data-changed={group.changed}
      data-assumption={target}
    >
      <Said shown={group} />
      <Values shown={group} onChoose={(label) => assume(store, choicesForAll(group, label))} />
      <button type="button" className={css['each']} aria-expanded={open} onClick={() => setOpen(!open)}>
        {why.each(members.length)} <span aria-hidden="true">{open ? '▴' : '▾'}</span>
      </button>
      {open ? (
        <ul className={css['members']}>
          {members.map((member) => (
            <Row key={member.target} assumption={member} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function Said({ shown: { sentence, note, decisive, changed } }: { readonly shown: Shown }) {
  const { question } = useWhyText()
  return (
    <div>
      <p>
        <Sentence text={sentence} />
      </p>
      <p className={css['note']}>
        {decisive ? <b className={css['decisive']}>{question.assumption.decisive}</b> : null}
        {changed ? <span className={css['dot']} aria-hidden="true" /> : null}
        {note}
      </p>
    </div>
  )
}

function Values({
  shown: { name, values },
  onChoose,
}: {
  readonly shown: Shown
  readonly onChoose: (label: string) => void
}) {
  return values.length > 0 ? (
    <Segmented
      label={plainText(name)}
      labelHidden
      choices={values.map(({ label }) => ({ id: label, label }))}
      chosen={values.find(({ chosen }) => chosen)?.label ?? ''}
      onChoose={onChoose}
    />
  ) : null
}
