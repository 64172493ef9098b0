/*! Draws a glyph. Decoration: the words beside it say the same. */
import type { Glyph as GlyphData } from './glyph'
import css from './scenario-list.module.css'

export function Glyph({ glyph }: { readonly glyph: GlyphData }) {
  const { hosts, dots, request, reply, never, diamond, cross } = glyph
  return (
    <svg className={css['glyph']} viewBox="0 0 50 36" width="50" height="36" aria-hidden="true">
      {hosts.map(({ x, width }) => (
        <rect key={x} className={css['glyphHost']} x={x} y="4" width={width} height="24" rx="3" />
      ))}
      {never ? <path className={css['glyphNever']} d={never} /> : null}
      {reply ? <path className={css['glyphReply']} d={reply} /> : null}
      <path className={css['glyphRequest']} d={request} />
      {/* A pod that asks itself has both its dots at one place. */}
      {dots.map(({ x, y, open }, at) => (
        <circle key={at} className={open ? css['glyphOpen'] : css['glyphDot']} cx={x} cy={y - 1} r="2.5" />
      ))}
      {diamond ? (
        <rect
          className={css['glyphDiamond']}
          x={diamond.x - 3}
          y={diamond.y - 3}
          width="6"
          height="6"
          transform={`rotate(45 ${diamond.x} ${diamond.y})`}
        />
      ) : null}
      {cross ? <path className={css['glyphCross']} d={`M${cross.x - 3} ${cross.y - 3}l6 6m0 -6l-6 6`} /> : null}
    </svg>
  )
}
