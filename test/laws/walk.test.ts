/*! True of every topology: fast-check draws clusters and flows, and the laws must hold for each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  check,
  fromOctets,
  machineOf,
  type Packet,
  probeOf,
  type Question,
  simulate,
  simulateIn,
  type Step,
  stepsOf,
  topologyToJson,
  verdict,
} from '../../src/sim'
import { question } from './question'

/** Protocol, addresses and ports; an echo has its id in place of both ports, and asks or answers. */
interface Ends {
  readonly proto: string
  readonly from: readonly [address: number, port: number]
  readonly to: readonly [address: number, port: number]
}
function tupleIn({ src, dst, l4 }: Packet): Ends {
  if (l4.proto !== 'ICMP') return { proto: l4.proto, from: [src, l4.sport], to: [dst, l4.dport] }
  const id = 'id' in l4 ? l4.id : -1
  return { proto: l4.proto, from: [src, id], to: [dst, id] }
}
const inverse = ({ proto, from, to }: Ends): Ends => ({ proto, from: to, to: from })

interface Rewrite {
  readonly machine: string
  readonly from: Ends
  readonly to: Ends
}

/** What each machine in turn made of the packet's tuple; machines that left it alone are left out. */
function rewrites(steps: readonly Step[]): readonly Rewrite[] {
  const visits: { machine: string; from: Ends; to: Ends }[] = []
  for (const { place, before, after } of steps) {
    const machine = machineOf(place)
    const last = visits.at(-1)
    if (last?.machine === machine) last.to = tupleIn(after)
    else visits.push({ machine, from: tupleIn(before), to: tupleIn(after) })
  }
  return visits.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}

const law = (name: string, holds: (q: Question) => void): void =>
  it(name, () => fc.assert(fc.property(question, holds), { numRuns: 300, seed: 7 }))

describe('every topology and flow', () => {
  law('ends in one verdict, within its bound', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    expect(['delivered', 'refused', 'dropped', 'loop', 'not-modelled']).toContain(trace.verdict.fate.kind)
    expect(stepsOf(trace).length).toBeLessThan(2500)
    expect(trace.verdict.fate.kind === 'delivered').toBe(trace.verdict.clientSees.kind === 'connected')
  })

  law('same input, same trace', (q) => {
    const a = simulate(q.topology, q.flow).trace
    const b = simulate(q.topology, q.flow).trace
    expect(JSON.stringify(a)).toBe(JSON.stringify(b))
  })

  law('the recorder changes nothing: the verdict alone is the same', (q) => {
    const run = simulate(q.topology, q.flow)
    expect(verdict(run.world, probeOf(run.topology, run.flow))).toEqual(run.trace.verdict)
  })

  law('each step begins with the packet that the one before left, but for its mark and frame', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    for (const leg of [trace.request, ...(trace.reply ? [trace.reply] : [])]) {
      for (const [i, step] of leg.steps.entries()) {
        const before = leg.steps[i - 1]
        if (before === undefined) continue
        expect(step.before).toEqual(before.after)
      }
    }
  })

  law('the reply inverts the NAT of the request: at both ends the whole tuple, addresses and ports', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    if (trace.verdict.clientSees.kind !== 'connected') return
    const { request } = trace
    const reply = must(trace.reply, 'an answer')
    const asked = must(request.steps[0], 'a step').after
    const arrived = must(request.steps.at(-1), 'a step').after
    const answered = must(reply.steps[0], 'a step').after
    const heard = must(reply.steps.at(-1), 'a step').after
    expect(tupleIn(answered)).toEqual(inverse(tupleIn(arrived)))
    expect(tupleIn(heard)).toEqual(inverse(tupleIn(asked)))
  })

  law('each rewrite of the request is undone on the way back, the last one first, on the machine that made it', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    if (trace.verdict.clientSees.kind !== 'connected') return
    // What a machine makes of a tuple: from its first sight of the packet to its last.
    const done = rewrites(trace.request.steps)
    const undone = rewrites(must(trace.reply, 'an answer').steps)
    const wanted = done.map(({ machine, from, to }) => ({ machine, from: inverse(to), to: inverse(from) })).toReversed()
    expect(undone).toEqual(wanted)
  })

  law('the topology of a law is one that a person could declare', (q) => {
    expect(check(JSON.parse(JSON.stringify(topologyToJson(q.topology))))).toMatchObject({ ok: true })
  })

  law('the rows that decided are rows of the world, or entries that this trace made', (q) => {
    const run = simulate(q.topology, q.flow)
    const rows = new Set<unknown>()
    for (const ns of run.world.netns.values()) {
      for (const list of [
        ns.links,
        ns.addrs,
        ns.neighs,
        ns.rules,
        ns.routes,
        ns.sysctls,
        ns.sockets,
        ns.chains,
        ns.ipsets,
        ns.nftBases,
        ns.nftRules,
        ns.nftElements,
      ]) {
        for (const row of list) rows.add(row)
      }
      for (const set of ns.ipsets) for (const member of set.members) rows.add(member)
      for (const server of ns.virtualServers) for (const row of [server, ...server.reals]) rows.add(row)
    }
    const { cloud } = run.world
    for (const list of [
      cloud.enis,
      cloud.vswitches,
      cloud.routes,
      cloud.listeners,
      cloud.gateways,
      cloud.eips,
      cloud.groups,
    ]) {
      for (const row of list) rows.add(row)
    }
    for (const { backends } of cloud.listeners) for (const row of backends) rows.add(row)
    for (const { entries } of cloud.gateways) for (const row of entries) rows.add(row)
    for (const { rules } of cloud.groups) for (const row of rules) rows.add(row)
    for (const eni of cloud.enis) for (const row of eni.addresses) rows.add(row)
    for (const step of stepsOf(run.trace)) {
      for (const row of step.because) {
        const made = ['conntrack', 'ipvs-conn', 'neigh', 'slb-session', 'snat-session', 'group-session'].includes(
          row.kind,
        )
        expect(made || rows.has(row), row.kind).toBe(true)
      }
    }
  })

  law('an object that the flow does not meet changes nothing', (q) => {
    const run = simulate(q.topology, q.flow)
    const stranger = { name: 'stranger', node: 'node0', eni: 'eth2', ip: fromOctets(10, 0, 0, 77) }
    const other = simulate({ ...q.topology, pods: [...q.topology.pods, stranger] }, q.flow)
    const shape = (r: typeof run) =>
      stepsOf(r.trace).map((s) => JSON.stringify([s.place, s.event.kind, s.before, s.after]))
    expect(shape(other)).toEqual(shape(run))
  })

  law('no input is changed', (q) => {
    const text = JSON.stringify(q)
    const run = simulate(q.topology, q.flow)
    simulateIn(run.topology, run.world, q.flow)
    expect(JSON.stringify(q)).toBe(text)
  })
})
