/*! A row of choices, one of them on. */
import css from './parts.module.css'

interface Choice<Id extends string> {
  readonly id: Id
  readonly label: string
  /** Whole sentence for the tooltip, where the word alone is short. */
  readonly title?: string | undefined
}

interface Props<Id extends string> {
  readonly label: string
  /** Only for a screen reader: the picture says it already. */
  readonly labelHidden?: boolean
  readonly choices: readonly Choice<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
}

export function Segmented<Id extends string>({ label, labelHidden, choices, chosen, onChoose }: Props<Id>) {
  return (
    <fieldset className={css['segmented']} aria-label={label}>
      {labelHidden ? null : (
        <span className={css['segmentedLabel']} aria-hidden="true">
          {label}
        </span>
      )}
      <div className={css['segments']}>
        {choices.map(({ id, label: text, title }) => (
          <button key={id} type="button" aria-pressed={id === chosen} title={title} onClick={() => onChoose(id)}>
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
