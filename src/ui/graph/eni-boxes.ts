/*! A host's ENIs, on the kernel's lower border.

Secondary ones from the left in ifindex order, the primary at the right. That leaves the asymmetric scenario free of
crossings: the way out by eth0 ends under POSTROUTING, the way back by eth1 starts under PREROUTING. */
import { type Eni, formatIpv4, type Node, type Pod, podNetns } from '../../sim'
import { type Box, makeText, type Text } from './box'
import { around, centre, point, type Rect, rect, right } from './geometry'
import * as M from './measure'
import { widthOf } from './text-width'
import type { PictureWords } from './words'

interface EnisSpec {
  readonly node: Node
  readonly pods: readonly Pod[]
  readonly host: string
  readonly x: number
  readonly y: number
  readonly podsOnTheWay: ReadonlySet<string>
  readonly words: PictureWords
}

export function eniBoxes({ node, pods, host, x, y, podsOnTheWay, words }: EnisSpec): readonly Box[] {
  const secondary = node.enis.filter((eni) => !eni.primary).sort((a, b) => a.ifindex - b.ifindex)
  const isOnTheWay = (pod: Pod) => podsOnTheWay.has(podNetns(pod.namespace, pod.name))
  const onTheWay = (eni: Eni) => pods.some((pod) => pod.eni === eni.dev && isOnTheWay(pod))
  const shown =
    secondary.length <= M.ENI_NARROW.shown
      ? secondary
      : secondary
          .toSorted((a, b) => Number(onTheWay(b)) - Number(onTheWay(a)))
          .slice(0, M.ENI_NARROW.shown - 1)
          .sort((a, b) => a.ifindex - b.ifindex)
  const folded = secondary.filter((eni) => !shown.includes(eni))

  const width = secondary.length <= 2 ? M.ENI.width : secondary.length === 3 ? M.ENI_NARROW.three : M.ENI_NARROW.four
  const left = (index: number) => x + M.ENI.inset + index * (width + M.ENI.gap)
  const boxes = shown.map((eni, index): Box => {
    const area = rect(left(index), y - M.ENI.height / 2, width, M.ENI.height)
    const addresses = pods
      .filter((pod) => pod.eni === eni.dev)
      .toSorted((a, b) => Number(isOnTheWay(b)) - Number(isOnTheWay(a)))
      .map((pod) => formatIpv4(pod.ip))
    return eniBox({ host, eni, area, addresses, words })
  })
  const more: readonly Box[] =
    folded.length === 0
      ? []
      : [moreEnis(host, folded, rect(left(shown.length), y - M.ENI.height / 2, width, M.ENI.height))]
  const primary = node.enis
    .filter((eni) => eni.primary)
    .map((eni): Box => {
      const area = around(point(x + M.HOST.width - M.ENI.inset - M.ENI.width / 2, y), M.ENI.width, M.ENI.height)
      return eniBox({ host, eni, area, addresses: [formatIpv4(node.ip)], words })
    })
  return [...boxes, ...more, ...primary]
}

interface EniBoxSpec {
  readonly host: string
  readonly eni: Eni
  readonly area: Rect
  readonly addresses: readonly string[]
  readonly words: PictureWords
}

function eniBox({ host, eni, area, addresses, words }: EniBoxSpec): Box {
  const id = `${host}/eni/${eni.dev}`
  const pad = area.width === M.ENI.width ? 9 : 4
  const room = area.width - 2 * pad
  const narrow = area.width === M.ENI_NARROW.four
  const base = { size: 10, role: 'note', face: 'sans' } as const
  const texts: Text[] = [
    makeText({
      id: `${id}#name`,
      text: eni.dev,
      x: narrow ? centre(area).x : area.x + pad,
      y: narrow ? centre(area).y + 4 : area.y + 14.5,
      anchor: narrow ? 'middle' : 'start',
      size: 11,
      weight: 700,
      face: 'mono',
      role: 'name',
      room,
    }),
  ]
  if (!narrow) {
    const kind = eni.primary ? words.primary : words.eni
    texts.push(
      makeText({
        ...base,
        id: `${id}#kind`,
        text: kind,
        x: right(area) - pad,
        y: area.y + 14.5,
        anchor: 'end',
        room: room - 30,
      }),
    )
    texts.push(...addressTexts({ id, area, pad, addresses, words }))
  }
  return { id, kind: 'eni', rect: area, owner: host, name: [eni.dev, eni.id, ...addresses].join(' '), texts }
}

interface AddressSpec {
  readonly id: string
  readonly area: Rect
  readonly pad: number
  readonly addresses: readonly string[]
  readonly words: PictureWords
}

/** `10.0.1.91`, and of the others the last part (`+.104`) or how many there are (`+3`). */
function addressTexts({ id, area, pad, addresses, words }: AddressSpec): readonly Text[] {
  const y = area.y + 30.5
  const base = { size: 10, face: 'mono', role: 'detail', y } as const
  const [first, second] = addresses
  if (first === undefined) {
    return [
      makeText({
        ...base,
        id: `${id}#address`,
        text: words.noPod,
        x: area.x + pad,
        face: 'sans',
        room: area.width - 2 * pad,
      }),
    ]
  }
  const room = area.width - 2 * pad
  const rest = addresses.length - 1
  const left = room - widthOf(first, 10, 'mono') - 3
  const tail = second === undefined ? '' : `+.${second.slice(second.lastIndexOf('.') + 1)}`
  const others = rest === 1 && widthOf(tail, 10, 'mono') <= left ? tail : `+${rest}`
  const hasOthers = rest > 0 && widthOf(others, 10, 'mono') <= left
  return [
    makeText({ ...base, id: `${id}#address`, text: first, full: addresses.join(', '), x: area.x + pad, room }),
    ...(hasOthers
      ? [
          makeText({
            ...base,
            id: `${id}#others`,
            text: others,
            full: addresses.slice(1).join(', '),
            x: right(area) - pad,
            anchor: 'end',
            room: left,
          }),
        ]
      : []),
  ]
}

function moreEnis(host: string, folded: readonly Eni[], area: Rect): Box {
  const id = `${host}/eni/more`
  return {
    id,
    kind: 'more',
    rect: area,
    owner: host,
    name: folded.map((eni) => eni.dev).join(', '),
    texts: [
      makeText({
        id: `${id}#name`,
        text: `+${folded.length}`,
        x: centre(area).x,
        y: centre(area).y + 4,
        anchor: 'middle',
        size: 11,
        face: 'mono',
        role: 'detail',
        room: area.width - 8,
      }),
    ],
  }
}
