/*! Pods: two in slots, with both ends of their veth pair; the others small, on a shelf above. */
import { formatIpv4, type Pod, podNetns } from '../../sim'
import { type Box, makeText, type Text, type Wire } from './box'
import { around, bottom, centre, point, rect } from './geometry'
import * as M from './measure'
import type { PictureWords } from './words'

export interface PodSlot {
  readonly pod: Pod
  readonly host: string
  readonly slot: number
  /** The host's left border. */
  readonly x: number
  readonly podTop: number
  readonly kernelTop: number
  readonly words: PictureWords
}

/**
 * The pod's box, `eth0@if63` on its lower border, `cali…` on the kernel's upper border, and the stub that joins them.
 */
export function podBoxes(spec: PodSlot): { readonly boxes: readonly Box[]; readonly wire: Wire } {
  const { pod, host, slot, x, podTop, kernelTop } = spec
  const id: string = podNetns(pod.namespace, pod.name)
  const middle = x + (M.POD.slots[slot] ?? M.POD.slots[0])
  const area = rect(middle - M.POD.width / 2, podTop, M.POD.width, M.POD.height)
  const inner = interfaceBox('pod-interface', `${id}/eth0`, id, `eth0@if${pod.ifindex}`, middle, bottom(area))
  const outer = interfaceBox('cali', `${host}/cali/${pod.veth}`, host, pod.veth, middle, kernelTop)
  return {
    boxes: [
      { id, kind: 'pod', rect: area, owner: host, name: pod.name, texts: podTexts(id, spec, middle) },
      inner,
      outer,
    ],
    wire: {
      id: `${id}/veth`,
      kind: 'veth',
      from: point(middle, bottom(inner.rect)),
      to: point(middle, outer.rect.y),
      joins: [inner.id, outer.id],
    },
  }
}

function podTexts(id: string, { pod, podTop, kernelTop, words }: PodSlot, middle: number): readonly Text[] {
  const room = M.POD.width - 20
  const beside = middle + M.PORT + STATION_ROOM
  const address = formatIpv4(pod.ip)
  const detail = pod.pid === null ? address : `${address} ${words.pid} ${pod.pid}`
  const mono = { x: middle, anchor: 'middle', size: 10.5, face: 'mono', room } as const
  const note = { size: 10.5, face: 'sans', role: 'note' } as const
  return [
    makeText({ ...mono, id: `${id}#name`, text: pod.name, y: podTop + 18, weight: 700, role: 'name' }),
    makeText({ ...mono, id: `${id}#address`, text: detail, y: podTop + 34, role: 'detail' }),
    makeText({
      ...note,
      id: `${id}#process`,
      text: processOf(pod, words),
      x: beside,
      y: podTop + M.POD.height - M.POD.process + 3.5,
      room: M.POD.width / 2 - M.PORT - STATION_ROOM - 4,
    }),
    makeText({ ...note, id: `${id}#veth`, text: words.veth, x: middle + 20, y: kernelTop - 18.5, room: 60 }),
  ]
}
/** From a port to the name of the process: a halo, and the ring of a cross, end before it. */
const STATION_ROOM = 15

/** What runs in the pod: the first listener ("nginx :80"), or a client's program. */
function processOf(pod: Pod, words: PictureWords): string {
  const [listener] = pod.listen
  return listener ? `${listener.process ?? ''} :${listener.port}`.trim() : words.client
}

function interfaceBox(
  kind: 'pod-interface' | 'cali',
  id: string,
  owner: string,
  name: string,
  x: number,
  y: number,
): Box {
  const { width, height } = kind === 'cali' ? M.CALI : M.POD_INTERFACE
  const area = around(point(x, y), width, height)
  const text = makeText({
    id: `${id}#name`,
    text: name,
    x,
    y: y + 3.5,
    anchor: 'middle',
    size: 10.5,
    face: 'mono',
    role: 'name',
    room: width - 10,
  })
  return { id, kind, rect: area, owner, name, texts: [text] }
}

export interface Shelf {
  readonly pods: readonly Pod[]
  readonly host: string
  readonly x: number
  /** Rows that the host has room for. */
  readonly rows: number
}

/** Four in a row; what finds no place is counted in the last one. */
export function shelfBoxes({ pods, host, x, rows }: Shelf): readonly Box[] {
  const places = rows * M.SHELF.columns
  const shown = pods.length <= places ? pods : pods.slice(0, Math.max(0, places - 1))
  const cell = (index: number) =>
    rect(
      x + M.SHELF.left + (index % M.SHELF.columns) * (M.SHELF.width + M.SHELF.gap),
      M.HOST.header + Math.floor(index / M.SHELF.columns) * M.SHELF.step,
      M.SHELF.width,
      M.SHELF.height,
    )
  const chip = (kind: 'shelf-pod' | 'more', id: string, name: string, text: string, index: number): Box => {
    const area = cell(index)
    const { x: middle, y } = centre(area)
    const room = M.SHELF.width - 12
    const base = { x: middle, y: y + 3.5, anchor: 'middle', size: 10, face: 'mono', role: 'detail', room } as const
    return {
      id,
      kind,
      rect: area,
      owner: host,
      name,
      texts: [makeText({ ...base, id: `${id}#name`, text, full: name })],
    }
  }
  const boxes = shown.map((pod, index) =>
    chip('shelf-pod', podNetns(pod.namespace, pod.name), pod.name, pod.name, index),
  )
  const rest = pods.slice(shown.length)
  if (rest.length === 0 || places === 0) return boxes
  return [
    ...boxes,
    chip('more', `${host}/pods/more`, rest.map((pod) => pod.name).join(', '), `+${rest.length}`, shown.length),
  ]
}
