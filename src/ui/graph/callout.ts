/*! Where a call-out opens: the chip at a rewrite or a pause, the drop card.

Of the places that its station offers it takes the first one that hits no name and no line of the current leg; the
other leg may pass beneath. */
import { type Callout, placesFor } from './callout-places'
import { around, bottom, grow, overlap, type Rect, right, segmentsOf, type Size, strip } from './geometry'
import { type Layout, numeralAt } from './layout'
import * as M from './measure'
import type { Way } from './route'
import type { Station } from './stations'

export function placeCallout(layout: Layout, way: Way, station: Station, size: Size): Callout {
  const places = placesFor(layout, station, size)
  const numeral = 2 * M.STATION.numeral
  const names = [
    ...[...layout.boxes.values()].flatMap((box) => box.texts.map((text) => grow(text.rect, CLEAR))),
    ...(station.shape === 'bus' ? [around(station.at, 2 * M.STATION.crossRing, 2 * M.STATION.crossRing)] : []),
    ...way.stacks.flatMap((id) => numeralAt(layout, id) ?? []).map((at) => around(at, numeral, numeral)),
  ]
  const lines = way.runs.flatMap((run) => segmentsOf(run.points).map((s) => strip(s, M.LINE.done + 2 * CLEAR)))
  const hosts = layout.hosts.flatMap((id) => layout.boxes.get(id)?.rect ?? [])
  let best = places[0]
  let fewest = Number.POSITIVE_INFINITY
  for (const place of places) {
    const count = (taken: readonly Rect[]) => taken.filter((other) => overlap(place.rect, other)).length
    const outside = isWithin(place.rect, layout.bounds) ? 0 : OUTSIDE_WEIGHT
    const astride = hosts.some((host) => isAstride(host, place.rect)) ? ASTRIDE_WEIGHT : 0
    const hits = count(names) * NAME_WEIGHT + count(lines) + outside + astride
    if (hits < fewest) {
      best = place
      fewest = hits
    }
    if (hits === 0) break
  }
  if (!best) throw new Error('a station without a place for a call-out')
  return best
}
/** Air around names and lines. */
const CLEAR = 1
/** Where every place hits something, a covered line is better than a covered name. */
const NAME_WEIGHT = 10
/** Outside the picture it is not seen at all; a little below it there is still room (fit leaves 40). */
const OUTSIDE_WEIGHT = 5
/** Across a host's border it hides part of the neighbour, and on a phone, where a host fills the width, it is cut. */
const ASTRIDE_WEIGHT = 2
const isAstride = (host: Rect, area: Rect): boolean =>
  overlap(host, area) &&
  (area.x < host.x || right(area) > right(host) || area.y < host.y || bottom(area) > bottom(host))
const isWithin = (area: Rect, bounds: Rect): boolean =>
  area.x >= bounds.x - 10 &&
  right(area) <= right(bounds) + 10 &&
  area.y >= bounds.y &&
  bottom(area) <= bottom(bounds) + M.FIT.below
