/*! A time-out is told with the time that it takes, and that is what Linux's defaults come to. */
import { expect, it } from 'vitest'
import { questionOf, scenarioById } from '../scenarios'
import { type Flow, simulate, synTimes } from '../sim'
import { en } from './en'
import { plainText } from './rich'
import { retriesText } from './retries-en'
import { verdictText } from './verdict-text'

const run = (protocol: Flow['protocol']) => {
  const { topology, flow } = questionOf(scenarioById('s5'), { 'rp-filter': 'rp1' })
  const services = topology.services.map((service) => ({
    ...service,
    ports: service.ports.flatMap((port) => [port, { ...port, protocol: 'UDP' as const, nodePort: null }]),
  }))
  return simulate({ ...topology, services }, { ...flow, protocol })
}

it('TCP: the verdict bar says after how long, and the list under it when each SYN is sent', () => {
  const { sentAt, givesUpAt } = synTimes(6, 0)
  expect(plainText(verdictText(run('TCP'), en).sentence)).toContain(`times out after ${givesUpAt} s.`)
  const text = plainText(retriesText(run('TCP')) ?? [])
  expect(text).toContain(
    `at ${sentAt.slice(0, -1).join(', ')} and ${sentAt.at(-1)} s and gives up after ${givesUpAt} s`,
  )
})

it('UDP has no time of its own: whoever asks waits as long as it likes', () => {
  expect(plainText(verdictText(run('UDP'), en).sentence)).toMatch(/times out\.$/)
  expect(retriesText(run('UDP'))).toBeNull()
})

it('where the answer is not known nothing is said of it, but what is still certain', () => {
  const { topology, flow } = questionOf(scenarioById('m41'), {})
  const unknown = simulate(topology, flow)
  expect(retriesText(unknown)).toBeNull()
  expect(plainText(verdictText(unknown, en).sentence)).toBe(
    'from here on: what 192.168.2.77 would answer is not known. Still certain: it gets to the SNAT gateway, with source 198.51.100.10.',
  )
})
