/*! The painted picture: what stands out, what steps back; as text it is safe, and React draws the same. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { scenarios } from '../../src/scenarios'
import { layout } from '../../src/ui/graph/layout'
import { paint, paintOverlay } from '../../src/ui/graph/paint'
import type { PaintNode } from '../../src/ui/graph/paint-node'
import { Painted } from '../../src/ui/graph/paint-react'
import { svgText } from '../../src/ui/graph/paint-svg'
import { elements } from '../../src/ui/graph/picture'
import { route } from '../../src/ui/graph/route'
import { asymmetryTags, ghostTags } from '../../src/ui/graph/tags'
import { overlap } from '../../src/ui/graph/geometry'
import { cluster } from './topologies'
import { own, pictureOf, stateOf, stepsIn } from './pictures'
import { words } from './words'

const all = (node: PaintNode): readonly PaintNode[] => [node, ...node.children.flatMap(all)]
const ofClass = (node: PaintNode, ...names: readonly string[]) =>
  all(node).filter(({ attrs }) => names.every((name) => attrs.className?.split(' ').includes(name)))
const box = (id: string, step: number, suffix: string) => {
  const picture = own(id as 's1')
  return elements(picture.layout, stateOf(picture, step)).boxes.find((b) => b.id.endsWith(suffix))!
}

describe.each(scenarios.map(({ id }) => id))('%s at every step', (id) => {
  const picture = own(id)
  const steps = Array.from({ length: stepsIn(picture) }, (_, step) => step)

  it('has keys that are unique among siblings, and finite numbers', () => {
    const wrong = steps.flatMap((step) =>
      all(paint(picture.layout, stateOf(picture, step))).filter(({ children, attrs }) => {
        const keys = new Set(children.map(({ key }) => key))
        const numbers = Object.values(attrs).filter((value) => typeof value === 'number')
        return keys.size < children.length || !numbers.every(Number.isFinite) || attrs.d?.includes('NaN')
      }),
    )
    expect(wrong).toEqual([])
  })
  it('has one current place: one halo, or the cross of a drop', () => {
    const stations = picture.ways.flatMap((way) => way.stations)
    const halos = steps.map((step) => ofClass(paintOverlay(picture.layout, stateOf(picture, step)), 'halo').length)
    expect(halos).toEqual(stations.map(({ mark }) => (mark === 'drop' ? 0 : 1)))
  })
})

describe('scenario 5 at SNAT', () => {
  const picture = own('s5')
  const step = picture.request.stations.findIndex(({ box: id }) => id.endsWith('/postrouting'))
  const state = stateOf(picture, step)
  const drawn = elements(picture.layout, state)
  const [ecs1, ecs2] = picture.layout.hosts

  it('draws the way travelled 3.5 wide, the way ahead 2 wide at 72 %, the reply dashed at 50 %', () => {
    const line = (id: string) => drawn.lines.find((l) => l.id === id)!
    expect(line(`request/${step}`)).toMatchObject({ line: 'done', width: 3.5, opacity: 1, dash: null })
    expect(line(`request/${step + 1}`)).toMatchObject({ line: 'ahead', width: 2, opacity: 0.72 })
    expect(line('reply/3')).toMatchObject({ line: 'other', width: 2, opacity: 0.5, dash: [8, 5] })
  })
  it('gives the current stage an ink border of 1.75', () => {
    expect(drawn.boxes.find(({ id }) => id === `${ecs1}/postrouting`)).toMatchObject({
      stroke: 'ink',
      strokeWidth: 1.75,
      current: true,
    })
  })
  it('lets a stage step back that this leg does not pass', () => {
    expect(drawn.boxes.find(({ id }) => id === `${ecs1}/forward`)!.opacity).toBe(0.64)
    expect(drawn.boxes.find(({ id }) => id === `${ecs2}/input`)!.opacity).toBe(0.64)
    expect(drawn.boxes.find(({ id }) => id === `${ecs2}/forward`)!.opacity).toBe(1)
  })
  it('sets the names of passed stages bold', () => {
    const weight = (id: string) => drawn.labels.find((label) => label.id === `${id}#name`)!.weight
    expect([`${ecs1}/input`, `${ecs1}/postrouting`].map(weight)).toEqual([700, 700])
    expect([`${ecs1}/forward`, `${ecs2}/prerouting`].map(weight)).toEqual([400, 400])
  })
  it('marks DNAT and SNAT of the request, un-SNAT and un-DNAT of the reply with diamonds', () => {
    const tree = paintOverlay(picture.layout, state)
    expect(ofClass(tree, 'rewrite', 'request', 'done')).toHaveLength(2)
    expect(ofClass(tree, 'rewrite', 'reply', 'other')).toHaveLength(2)
  })
  it('numbers four stacks in the order passed', () => {
    const numerals = ofClass(paintOverlay(picture.layout, state), 'numeral')
    expect(numerals.map(({ attrs, children }) => [attrs.dataId, children[1]!.text])).toEqual([
      ['pod:default/centos-67756b6dc8-h5wnp', '1'],
      [ecs1, '2'],
      [ecs2, '3'],
      ['pod:default/nginx-7d6877d777-h4jtf', '4'],
    ])
  })
})

describe('scenario 6', () => {
  const picture = own('s6')
  const drop = picture.request.stations.length - 1
  it('shows cross, drop-soft stage and the way never gone from the drop on, not before', () => {
    const before = paint(picture.layout, stateOf(picture, drop - 1))
    const after = paint(picture.layout, stateOf(picture, drop))
    expect([ofClass(before, 'cross').length, ofClass(before, 'ghost').length]).toEqual([0, 0])
    expect(ofClass(after, 'cross')).toHaveLength(1)
    expect(ofClass(after, 'line', 'ghost').length).toBeGreaterThan(5)
    expect(box('s6', drop, '/ipvs')).toMatchObject({ fill: 'drop-soft', stroke: 'drop', strokeWidth: 1.75 })
  })
  it('brings the ICMP back in the colour of the drop', () => {
    const { lines } = elements(picture.layout, stateOf(picture, stepsIn(picture) - 1))
    expect(new Set(lines.filter(({ leg }) => leg === 'reply').map(({ color }) => color))).toEqual(new Set(['drop']))
  })
  it('has room for both tags: nothing beneath them', () => {
    const tags = ghostTags(picture.layout, picture.ghost!, picture.ways, {
      never: 'never arrives at nginx',
      noPackets: '0 packets on any ENI',
    })
    expect(tags.map(({ id }) => id)).toEqual(['tag/never', 'tag/no-packets'])
    const names = [...picture.layout.boxes.values()].flatMap(({ texts }) => texts)
    expect(tags.flatMap((tag) => names.filter(({ rect }) => overlap(rect, tag.rect)))).toEqual([])
  })
})

describe('scenario 4', () => {
  it('names both ENIs: out by eth0, back by eth1; newer releases are symmetric', () => {
    const { layout: placed, request, reply, scenario } = own('s4')
    const by = { outBy: (dev: string) => `out by ${dev}`, backBy: (dev: string) => `back by ${dev}` }
    expect(asymmetryTags(placed, request, reply, by).map(({ text }) => text)).toEqual([
      'out by eth0 ▾',
      '▴ back by eth1',
    ])
    const newer = pictureOf(scenario, { releases: 'newer' })
    expect(asymmetryTags(newer.layout, newer.request, newer.reply, by)).toEqual([])
  })
})

describe('scenario 1', () => {
  it('names the cell after the socket of the node’s own process', () => {
    const picture = own('s1')
    const { labels } = elements(picture.layout, stateOf(picture, 0))
    expect(labels.find(({ id }) => id.endsWith('/ipvs#name'))!.text).toBe('socket')
  })
})

describe('scenario 7', () => {
  it('marks the backend once the SLB has chosen it', () => {
    const picture = own('s7')
    const chosen = picture.request.stations.findIndex(({ also }) => also.length > 0)
    expect(box('s7', chosen - 1, 'slb/10.0.3.58:80').fill).toBe('panel')
    expect(box('s7', chosen, 'slb/10.0.3.58:80').fill).toBe('req-soft')
    expect(box('s7', stepsIn(picture) - 1, 'slb/10.0.3.58:80').fill).toBe('req-soft')
    expect(box('s7', chosen, 'slb/10.0.1.29:80').fill).toBe('panel')
  })
})

describe('as text', () => {
  const hostile = `"><script>alert(1)</script>&'\u0000\ud800`
  const topology = cluster({ nodes: 1, pods: 1, enis: 1 })
  const renamed = { ...topology, pods: topology.pods.map((pod) => ({ ...pod, name: hostile })) }
  const placed = layout(renamed, { openHosts: [], podsOnTheWay: [] }, words)
  const { run } = own('s1')
  const request = route(run.trace.request, placed)
  const tree = paint(placed, { request, reply: null, ghost: null, step: 0, bothLegs: false, tags: [] })

  it('escapes what is markup and replaces what XML cannot hold', () => {
    const text = svgText(tree, placed.bounds, 'light')
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script')
    expect(text).not.toContain('\u0000')
    expect(text).not.toContain('\ud800')
  })
  it('stands alone with a theme’s colours, or keeps the page’s variables; never a style attribute', () => {
    const alone = svgText(tree, placed.bounds, 'dark')
    expect(alone).not.toContain('var(')
    expect(svgText(tree, placed.bounds, 'variables')).toContain('fill="var(--kernel)"')
    expect(alone).not.toContain('style=')
  })
  it('is what React renders', () => {
    const error = vi.spyOn(console, 'error')
    const picture = own('s5')
    const painted = paint(picture.layout, stateOf(picture, 10))
    const normal = (markup: string) =>
      [...markup.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, attrs]) => [
        tag,
        [...attrs!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([a]) => a).sort(),
      ])
    const text = svgText(painted, picture.layout.bounds, 'variables')
    const react = renderToStaticMarkup(createElement('svg', null, createElement(Painted, { node: painted })))
    // Without the svg element itself and the ground that only a file needs.
    expect(normal(react).slice(1)).toEqual(normal(text).slice(2))
    expect(error).not.toHaveBeenCalled()
  })
})
