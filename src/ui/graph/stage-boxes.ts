/*! The seven stages of a host's kernel, in two rows.

                INPUT    IPVS·socket  OUTPUT         packets for this host
  PREROUTING    ROUTING  FORWARD      POSTROUTING    every packet

The kernel reads left to right: PREROUTING at the left and POSTROUTING at the right, whatever way the packet goes. */
import { must } from '../../base/assert'
import type { KernelStage } from '../../sim'
import { type Box, makeText, type Wire } from './box'
import { point, rect } from './geometry'
import * as M from './measure'
import type { PictureWords } from './words'

type Column = 0 | 1 | 2 | 3
export interface StageCell {
  readonly stage: KernelStage
  readonly column: Column
  readonly row: 'upper' | 'lower'
}
const STAGES: readonly StageCell[] = [
  { stage: 'input', column: 1, row: 'upper' },
  { stage: 'ipvs', column: 2, row: 'upper' },
  { stage: 'output', column: 3, row: 'upper' },
  { stage: 'prerouting', column: 0, row: 'lower' },
  { stage: 'routing', column: 1, row: 'lower' },
  { stage: 'forward', column: 2, row: 'lower' },
  { stage: 'postrouting', column: 3, row: 'lower' },
]

export function cellOf(stage: KernelStage): StageCell {
  return must(
    STAGES.find((cell) => cell.stage === stage),
    stage,
  )
}

/** The cell that a stage's box id names; null for any other box. */
export const cellOfBox = (box: string): StageCell | null =>
  STAGES.find(({ stage }) => box.endsWith(`/${stage}`)) ?? null

/** Top of a stage's row, from its kernel's top. */
export const rowTop = (row: StageCell['row']): number => (row === 'upper' ? M.KERNEL.upperRow : M.KERNEL.lowerRow)

export const stageBoxes = (host: string, x: number, kernelTop: number, words: PictureWords): readonly Box[] =>
  STAGES.map((cell) => stageBox(host, cell, x, kernelTop, words))

function stageBox(
  host: string,
  { stage, column, row }: StageCell,
  x: number,
  kernelTop: number,
  words: PictureWords,
): Box {
  const id = `${host}/${stage}`
  const top = kernelTop + rowTop(row)
  const middle = x + M.COLUMNS[column]
  const label = (text: string) =>
    makeText({
      id: `${id}#name`,
      text,
      x: middle,
      y: top + (row === 'upper' ? M.UPPER.name : M.LOWER.name),
      anchor: 'middle',
      size: 10,
      face: 'sans',
      role: 'name',
      room: M.STAGE.width - 4,
    })
  const name = stage === 'ipvs' ? words.ipvs : stage.toUpperCase()
  return {
    id,
    kind: 'stage',
    rect: rect(middle - M.STAGE.width / 2, top, M.STAGE.width, M.STAGE.height),
    owner: `${host}/kernel`,
    name,
    texts: [label(name)],
    ...(stage === 'ipvs' && { socket: label(words.socket) }),
  }
}

/** Faint ticks in the gaps between stages that a packet can pass one after the other. */
export function stageTicks(host: string, x: number, kernelTop: number): readonly Wire[] {
  const upper = kernelTop + M.KERNEL.upperRow
  const lower = kernelTop + M.KERNEL.lowerRow
  const at = (column: Column) => x + M.COLUMNS[column]
  const half = M.STAGE.width / 2
  const tick = (
    a: KernelStage,
    b: KernelStage,
    from: readonly [number, number],
    to: readonly [number, number],
  ): Wire => ({
    id: `${host}/tick/${a}-${b}`,
    kind: 'tick',
    from: point(...from),
    to: point(...to),
    joins: [`${host}/${a}`, `${host}/${b}`],
  })
  const level = (a: KernelStage, b: KernelStage, column: 0 | 1 | 2, row: number): Wire => {
    const next = column === 0 ? 1 : column === 1 ? 2 : 3
    return tick(a, b, [at(column) + half, row + M.TICK], [at(next) - half, row + M.TICK])
  }
  return [
    level('prerouting', 'routing', 0, lower),
    level('routing', 'forward', 1, lower),
    level('forward', 'postrouting', 2, lower),
    level('input', 'ipvs', 1, upper),
    level('ipvs', 'output', 2, upper),
    tick('routing', 'input', [at(1), lower], [at(1), upper + M.KERNEL.row]),
    tick('output', 'postrouting', [at(3), upper + M.KERNEL.row], [at(3), lower]),
  ]
}
