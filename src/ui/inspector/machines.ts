/*! The machines that the inspector offers: those of the flow first, as the picture names them. */
import { isCloud, type Machine, machineOf, type Run, stepsOf } from '../../sim'
import type { Messages } from '../../text/messages'
import { namesOf } from '../../text/names'

export interface MachineChoice {
  readonly id: Machine
  readonly short: string
  readonly full: string
}

/** Hosts, then pods, then the cloud, each in the order of its name. */
const ORDER = { node: 0, pod: 1, client: 2, vpc: 3, slb: 4, gateway: 5 } as const

export function machinesOf(run: Run, text: Messages): readonly MachineChoice[] {
  const names = namesOf(run, text)
  const passed = new Set<Machine>(stepsOf(run.trace).map((step) => machineOf(step.place)))
  const machines: Machine[] = [
    ...run.world.netns.keys(),
    'vpc',
    ...(run.topology.slb ? (['slb'] as const) : []),
    ...(run.topology.natGateway ? (['gateway'] as const) : []),
  ]
  return machines
    .map((id) => ({ id, ...names.of(id) }))
    .filter(({ id, kind }) => passed.has(id) || kind === 'node' || isCloud(id))
    .toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.short.localeCompare(b.short, 'en'))
    .map(({ id, short, full }) => ({ id, short, full }))
}
