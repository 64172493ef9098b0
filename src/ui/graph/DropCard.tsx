/*! Why the packet ends here, in words, beside the cross. */
import { Sentence } from '../parts/Sentence'
import type { Rich } from '../../text/rich'
import css from './chip.module.css'
import type { Rect } from './geometry'

interface Props {
  readonly title: string
  readonly sentence: Rich
  readonly why: Rich | null
  readonly rect: Rect
}

export function DropCard({ title, sentence, why, rect: { x, y, width, height } }: Props) {
  return (
    <div className={css['card']} data-drop-card="" style={{ left: x, top: y, width, minHeight: height }}>
      <h3>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5" />
        </svg>
        {title}
      </h3>
      <p>
        <Sentence text={sentence} />
      </p>
      {why ? (
        <p className={css['why']}>
          <Sentence text={why} />
        </p>
      ) : null}
    </div>
  )
}
