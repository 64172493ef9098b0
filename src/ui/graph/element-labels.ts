/*! How names look at a step: bold where the packet passes, fainter where it never does. */
import { assertNever } from '../../base/assert'
import type { Role } from '../theme/tokens'
import type { Box, BoxKind, Text } from './box'
import type { LabelElement } from './element'
import { DROP_SHIFT } from './measure'
import type { Scene } from './scene'
import { cellOfBox } from './stage-boxes'

export function labelsOf(box: Box, scene: Scene): readonly LabelElement[] {
  const texts = box.socket && isSocket(box, scene) ? [box.socket] : box.texts
  const shift = scene.drop?.box === box.id ? dropShift(box) : 0
  return texts.map((text): LabelElement => {
    const { id, full, at, anchor, size, face, rect } = text
    return {
      id,
      owner: box.id,
      text: text.text,
      full,
      at: { x: at.x, y: at.y + shift },
      anchor,
      size,
      weight: weightOf(text, box, scene),
      face,
      color: colorOf(text, box, scene),
      rect: { ...rect, y: rect.y + shift },
      minor: box.kind === 'stage' || text.role !== 'name',
    }
  })
}

/** A process of the host sends or receives here, and IPVS has no part in it. */
const isSocket = (box: Box, { ways }: Scene): boolean => {
  const here = ways.flatMap((way) => way.stations).filter((station) => station.box === box.id)
  return here.some((station) => station.shape === 'socket') && here.every((station) => station.shape === 'socket')
}

/** The cross with its ring is larger than a station: a stage's name makes room. */
function dropShift(box: Box): number {
  const cell = box.kind === 'stage' ? cellOfBox(box.id) : null
  return cell === null ? 0 : cell.row === 'upper' ? -DROP_SHIFT.upper : DROP_SHIFT.lower
}

/** What a name's look depends on: the step, whether the packet ever comes by, or nothing. */
const FOLLOWS: Readonly<Record<BoxKind, 'step' | 'way' | 'nothing'>> = {
  vpc: 'nothing',
  vswitch: 'nothing',
  router: 'nothing',
  host: 'way',
  kernel: 'way',
  stage: 'step',
  pod: 'way',
  'shelf-pod': 'way',
  more: 'way',
  'pod-interface': 'way',
  cali: 'way',
  eni: 'way',
  client: 'way',
  slb: 'way',
  backend: 'step',
  tile: 'nothing',
}

/**
 * Names are bold where the packet passes; a stage's and a backend's only once it has been there. A host's name always
 * is.
 */
function weightOf(text: Text, box: Box, scene: Scene): 400 | 700 {
  const follows = FOLLOWS[box.kind]
  switch (follows) {
    case 'step':
      return text.role === 'name' && isReached(box, scene) ? 700 : 400
    case 'way':
      return box.kind === 'host' || scene.touched.has(box.id) ? text.weight : 400
    case 'nothing':
      return text.weight
    default:
      return assertNever(follows)
  }
}

function colorOf(text: Text, box: Box, scene: Scene): Role {
  if (text.role === 'note') return 'ink3'
  const own: Role = text.role === 'name' ? 'ink' : 'ink2'
  const follows = FOLLOWS[box.kind]
  switch (follows) {
    case 'step':
      return box.kind === 'backend' || isReached(box, scene) ? own : scene.inFocus.has(box.id) ? 'ink2' : 'ink3'
    case 'way':
      return scene.touched.has(box.id) ? own : 'ink3'
    case 'nothing':
      return own
    default:
      return assertNever(follows)
  }
}

const isReached = ({ id }: Box, scene: Scene): boolean => scene.passed.has(id) || scene.drop?.box === id
