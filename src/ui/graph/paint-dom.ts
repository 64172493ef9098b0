/*! Turns a painted tree into elements, for the first picture: it is on the screen before React is here. */
import { attributesOf, VARIABLES } from './paint-attrs'
import type { Drawn } from './paint-node'

/** A new element of the document; colours and fonts are the page's custom properties. */
export function svgElement({ tag, attrs, children, text }: Drawn): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of attributesOf(attrs, VARIABLES)) element.setAttribute(name, value)
  for (const child of children) element.append(svgElement(child))
  if (text !== null) element.append(text)
  return element
}
