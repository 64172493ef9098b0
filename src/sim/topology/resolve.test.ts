import { describe, expect, it } from 'vitest'
import { formatIpv4 } from '../net/ip'
import { article } from '../../../test/cluster'
import { caliName } from './derive'
import { resolve } from './resolve'

describe('what is not declared is derived', () => {
  const topology = resolve(article())
  it('A4 the two cali names that the article prints', () => {
    expect(caliName('default', 'nginx-7d6877d777-zp5jg')).toBe('calif03b26f9a43')
    expect(caliName('default', 'centos-67756b6dc8-h5wnp')).toBe('cali44ae9fbceeb')
  })
  it('a gateway is the third address from the end', () =>
    expect(topology.vswitches.map((v) => formatIpv4(v.gateway))).toEqual(['10.0.1.253', '10.0.3.253']))
  it('ENIs are numbered in order of attachment after lo; eth0 is the primary', () =>
    expect(topology.nodes[0]?.enis.map((e) => [e.dev, e.ifindex, e.primary])).toEqual([
      ['eth0', 2, true],
      ['eth1', 3, false],
    ]))
  it('the same topology gives the same MACs, different names different ones', () => {
    expect(resolve(article())).toEqual(topology)
    const macs = topology.pods.flatMap((p) => [p.mac, p.hostMac])
    expect(new Set(macs).size).toBe(macs.length)
  })
  it('an undeclared veth index is free on its node', () => {
    const [pod] = article().pods
    if (pod === undefined) throw new Error('no pod')
    const { ifindex: _, ...bare } = pod
    const pods = [bare, { ...bare, name: 'b' }, { ...bare, name: 'c', ifindex: 21 }]
    expect(resolve({ ...article(), pods }).pods.map((p) => p.ifindex)).toEqual([20, 22, 21])
  })
  it('endpoints by selector are the pods of the namespace that carry all its labels; an empty selector has none', () => {
    const [service] = article().services
    if (service === undefined) throw new Error('no service')
    const backends = (selector: Record<string, string>) =>
      resolve({ ...article(), services: [{ ...service, endpoints: { selector } }] }).services[0]?.backends.map(
        (p) => p.name,
      )
    expect(backends({ app: 'nginx' })).toEqual(['nginx-7d6877d777-h4jtf'])
    expect(backends({ app: 'nginx', tier: 'x' })).toEqual([])
    expect(backends({})).toEqual([])
  })
})
