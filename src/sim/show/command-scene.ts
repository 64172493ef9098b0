/*! A step with its surroundings: by which interface its packet came, and by which it goes on. */
import type { NetnsId } from '../kernel/row'
import type { Packet } from '../net/packet'
import { formatIpv4 } from '../net/ip'
import { machineOf, type Step, stepsOf } from '../trace/trace'
import type { LegKind } from '../trace/verdict'
import { crossings } from './capture'
import type { Command, CommandRun } from './command'
import { tap } from './command-ip'
import { shellQuote } from './shell'

export interface Scene {
  readonly run: CommandRun
  readonly step: Step
  /** In `stepsOf(trace)`. */
  readonly index: number
  readonly leg: LegKind
}

/** The interface by which the packet came into the namespace; null: it was made here. */
export function cameInBy({ run, index }: Scene, netns: NetnsId): string | null {
  const steps = stepsOf(run.trace)
  for (let i = index; i >= 0; i--) {
    const step = steps[i]
    if (!step || machineOf(step.place) !== netns) return null
    if (step.event.kind === 'receive') return step.event.dev
  }
  return null
}

/** What `ip route get` needs to ask as the kernel asks for a packet that came in. */
export function routeInSelector(scene: Scene, netns: NetnsId): string {
  const { after } = scene.step
  return ` from ${formatIpv4(after.src)} iif ${shellQuote(cameInBy(scene, netns) ?? 'lo')}${markOf(after)}`
}

export const markOf = (packet: Packet): string => (packet.mark === 0 ? '' : ` mark 0x${packet.mark.toString(16)}`)

/** A capture where the packet leaves this namespace next. */
export function nextTap({ run, index, leg }: Scene, netns: NetnsId): readonly Command[] {
  const next = crossings(run.trace).find((c) => c.step >= index)
  if (!next || next.netns !== netns || next.dir !== 'out' || next.leg !== leg) return []
  return [tap(run, netns, next.dev, 'out', next.packet, leg)]
}

/** A capture where the packet was last seen in this namespace. */
export function lastTap({ run, index, leg }: Scene, netns: NetnsId): readonly Command[] {
  const last = crossings(run.trace).findLast((c) => c.step <= index)
  if (!last || last.netns !== netns || last.leg !== leg) return []
  return [tap(run, netns, last.dev, last.dir, last.packet, leg)]
}

/** Captures on both sides of a device of the cloud: where the packet was sent to it, where it comes out. */
export function aroundTaps({ run, index, leg }: Scene): readonly Command[] {
  const all = crossings(run.trace).filter((c) => c.leg === leg)
  const [last, next] = [all.findLast((c) => c.step < index), all.find((c) => c.step > index)]
  return [last, next].flatMap((c) => (c ? [tap(run, c.netns, c.dev, c.dir, c.packet, leg)] : []))
}
