/*! Picture files: they stand alone, hold no script, and a frame of the self-playing one shows what the picture of that hop shows. */
import { describe, expect, it } from 'vitest'
import { scenarioById, scenarios } from '../../src/scenarios'
import { simulate, stepsOf } from '../../src/sim'
import { svgText } from '../../src/ui/graph/paint-svg'
import { fileName } from '../../src/ui/export/download'
import { frameOf } from '../../src/ui/export/frame'
import { animationSvg, pictureSvg, storyboardHtml, type Shown } from '../../src/ui/export/make'
import { en } from '../../src/text/en'
import { flowEn } from '../../src/text/flow-en'
import { pageEn } from '../../src/text/page-en'

const shownOf = (id: string, index = 0): Shown => {
  const { question } = scenarioById(id)!
  const run = simulate(question.topology, question.flow)
  const text = { ...en, page: pageEn, flow: flowEn }
  return { question, run, ghost: null, index, bothLegs: false, theme: 'light', text }
}
/** The shapes and texts of an SVG in drawing order, without the groups around them. */
const leaves = (svg: string) =>
  [...svg.matchAll(/<(rect|path|circle|text|title)[^>]*?(?:\/>|>[^<]*)/g)].map(([leaf]) => leaf)

/** What is to be seen of a self-playing file during a frame, by its own style sheet. */
function atFrame(svg: string, frame: number, frames: number): string {
  const at = (100 * frame) / (frames + 2)
  const visible = new Map<string, boolean>()
  for (const [, name = '', body = ''] of svg.matchAll(/@keyframes (\w+)\{((?:[\d.]+%\{[^}]*\})+)\}/g)) {
    const stops = [...body.matchAll(/([\d.]+)%\{visibility:(\w+)\}/g)]
    const stop = stops.findLast(([, percent]) => Number(percent) <= at + 0.01)
    visible.set(name, stop?.[2] === 'visible')
  }
  return svg
    .replace(/<style>.*?<\/style>/, '')
    .replace(/<g class="(f\d+)">(.*?)<\/g>/g, (_, name: string, inside: string) => (visible.get(name) ? inside : ''))
}

describe.each(scenarios.map(({ id }) => id))('%s', (id) => {
  it('stands alone: own colours and fonts, no script, no address of anything else', () => {
    const shown = shownOf(id)
    for (const file of [pictureSvg(shown), animationSvg(shown), storyboardHtml(shown)]) {
      expect(file).not.toMatch(/var\(|<script|href|url\(|@import|\son\w+=/)
      expect(file.replaceAll('http://www.w3.org/2000/svg', '')).not.toContain('http')
    }
  })

  it('the self-playing picture shows in each frame what the picture of that hop shows', () => {
    const shown = shownOf(id)
    const svg = animationSvg(shown)
    const { length } = stepsOf(shown.run.trace)
    const { text, run } = shown
    for (let index = 0; index < length; index++) {
      const { node, view } = frameOf(run, null, index, false, text)
      expect(leaves(atFrame(svg, index, length)), `hop ${index + 1}`).toEqual(leaves(svgText(node, view, 'light')))
    }
  })

  it('the storyboard has a page a hop, each with its sentence', () => {
    const shown = shownOf(id)
    expect(storyboardHtml(shown).match(/<section>/g)).toHaveLength(stepsOf(shown.run.trace).length)
  })
})

describe('a file name', () => {
  it.each([
    ['1.s5.h11', 'svg', 'eniscope-s5-h11.svg'],
    ['1.s5.h11', 'markdown', 'eniscope-s5.md'],
    ['1.s6.cluster.h8', 'animation', 'eniscope-s6-cluster-storyboard.svg'],
    ['1.s5./../x~<b>', 'png', 'eniscope-s5-x-b.png'],
  ] as const)('%s as %s is %s', (hash, kind, name) => {
    expect(fileName(hash, kind)).toBe(name)
  })
})
