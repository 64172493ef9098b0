import { describe, expect, it } from 'vitest'
import type { ScenarioId, Variant } from '../../scenarios'
import { type FlowChoice, ipv4, stepsOf } from '../../sim'
import { runOf } from '../../store/select'
import { en } from '../../text/en'
import { pictureEn } from '../../text/picture-en'
import { chipText } from './chip-text'

/** A hop counts from 1, as on the page. */
const chipAt = (scenario: ScenarioId, hop: number, variant: Variant = {}) =>
  chipText(runOf({ scenario, variant }), hop - 1, en, pictureEn)

describe('the packet’s chip', () => {
  it('wears what the packet wears, with its ports', () => {
    const { title, what, rows, line } = chipAt('s5', 4)
    expect(title).toBe('Request at cali44ae9fbceeb')
    expect(what).toBe('TCP SYN')
    expect(rows.map(({ now, port }) => now + port)).toEqual(['10.0.1.91:40001', '10.0.3.63:80'])
    expect(line).toEqual(['.1.91', '10.0.3.63:80'])
  })

  it('strikes the old value where it is rewritten, and names who rewrites', () => {
    const dnat = chipAt('s5', 8)
    expect(dnat.title).toBe('DNAT · IPVS')
    expect(dnat.rows[1]).toMatchObject({ was: '10.0.3.63', now: '10.0.3.58', port: ':80' })
    expect(dnat.rows[0].was).toBe(null)
    const snat = chipAt('s5', 11)
    expect(snat.title).toBe('SNAT · MASQUERADE')
    expect(snat.rows[0]).toMatchObject({ was: '10.0.1.91', now: '10.0.1.82', port: ':40001' })
  })

  it('underlines a rewritten value until the packet leaves that kernel', () => {
    expect(chipAt('s5', 10).rows[1].underlined).toBe(true)
    expect(chipAt('s5', 12).rows.map(({ underlined }) => underlined)).toEqual([true, true])
    expect(chipAt('s5', 13).rows.map(({ underlined }) => underlined)).toEqual([false, false])
  })

  it('turns its line for the reply: the client’s address is the short one', () => {
    const { leg, what, line } = chipAt('s5', 23)
    expect([leg, what]).toEqual(['reply', 'SYN-ACK'])
    expect(line).toEqual(['10.0.3.58:80', '.1.82'])
  })

  it('says which ICMP error comes back', () => {
    const { error, what, rows, short } = chipAt('s6', 10)
    expect(error).toBe(true)
    expect(what).toBe('ICMP port unreachable')
    expect(short).toBe('ICMP port unreachable')
    expect(rows.map(({ now, port }) => now + port)).toEqual(['10.0.3.62', '10.0.1.91'])
  })

  it('a ping is an echo request and is answered by an echo reply, or by the error of who threw it away', () => {
    const from = { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' } as const
    const flow = { from, to: { ip: ipv4('10.0.3.58'), port: 0 }, protocol: 'ICMP' } as const
    const whats = (asked: FlowChoice) => {
      const run = runOf({ scenario: 's3', variant: {}, flow: asked })
      return [...new Set(stepsOf(run.trace).map((_, index) => chipText(run, index, en, pictureEn).what))]
    }
    expect(whats(flow)).toEqual(['ICMP echo request', 'ICMP echo reply'])
    expect(whats({ ...flow, ttl: 1 })).toEqual(['ICMP echo request', 'ICMP time exceeded'])
  })
})
