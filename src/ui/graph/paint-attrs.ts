/*! A painted node's attributes as SVG spells them. */
import type { Role } from '../theme/tokens'
import type { PaintAttrs } from './paint-node'

/** What a role is written as: a custom property of the page, or the colour itself in a file that stands alone. */
export interface Dyes {
  readonly colour: (role: Role) => string
  readonly font: (face: 'sans' | 'mono') => string
}

/** The page's custom properties. */
export const VARIABLES: Dyes = { colour: (role) => `var(--${role})`, font: (face) => `var(--${face})` }

export function attributesOf(
  { fill, stroke, fontFamily, ...rest }: PaintAttrs,
  { colour, font }: Dyes,
): readonly (readonly [name: string, value: string])[] {
  const given: (readonly [string, string])[] = Object.entries(rest).map(([key, value]) => [
    NAMES[key] ?? key,
    String(value),
  ])
  if (fill) given.push(['fill', fill === 'none' ? 'none' : colour(fill)])
  if (stroke) given.push(['stroke', colour(stroke)])
  if (fontFamily) given.push(['font-family', font(fontFamily)])
  return given
}

/** Attributes that SVG spells otherwise than React. */
const NAMES: Readonly<Record<string, string>> = {
  className: 'class',
  dataId: 'data-id',
  fillOpacity: 'fill-opacity',
  strokeWidth: 'stroke-width',
  strokeOpacity: 'stroke-opacity',
  strokeDasharray: 'stroke-dasharray',
  strokeLinecap: 'stroke-linecap',
  strokeLinejoin: 'stroke-linejoin',
  fontSize: 'font-size',
  fontWeight: 'font-weight',
  textAnchor: 'text-anchor',
  textDecoration: 'text-decoration',
}
