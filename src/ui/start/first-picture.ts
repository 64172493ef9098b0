/*! The first picture: the page's boxes, and in the middle the picture as the pure painter draws it, at the zoom and place where
the living one will stand. It needs neither React nor the simulator: those come when this is on the screen. */
import css from '../app.module.css'
import { type Aim, viewportOf } from '../graph/fit'
import { svgElement } from '../graph/paint-dom'
import type { Drawn } from '../graph/paint-node'
import { PHONE } from '../parts/window-sizes'

/** What there is to show, as data: made by `firstPictureOf`, here or when the page was built. */
export interface FirstPicture {
  readonly painted: Drawn
  readonly aim: Aim
}

/** Fills the root with the page's boxes and the picture. */
export function showFirstPicture(root: Element, { painted, aim }: FirstPicture): void {
  const phone = matchMedia(PHONE).matches
  const pane = box('picture')
  pane.dataset['picture'] = 'first'
  root.replaceChildren(phone ? phoneBoxes(pane) : boxes(pane))
  const { pan, zoom } = viewportOf(aim, phone, { width: pane.clientWidth, height: pane.clientHeight })
  const picture = svgElement(painted)
  picture.setAttribute('transform', `translate(${pan.x} ${pan.y}) scale(${zoom})`)
  const svg = document.createElementNS(picture.namespaceURI, 'svg')
  for (const name of ['width', 'height']) svg.setAttribute(name, '100%')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(picture)
  pane.append(svg)
}

/** A sentence above the picture, where the verdict will stand. */
export function sayAbove(root: Element, sentence: string): void {
  const said = box('said')
  said.setAttribute('role', 'alert')
  said.textContent = sentence
  root.prepend(said)
}

const boxes = (pane: Element): Element =>
  box('app', box('startTop'), box('startList'), box('main', box('startVerdict'), pane), aside(), box('bottom'))

const phoneBoxes = (pane: Element): Element => box('startPhone', box('startHead'), pane, box('startFoot'))

function box(name: string, ...children: readonly Element[]): HTMLElement {
  const made = document.createElement('div')
  made.className = css[name] ?? ''
  made.append(...children)
  return made
}

/** The grid finds its place by its name. */
function aside(): Element {
  const made = document.createElement('aside')
  made.className = css['startInspector'] ?? ''
  return made
}
