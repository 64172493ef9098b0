import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cidr, formatCidr, formatIpv4, formatPrefix, gatewayOf, inCidr, ipv4, type Ipv4 } from './ip'
import { parseCidr, parseIpv4 } from './parse-ip'

describe('an address', () => {
  it('is a host-order uint32', () => {
    expect(ipv4('10.0.1.82')).toBe(0x0a000152)
    expect(ipv4('255.255.255.255')).toBe(0xffffffff)
  })
  it('reads back what it prints', () =>
    fc.assert(
      fc.property(fc.nat(0xffffffff), (n) => {
        const parsed = parseIpv4(formatIpv4(n as Ipv4))
        expect(parsed.ok && parsed.value).toBe(n)
      }),
    ))
  it('L12 has one spelling only: no octal, no short forms, no hex, no IPv6', () => {
    for (const text of [
      '010.0.0.1',
      '1',
      '0x0a000001',
      '::ffff:10.0.0.1',
      '10.0.1',
      '10.0.0.256',
      '',
      ' 10.0.0.1',
      '10.0.0.1\n',
    ]) {
      expect(parseIpv4(text), JSON.stringify(text)).toEqual({ ok: false, error: 'not-four-decimals' })
    }
  })
})

describe('a prefix', () => {
  it('holds its own addresses and no others', () => {
    const prefix = cidr('10.0.1.0/24')
    expect(inCidr(ipv4('10.0.1.255'), prefix)).toBe(true)
    expect(inCidr(ipv4('10.0.2.0'), prefix)).toBe(false)
    expect(inCidr(ipv4('192.168.0.1'), cidr('0.0.0.0/0'))).toBe(true)
    expect(inCidr(ipv4('200.0.0.1'), cidr('200.0.0.0/8'))).toBe(true)
  })
  it('refuses host bits and lengths that are none', () => {
    expect(parseCidr('10.0.1.1/24')).toEqual({ ok: false, error: 'host-bits-set' })
    for (const text of ['10.0.1.0', '10.0.1.0/33', '10.0.1.0/-1', '10.0.1.0/08', '10.0.1.0/ 8']) {
      expect(parseCidr(text), text).toEqual({ ok: false, error: 'not-a-prefix' })
    }
  })
  it('prints as iproute2 prints it', () => {
    expect(formatPrefix(cidr('10.0.1.91/32'))).toBe('10.0.1.91')
    expect(formatPrefix(cidr('0.0.0.0/0'))).toBe('default')
    expect(formatCidr(cidr('10.0.1.0/24'))).toBe('10.0.1.0/24')
  })
  it('gives a vSwitch its gateway: the third address from the end', () => {
    expect(formatIpv4(gatewayOf(cidr('10.0.1.0/24')))).toBe('10.0.1.253')
    expect(formatIpv4(gatewayOf(cidr('172.16.0.0/20')))).toBe('172.16.15.253')
  })
})
