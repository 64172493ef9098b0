/*! Turns a painted tree into React elements. */
import { createElement, type ReactElement } from 'react'
import type { PaintAttrs, PaintNode } from './paint-node'

export function Painted({ node }: { readonly node: PaintNode }): ReactElement {
  return elementOf(node)
}

function elementOf({ key, tag, attrs, children, text }: PaintNode): ReactElement {
  return createElement(tag, { key, ...propsOf(attrs) }, children.length > 0 ? children.map(elementOf) : null, text)
}

/** Colours and fonts become the page's custom properties. */
function propsOf({ fill, stroke, fontFamily, dataId, ...rest }: PaintAttrs) {
  return {
    ...rest,
    ...(fill && { fill: fill === 'none' ? 'none' : `var(--${fill})` }),
    ...(stroke && { stroke: `var(--${stroke})` }),
    ...(fontFamily && { fontFamily: `var(--${fontFamily})` }),
    ...(dataId !== undefined && { 'data-id': dataId }),
  }
}
