/*! The first picture: the page's boxes, and in the middle the picture as the pure painter draws it, at the zoom and place where
the living one will stand. It needs the simulator, layout and painter, but not React: that comes with the page, which is asked for
when this is on the screen. */
import type { Run } from '../../sim'
import type { Ghost } from '../../store/select'
import css from '../app.module.css'
import type { Layout } from '../graph/layout'
import { paint } from '../graph/paint'
import { svgElement } from '../graph/paint-dom'
import type { Viewport } from '../graph/fit'
import { pictureOf } from '../graph/picture-of'
import type { PictureState } from '../graph/scene'
import { targetOf } from '../graph/viewport-target'
import { PHONE } from '../parts/window-sizes'

interface Shown {
  readonly run: Run
  readonly ghost: Ghost | null
  readonly step: number
  readonly bothLegs: boolean
}

/** Fills the root with the page's boxes and the picture. */
export function showFirstPicture(root: Element, { run, ghost, step, bothLegs }: Shown): void {
  const phone = matchMedia(PHONE).matches
  const pane = box('picture')
  pane.dataset['picture'] = 'first'
  root.replaceChildren(phone ? phoneBoxes(pane) : boxes(pane))
  const { placed, state } = pictureOf(run, ghost, step, bothLegs)
  const { pan, zoom } = viewportOf(pane, placed, state, phone)
  const picture = svgElement(paint(placed, state))
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

function viewportOf(pane: HTMLElement, layout: Layout, state: PictureState, phone: boolean): Viewport {
  const stations = [...state.request.stations, ...(state.reply?.stations ?? [])]
  const size = { width: pane.clientWidth, height: pane.clientHeight }
  return targetOf({ layout, stations }, { step: state.step, phone }, size)
}
