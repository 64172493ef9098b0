/*! Turns a painted tree into SVG text, for files and tests. Every value is escaped; nothing in it is markup but our
own tags. */
import { fonts, type Theme, tokens } from '../theme/tokens'
import type { Rect } from './geometry'
import { node as paintNode, type PaintAttrs, type PaintNode } from './paint-node'

/** `colours`: a theme's values (a file that stands alone), or `variables` (`var(--ink)`, as in the page). */
export function svgText(node: PaintNode, view: Rect, colours: Theme | 'variables'): string {
  const { x, y, width, height } = view
  const size = `viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}"`
  const canvas = nodeText(paintNode('rect', 'canvas', { x, y, width, height, fill: 'canvas' }), colours)
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${canvas}${nodeText(node, colours)}</svg>`
}

function nodeText({ tag, attrs, children, text }: PaintNode, colours: Theme | 'variables'): string {
  const opening = `<${tag}${attrsText(attrs, colours)}`
  const inner = children.map((child) => nodeText(child, colours)).join('') + (text === null ? '' : escapeText(text))
  return inner === '' ? `${opening}/>` : `${opening}>${inner}</${tag}>`
}

function attrsText({ fill, stroke, fontFamily, ...rest }: PaintAttrs, colours: Theme | 'variables'): string {
  const values: readonly (readonly [string, string | number])[] = [
    ...Object.entries(rest).map(([key, value]) => [NAMES[key] ?? key, value] as const),
    ...(fill ? [['fill', fill === 'none' ? 'none' : colourOf(fill, colours)] as const] : []),
    ...(stroke ? [['stroke', colourOf(stroke, colours)] as const] : []),
    ...(fontFamily
      ? [['font-family', colours === 'variables' ? `var(--${fontFamily})` : fonts[fontFamily]] as const]
      : []),
  ]
  return values.map(([name, value]) => ` ${name}="${escapeText(String(value))}"`).join('')
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
}

const colourOf = (role: keyof (typeof tokens)['light'], colours: Theme | 'variables'): string =>
  colours === 'variables' ? `var(--${role})` : tokens[colours][role]

/**
 * Escapes what would be markup, and replaces what XML 1.0 cannot hold at all: control characters and the two
 * non-characters.
 */
function escapeText(text: string): string {
  let escaped = ''
  for (const character of text) escaped += ESCAPES[character] ?? (isXml(character) ? character : '\ufffd')
  return escaped
}
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function isXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code !== 0xfffe && code !== 0xffff && !(code >= 0xd800 && code <= 0xdfff)
}
