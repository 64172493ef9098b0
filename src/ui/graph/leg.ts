/*! What the picture asks about a step's leg: where the packet has been, whether it comes again, where its line turns. */
import { must } from '../../base/assert'
import { type KernelStage, type Leg, machineOf, type Step } from '../../sim'
import * as M from './measure'

/** Is the packet still on the machine where its leg began? Then it is on its way out of there. */
export function leaving(leg: Leg, index: number): boolean {
  const machine = machineOf(must(leg.steps[index], 'a step of the leg').place)
  return leg.steps.slice(0, index).every((step) => machineOf(step.place) === machine)
}
/** At a host's interface: does the packet come from outside the host? */
export function comesIn(leg: Leg, index: number): boolean {
  const step = must(leg.steps[index], 'a step of the leg')
  if (step.event.kind === 'receive') return true
  if (step.event.kind === 'transmit') return false
  const before = leg.steps[index - 1]
  return !before || machineOf(before.place) !== machineOf(step.place)
}

/** The steps of one stay on a machine: those around this one. */
export function stayOf({ steps }: Leg, index: number): { readonly from: number; readonly to: number } {
  const machine = machineOf(must(steps[index], 'a step of the leg').place)
  const isElsewhere = (step: Step): boolean => machineOf(step.place) !== machine
  const next = steps.slice(index).findIndex(isElsewhere)
  return { from: steps.slice(0, index).findLastIndex(isElsewhere) + 1, to: next < 0 ? steps.length : index + next }
}

/** Has the leg been on this machine before, and left it? */
export function comesAgain(leg: Leg, index: number): boolean {
  const machine = machineOf(must(leg.steps[index], 'a step of the leg').place)
  return leg.steps.slice(0, stayOf(leg, index).from).some((step) => machineOf(step.place) === machine)
}

const stageAt = (step: Step | undefined): KernelStage | null => (step?.place.kind === 'stage' ? step.place.stage : null)

/** A process of the host itself calls a Service: OUTPUT → IPVS → OUTPUT, each on a track of its own. */
export function doubled(leg: Leg, index: number): { readonly x: number; readonly y: number } {
  const { from, to } = stayOf(leg, index)
  const stages = leg.steps.slice(from, to).map(stageAt)
  const first = stages.indexOf('output')
  const back = first < 0 ? -1 : stages.indexOf('ipvs', first)
  if (back < 0) return { x: 0, y: 0 }
  const stage = stages[index - from]
  if (stage === null) return M.DOUBLED.process
  if (stage === 'ipvs') return M.DOUBLED.ipvs
  return stage !== 'output' ? { x: 0, y: 0 } : index - from < back ? M.DOUBLED.output : M.DOUBLED.outputAgain
}

/** Does the line turn between the rows here? */
export function turns(leg: Leg, index: number, stage: KernelStage): boolean {
  if (stage === 'routing')
    return stageAt(leg.steps.slice(index).find((step) => stageAt(step) !== 'routing')) === 'input'
  if (stage === 'postrouting') {
    return stageAt(leg.steps.slice(0, index).findLast((step) => stageAt(step) !== 'postrouting')) === 'output'
  }
  return stage === 'input' || stage === 'output'
}
