/*! Ways that no scenario has: hand-made legs, so that every place a packet can end or turn has its picture. */
import { describe, expect, it } from 'vitest'
import {
  clientNetns,
  type DropReason,
  ipv4,
  type KernelStage,
  type Leg,
  type LegKind,
  makePacket,
  type NetnsId,
  nodeNetns,
  type Place,
  podNetns,
  type Step,
  type StepEvent,
} from '../../src/sim'
import { bottom, holds } from '../../src/ui/graph/geometry'
import { layout } from '../../src/ui/graph/layout'
import { route, type Way } from '../../src/ui/graph/route'
import { linesOnLines, linesOnTexts, slanted } from './rules'
import { cluster } from './topologies'
import { words } from './words'

const n1 = nodeNetns('n1')
const n2 = nodeNetns('n2')
const pod = (n: number, p: number) => podNetns('default', `n${n}-p${p}`)
const topology = cluster({ nodes: 2, pods: 2, enis: 1 })
const placed = layout(topology, { openHosts: [], podsOnTheWay: [] }, words)
const veth = (n: number, p: number) => topology.pods.find(({ name }) => name === `n${n}-p${p}`)!.veth

const packet = makePacket(ipv4('10.1.1.1'), ipv4('10.2.2.1'), 64, 0, null, null, {
  proto: 'TCP',
  sport: 40001,
  dport: 80,
  flags: 'S',
})
const step = (place: Place, event: StepEvent): Step => ({
  place,
  event,
  before: packet,
  after: packet,
  because: [],
  effects: [],
})
const process = (netns: NetnsId, event: StepEvent = { kind: 'send' }) => step({ kind: 'process', netns }, event)
const out = (netns: NetnsId, dev: string) =>
  step({ kind: 'link', netns, dev }, { kind: 'transmit', dev, nextHop: packet.dst })
const into = (netns: NetnsId, dev: string) => step({ kind: 'link', netns, dev }, { kind: 'receive', dev })
const at = (netns: NetnsId, ...stages: readonly KernelStage[]) =>
  stages.map((stage) => step({ kind: 'stage', netns, stage }, { kind: 'ipvs-route', dev: 'eth0' }))
const vpc = step({ kind: 'vpc' }, { kind: 'slb-receive' })
const drop = (place: Place, reason: DropReason = { kind: 'ttl-exceeded' }) => step(place, { kind: 'drop', reason })
const way = (kind: LegKind, ...steps: readonly (Step | readonly Step[])[]): Way => {
  const leg: Leg = { kind, steps: steps.flat() }
  return route(leg, placed)
}
const fromPod = [process(pod(1, 1)), out(pod(1, 1), 'eth0'), into(n1, `${veth(1, 1)}`)]
const forwarded: readonly KernelStage[] = ['prerouting', 'routing', 'forward', 'postrouting']

const rulesHold = (one: Way) => {
  expect(slanted([one])).toEqual([])
  expect(linesOnTexts(placed, [one])).toEqual([])
  expect(linesOnLines([one])).toEqual([])
}

describe('a host that a leg enters and leaves by ENIs', () => {
  it.each(['request', 'reply'] as const)('%s: the two runs have levels of their own', (kind) => {
    rulesHold(way(kind, into(n1, 'eth0'), at(n1, ...forwarded), out(n1, 'eth1')))
    rulesHold(way(kind, into(n1, 'eth1'), at(n1, ...forwarded), out(n1, 'eth0')))
  })
  it('turns at the bus where the VPC hands the packet back to the same ENI', () => {
    const turned = way('request', out(n1, 'eth0'), vpc, into(n1, 'eth0'))
    rulesHold(turned)
    expect(turned.runs.map((run) => run.length)).toEqual([71, 71])
  })
})

describe('a host’s own process', () => {
  it('goes by OUTPUT and POSTROUTING to an ENI, the reply comes up by ROUTING and INPUT', () => {
    const request = way('request', process(n1), at(n1, 'output', 'postrouting'), out(n1, 'eth0'), vpc)
    const reply = way(
      'reply',
      into(n1, 'eth0'),
      at(n1, 'prerouting', 'routing', 'input'),
      process(n1, { kind: 'deliver', process: 'curl' }),
    )
    rulesHold(request)
    rulesHold(reply)
    expect(linesOnLines([request, reply])).toEqual([])
    expect(request.stations[0]).toMatchObject({ box: 'node:n1/ipvs', shape: 'socket' })
    expect(reply.stations.at(-1)).toMatchObject({ box: 'node:n1/ipvs', shape: 'socket' })
  })
})

describe('a drop', () => {
  it.each(['prerouting', 'routing', 'input', 'ipvs', 'forward', 'output', 'postrouting'] as const)(
    'at %s stands in its stage',
    (stage) => {
      const ended = way('request', fromPod, drop({ kind: 'stage', netns: n1, stage }))
      const last = ended.stations.at(-1)!
      expect(last).toMatchObject({ box: `node:n1/${stage}`, mark: 'drop' })
      expect(holds(placed.boxes.get(last.box)!.rect, last.at)).toBe(true)
    },
  )
  it('at an ENI that cannot send stands above it, not on its name', () => {
    const ended = way('request', fromPod, at(n1, ...forwarded), drop({ kind: 'link', netns: n1, dev: 'eth0' }))
    rulesHold(ended)
    const { at: point, box } = ended.stations.at(-1)!
    expect(box).toBe('node:n1/eni/eth0')
    expect(placed.boxes.get(box)!.rect.y - point.y).toBe(14)
  })
  it('at an ENI that lets nothing in stands below it', () => {
    const ended = way('request', out(n1, 'eth0'), vpc, drop({ kind: 'link', netns: n2, dev: 'eth1' }))
    const { at: point, box } = ended.stations.at(-1)!
    expect(point.y - bottom(placed.boxes.get(box)!.rect)).toBe(14)
  })
  it('in the VPC stands on the bus', () => {
    const ended = way('request', out(n1, 'eth0'), drop({ kind: 'vpc' }))
    rulesHold(ended)
    expect(ended.stations.at(-1)).toMatchObject({ box: 'vpc', at: { x: 410, y: 554 } })
  })
  it('in a pod where nothing listens stands at its process', () => {
    const ended = way(
      'request',
      fromPod,
      at(n1, ...forwarded),
      out(n1, veth(1, 2)),
      into(pod(1, 2), 'eth0'),
      drop({ kind: 'process', netns: pod(1, 2) }),
    )
    rulesHold(ended)
    expect(ended.stations.at(-1)).toMatchObject({ box: 'pod:default/n1-p2', mark: 'drop', shape: 'app' })
  })
})

describe('what is not in the picture', () => {
  const closed = layout(cluster({ nodes: 3, pods: 3, enis: 1 }), { openHosts: ['node:n1'], podsOnTheWay: [] }, words)
  const steps = [...fromPod, ...at(n1, ...forwarded), out(n1, 'eth0'), vpc, into(n2, 'eth1'), ...at(n2, ...forwarded)]
  it('a host that is not open, a pod on the shelf, a strange device: still a way, never an exception', () => {
    const leg: Leg = {
      kind: 'request',
      steps: [...steps, into(pod(1, 3), 'eth0'), into(n1, 'kube-ipvs0'), process(clientNetns('nobody'))],
    }
    const strange = route(leg, closed)
    expect(strange.stations).toHaveLength(leg.steps.length)
    expect(strange.stations.every(({ at: { x, y } }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
  })
  it('and of 100 nodes none is open', () => {
    const many = layout(cluster({ nodes: 100, pods: 1, enis: 1 }), { openHosts: [], podsOnTheWay: [] }, words)
    expect(route({ kind: 'request', steps }, many).stations).toHaveLength(steps.length)
  })
})
