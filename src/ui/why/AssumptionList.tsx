/*! What the verdict rests on: each assumption with the values that it could have. Choosing one is an edit; the verdict follows. */
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { questionOf } from '../../store/select'
import { edit, resetEdits, unedit } from '../../store/edits'
import { isPick } from '../../store/document'
import { plainText } from '../../text/rich'
import parts from '../parts/parts.module.css'
import { useRoving, VERTICAL } from '../parts/roving'
import { Segmented } from '../parts/Segmented'
import { Sentence } from '../parts/Sentence'
import { useApp, useStore } from '../use-app'
import { assumptionList, type ShownAssumption } from './assumption-list'
import css from './why.module.css'
import { useWhyText } from './use-why-text'

export function AssumptionList() {
  const text = useWhyText()
  const store = useStore()
  const scenario = useApp((state) => state.scenario)
  const variant = useApp((state) => state.variant)
  const flow = useApp((state) => state.flow)
  // The verdict first, then the list: it asks the question once for every other value.
  const edits = useDeferredValue(useApp((state) => state.edits))
  const base = questionOf({ scenario, variant, flow })
  const found = useMemo(() => assumptionList(base, edits, text), [base, edits, text])
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

function Rows({ assumptions }: { readonly assumptions: readonly ShownAssumption[] }) {
  const ref = useRef<HTMLUListElement>(null)
  useRoving(ref, VERTICAL)
  return (
    <ul ref={ref} data-own-stops>
      {assumptions.map((assumption) => (
        <Row key={assumption.target} assumption={assumption} />
      ))}
    </ul>
  )
}

/**
 * What matters, and the rest. A row stays where it first stood, so that nothing moves away under a finger; what comes later
 * stands behind, and what becomes decisive comes forward.
 */
function useStill(
  found: readonly ShownAssumption[],
): readonly [first: readonly ShownAssumption[], rest: readonly ShownAssumption[]] {
  const [opened] = useState(() => ({ order: found.map(({ target }) => target), first: found.filter(matters) }))
  return useMemo(() => {
    const placeOf = ({ target }: ShownAssumption) => {
      const at = opened.order.indexOf(target)
      return at < 0 ? opened.order.length : at
    }
    const ordered = found.toSorted((a, b) => placeOf(a) - placeOf(b))
    const isFirst = (one: ShownAssumption) => one.decisive || opened.first.some(({ target }) => target === one.target)
    return [ordered.filter(isFirst), ordered.filter((one) => !isFirst(one))]
  }, [found, opened])
}

const matters = ({ decisive, changed }: ShownAssumption): boolean => decisive || changed

function Row({ assumption }: { readonly assumption: ShownAssumption }) {
  const { question } = useWhyText()
  const store = useStore()
  const { target, name, sentence, note, decisive, changed, values } = assumption
  return (
    <li className={css['assumption']} data-decisive={decisive} data-changed={changed} data-assumption={target}>
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
      {values.length > 0 ? (
        <Segmented
          label={plainText(name)}
          labelHidden
          choices={values.map(({ label }) => ({ id: label, label }))}
          chosen={values.find(({ chosen }) => chosen)?.label ?? ''}
          onChoose={(label) => {
            const value = values.find((one) => one.label === label)
            if (!value || value.chosen) return
            if (value.edit) edit(store, value.edit)
            else unedit(store, target)
          }}
        />
      ) : null}
    </li>
  )
}
