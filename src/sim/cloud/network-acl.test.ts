import { describe, expect, it } from 'vitest'
import { cidr, ipv4 } from '../net/ip'
import { decideAcl, type NetworkAcl, type NetworkAclRule } from './network-acl'

const base = { netns: null, by: { plane: 'cloud', object: 'test' } } as const
const rule = (policy: 'accept' | 'drop', peer: string, port: number | null = null): NetworkAclRule => ({
  ...base,
  kind: 'network-acl-rule',
  acl: 'nacl-1',
  direction: 'in',
  policy,
  proto: 'ALL',
  ports: port === null ? null : { from: port, to: port },
  cidr: cidr(peer),
})
const acl = (...rules: readonly NetworkAclRule[]): NetworkAcl => ({
  ...base,
  kind: 'network-acl',
  id: 'nacl-1',
  vswitches: ['vsw-1'],
  rules,
})
const said = (list: NetworkAcl, peer: string, direction: 'in' | 'out' = 'in') =>
  decideAcl(list, direction, 'TCP', 80, ipv4(peer)).accept

describe('network ACL', () => {
  it('denies what no rule names', () => expect(said(acl(), '10.0.3.58')).toBe(false))
  it('tries its rules in order, not by prefix', () => {
    expect(said(acl(rule('accept', '10.0.0.0/8'), rule('drop', '10.0.3.58/32')), '10.0.3.58')).toBe(true)
    expect(said(acl(rule('drop', '10.0.0.0/8'), rule('accept', '10.0.3.58/32')), '10.0.3.58')).toBe(false)
  })
  it('has rules of its own in either direction', () =>
    expect(said(acl(rule('accept', '10.0.0.0/8')), '10.0.3.58', 'out')).toBe(false))
  it('looks at the destination port', () => {
    expect(said(acl(rule('accept', '10.0.0.0/8', 80)), '10.0.3.58')).toBe(true)
    expect(said(acl(rule('accept', '10.0.0.0/8', 443)), '10.0.3.58')).toBe(false)
  })
  it('never stands before the name servers and the metadata service', () => {
    expect(said(acl(), '100.100.2.136')).toBe(true)
    expect(said(acl(), '100.100.100.200')).toBe(true)
    expect(said(acl(), '100.64.0.1')).toBe(false)
  })
})
