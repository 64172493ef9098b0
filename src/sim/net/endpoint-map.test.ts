import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EndpointMap, endpointAt, putAt } from './endpoint-map'
import { type Ipv4, ipv4FromNumber } from './ip'

/** Few of each, so that endpoints come twice; then one whose mix is that of the one before (endpoint-map.ts: mix). */
const endpoint = fc.record({
  ip: fc.constantFrom(0, 0x0a000001, 0xac150001, 0xffffffff).map(ipv4FromNumber),
  udp: fc.boolean(),
  port: fc.constantFrom(0, 53, 80, 65_535),
})
const slot = (udp: boolean, port: number): number => (udp ? 65_536 : 0) + port
const meeting = ({ ip, udp, port }: { ip: Ipv4; udp: boolean; port: number }, other: number) => ({
  ip: ipv4FromNumber(ip ^ Math.imul(slot(udp, port), 0x9e3779b1) ^ Math.imul(slot(false, other), 0x9e3779b1)),
  udp: false,
  port: other,
})

describe('a map by endpoint', () => {
  it('gives what was put last at just this address, protocol and port, whatever keys meet', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(endpoint, fc.nat(65_535))), (drawn) => {
        const map: EndpointMap<number> = new Map()
        const plain = new Map<string, number>()
        const all = drawn.flatMap(([one, other]) => [one, meeting(one, other)])
        for (const [value, { ip, udp, port }] of all.entries()) {
          putAt(map, ip, udp, port, value)
          plain.set(`${ip} ${udp} ${port}`, value)
        }
        for (const { ip, udp, port } of all) {
          expect(endpointAt(map, ip, udp, port)).toBe(plain.get(`${ip} ${udp} ${port}`))
          expect(endpointAt(map, ip, !udp, port)).toBe(plain.get(`${ip} ${!udp} ${port}`) ?? null)
        }
      }),
    ))
})
