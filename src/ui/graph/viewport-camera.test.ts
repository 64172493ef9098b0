import { describe, expect, it } from 'vitest'
import type { Clock } from '../player/clock'
import type { Viewport } from './fit'
import { createCamera } from './viewport-camera'

const at = (x: number, zoom = 1): Viewport => ({ zoom, pan: { x, y: 0 } })

function makeCamera() {
  const shown: Viewport[] = []
  let pending: ((now: number) => void) | null = null
  const clock: Clock = {
    frame: (call) => {
      pending = call
      return () => {
        pending = null
      }
    },
  }
  const camera = createCamera(clock, (viewport) => shown.push(viewport))
  const pass = (from: number, to: number) => {
    for (let now = from; now <= to; now += 16) {
      const call = pending
      pending = null
      call?.(now)
    }
  }
  return { camera, shown, pass, idle: () => pending === null }
}

describe('camera', () => {
  it('glides from where it is and ends exactly where it should', () => {
    const { camera, shown, pass, idle } = makeCamera()
    camera.jump(at(100))
    camera.glide(at(-300), 320)
    pass(1000, 1400)
    const xs = shown.map(({ pan }) => pan.x)
    expect(xs.toSorted((a, b) => b - a)).toEqual(xs)
    expect(camera.viewport()).toEqual(at(-300))
    expect(idle()).toBe(true)
  })

  it('asks for no frame when it is there already', () => {
    const { camera, idle } = makeCamera()
    camera.jump(at(5))
    camera.glide(at(5), 320)
    expect(idle()).toBe(true)
  })

  it('gives way to a hand at once, and stays held until it is released', () => {
    const { camera, pass, idle } = makeCamera()
    camera.glide(at(-300), 320)
    pass(0, 100)
    camera.movedByHand(at(42))
    expect([camera.held(), idle(), camera.viewport()]).toEqual([true, true, at(42)])
    camera.release()
    expect(camera.held()).toBe(false)
    camera.moveByHand(at(43))
    expect(camera.held()).toBe(true)
  })
})
