/*! A comparison on paper: both pictures at the hop that is looked at, every hop of both as a list, the rows that differ. Outside
the dialog: what lies above the page is not broken into pages. */
import { createPortal } from 'react-dom'
import type { Comparison, Run } from '../../sim'
import type { Side } from '../../store/compare'
import { compareEn } from '../../text/compare-en'
import { Painted } from '../graph/paint-react'
import { useText } from '../use-app'
import { columnName } from './column-title'
import css from './paper.module.css'
import { drawnSides } from './drawn-sides'
import { RowsPanel } from './RowsPanel'
import { paintSide } from './two-pictures'

interface Props {
  readonly open: Side
  readonly other: Side
  readonly a: Run
  readonly b: Run
  readonly comparison: Comparison
  readonly current: number
  readonly title: string
}

export function ComparePaper({ open, other, a, b, comparison, current, title }: Props) {
  const text = useText()
  return createPortal(
    <div className={css['paper']} data-paper>
      <h1>{title}</h1>
      <div>
        {drawnSides(open, other, current, text).map((side) => {
          const { node, view } = paintSide(side, compareEn.notThere, text)
          return (
            <svg key={side.letter} viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`} aria-hidden="true">
              <Painted node={node} />
            </svg>
          )
        })}
      </div>
      <h2>{compareEn.hops}</h2>
      <ol>
        {comparison.columns.map((column, index) => (
          <li key={`${column.a} ${column.b}`}>{columnName(a, b, column, index, text)}</li>
        ))}
      </ol>
      <RowsPanel {...{ a, b, comparison }} onGo={nowhere} />
    </div>,
    document.body,
  )
}

/** Nothing is pressed on paper. */
const nowhere = () => {}
