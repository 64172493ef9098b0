/*! What leaves the VPC: A11's leased line and A12's Internet, read off computed traces. */
import { expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { questionOf, scenarioById } from '../../src/scenarios'
import { cidr, type ClientSpec, ipv4, type Ipv4, simulate, stepsOf, type Topology } from '../../src/sim'

const { topology, flow } = questionOf(scenarioById('s3'), {})
const pod = ipv4('10.0.1.91')

const ask = (client: ClientSpec, more: Partial<Topology>, to: Ipv4) =>
  simulate({ ...topology, ...more, clients: [client] }, { ...flow, to: { ip: to, port: 80 } })

const listen = [{ port: 80, protocol: 'TCP', process: 'web' }] as const

it('A11 a pod reaches a host on a leased line through the VPC, by its own ENI and with its own address', () => {
  const line = ipv4('172.16.5.20')
  const run = ask({ name: 'office', ip: line, listen }, {}, line)
  const sent = stepsOf(run.trace).find(({ event }) => event.kind === 'vpc-out')
  expect(sent?.after.src).toBe(pod)
  const devices = run.trace.request.steps.flatMap(({ event }) => (event.kind === 'transmit' ? [event.dev] : []))
  expect(devices).toEqual(['eth0', 'eth1'])
  expect(run.trace.verdict.fate.kind).toBe('delivered')
})

it("A12 on the way to the Internet the vSwitch's SNAT gateway turns the pod's source into the EIP, and back", () => {
  const [host, eip] = [ipv4('203.0.113.7'), ipv4('47.242.9.9')]
  const natGateway = { id: 'ngw-1', entries: [{ source: cidr('10.0.1.0/24'), eip }] }
  const run = ask({ name: 'web', ip: host, listen, internet: true }, { natGateway }, host)
  const seen = must(run.trace.request.steps.at(-1), 'a step').after
  expect([seen.src, seen.dst]).toEqual([eip, host])
  expect(must(run.trace.reply?.steps.at(-1), 'a step').after.dst).toBe(pod)
  expect(run.trace.verdict.fate.kind).toBe('delivered')
})

it('A12 without a SNAT entry for the vSwitch of the pod, not of the node, the packet ends at the gateway', () => {
  const host = ipv4('203.0.113.7')
  const natGateway = { id: 'ngw-1', entries: [{ source: cidr('10.0.3.0/24'), eip: ipv4('47.242.9.9') }] }
  const run = ask({ name: 'web', ip: host, listen, internet: true }, { natGateway }, host)
  expect(run.trace.verdict).toMatchObject({
    fate: { kind: 'dropped', reason: { kind: 'snat-no-entry' } },
    clientSees: { kind: 'time-out' },
  })
})
