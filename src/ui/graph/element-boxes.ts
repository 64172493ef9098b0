/*! How boxes look at a step: what takes no part steps back, the current place has an ink border, a drop's is
drop-coloured. */
import { assertNever } from '../../base/assert'
import type { Role } from '../theme/tokens'
import type { Box, BoxKind } from './box'
import type { BoxElement } from './element'
import * as M from './measure'
import { LINE } from './measure'
import type { Scene } from './scene'

const STEPPED_BACK = 0.64

interface Look {
  readonly fill: Role
  readonly stroke: Role | null
  readonly width: number
  readonly radius: number
  readonly z: number
}

export function boxElement(box: Box, scene: Scene): BoxElement {
  const current = scene.station.box === box.id
  const look = lookOf(box, scene)
  const dropped = scene.drop?.box === box.id
  // The band under everything is no place to point at: there the cross alone says it.
  const accent: Partial<Look> =
    box.kind === 'vpc'
      ? {}
      : dropped
        ? { fill: 'drop-soft', stroke: 'drop', width: LINE.current }
        : current
          ? { stroke: 'ink', width: LINE.current }
          : {}
  const { fill, stroke, width, radius, z } = { ...look, ...accent }
  return {
    id: box.id,
    kind: box.kind,
    rect: box.rect,
    owner: box.owner,
    name: box.name,
    fill,
    stroke,
    strokeWidth: width,
    radius,
    corners: box.kind === 'kernel' ? 'bottom' : 'all',
    opacity: takesPart(box, scene) ? 1 : STEPPED_BACK,
    z,
    current,
  }
}

/** A stage takes part if the leg in focus passes it, everything else if any leg does. */
function takesPart({ id, kind, owner }: Box, scene: Scene): boolean {
  if (STAYS.has(kind)) return true
  if (kind === 'stage') return scene.inFocus.has(id) || scene.drop?.box === id
  return scene.touched.has(kind === 'backend' && owner !== null ? owner : id)
}
/**
 * The ground never steps back. Interfaces straddle a border that would show through: they have a fainter border
 * instead.
 */
const STAYS: ReadonlySet<BoxKind> = new Set([
  ...(['vpc', 'vswitch', 'router', 'tile'] as const),
  ...(['pod-interface', 'cali', 'eni', 'more'] as const),
])

function lookOf(box: Box, scene: Scene): Look {
  const onTheWay = scene.touched.has(box.id)
  switch (box.kind) {
    case 'vpc':
      return { fill: 'vpc', stroke: null, width: 0, radius: M.VPC.radius, z: 0 }
    case 'vswitch':
      return { fill: 'vsw', stroke: 'line2', width: LINE.box, radius: M.VSWITCH.radius, z: 0 }
    case 'router':
      return { fill: 'vsw', stroke: 'line2', width: LINE.box, radius: M.INTERFACE_RADIUS, z: 0 }
    case 'host':
      return { fill: 'host', stroke: 'line2', width: LINE.box, radius: M.HOST.radius, z: 1 }
    case 'kernel':
      return { fill: 'kernel', stroke: 'line2', width: LINE.box, radius: M.HOST.radius, z: 2 }
    case 'stage':
      return { fill: 'stage', stroke: 'line2', width: LINE.box, radius: M.STAGE.radius, z: 3 }
    case 'pod':
      return { fill: 'pod', ...(onTheWay ? active('ink2') : resting), radius: M.POD.radius, z: 3 }
    case 'shelf-pod':
      return { fill: 'pod', ...(onTheWay ? active('ink2') : resting), radius: M.INTERFACE_RADIUS, z: 3 }
    case 'tile':
      return { fill: 'panel', ...(onTheWay ? active('ink') : resting), radius: M.INTERFACE_RADIUS, z: 9 }
    case 'more':
    case 'pod-interface':
    case 'cali':
    case 'eni':
      return { fill: 'panel', ...(onTheWay ? active('ink') : faint), radius: M.INTERFACE_RADIUS, z: 9 }
    case 'client':
    case 'slb':
      return { fill: 'panel', ...(onTheWay ? active('ink') : resting), radius: M.POD.radius, z: 9 }
    case 'backend':
      return scene.passed.has(box.id) || (onTheWay && scene.current.leg === 'reply')
        ? { fill: 'req-soft', stroke: 'req', width: LINE.box, radius: M.INTERFACE_RADIUS, z: 9 }
        : { fill: 'panel', stroke: 'line', width: 1, radius: M.INTERFACE_RADIUS, z: 9 }
    default:
      return assertNever(box.kind)
  }
}
const resting = { stroke: 'line2', width: LINE.box } as const
const faint = { stroke: 'line', width: LINE.box } as const
const active = (stroke: Role) => ({ stroke, width: LINE.active })
