import { describe, expect, it } from 'vitest'
import { neighbour, nextStepAt, type PictureStop } from './viewport-places'

const stop = (box: string, x: number, y: number, steps: readonly number[] = [0]): PictureStop => ({
  box,
  rect: { x, y, width: 80, height: 48 },
  name: box,
  steps,
})
const pre = stop('pre', 0, 100, [3, 30])
const routing = stop('routing', 90, 100)
const input = stop('input', 90, 20)
const post = stop('post', 270, 100)
const stops = [pre, routing, input, post]

describe('places of the picture', () => {
  it('are walked along a row before another row', () => {
    expect(neighbour(stops, pre, 'right')).toBe(routing)
    expect(neighbour(stops, routing, 'right')).toBe(post)
    expect(neighbour(stops, post, 'left')).toBe(routing)
  })

  it('are walked up and down, and end at the edge', () => {
    expect(neighbour(stops, routing, 'up')).toBe(input)
    expect(neighbour(stops, input, 'down')).toBe(routing)
    expect(neighbour(stops, pre, 'left')).toBe(null)
    expect(neighbour(stops, input, 'up')).toBe(null)
  })

  it('lead to the next step there, and after the last one to the first', () => {
    expect(nextStepAt(pre, 0)).toBe(3)
    expect(nextStepAt(pre, 3)).toBe(30)
    expect(nextStepAt(pre, 30)).toBe(3)
  })
})
