/*! A wire keeps the end that it found last, and namespaces are shared by worlds: what one world changed no other may see. */
import { describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { questionOf, scenarioById } from '../../scenarios'
import { changeNetns, probeOf, simulate, verdict } from '..'

describe('the end of a wire', () => {
  it('is that of the world that is walked, whatever world shares its namespaces and was walked before', () => {
    const { topology, flow } = questionOf(scenarioById('s3'), {})
    const { topology: resolved, world, trace } = simulate(topology, flow)
    const probe = probeOf(resolved, flow)
    const delivered = trace.request.steps.findLast(({ event }) => event.kind === 'deliver')
    const receiver = must(delivered?.place.kind === 'process' ? delivered.place.netns : null, 'the one that answers')
    const cut = changeNetns(world, receiver, (rows) => ({
      ...rows,
      links: rows.links.map((link) => ({ ...link, up: false })),
    }))
    for (const [asked, fate] of [
      [world, 'delivered'],
      [cut, 'dropped'],
      [world, 'delivered'],
    ] as const) {
      expect(verdict(asked, probe).fate.kind).toBe(fate)
    }
  })
})
