import { describe, expect, it } from 'vitest'
import type { ScenarioId } from '../../scenarios'
import { ghostOf, runOf } from '../../store/select'
import { en } from '../../text/en'
import { pictureEn } from '../../text/picture-en'
import { modelOf } from './overlay-model'
import { toScreen } from './viewport'
import { machineAt, targetOf } from './viewport-target'

const model = (scenario: ScenarioId) => {
  const asked = { scenario, variant: {} }
  return modelOf(runOf(asked), ghostOf(asked), en, pictureEn)
}
const wide = { width: 876, height: 632 }
const desk = { phone: false, step: 0 }

describe('where the camera goes by itself', () => {
  it.each(['s1', 's3', 's4', 's5', 's6', 's7'] as const)(
    'the whole picture has room beside list and inspector (%s)',
    (id) => {
      const walked = model(id)
      const { bounds } = walked.layout
      const viewport = targetOf(walked, desk, wide)
      const start = toScreen(viewport, bounds)
      const end = toScreen(viewport, { x: bounds.x + bounds.width, y: bounds.y + bounds.height })
      expect(start.x).toBeGreaterThanOrEqual(0)
      expect(start.y).toBeGreaterThanOrEqual(0)
      expect(end.x).toBeLessThanOrEqual(wide.width)
      expect(end.y).toBeLessThanOrEqual(wide.height)
    },
  )

  it('with less room shows the hosts on the way whole', () => {
    const walked = model('s2')
    const viewport = targetOf(walked, desk, { width: 575, height: 632 })
    const host = walked.layout.boxes.get(walked.layout.hosts[0] ?? '')?.rect
    if (!host) throw new Error('no host')
    expect(viewport.zoom).toBeGreaterThan(0.8)
    expect(toScreen(viewport, host).x).toBeGreaterThanOrEqual(0)
    expect(toScreen(viewport, { x: host.x + host.width, y: 0 }).x).toBeLessThanOrEqual(575)
  })

  it('stays with the host that the packet comes from while it is on the bus', () => {
    const walked = model('s5')
    const onTheBus = walked.stations.findIndex(({ shape }) => shape === 'bus')
    expect(machineAt(walked, onTheBus)).toBe(walked.layout.hosts[0])
    expect(machineAt(walked, onTheBus + 1)).toBe(walked.layout.hosts[1])
    expect(machineAt(walked, 0)).toBe(walked.layout.hosts[0])
  })
})
