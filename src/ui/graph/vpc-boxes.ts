/*! The VPC's band under all hosts, with its vSwitches and the routers between them. */
import { formatCidr, type Node, type ResolvedTopology } from '../../sim'
import { type Box, makeText } from './box'
import { bottom, type Rect, rect, right, union } from './geometry'
import * as M from './measure'
import { widthOf } from './text-width'
import type { PictureWords } from './words'

export interface VpcSpec {
  readonly topology: ResolvedTopology
  readonly open: readonly Node[]
  /** One an open node. */
  readonly hostRects: readonly Rect[]
  /** Hosts and column together: the band lies under all of it. */
  readonly area: Rect
  readonly words: PictureWords
}

/** One vSwitch box under each run of neighbouring hosts of that vSwitch; a router in the gap between two. */
export function vpcBoxes(spec: VpcSpec): { readonly rect: Rect; readonly boxes: readonly Box[] } {
  const { topology, area, words } = spec
  const top = bottom(area) + M.VSWITCH.below
  const band = rect(
    area.x - M.VPC.overhang,
    top - M.VPC.pad,
    area.width + 2 * M.VPC.overhang,
    M.VSWITCH.height + 2 * M.VPC.pad,
  )
  const vswitches = vswitchBoxes(spec, top)
  const routers = vswitches
    .slice(1)
    .map((box, index) => routerBox(index + 1, right(vswitches[index]?.rect ?? box.rect), box.rect.x, top, words))
  const name = `${words.vpc} ${formatCidr(topology.vpc)}`
  const text = makeText({
    id: 'vpc#name',
    text: name,
    x: right(area) - 2,
    y: bottom(band) + M.VPC.name,
    anchor: 'end',
    size: 10.5,
    face: 'sans',
    role: 'note',
    room: area.width,
  })
  return {
    rect: band,
    boxes: [{ id: 'vpc', kind: 'vpc', rect: band, owner: null, name, texts: [text] }, ...vswitches, ...routers],
  }
}

function vswitchBoxes({ topology, open, hostRects, words }: VpcSpec, top: number): readonly Box[] {
  const groups: { vswitch: string; rects: Rect[] }[] = []
  open.forEach((node, index) => {
    const host = hostRects[index]
    const last = groups[groups.length - 1]
    if (!host) return
    if (last && last.vswitch === node.vswitch) last.rects.push(host)
    else groups.push({ vswitch: node.vswitch, rects: [host] })
  })
  return groups.map(({ vswitch, rects }, index): Box => {
    const reach = union(rects)
    const again = groups.slice(0, index).filter((group) => group.vswitch === vswitch).length
    const id = again === 0 ? `vsw:${vswitch}` : `vsw:${vswitch}/${again + 1}`
    const cidr = topology.vswitches.find((v) => v.name === vswitch)?.cidr
    const area = rect(reach.x, top, reach.width, M.VSWITCH.height)
    const address = cidr ? formatCidr(cidr) : vswitch
    const y = top + M.VSWITCH.name
    const x = area.x + 12
    const after = x + widthOf(words.vswitch, 11, 'sans') + 6
    return {
      id,
      kind: 'vswitch',
      rect: area,
      owner: 'vpc',
      name: `${words.vswitch} ${vswitch} ${address}`,
      texts: [
        makeText({
          id: `${id}#kind`,
          text: words.vswitch,
          x,
          y,
          size: 11,
          weight: 700,
          face: 'sans',
          role: 'detail',
          room: 160,
        }),
        makeText({ id: `${id}#cidr`, text: address, x: after, y, size: 10.5, face: 'mono', role: 'detail', room: 200 }),
      ],
    }
  })
}

function routerBox(n: number, from: number, to: number, top: number, words: PictureWords): Box {
  const id = `router:${n}`
  const middle = (from + to) / 2
  const area = rect(
    middle - M.ROUTER.width / 2,
    top + M.ROUTER.inset,
    M.ROUTER.width,
    M.VSWITCH.height - 2 * M.ROUTER.inset,
  )
  const text = makeText({
    id: `${id}#name`,
    text: words.router,
    x: middle,
    y: top + M.VSWITCH.name,
    anchor: 'middle',
    size: 10,
    face: 'sans',
    role: 'detail',
    room: M.ROUTER.width - 2,
  })
  return { id, kind: 'router', rect: area, owner: 'vpc', name: words.router, texts: [text] }
}
