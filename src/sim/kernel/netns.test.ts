import { describe, expect, it } from 'vitest'
import { netnsOf } from '../../../test/make'
import { formatIpv4, ipv4 } from '../net/ip'
import { fibLookup, selectAddress } from './netns'

const NO_SOURCE = ipv4('0.0.0.0')
const devFor = (ns: ReturnType<typeof netnsOf>, dst: string, src = NO_SOURCE, iif = 'lo') =>
  fibLookup(ns, ipv4(dst), src, iif)?.route.dev ?? null

describe('fib_lookup', () => {
  const routes = [
    'default via 10.0.1.253 dev eth0',
    '10.0.1.0/24 dev eth0 src 10.0.1.82',
    '10.0.1.91 dev cali1',
    'default via 10.0.1.253 dev eth1 table 1003',
    'local 10.0.1.82 dev eth0',
  ]
  const pod = ipv4('10.0.1.91')

  it('prefers the longer prefix of one table', () => {
    const ns = netnsOf({ routes })
    expect(devFor(ns, '10.0.1.91')).toBe('cali1')
    expect(devFor(ns, '10.0.1.92')).toBe('eth0')
  })
  it('asks table local before any other rule: rule 0 wins over 2048', () => {
    const ns = netnsOf({ routes, rules: ['2048: from 10.0.1.91 lookup 1003'] })
    expect(fibLookup(ns, ipv4('10.0.1.82'), pod, 'cali1')?.route.type).toBe('local')
  })
  it('rule 512 (to) stands before rule 2048 (from)', () => {
    const ns = netnsOf({ routes, rules: ['512: to 10.0.1.91 lookup 254', '2048: from 10.0.1.91 lookup 1003'] })
    expect(devFor(ns, '10.0.1.91', pod)).toBe('cali1')
    expect(devFor(ns, '10.0.3.58', pod)).toBe('eth1')
  })
  it('a rule with iif matches that input only, and a look-up without a source matches no from', () => {
    const ns = netnsOf({ routes, rules: ['2048: from 10.0.1.91 iif cali1 lookup 1003'] })
    expect(devFor(ns, '10.0.3.58', pod, 'cali1')).toBe('eth1')
    expect(devFor(ns, '10.0.3.58', pod, 'lo')).toBe('eth0')
    expect(devFor(ns, '10.0.3.58', NO_SOURCE, 'cali1')).toBe('eth0')
  })
  it('a table without a route for it does not end the search', () => {
    const ns = netnsOf({ routes: ['default via 10.0.1.253 dev eth0'], rules: ['2048: from 10.0.1.91 lookup 1003'] })
    expect(devFor(ns, '10.0.3.58', pod)).toBe('eth0')
  })
  it('a link that is down takes its routes with it, but its local rows stay', () => {
    const ns = netnsOf({ routes, rules: ['2048: from 10.0.1.91 lookup 1003'], down: ['eth1'] })
    expect(devFor(ns, '10.0.3.58', pod)).toBe('eth0')
    expect(fibLookup(netnsOf({ routes, down: ['eth0'] }), ipv4('10.0.1.82'), pod, 'lo')?.route.type).toBe('local')
  })
  it('many rules of one priority keep their order per address', () => {
    const rules = Array.from({ length: 200 }, (_, i) => `2048: from 10.0.2.${i + 1} lookup 1003`)
    const ns = netnsOf({ routes, rules })
    expect(devFor(ns, '10.0.3.58', ipv4('10.0.2.150'))).toBe('eth1')
    expect(devFor(ns, '10.0.3.58', ipv4('10.0.2.201'))).toBe('eth0')
  })
})

describe('inet_select_addr', () => {
  const ns = netnsOf({
    routes: ['default via 10.0.1.253 dev eth0', '10.0.1.91 dev cali1'],
    addrs: ['lo 127.0.0.1/8', 'eth0 10.0.1.82/24', 'eth1 10.0.9.1/24', 'eth1 10.0.3.7/24'],
  })
  const chosen = (dev: string, near: string | null) => {
    const row = selectAddress(ns, ns.index.devices.get(dev), near === null ? null : ipv4(near))
    return row && formatIpv4(row.address)
  }
  it('takes the address whose subnet holds the next hop', () => expect(chosen('eth1', '10.0.3.253')).toBe('10.0.3.7'))
  it('else the first of the device', () => expect(chosen('eth1', '10.0.4.1')).toBe('10.0.9.1'))
  it('C4: a device without an address borrows the first one that has any; never lo’s', () =>
    expect(chosen('cali1', '10.0.1.91')).toBe('10.0.1.82'))
})
