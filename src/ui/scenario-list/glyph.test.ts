import { describe, expect, it } from 'vitest'
import type { ScenarioId, Variant } from '../../scenarios'
import { ghostOf, runOf } from '../../store/select'
import { glyphOf } from './glyph'

const glyph = (scenario: ScenarioId, variant: Variant = {}) =>
  glyphOf(runOf({ scenario, variant }), ghostOf({ scenario, variant })?.run ?? null)

describe('a glyph is read off the trace', () => {
  it('has as many hosts as the way passes or would have passed', () => {
    expect((['s1', 's2', 's3', 's6', 's7'] as const).map((id) => glyph(id).hosts.length)).toEqual([1, 1, 2, 2, 1])
  })

  it('draws the reply only where it takes another way', () => {
    expect(glyph('s4').reply).not.toBeNull()
    expect(glyph('s4', { releases: 'newer' }).reply).toBeNull()
    expect(glyph('s5').reply).toBeNull()
    expect(glyph('s5', { releases: 'newer' }).reply).not.toBeNull()
  })

  it('has a diamond where the source is lost, and a cross where the packet is', () => {
    expect(glyph('s5').diamond).not.toBeNull()
    expect(glyph('s4').diamond).toBeNull()
    expect(glyph('s6').cross).not.toBeNull()
    expect(glyph('s6').never).not.toBeNull()
    expect(glyph('s6', { policy: 'cluster' }).cross).toBeNull()
    expect(glyph('s6', { policy: 'cluster' }).diamond).not.toBeNull()
  })

  it('stays inside its tile', () => {
    for (const id of ['s1', 's2', 's3', 's4', 's5', 's6', 's7'] as const) {
      const { hosts, dots, request, reply } = glyph(id)
      for (const { x, width } of hosts) expect(x >= 2 && x + width <= 48).toBe(true)
      for (const { x, y } of dots) expect(x >= 4 && x <= 46 && y >= 4 && y <= 32).toBe(true)
      const numbers = `${request}${reply ?? ''}`.match(/-?[\d.]+/g)?.map(Number) ?? []
      expect(numbers.every((value) => value >= 2 && value <= 48)).toBe(true)
    }
  })
})
