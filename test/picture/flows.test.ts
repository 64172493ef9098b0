/*! Flows by way of the cloud's places obey the picture's rules as the scenarios do. */
import { describe, expect, it } from 'vitest'
import { hopsOf } from '../../src/sim'
import { placeCallout } from '../../src/ui/graph/callout'
import { grow, holds, overlap, samePoint, strip } from '../../src/ui/graph/geometry'
import { LINE, STATION } from '../../src/ui/graph/measure'
import type { Station } from '../../src/ui/graph/route'
import { timelineOf } from '../../src/ui/timeline/model'
import { type FlowPicture, flowPictures } from './flows'
import {
  boxesOnBoxes,
  crossings,
  drawn,
  linesOnLines,
  linesOnTexts,
  onName,
  slanted,
  textsOnBorders,
  textsOnTexts,
  textsOutside,
} from './rules'

/**
 * Where a leg comes to a host or to the bus again, it cannot always help crossing itself: from the upper left to the lower right
 * and from the lower left to the upper right, or with a port between the ends of another pass.
 */
const OWN_CROSSINGS: Readonly<Record<string, number>> = {
  'client → NodePort, backend to the left': 1,
  'client → NodePort in iptables mode': 1,
  'pod → NodePort of the other node, backend here': 2,
  'pod → SLB → own node → pod': 4,
  'pod → SLB → pod beside': 2,
  'pod calls itself through the SLB': 2,
  'pod calls itself by its Service': 1,
}

describe.each(flowPictures.map((picture) => [picture.title, picture] as const))('%s', (_title, picture) => {
  const { ways, layout: placed } = picture

  it('has no box or name in the way of another', () => {
    expect(boxesOnBoxes(placed)).toEqual([])
    expect([...textsOnTexts(placed), ...textsOnBorders(placed), ...textsOutside(placed)]).toEqual([])
  })
  it('has right angles only, no line on a name, no two runs on each other', () => {
    expect(slanted(ways)).toEqual([])
    expect(linesOnTexts(placed, ways)).toEqual([])
    expect(linesOnLines(ways)).toEqual([])
  })
  it('crosses itself only where it comes to a host or the bus again, and never on a name', () => {
    const found = crossings(ways)
    const own = found.filter(({ between: [a, b] }) => a.way === b.way)
    expect(own.length, JSON.stringify(own.map(({ at }) => at))).toBe(OWN_CROSSINGS[picture.title] ?? 0)
    expect(found.flatMap(({ at }) => onName(placed, at))).toEqual([])
  })
  it('has every station on its box, a cross beside it at most', () => {
    for (const way of ways) {
      for (const station of way.stations) {
        const box = placed.boxes.get(station.box)!
        const dropped = way.stations.some(({ mark, at }) => mark === 'drop' && samePoint(at, station.at))
        const room = dropped ? STATION.crossRing : 0
        expect(holds(grow(box.rect, room), station.at), station.box).toBe(true)
      }
      way.runs.forEach((run, index) => {
        expect(run.points[0]).toEqual(way.stations[index]!.at)
        expect(run.points.at(-1)).toEqual(way.stations[index + 1]!.at)
      })
    }
  })
  it('hides no name and no line beneath what opens at a rewrite or a drop', () => {
    const names = [...placed.boxes.values()].flatMap((box) => box.texts)
    const stops = ways.flatMap((way) => way.stations.map((station): readonly [typeof way, Station] => [way, station]))
    for (const [way, station] of stops.filter(([, { mark }]) => mark !== 'stop')) {
      const upper = /(input|ipvs|output)$/.test(station.box) && station.mark === 'drop'
      const size = upper ? { width: 172, height: 112 } : { width: 256, height: 72 }
      const { rect } = placeCallout(placed, way, station, size)
      // A leg that comes to a host again leaves no channel free.
      const machines = hopsOf(picture.run.trace[way.leg]!).map(({ machine }) => machine)
      const lines = machines.length > new Set(machines).size + 1 ? [] : drawn([way])
      const hidden = [
        ...names.filter((text) => overlap(rect, text.rect)).map((text) => text.id),
        ...lines.filter((line) => overlap(rect, strip(line, LINE.done))).map(({ run }) => `${way.leg}/${run}`),
      ]
      expect(hidden, `${way.leg} ${station.box}`).toEqual([])
    }
  })
  it('has the same numerals in the timeline as in the picture', () => {
    const stacks = [...new Set(ways.flatMap((way) => way.stacks))]
    const { columns } = timelineOf(picture.run.trace, null, (machine) => stacks.includes(machine))
    for (const { machine, stack } of columns) expect(stack ?? 0, machine).toBe(stacks.indexOf(machine) + 1)
  })
})

describe('what the columns hold', () => {
  const titled = (title: string) => flowPictures.find((picture) => picture.title === title)!
  const columns = ({ layout: { boxes, hosts } }: FlowPicture) => {
    const first = boxes.get(hosts[0]!)!.rect.x
    const outside = [...boxes.values()].filter(({ kind }) => kind === 'client' || kind === 'slb')
    const at = (isLeft: boolean) => outside.filter(({ rect }) => rect.x < first === isLeft).map(({ id }) => id)
    return { left: at(true), right: at(false) }
  }

  it.each([
    ['pod → SNAT gateway → Internet', [], ['client:www', 'gateway']],
    ['Internet → EIP', ['client:www'], []],
    ['pod → shared service', [], ['client:dns']],
    ['client → SLB with ECS backends', ['client:www', 'slb'], []],
    ['pod → SLB → pod', ['slb'], []],
    ['no session: drop at the gateway on the way in', ['client:www', 'gateway'], []],
    ['network ACL, out', [], []],
  ])('%s', (title, left, right) => {
    expect(columns(titled(title))).toEqual({ left, right })
  })
  it('counts the clients that are not on the way', () => {
    expect(titled('pod → leased line').layout.boxes.get('clients/more')).toMatchObject({ name: 'www, dns' })
  })
})

describe('where the cloud drops', () => {
  const crossOf = (title: string) =>
    flowPictures
      .find((picture) => picture.title === title)!
      .ways.flatMap(({ stations }) => stations)
      .find(({ mark }) => mark === 'drop')!.box

  it.each([
    ['no gateway: drop at the VPC', 'vpc'],
    ['no SNAT entry: drop at the gateway', 'gateway'],
    ['security group, in', 'node:cn-hongkong.10.0.3.49/eni/eth1'],
    ['security group, out', 'node:cn-hongkong.10.0.1.82/eni/eth1'],
    ['source check', 'node:cn-hongkong.10.0.1.82/eni/eth0'],
    ['destination check', 'node:cn-hongkong.10.0.1.82/eni/eth0'],
    ['network ACL, out', 'vsw:vsw-1'],
    ['network ACL, in', 'vsw:vsw-3'],
    ['SLB without a backend', 'slb'],
  ])('%s: at %s', (title, box) => {
    expect(crossOf(title)).toBe(box)
  })
})
