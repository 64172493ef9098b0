/*! The packet's chip: in one line while it glides, as a call-out where it stands. It says what the packet wears now. */
import type { RefObject } from 'react'
import { CHIP, lineWidth } from './chip-size'
import type { ChipRow, ChipText } from './chip-text'
import css from './chip.module.css'
import type { Rect } from './geometry'

/** Request: filled, nose to the right. Reply: white over a dashed rule, nose to the left. The player moves it. */
export function Glider({ text, chip }: { readonly text: ChipText; readonly chip: RefObject<HTMLDivElement | null> }) {
  const width = lineWidth(text.line)
  const half = CHIP.line / 2
  const { nose } = CHIP
  const request = text.leg === 'request'
  const outline = request
    ? `M6 1H${width - nose}L${width - 1} ${half}L${width - nose} ${CHIP.line - 1}H6A5 5 0 0 1 1 ${CHIP.line - 6}V6A5 5 0 0 1 6 1Z`
    : `M${width - 6} 1H${nose}L1 ${half}L${nose} ${CHIP.line - 1}H${width - 6}A5 5 0 0 0 ${width - 1} ${CHIP.line - 6}V6A5 5 0 0 0 ${width - 6} 1Z`
  const [source, destination] = text.line
  const [src, dst] = text.rows
  return (
    <div ref={chip} className={css['glider']} data-leg={text.leg} data-error={text.error} data-chip="">
      <svg width={width} height={CHIP.line} viewBox={`0 0 ${width} ${CHIP.line}`} aria-hidden="true">
        <path className={css['body']} d={outline} />
      </svg>
      <span className={css['line']}>
        <span data-underlined={worn(src)}>{source}</span>
        <i> → </i>
        <span data-underlined={worn(dst)}>{destination}</span>
      </span>
    </div>
  )
}
/** Once the call-out has closed, the value that was just written is underlined too. */
const worn = ({ underlined, was }: ChipRow): boolean => underlined || was !== null

interface CalloutProps {
  readonly text: ChipText
  readonly rect: Rect
  /** Without the place's name. */
  readonly short: boolean
  /** A new value under the old one. */
  readonly stacked: boolean
}

export function Callout({ text, rect: { x, y, width, height }, short, stacked }: CalloutProps) {
  const title = short ? text.short : text.title
  return (
    <div
      className={css['callout']}
      data-leg={text.leg}
      data-error={text.error}
      data-callout=""
      data-stacked={stacked}
      style={{ left: x, top: y, width, height }}
    >
      <div className={css['head']}>
        <b>{text.leg === 'reply' ? `◂ ${title}` : title}</b>
        <span>
          {short ? text.whatShort : text.what}
          {text.rewrite ? ' ◆' : text.leg === 'request' ? ' ▸' : ''}
        </span>
      </div>
      <dl>
        {text.rows.map((row) => (
          <Row key={row.field} row={row} />
        ))}
      </dl>
    </div>
  )
}

function Row({ row: { field, label, was, now, port, underlined } }: { readonly row: ChipRow }) {
  return (
    <div data-field={field}>
      <dt>{label}</dt>
      <dd>
        {was === null ? null : (
          <>
            <s>{was}</s>
            <i className={css['break']} />
            <i> → </i>
          </>
        )}
        {was === null ? <span data-underlined={underlined}>{now}</span> : <mark>{now}</mark>}
        <span className={css['port']}>{port}</span>
      </dd>
    </div>
  )
}
