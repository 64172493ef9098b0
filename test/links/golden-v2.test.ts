/*! Links of version 2 that are out in the world. They open as the same for ever; a change of the codec that breaks one of them
needs a version of its own. `UPDATE_LINKS=1 npx vitest run test/links/golden-v2.test.ts` adds those that are not there yet. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { allScenarios } from '../../src/scenarios'
import { decodeLink, encodeLink } from '../../src/share/topology-link'
import { ipv4, topologyToJson } from '../../src/sim'
import { anyFlow, anyTopology } from '../arbitrary-topology'
import { generate } from '../generate-cluster'
import { seedCluster } from '../seed-cluster'

interface Golden {
  readonly name: string
  readonly hash: string
  readonly topology: unknown
  readonly flow: unknown
}

const file = fileURLToPath(new URL('./golden-v2.json', import.meta.url))

if (process.env['UPDATE_LINKS'] === '1') {
  const s5 = must(
    allScenarios().find(({ id }) => id === 's5'),
    's5',
  ).question.flow
  const [small] = [generate({ nodes: 3, pods: 24, services: 2 }, 'real', 5)]
  const odd = fc.sample(fc.tuple(anyTopology, anyFlow), { numRuns: 6, seed: 3 })
  const nodes = seedCluster.nodes.map((node, at) => ({
    ...node,
    ...(at === 1 ? { forwarding: { eth1: false, eth0: true } } : {}),
  }))
  const forwarding = { ...seedCluster, nodes }
  const entries = [{ address: ipv4('47.0.0.0'), length: 8 }]
  const guarded = {
    ...seedCluster,
    slb: seedCluster.slb && {
      ...seedCluster.slb,
      listeners: seedCluster.slb.listeners.map((each) => ({ ...each, acl: { type: 'white' as const, entries } })),
    },
  }
  const cases = [
    { name: 'seed cluster', topology: seedCluster, flow: s5 },
    { name: 'seed cluster, nothing asked', topology: seedCluster, flow: null },
    ...allScenarios().map(({ id, question }) => ({ name: id, ...question })),
    { name: 'three nodes', topology: small.topology, flow: small.flow },
    { name: 'forwarding of single devices', topology: forwarding, flow: s5 },
    { name: 'an access control list of the SLB', topology: guarded, flow: s5 },
    ...odd.map(([topology, flow], at) => ({ name: `odd ${at + 1}`, topology, flow })),
  ]
  const before = JSON.parse(readFileSync(file, 'utf8')) as readonly Golden[]
  const names = new Set(before.map(({ name }) => name))
  const added = cases.flatMap(({ name, topology, flow }): Golden[] => {
    if (names.has(name)) return []
    const hash = encodeLink(topology, flow)
    const opened = hash.ok ? decodeLink(hash.value) : hash
    if (!hash.ok || !opened.ok) throw new Error(name)
    return [{ name, hash: hash.value, topology: topologyToJson(opened.value.topology), flow: opened.value.flow }]
  })
  writeFileSync(file, `${JSON.stringify([...before, ...added], null, 1)}\n`)
}

const golden = JSON.parse(readFileSync(file, 'utf8')) as readonly Golden[]

describe('golden links of version 2', () => {
  it.each(golden.map((one) => [one.name, one] as const))('%s', (_name, { hash, topology, flow }) => {
    const opened = decodeLink(hash)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    expect(JSON.parse(JSON.stringify(topologyToJson(opened.value.topology)))).toEqual(topology)
    expect(opened.value.flow).toEqual(flow)
    // And it is written the same again; a flow that starts nowhere is not handed out.
    if (flow !== null) expect(encodeLink(opened.value.topology, opened.value.flow)).toEqual({ ok: true, value: hash })
  })

  it('there are the seed cluster, all scenarios, and odd ones', () => expect(golden.length).toBeGreaterThan(14))
})
