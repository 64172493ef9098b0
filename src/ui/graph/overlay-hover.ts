/*! Which steps the pointer rests on in the picture: the timeline marks their ticks. Gone as soon as the pointer is. */
import { createStore, useStore } from 'zustand'

const NONE: readonly number[] = []
const hovered = createStore<{ readonly steps: readonly number[] }>()(() => ({ steps: NONE }))

export const setHovered = (steps: readonly number[] | null): void => {
  if (steps !== hovered.getState().steps) hovered.setState({ steps: steps ?? NONE })
}
export const useHovered = (): readonly number[] => useStore(hovered, ({ steps }) => steps)
