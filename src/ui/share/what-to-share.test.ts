import { describe, expect, it } from 'vitest'
import { decodeLink } from '../../share/topology-link'
import { scenarios } from '../../scenarios'
import { runOf } from '../../store/select'
import { createAppStore } from '../../store/store'
import { simulate } from '../../sim'
import { chooseScenario } from '../../store/document'
import { linkHolding } from './what-to-share'

describe('a link with names and addresses replaced', () => {
  it.each(scenarios.map(({ id }) => id))('%s: the same hops in the same order', (id) => {
    const store = createAppStore()
    chooseScenario(store, id)
    const hops = ({ trace }: ReturnType<typeof runOf>) => trace.request.steps.map(({ event }) => event.kind)
    for (const held of ['slice', 'whole'] as const) {
      const link = linkHolding(held, true, store.getState())
      const opened = decodeLink(link.ok ? link.value : '')
      if (!opened.ok || opened.value.flow === null) throw new Error('the link opens')
      expect(hops(simulate(opened.value.topology, opened.value.flow))).toEqual(hops(runOf(store.getState())))
    }
  })

  it('names the backend that answered, as replaced addresses may put another one first', () => {
    const store = createAppStore()
    chooseScenario(store, 's4')
    const link = linkHolding('whole', true, store.getState())
    const opened = decodeLink(link.ok ? link.value : '')
    expect(opened.ok && opened.value.flow?.backend).toEqual(expect.any(String))
  })
})
