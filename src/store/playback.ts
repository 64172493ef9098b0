/*! Playback: where the packet is. `step` counts from 0 over the whole trace, the request's steps, then the reply's; the leg
follows from it. The clock is the player's: here is only what a tick of it means. */
import { type LegKind, machineOf, type Step, type StepEvent, stepsOf } from '../sim'
import { lastStep, runOf } from './select'
import type { AppStore } from './store'

export const SPEEDS = [0.5, 1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]

export interface PlaybackState {
  readonly step: number
  readonly playing: boolean
  readonly speed: Speed
  readonly loop: boolean
}

export const initialPlayback: PlaybackState = { step: 0, playing: false, speed: 1, loop: false }

/** Goes to a hop, or to the nearest one that there is. Playing goes on from there. */
export function seek(store: AppStore, step: number): void {
  const state = store.getState()
  const whole = Number.isFinite(step) ? Math.trunc(step) : 0
  store.setState({ step: Math.max(0, Math.min(whole, lastStep(state))) })
}

/** One hop on or back by hand: that stops the player. */
export function stepBy(store: AppStore, by: number): void {
  pause(store)
  seek(store, store.getState().step + by)
}

export const toFirst = (store: AppStore): void => {
  pause(store)
  seek(store, 0)
}
export const toLast = (store: AppStore): void => {
  pause(store)
  seek(store, lastStep(store.getState()))
}

/** Plays on; at the end it plays again from the start. */
export function play(store: AppStore): void {
  const state = store.getState()
  store.setState({ playing: true, step: state.step >= lastStep(state) ? 0 : state.step })
}

export const pause = (store: AppStore): void => {
  if (store.getState().playing) store.setState({ playing: false })
}

export function togglePlaying(store: AppStore): void {
  if (store.getState().playing) pause(store)
  else play(store)
}

/** The player has shown the current hop: on to the next one; at the end stop, or begin again. */
export function advance(store: AppStore): void {
  const state = store.getState()
  if (state.step < lastStep(state)) store.setState({ step: state.step + 1 })
  else if (state.loop) store.setState({ step: 0 })
  else store.setState({ playing: false })
}

export const setSpeed = (store: AppStore, speed: Speed): void => store.setState({ speed })
export const setLoop = (store: AppStore, loop: boolean): void => store.setState({ loop })

/** The first hop of a leg, chosen by hand. No reply, no move. */
export function chooseLeg(store: AppStore, leg: LegKind): void {
  const state = store.getState()
  const { trace } = runOf(state)
  if (leg === 'reply' && !trace.reply) return
  const step = leg === 'reply' ? trace.request.steps.length : 0
  store.setState({ step, playing: false, visits: state.visits + 1 })
}

/** The first hop of the next machine, or of the previous one, in the order of the walk. */
export function stackBy(store: AppStore, by: 1 | -1): void {
  const state = store.getState()
  const { trace } = runOf(state)
  const steps = stepsOf(trace)
  const starts = steps.flatMap((step, index) =>
    index === trace.request.steps.length || machineAt(step) !== machineAt(steps[index - 1]) ? [index] : [],
  )
  const target =
    by === 1 ? starts.find((start) => start > state.step) : starts.toReversed().find((start) => start < state.step)
  pause(store)
  if (target !== undefined) seek(store, target)
}
const machineAt = (step: Step | undefined) => step && machineOf(step.place)

/** The next hop where something happens: an address is rewritten, or the packet ends. */
export function toNextEvent(store: AppStore): void {
  const state = store.getState()
  const target = stepsOf(runOf(state).trace).findIndex((step, index) => index > state.step && stands(step))
  pause(store)
  if (target >= 0) seek(store, target)
}

/** A rewrite or a drop. */
const stands = ({ event }: Step): boolean => EVENTS.has(event.kind) || ('nat' in event && event.nat !== null)
const EVENTS: ReadonlySet<StepEvent['kind']> = new Set(['drop', 'ipvs-dnat', 'ipvs-un-dnat', 'slb-dnat', 'slb-un-dnat'])
