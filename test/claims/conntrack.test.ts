/*! C1 to C10: conntrack entries, original tuple | reply tuple. */
import { describe, expect, it } from 'vitest'
import { ask, conntrackOn, NODE_1_82, NODE_3_49 } from './ask'

describe('conntrack', () => {
  it('C1 S2 nginx ClusterIP on .1.82', () => {
    expect(conntrackOn(ask('s2', 'nginx-clusterip'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 192.168.2.115:80 | 10.0.1.104:80 > 10.0.1.91:40001',
    ])
  })
  it('C2 S2 nginx ExternalIP (Local) on .1.82', () => {
    expect(conntrackOn(ask('s2', 'nginx-externalip'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 10.0.3.62:80 | 10.0.1.104:80 > 10.0.1.91:40001',
    ])
  })
  it('C3 S2 nginx1 ClusterIP on .1.82', () => {
    expect(conntrackOn(ask('s2', 'nginx1-clusterip'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 192.168.2.253:80 | 10.0.1.104:80 > 10.0.1.91:40001',
    ])
  })
  it('C4 S2 nginx1 ExternalIP (Cluster) on .1.82: the answer goes to the node', () => {
    expect(conntrackOn(ask('s2', 'nginx1-externalip'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 10.0.3.63:80 | 10.0.1.104:80 > 10.0.1.82:40001',
    ])
  })
  it('C5 S4 nginx on .1.82', () => {
    expect(conntrackOn(ask('s4'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 192.168.2.115:80 | 10.0.3.58:80 > 10.0.1.91:40001',
    ])
  })
  it('C6 S4 nginx on .3.49', () => {
    expect(conntrackOn(ask('s4'), NODE_3_49)).toEqual([
      '10.0.1.91:40001 > 10.0.3.58:80 | 10.0.3.58:80 > 10.0.1.91:40001',
    ])
  })
  it('C7 S4 nginx1 on .1.82 and on .3.49', () => {
    const run = ask('s4', 'nginx1')
    expect(conntrackOn(run, NODE_1_82)).toEqual(['10.0.1.91:40001 > 192.168.2.253:80 | 10.0.3.58:80 > 10.0.1.91:40001'])
    expect(conntrackOn(run, NODE_3_49)).toEqual(['10.0.1.91:40001 > 10.0.3.58:80 | 10.0.3.58:80 > 10.0.1.91:40001'])
  })
  it('C8 S5 on .1.82: the answer goes to the node', () => {
    expect(conntrackOn(ask('s5'), NODE_1_82)).toEqual([
      '10.0.1.91:40001 > 10.0.3.63:80 | 10.0.3.58:80 > 10.0.1.82:40001',
    ])
  })
  it('C9 S5 on .3.49: only the node is known', () => {
    expect(conntrackOn(ask('s5'), NODE_3_49)).toEqual([
      '10.0.1.82:40001 > 10.0.3.58:80 | 10.0.3.58:80 > 10.0.1.82:40001',
    ])
  })
  it('C10 S6 leaves no entry', () => {
    expect(conntrackOn(ask('s6'), NODE_1_82)).toEqual([])
  })
})
