import { describe, expect, it } from 'vitest'
import { cidr, ipv4 } from '../net/ip'
import { snatEntryFor } from './gateway'
import { lookupVpcRoute, makeVpcTables, type VpcRoute, type VpcTarget } from './vpc-route'

const base = { netns: null, by: { plane: 'cloud', object: 'test' } } as const
const route = (table: string, dst: string, target: VpcTarget): VpcRoute => ({
  ...base,
  kind: 'vpc-route',
  table,
  dst: cidr(dst),
  target,
})

describe('a route table of the VPC', () => {
  const all = route('system', '0.0.0.0/0', { kind: 'nat-gateway', gateway: 'ngw-1' })
  const wide = route('system', '172.16.0.0/12', { kind: 'blackhole' })
  const narrow = route('system', '172.16.5.0/24', { kind: 'eni', eni: 'eni-1' })
  const other = route('t2', '172.16.5.20/32', { kind: 'blackhole' })
  const tables = makeVpcTables([all, wide, narrow, other])
  it('prefers the longest prefix', () => {
    expect(lookupVpcRoute(tables.get('system') ?? null, ipv4('172.16.5.20'))).toBe(narrow)
    expect(lookupVpcRoute(tables.get('system') ?? null, ipv4('172.16.6.20'))).toBe(wide)
    expect(lookupVpcRoute(tables.get('system') ?? null, ipv4('8.8.8.8'))).toBe(all)
  })
  it('knows only its own rows', () => {
    expect(lookupVpcRoute(tables.get('t2') ?? null, ipv4('172.16.5.20'))).toBe(other)
    expect(lookupVpcRoute(tables.get('t2') ?? null, ipv4('8.8.8.8'))).toBe(null)
    expect(lookupVpcRoute(tables.get('t3') ?? null, ipv4('8.8.8.8'))).toBe(null)
  })
})

describe('SNAT entries', () => {
  const entry = (source: string, eip: string) =>
    ({ ...base, kind: 'snat-entry', gateway: 'ngw-1', source: cidr(source), eip: ipv4(eip) }) as const
  const entries = [entry('10.0.1.0/24', '8.210.1.1'), entry('10.0.1.91/32', '8.210.1.9')]
  const gateway = { ...base, kind: 'nat-gateway', id: 'ngw-1', entries } as const
  it('prefers the longest source, and has none for others', () => {
    expect(snatEntryFor(gateway, ipv4('10.0.1.91'))).toBe(entries[1])
    expect(snatEntryFor(gateway, ipv4('10.0.1.92'))).toBe(entries[0])
    expect(snatEntryFor(gateway, ipv4('10.0.3.58'))).toBe(null)
  })
})
