/*! Boxes and names: every interface on its border, no name on a border or another name, and nothing moves but what
changed. */
import { describe, expect, it } from 'vitest'
import { bottom, centre } from '../../src/ui/graph/geometry'
import { type Layout, layout } from '../../src/ui/graph/layout'
import { pictures } from './pictures'
import { boxesOnBoxes, textsOnBorders, textsOnTexts, textsOutside } from './rules'
import { cluster } from './topologies'
import { words } from './words'

const layouts: readonly (readonly [string, Layout])[] = [
  ...pictures.map(({ title, layout: placed }) => [title, placed] as const),
  ...[1, 2, 3, 12, 20, 40, 100].map((nodes) => {
    const topology = cluster({ nodes, pods: 3, enis: 2 })
    return [
      `${nodes} nodes`,
      layout(topology, { openHosts: ['node:n1', 'node:n3'], podsOnTheWay: ['pod:default/n1-p1'] }, words),
    ] as const
  }),
  ...[0, 1, 2, 3, 4, 9].map((enis) => {
    const topology = cluster({ nodes: 2, pods: 12, enis })
    return [
      `${enis} secondary ENIs, 12 pods`,
      layout(topology, { openHosts: [], podsOnTheWay: ['pod:default/n1-p7', 'pod:default/n1-p2'] }, words),
    ] as const
  }),
]

describe.each(layouts)('%s', (_title, placed) => {
  it('has no name on another, on a border or outside its box', () => {
    expect(textsOnTexts(placed)).toEqual([])
    expect(textsOnBorders(placed)).toEqual([])
    expect(textsOutside(placed)).toEqual([])
  })
  it('has no box in the way of another', () => {
    expect(boxesOnBoxes(placed)).toEqual([])
  })
  it('has each interface on its border', () => {
    for (const box of placed.boxes.values()) {
      const owner = placed.boxes.get(box.owner ?? '')?.rect
      const kernel = placed.boxes.get(`${box.owner}/kernel`)?.rect
      const { y } = centre(box.rect)
      if (box.kind === 'pod-interface') expect(y).toBe(bottom(owner!))
      if (box.kind === 'cali') expect(y).toBe(kernel!.y)
      if (box.kind === 'eni') expect(y).toBe(bottom(kernel!))
    }
  })
  it('gives every box an owner that exists', () => {
    for (const { owner, kind } of placed.boxes.values()) {
      if (owner !== null && kind !== 'tile') expect(placed.boxes.has(owner)).toBe(true)
    }
  })
})

describe('positions', () => {
  const rects = ({ boxes }: Layout) => [...boxes.values()].map(({ id, rect }) => [id, rect])

  it('do not depend on policy, release, rp_filter, backend or ENI of a scenario', () => {
    for (const { scenario, layout: placed } of pictures) {
      const first = pictures.find((other) => other.scenario === scenario)!
      expect(rects(placed)).toEqual(rects(first.layout))
    }
  })
  it('do not depend on the flow where up to two pods stand on a host', () => {
    const topology = cluster({ nodes: 2, pods: 2, enis: 1 })
    const a = layout(topology, { openHosts: [], podsOnTheWay: [] }, words)
    const b = layout(topology, { openHosts: ['node:n2'], podsOnTheWay: ['pod:default/n2-p2'] }, words)
    expect(rects(a)).toEqual(rects(b))
  })
  it('have the measures of the design', () => {
    const placed = layout(cluster({ nodes: 2, pods: 1, enis: 1 }), { openHosts: [], podsOnTheWay: [] }, words)
    expect(placed.boxes.get('node:n1')!.rect).toEqual({ x: 0, y: 0, width: 388, height: 490 })
    expect(placed.boxes.get('node:n2')!.rect.x).toBe(432)
    expect(placed.boxes.get('node:n1/kernel')!.rect).toEqual({ x: 0, y: 178, width: 388, height: 312 })
    expect(placed.boxes.get('node:n1/input')!.rect).toEqual({ x: 108, y: 242, width: 82, height: 48 })
    expect(placed.boxes.get('node:n1/postrouting')!.rect).toEqual({ x: 288, y: 320, width: 82, height: 48 })
    expect(placed.boxes.get('pod:default/n1-p1')!.rect).toEqual({ x: 18, y: 36, width: 172, height: 98 })
    expect(placed.boxes.get('node:n1/eni/eth1')!.rect).toEqual({ x: 24, y: 471, width: 108, height: 38 })
    expect(placed.boxes.get('node:n1/eni/eth0')!.rect).toEqual({ x: 256, y: 471, width: 108, height: 38 })
    expect(placed.boxes.get('vsw:vsw-1')!.rect).toEqual({ x: 0, y: 541, width: 388, height: 56 })
    expect(placed.bounds).toEqual({ x: -10, y: 0, width: 840, height: 605 })
  })
})

describe('many', () => {
  it('pods beyond two: the way’s get the slots in declared order, the others the shelf, the rest is counted', () => {
    const topology = cluster({ nodes: 1, pods: 12, enis: 1 })
    const view = { openHosts: [], podsOnTheWay: ['pod:default/n1-p9', 'pod:default/n1-p4'] }
    const placed = layout(topology, view, words)
    expect([...placed.boxes.values()].filter(({ kind }) => kind === 'pod').map(({ id }) => id)).toEqual([
      'pod:default/n1-p4',
      'pod:default/n1-p9',
    ])
    expect([...placed.boxes.values()].filter(({ kind }) => kind === 'shelf-pod')).toHaveLength(7)
    expect(placed.boxes.get('node:n1/pods/more')!.texts[0]!.text).toBe('+3')
  })
  it('hosts beyond two: only those asked for are open, the others are tiles', () => {
    const placed = layout(
      cluster({ nodes: 5, pods: 1, enis: 1 }),
      { openHosts: ['node:n4', 'node:n2'], podsOnTheWay: [] },
      words,
    )
    expect(placed.hosts).toEqual(['node:n2', 'node:n4'])
    expect([...placed.boxes.values()].filter(({ kind }) => kind === 'tile').map(({ id }) => id)).toEqual([
      'node:n1',
      'node:n3',
      'node:n5',
    ])
  })
  it('names that are too long are cut in the middle and stay whole beside', () => {
    const placed = layout(
      cluster({ nodes: 1, pods: 1, enis: 1, prefix: 'checkout-frontend-canary-' }),
      { openHosts: [], podsOnTheWay: [] },
      words,
    )
    const [name] = placed.boxes.get('pod:default/checkout-frontend-canary-n1-p1')!.texts
    expect(name!.full).toBe('checkout-frontend-canary-n1-p1')
    expect(name!.text).toMatch(/^checkout.*….*n1-p1$/)
  })
})
