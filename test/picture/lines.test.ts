/*! The lines of every scenario and variant obey the picture's rules: nothing on a name, no two runs on each other,
crossings only where the request meets the reply. */
import { describe, expect, it } from 'vitest'
import { right } from '../../src/ui/graph/geometry'
import { layout } from '../../src/ui/graph/layout'
import { HOST, MARGIN } from '../../src/ui/graph/measure'
import { arrowheadsOf, route } from '../../src/ui/graph/route'
import { own, pictures } from './pictures'
import { type Crossing, crossings, drawn, linesOnLines, linesOnTexts, onName, slanted } from './rules'
import { words } from './words'

/** A leg that enters and leaves a host by cali interfaces crosses itself once, in the upper channel (scenario 2). */
const isOwnUpperChannel = ({ between: [a, b] }: Crossing): boolean => a.way === b.way

describe.each(pictures.map((picture) => [picture.title, picture] as const))('%s', (_title, picture) => {
  const { ways, ghost, layout: placed } = picture
  const all = ghost ? [...ways, ghost] : ways

  it('has right angles only', () => {
    expect(slanted(all)).toEqual([])
  })
  it('has no line on a name', () => {
    expect(linesOnTexts(placed, all)).toEqual([])
  })
  it('has no two runs on each other', () => {
    expect(linesOnLines(all)).toEqual([])
  })
  it('crosses only request and reply, never on a name', () => {
    const found = crossings(ways)
    const wrong = found.filter((c) => c.between[0].way.leg === c.between[1].way.leg && !isOwnUpperChannel(c))
    expect(wrong.map(({ at }) => at)).toEqual([])
    expect(found.filter(isOwnUpperChannel).length).toBeLessThanOrEqual(picture.scenario.id === 's2' ? 1 : 0)
    expect(found.flatMap(({ at }) => onName(placed, at))).toEqual([])
  })
  it('has a station for every step, on a box, and runs that join them', () => {
    for (const way of ways) {
      const leg = way.leg === 'request' ? picture.run.trace.request : picture.run.trace.reply!
      expect(way.stations).toHaveLength(leg.steps.length)
      expect(way.runs).toHaveLength(leg.steps.length - 1)
      for (const station of way.stations) {
        const box = placed.boxes.get(station.box)!
        expect(station.at.x, station.box).toBeGreaterThanOrEqual(box.rect.x)
        expect(station.at.x, station.box).toBeLessThanOrEqual(right(box.rect))
        expect(station.at.y, station.box).toBeGreaterThanOrEqual(box.rect.y)
        expect(station.at.y, station.box).toBeLessThanOrEqual(box.rect.y + box.rect.height)
      }
      way.runs.forEach((run, index) => {
        expect(run.points[0]).toEqual(way.stations[index]!.at)
        expect(run.points.at(-1)).toEqual(way.stations[index + 1]!.at)
      })
    }
  })
  it('is the same whenever it is made', () => {
    const { topology, trace } = picture.run
    const again = layout(topology, { openHosts: [], podsOnTheWay: [] }, words)
    expect(route(trace.request, again)).toEqual(picture.request)
  })
})

describe('crossings', () => {
  it.each(['s3', 's4', 's5'] as const)(
    '%s: one of the two legs on each host, where the margins meet the lower row',
    (id) => {
      const { ways, layout: placed } = own(id)
      const inHost = placed.hosts.map((host) => {
        const { x, y } = placed.boxes.get(host)!.rect
        return crossings(ways)
          .map(({ at }) => ({ x: at.x - x, y: at.y - y }))
          .filter((at) => at.x >= 0 && at.x <= HOST.width && at.y < 490)
      })
      expect(inHost).toEqual([[{ x: MARGIN.right.reply, y: 332 }], [{ x: MARGIN.left.reply, y: 332 }]])
    },
  )
  it('S2: both of these on its one host, and the reply crosses itself once in the upper channel', () => {
    const { ways, layout: placed } = own('s2')
    const { x, y } = placed.boxes.get(placed.hosts[0]!)!.rect
    const found = crossings(ways).map(({ at, between: [a, b] }) => [a.way.leg, b.way.leg, at.x - x, at.y - y])
    expect(found).toHaveLength(3)
    expect(found.filter(([a, b]) => a === 'reply' && b === 'reply')).toEqual([['reply', 'reply', 111, 218]])
  })
  it('S1 and S6 have none', () => {
    expect(crossings(own('s1').ways)).toEqual([])
    expect(crossings(own('s6').ways)).toEqual([])
  })
})

describe('arrowheads', () => {
  it('stand in the middle of each straight run over 58, two on one over 260', () => {
    for (const { ways } of pictures) {
      for (const way of ways) {
        for (const run of way.runs) {
          const lengths = drawn([{ ...way, runs: [run] }]).map(
            ({ from, to }) => Math.abs(to.x - from.x) + Math.abs(to.y - from.y),
          )
          const wanted = lengths.reduce((sum, length) => sum + (length > 260 ? 2 : length > 58 ? 1 : 0), 0)
          expect(arrowheadsOf(run)).toHaveLength(wanted)
        }
      }
    }
  })
})
