import { expect, it } from 'vitest'
import { questionOf, type ScenarioId, scenarioById, type Variant } from '../../scenarios'
import { type Flow, formatIpv4, simulate, tracerouteOf } from '..'

/** `TTL address what`, `*` where nothing came back. */
function lines(id: ScenarioId, variant: Variant = {}, change: Partial<Flow> = {}): readonly string[] {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  return tracerouteOf(simulate(topology, { ...flow, ...change })).map(
    ({ ttl, answer }) => `${ttl} ${answer === null ? '*' : `${formatIpv4(answer.from)} ${answer.what}`}`,
  )
}

it('pod to a pod elsewhere: both nodes by their primary addresses, then the pod; the VPC counts no TTL', () => {
  const hops = ['1 10.0.1.82 passed', '2 10.0.3.49 passed']
  const ping: Partial<Flow> = { protocol: 'ICMP', to: { ...scenarioById('s3').question.flow.to, port: 0 } }
  expect(lines('s3')).toEqual([...hops, '3 10.0.3.58 reached'])
  expect(lines('s3', {}, ping)).toEqual([...hops, '3 10.0.3.58 reached'])
  expect(lines('s3', {}, { protocol: 'UDP' })).toEqual([...hops, '3 10.0.3.58 refused'])
})

it('through a virtual server every answer has its address: the reply is un-NATed, errors too', () => {
  expect(lines('s4')).toEqual(['1 192.168.2.115 passed', '2 192.168.2.115 passed', '3 192.168.2.115 reached'])
})

it('answers that are dropped on their way back are silence, and it goes on; a drop for another reason ends it', () => {
  expect(lines('s5', { 'rp-filter': 'rp1' })).toEqual(['1 10.0.3.63 passed', '2 *', '3 *'])
  expect(lines('s6')).toEqual(['1 10.0.3.62 refused'])
})

it('a TTL of the question plays no part', () => {
  expect(lines('s3', {}, { ttl: 2 })).toEqual(lines('s3'))
})
