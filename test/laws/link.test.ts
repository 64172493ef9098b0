/*! True of every topology: what a link says is what was put into it. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeLink, encodeLink } from '../../src/share/topology-link'
import { resolve, type Topology, withoutDerived } from '../../src/sim'
import { anyFlow, anyTopology } from '../arbitrary-topology'

const place = fc.record({
  hop: fc.option(fc.integer({ min: 2, max: 9_999 }), { nil: null }),
  reply: fc.constant(false),
})
const runs = { numRuns: 400, seed: 11 }

it('decode(encode(topology, flow, place)) is what went in, but for what resolve derives', () => {
  fc.assert(
    fc.property(anyTopology, fc.option(anyFlow, { nil: null }), place, (topology, flow, at) => {
      const hash = encodeLink(topology, flow, at)
      if (!hash.ok) throw new Error(JSON.stringify(hash.error))
      const opened = decodeLink(hash.value)
      if (!opened.ok) throw new Error(JSON.stringify(opened.error))
      expect(opened.value.topology).toEqual(withoutDerived(topology))
      expect(resolve(opened.value.topology)).toEqual(resolve(topology))
      if (opened.value.flow !== null) expect(opened.value.flow).toEqual(flow)
      expect([opened.value.hop, opened.value.reply]).toEqual([at.hop, at.reply])
      expect(encodeLink(opened.value.topology, opened.value.flow === null ? null : flow, at).ok).toBe(true)
    }),
    runs,
  )
})

it('the same topology gives the same link, whatever the order of its keys', () => {
  fc.assert(
    fc.property(anyTopology, anyFlow, (topology, flow) => {
      expect(encodeLink(reversed(topology), reversed(flow))).toEqual(encodeLink(topology, flow))
    }),
    runs,
  )
})

it('nothing that resolve derives is in a link: a topology that says it all has the same one', () => {
  fc.assert(
    fc.property(anyTopology, (topology) => {
      const { pods } = topology
      const derived = resolve(topology)
      const said: Topology = {
        ...topology,
        vswitches: topology.vswitches.map((one, at) => ({ ...one, gateway: derived.vswitches[at]!.gateway })),
        nodes: topology.nodes.map((node, at) => ({
          ...node,
          enis: node.enis.map((eni, of) => {
            const { ifindex, id, mac, vswitch } = derived.nodes[at]!.enis[of]!
            return { ...eni, ifindex, id, mac, vswitch }
          }),
        })),
        pods: topology.pods.map((pod, at) => {
          const { veth, podIfindex, mac, hostMac, ifindex } = derived.pods[at]!
          return { ...pod, veth, podIfindex, mac, hostMac, ...(pods.some((p) => p.ifindex) ? {} : { ifindex }) }
        }),
        clients: topology.clients.map((one, at) => ({ ...one, mac: derived.clients[at]!.mac })),
      }
      expect(encodeLink(said, null)).toEqual(encodeLink(topology, null))
    }),
    runs,
  )
})

/** The same value with the keys of every object the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  ) as T
}
