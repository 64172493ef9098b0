/*! V1 to V6: which real servers stand behind an address on a node. */
import { describe, expect, it } from 'vitest'
import { ipv4 } from '../../src/sim'
import { ask, NODE_1_82, NODE_3_49, realServers } from './ask'

const both = ['10.0.1.104:80', '10.0.3.58:80']

describe('virtual servers, backends 10.0.1.104 on .1.82 and 10.0.3.58 on .3.49', () => {
  const run = ask('s2')

  it('V1 nginx (Local), ClusterIP, on .1.82: both', () => {
    expect(realServers(run, NODE_1_82, ipv4('192.168.2.115'))).toEqual(both)
  })
  it("V2 nginx (Local), ExternalIP, on .1.82: the node's own only", () => {
    expect(realServers(run, NODE_1_82, ipv4('10.0.3.62'))).toEqual(['10.0.1.104:80'])
    expect(realServers(run, NODE_3_49, ipv4('10.0.3.62'))).toEqual(['10.0.3.58:80'])
  })
  it('V3 nginx1 (Cluster), ClusterIP, on .1.82: both', () => {
    expect(realServers(run, NODE_1_82, ipv4('192.168.2.253'))).toEqual(both)
  })
  it('V4 nginx1 (Cluster), ExternalIP, on .1.82: both', () => {
    expect(realServers(run, NODE_1_82, ipv4('10.0.3.63'))).toEqual(both)
  })
  it('V5 a Local ExternalIP has no real server on a node without a backend; from kube-proxy 1.21 on it has all', () => {
    expect(realServers(ask('s6'), NODE_1_82, ipv4('10.0.3.62'))).toEqual([])
    expect(realServers(ask('s6', 'newer'), NODE_1_82, ipv4('10.0.3.62'))).toEqual(['10.0.3.58:80'])
  })
  it('V6 a ClusterIP has all on every node, whatever the policy', () => {
    for (const node of [NODE_1_82, NODE_3_49]) {
      for (const ip of ['192.168.2.115', '192.168.2.253']) expect(realServers(run, node, ipv4(ip))).toEqual(both)
    }
    for (const policy of ['local', 'cluster'] as const) {
      expect(realServers(ask('s6', policy), NODE_1_82, ipv4('192.168.2.115'))).toEqual(['10.0.3.58:80'])
    }
  })
})
