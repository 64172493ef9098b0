/*! Picture files: they stand alone, hold no script, and a frame of the self-playing one shows what the picture of that hop shows. */
import { describe, expect, it } from 'vitest'
import { scenarioById, scenarios } from '../../src/scenarios'
import { simulate, stepsOf } from '../../src/sim'
import { ghostOf } from '../../src/store/select'
import { svgText } from '../../src/ui/graph/paint-svg'
import { fileName } from '../../src/ui/export/download'
import { framesOf } from '../../src/ui/export/frame'
import { animationSvg, pictureSvg, storyboardHtml, type Shown } from '../../src/ui/export/make'
import { en } from '../../src/text/en'
import { flowEn } from '../../src/text/flow-en'
import { pageEn } from '../../src/text/page-en'

const shownOf = (id: string, index = 0): Shown => {
  const { question } = scenarioById(id)!
  const run = simulate(question.topology, question.flow)
  const text = { ...en, page: pageEn, flow: flowEn }
  return { question, run, ghost: null, index, bothLegs: false, own: false, theme: 'light', text }
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
    const { view, frame } = framesOf({ ...shown, still: false })
    for (let index = 0; index < length; index++) {
      const picture = svgText(frame(index), view, 'light')
      expect(leaves(atFrame(svg, index, length)), `hop ${index + 1}`).toEqual(leaves(picture))
    }
  })

  it('the storyboard has a page a hop, each with its sentence', () => {
    const shown = shownOf(id)
    expect(storyboardHtml(shown).match(/<section>/g)).toHaveLength(stepsOf(shown.run.trace).length)
  })
})

describe('a picture shows what the page shows at that hop', () => {
  const picture = (id: string, hop: number, more: Partial<Shown> = {}) =>
    pictureSvg({ ...shownOf(id, hop - 1), ...more })

  it('the call-out: what is struck, what is written, what is worn since', () => {
    const svg = picture('s5', 11)
    expect(svg).toContain('>SNAT · MASQUERADE<')
    expect(svg).toMatch(/<tspan text-decoration="line-through"[^>]*>10\.0\.1\.91<\/tspan>/)
    expect(svg).toMatch(/fill="#FFDF6B"\/><text [^>]*>10\.0\.1\.82<\/text><text [^>]*>:40001</)
    expect(svg).toMatch(/<tspan text-decoration="underline"[^>]*><tspan [^>]*>10\.0\.3\.58</)
  })

  it('an answer has its dashed head, in the reply’s colour and words', () => {
    expect(picture('s7', 24, { theme: 'dark' })).toMatch(
      /stroke-dasharray="4 3" fill="none" stroke="#F3A35C"\/><text [^>]*>◂ Reply at VPC</,
    )
  })

  it('the drop card with its reason, and the tags of the way it never went', () => {
    const { question, run } = shownOf('s6')
    const ghost = ghostOf({ scenario: 's6', variant: {} })
    const svg = pictureSvg({ ...shownOf('s6', 7), question, run, ghost })
    for (const words of ['Dropped here', 'never arrives at nginx', '0 packets on any ENI']) {
      expect(svg, words).toContain(`>${words}<`)
    }
    expect(svg.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toContain('Policy Local counts only pods of this node')
    expect(picture('s6', 7)).not.toContain('Dropped here')
  })

  it('which ENI it leaves and comes back by, with both legs', () => {
    expect(picture('s4', 8, { bothLegs: true })).toContain('>out by eth0 ▾<')
    expect(picture('s4', 8)).not.toContain('out by eth0')
  })

  it('ways to other backends, until the packet comes back', () => {
    expect(picture('s7', 3)).toContain('data-id="other/0/')
    expect(picture('s7', 24)).not.toContain('data-id="other/0/')
  })

  it.each(scenarios.map(({ id }) => id))('%s: at no hop does anything lie outside the file', (id) => {
    const shown = shownOf(id)
    const { view, frame } = framesOf({ ...shown, still: false })
    const inside = (x: number, y: number) =>
      x >= view.x && x <= view.x + view.width && y >= view.y && y <= view.y + view.height
    stepsOf(shown.run.trace).forEach((_, index) => {
      const callout = frame(index).children.find(({ key }) => key === 'callout')
      const [ground] = callout?.children ?? []
      const { x = NaN, y = NaN, width = NaN, height = NaN } = ground?.attrs ?? {}
      expect(inside(x, y) && inside(x + width, y + height), `hop ${index + 1}`).toBe(true)
    })
  })
})

describe('a file name', () => {
  it.each([
    ['1.s5.h11', 'svg', 'eniscope-s5-h11.svg'],
    ['1.s5.h11', 'markdown', 'eniscope-s5.md'],
    ['1.s6.cluster.h8', 'animation', 'eniscope-s6-cluster-storyboard.svg'],
    ['1.s5./../x~<b>', 'png', 'eniscope-s5-x-b.png'],
    ['1.s6.vs.cluster.h8', 'svg', 'eniscope-s6-vs-cluster-h8.svg'],
    ['1.s6.cluster.vs.1.s6.h8', 'markdown', 'eniscope-s6-cluster-vs-s6.md'],
  ] as const)('%s as %s is %s', (hash, kind, name) => {
    expect(fileName(hash, kind)).toBe(name)
  })

  it.each([
    ['2.6BszGjlNd4W7WYx1.h2', ['my lab'], 'png', 'eniscope-my-lab-h2.png'],
    ['2.6BszGjlNd4W7WYx1', [''], 'lab', 'eniscope-cluster-lab.sh'],
    ['own.k3x9.h2', ['测试 集群'], 'topology', 'eniscope-测试-集群-cluster.json'],
    ['own.k3x9', ['../../etc\u202e/$(id)'], 'mermaid', 'eniscope-etc-id.mmd'],
    ['own.k3x9.vs.own.k3x9.was-2.h4', ['lab', 'lab'], 'svg', 'eniscope-lab-vs-lab-was-2-h4.svg'],
    ['2.AAAA.vs.2.BBBB', ['', 'other'], 'markdown', 'eniscope-cluster-vs-other.md'],
  ] as const)('of a cluster it is its name and not what the link is made of: %s', (hash, names, kind, name) => {
    expect(fileName(hash, kind, names)).toBe(name)
  })

  it('L28 has no more bytes than a file system takes, whatever two clusters are called', () => {
    const long = '\u{20000}'.repeat(300)
    for (const kind of ['animation', 'png'] as const) {
      const name = fileName('own.a.vs.own.b.was-2.h4', kind, [long, long])
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
      expect(/\p{Cs}/u.test(name)).toBe(false)
    }
  })
})
