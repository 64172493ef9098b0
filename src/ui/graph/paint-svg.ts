/*! Turns a painted tree into SVG text, for files and tests. Every value is escaped; nothing in it is markup but our
own tags. */
import { fonts, type Theme, tokens } from '../theme/tokens'
import type { Rect } from './geometry'
import { attributesOf, type Dyes, VARIABLES } from './paint-attrs'
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

const attrsText = (attrs: PaintAttrs, colours: Theme | 'variables'): string =>
  attributesOf(attrs, colours === 'variables' ? VARIABLES : dyesOf(colours))
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('')

const dyesOf = (theme: Theme): Dyes => ({ colour: (role) => tokens[theme][role], font: (face) => fonts[face] })

/**
 * Escapes what would be markup, and replaces what XML 1.0 cannot hold at all: control characters and the two
 * non-characters.
 */
export function escapeText(text: string): string {
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
