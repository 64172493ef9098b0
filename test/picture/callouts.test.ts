/*! Call-outs open where they hide no name and no line of the leg that is played. */
import { describe, expect, it } from 'vitest'
import { placeCallout } from '../../src/ui/graph/callout'
import { holds, overlap, type Rect, right, type Size, strip } from '../../src/ui/graph/geometry'
import { LINE } from '../../src/ui/graph/measure'
import type { Station, Way } from '../../src/ui/graph/route'
import { own, type Picture, pictures } from './pictures'
import { drawn } from './rules'

const chip: Size = { width: 256, height: 72 }
const card: Size = { width: 172, height: 112 }

function hidden({ layout }: Picture, way: Way, area: Rect): readonly string[] {
  const names = [...layout.boxes.values()].flatMap((box) => box.texts)
  return [
    ...names.filter((text) => overlap(area, text.rect)).map((text) => text.id),
    ...drawn([way])
      .filter((line) => overlap(area, strip(line, LINE.done)))
      .map(({ run }) => `${way.leg}/${run}`),
  ]
}
const stops = (picture: Picture, mark: (station: Station) => boolean) =>
  picture.ways.flatMap((way) => way.stations.filter(mark).map((station) => ({ way, station })))

describe.each(pictures.map((picture) => [picture.title, picture] as const))('%s', (_title, picture) => {
  it('hides nothing at a rewrite', () => {
    for (const { way, station } of stops(picture, ({ mark }) => mark === 'rewrite')) {
      const { rect } = placeCallout(picture.layout, way, station, chip)
      expect(hidden(picture, way, rect), `${station.box} ${JSON.stringify(rect)}`).toEqual([])
    }
  })
  it('hides nothing at a drop', () => {
    for (const { way, station } of stops(picture, ({ mark }) => mark === 'drop')) {
      // Narrow in a free pod slot, low elsewhere.
      const upper = /(input|ipvs|output)$/.test(station.box)
      const { rect } = placeCallout(picture.layout, way, station, upper ? card : { width: 256, height: 72 })
      expect(hidden(picture, way, rect), `${station.box} ${JSON.stringify(rect)}`).toEqual([])
    }
  })
  it('hides nothing at any other place', () => {
    for (const { way, station } of stops(picture, ({ mark }) => mark === 'stop')) {
      const { rect } = placeCallout(picture.layout, way, station, { width: 232, height: 72 })
      expect(hidden(picture, way, rect), `${way.leg} ${station.box} ${JSON.stringify(rect)}`).toEqual([])
    }
  })
  it('is joined to the box of its station by a leader', () => {
    for (const { way, station } of stops(picture, ({ shape }) => shape === 'stage' || shape === 'interface')) {
      const { rect, leader } = placeCallout(picture.layout, way, station, chip)
      const box = picture.layout.boxes.get(station.box)!.rect
      expect(holds(rect, leader[0]!), station.box).toBe(true)
      expect(holds(box, leader.at(-1)!), station.box).toBe(true)
    }
  })
})

describe('the design’s examples', () => {
  const at = (picture: Picture, box: string, leg: 'request' | 'reply') => {
    const way = picture.ways.find((w) => w.leg === leg)!
    return { way, station: way.stations.find((station) => station.box.endsWith(box))! }
  }
  it('S5 SNAT: under POSTROUTING, right edge 12 left of the station', () => {
    const picture = own('s5')
    const { way, station } = at(picture, '/postrouting', 'request')
    const { rect } = placeCallout(picture.layout, way, station, chip)
    expect(right(rect)).toBe(station.at.x - 12)
  })
  it('S6 drop: in the free pod slot above IPVS', () => {
    const picture = own('s6')
    const { way, station } = at(picture, '/ipvs', 'request')
    const { rect, leader } = placeCallout(picture.layout, way, way.stations.at(-1)!, card)
    expect(rect).toMatchObject({ x: 198, y: 44 })
    expect(leader).toEqual([
      { x: station.at.x, y: 156 },
      { x: station.at.x, y: 242 },
    ])
  })
})
