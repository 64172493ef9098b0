/*! O1 to O5: where a capture sees the flow. */
import { describe, expect, it } from 'vitest'
import { addressesOn, ask, CALI_OF, NODE_3_49, packetsOnEnis, seenAt } from './ask'

const service = {
  'nginx-clusterip': '192.168.2.115',
  'nginx-externalip': '10.0.3.62',
  'nginx1-clusterip': '192.168.2.253',
  'nginx1-externalip': '10.0.3.63',
} as const
const byService = Object.entries(service) as [keyof typeof service, string][]

describe('captures', () => {
  it("O1 S1 is visible at the pod's eth0 and at its cali", () => {
    const run = ask('s1')
    expect(seenAt(run, 'zp5jg eth0')).toEqual(['10.0.1.82 > 10.0.1.104'])
    expect(seenAt(run, `.1.82 ${CALI_OF.zp5jg}`)).toEqual(['10.0.1.82 > 10.0.1.104'])
    expect(seenAt(run, 'zp5jg eth0', 'reply')).toEqual(['10.0.1.104 > 10.0.1.82'])
  })

  it.each(byService)('O2 S2 by %s: %s is seen at the source pod and its cali, not at the destination', (word, ip) => {
    const run = ask('s2', word)
    for (const leg of ['request', 'reply'] as const) {
      for (const place of ['h5wnp eth0', `.1.82 ${CALI_OF.h5wnp}`]) {
        expect(seenAt(run, place, leg).join()).toContain(ip)
        expect(seenAt(run, place, leg).join()).not.toContain('10.0.1.104')
      }
      for (const place of ['zp5jg eth0', `.1.82 ${CALI_OF.zp5jg}`]) {
        expect(seenAt(run, place, leg).join()).not.toContain(ip)
        expect(seenAt(run, place, leg).join()).toContain('10.0.1.104')
      }
    }
  })

  it('O3 S4 on the destination ECS: the source pod is seen, the ClusterIP nowhere', () => {
    const seen = addressesOn(ask('s4'), NODE_3_49)
    expect(seen).toContain('10.0.1.91')
    expect(seen).not.toContain('192.168.2.115')
  })

  it('O4 S5 on the destination ECS: the source ECS is seen, neither the ExternalIP nor the pod', () => {
    const seen = addressesOn(ask('s5'), NODE_3_49)
    expect(seen).toContain('10.0.1.82')
    expect(seen).not.toContain('10.0.3.63')
    expect(seen).not.toContain('10.0.1.91')
  })

  it('O5 S1, S2 and S6: nothing on any ENI', () => {
    expect(packetsOnEnis(ask('s1'))).toBe(0)
    expect(packetsOnEnis(ask('s6'))).toBe(0)
    expect(packetsOnEnis(ask('s2'))).toBe(0)
    for (const [word] of byService) expect(packetsOnEnis(ask('s2', word, 'two-enis'))).toBe(0)
    expect(packetsOnEnis(ask('s3'))).toBeGreaterThan(0)
  })
})
