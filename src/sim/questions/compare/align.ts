/*! Two traces side by side: which steps stand opposite each other. */
import { isError, type Packet } from '../../net/packet'
import type { Place } from '../../trace/place'
import type { Leg, Step } from '../../trace/trace'

/** Steps at one place of both traces; steps of both while they go different ways; or one that has none opposite. Indices count in the leg. */
export interface Column {
  readonly a: number | null
  readonly b: number | null
  /** The same happens there, to a packet that wears the same. */
  readonly same: boolean
}

/**
 * The longest common way, in order. Between two places of it each goes a way of its own: those steps stand opposite each other in
 * their order, so that "A leaves by eth0, B by eth1" is one column, and what the longer way has more stands alone. Two legs of some
 * dozen steps: quadratic is fine.
 */
export const align = (a: Leg | null, b: Leg | null): readonly Column[] => paired(commonWay(a, b))

/** Steps that have none of the same place opposite, gap by gap, side by side. */
function paired(columns: readonly Column[]): readonly Column[] {
  const out: Column[] = []
  let [onlyA, onlyB]: [number[], number[]] = [[], []]
  const close = () => {
    for (let at = 0; at < Math.max(onlyA.length, onlyB.length); at++)
      out.push({ a: onlyA[at] ?? null, b: onlyB[at] ?? null, same: false })
    ;[onlyA, onlyB] = [[], []]
  }
  for (const column of columns) {
    if (column.a !== null && column.b !== null) {
      close()
      out.push(column)
    } else if (column.a !== null) onlyA.push(column.a)
    else if (column.b !== null) onlyB.push(column.b)
  }
  close()
  return out
}

function commonWay(a: Leg | null, b: Leg | null): readonly Column[] {
  const [left, right] = [a?.steps ?? [], b?.steps ?? []]
  const [keysA, keysB] = [left.map(placeKey), right.map(placeKey)]
  const lengths = commonLengths(keysA, keysB)
  const columns: Column[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [stepA, stepB] = [left[i], right[j]]
    if (stepA && stepB && keysA[i] === keysB[j]) columns.push({ a: i++, b: j++, same: sameStep(stepA, stepB) })
    else if (stepA && (!stepB || at(lengths, i + 1, j) >= at(lengths, i, j + 1)))
      columns.push({ a: i++, b: null, same: false })
    else columns.push({ a: null, b: j++, same: false })
  }
  return columns
}

/** lengths[i][j]: how long the common way of what is left from i and j is. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? []
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
  }
  return lengths
}

const at = (lengths: readonly (readonly number[])[], i: number, j: number): number => lengths[i]?.[j] ?? 0

const placeKey = ({ place }: Step): string => keyOf(place)

function keyOf(place: Place): string {
  switch (place.kind) {
    case 'process':
      return `process ${place.netns}`
    case 'stage':
      return `${place.stage} ${place.netns}`
    case 'link':
      return `${place.dev} of ${place.netns}`
    case 'vpc':
      return 'vpc'
    case 'slb':
    case 'gateway':
      return `${place.kind} ${place.id}`
  }
}

export const samePlace = (a: Step, b: Step): boolean => placeKey(a) === placeKey(b)

export const sameEvent = (a: Step, b: Step): boolean =>
  samePlace(a, b) && a.event.kind === b.event.kind && deviceOf(a) === deviceOf(b) && reasonOf(a) === reasonOf(b)

const deviceOf = ({ event }: Step): string | null => ('dev' in event ? event.dev : null)
const reasonOf = ({ event }: Step): string | null => (event.kind === 'drop' ? event.reason.kind : null)

const sameStep = (a: Step, b: Step): boolean => sameEvent(a, b) && differingField(a.after, b.after) === null

/** What a packet wears, but for what every machine writes anew (MACs, TTL). */
export type Field = 'mark' | 'source' | 'dest' | 'icmp'

/** The first field that differs; null: none. */
export function differingField(a: Packet, b: Packet): Field | null {
  if (a.mark !== b.mark) return 'mark'
  if (a.src !== b.src || portsOf(a)[0] !== portsOf(b)[0]) return 'source'
  if (a.dst !== b.dst || portsOf(a)[1] !== portsOf(b)[1]) return 'dest'
  return a.l4.proto === b.l4.proto && errorOf(a) === errorOf(b) ? null : 'icmp'
}

const portsOf = ({ l4 }: Packet): readonly [number, number] => ('sport' in l4 ? [l4.sport, l4.dport] : [0, 0])
const errorOf = ({ l4 }: Packet): string => (isError(l4) ? `${l4.type} ${l4.code}` : '')
