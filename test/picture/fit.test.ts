import { describe, expect, it } from 'vitest'
import { fit, fitHost } from '../../src/ui/graph/fit'
import { type Layout, layout } from '../../src/ui/graph/layout'
import { own } from './pictures'
import { cluster } from './topologies'
import { words } from './words'

const pane = { width: 876, height: 632 }
const hostOf = ({ boxes, hosts }: Layout, nth: number) => boxes.get(hosts[nth]!)!.rect

describe('fit', () => {
  it('shows scenario 5 on a page of 1440×900 as in the design: zoom 0.955, 14 above, centred', () => {
    const { zoom, pan } = fit(own('s5').layout.bounds, pane, null)
    expect(zoom).toBeCloseTo(578 / 605)
    expect(pan.y).toBeCloseTo(14)
    expect(pan.x - 10 * zoom).toBeCloseTo((876 - 840 * zoom) / 2)
  })
  it('puts 60 % of the spare height above', () => {
    const { layout: placed } = own('s7')
    const { zoom, pan } = fit(placed.bounds, pane, null)
    expect(zoom).toBeCloseTo(836 / 1008)
    expect(pan.y).toBeCloseTo(14 + 0.6 * (578 - 605 * zoom))
  })
  it('never goes above 1.12', () => {
    expect(fit(own('s1').layout.bounds, { width: 3000, height: 2000 }, null).zoom).toBe(1.12)
  })
  it('keeps 0.80 and pans to the station where the picture is too large', () => {
    const hosts = ['node:n1', 'node:n2', 'node:n3']
    const placed = layout(cluster({ nodes: 3, pods: 1, enis: 1 }), { openHosts: hosts, podsOnTheWay: [] }, words)
    const first = fit(placed.bounds, pane, { x: 60, y: 300 })
    const last = fit(placed.bounds, pane, { x: 1190, y: 300 })
    expect([first.zoom, last.zoom]).toEqual([0.8, 0.8])
    for (const [view, x] of [
      [first, 60],
      [last, 1190],
    ] as const) {
      const seen = x * view.zoom + view.pan.x
      expect(seen).toBeGreaterThan(20)
      expect(seen).toBeLessThan(856)
    }
  })
  it('takes from the margins before it cuts the picture: a pane of 500 shows all 484 at 0.80', () => {
    const { layout: placed } = own('s5')
    for (const y of [0, 554]) {
      const { zoom, pan } = fit(placed.bounds, { width: 876, height: 500 }, { x: 60, y })
      expect(zoom).toBe(0.8)
      expect(placed.bounds.y * zoom + pan.y).toBeGreaterThan(0)
      expect((placed.bounds.y + placed.bounds.height) * zoom + pan.y).toBeLessThan(500)
    }
  })
})

describe('on a phone', () => {
  const phone = { width: 390, height: 505 }
  it('one host fills the width and the next one peeks', () => {
    const { layout: placed } = own('s5')
    const { zoom, pan } = fitHost(placed.bounds, hostOf(placed, 0), phone, null)
    expect(zoom).toBeCloseTo(361 / 388)
    expect(pan.x).toBe(12)
    expect(432 * zoom + pan.x).toBeGreaterThan(373)
  })
  it('the last host stands at the right, so that the one before it peeks', () => {
    const { layout: placed } = own('s5')
    const { zoom, pan } = fitHost(placed.bounds, hostOf(placed, 1), phone, null)
    expect((432 + 388) * zoom + pan.x).toBeCloseTo(378)
  })
  it('held sideways it brings the station to the middle: its call-out has room below', () => {
    const { layout: placed } = own('s5')
    const at = (focus: { readonly x: number; readonly y: number }) =>
      fitHost(placed.bounds, hostOf(placed, 0), { width: 520, height: 245 }, focus)
    const { zoom, pan } = at({ x: 329, y: 332 })
    expect(332 * zoom + pan.y).toBeCloseTo(122.5)
    expect(at({ x: 104, y: 40 }).pan.y).toBe(12)
  })
  it('moves up for the bus', () => {
    const { layout: placed } = own('s5')
    const { zoom, pan } = fitHost(placed.bounds, hostOf(placed, 0), phone, { x: 410, y: 554 })
    expect(554 * zoom + pan.y).toBeCloseTo(465)
  })
})
