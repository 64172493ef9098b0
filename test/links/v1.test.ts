/*! Links that must open for ever, each as it was shared. The list only grows: a link that no longer opens is a bug. */
import { expect, it } from 'vitest'
import { type Edit, ipv4 } from '../../src/sim'
import { hashOf, type LinkedState, stateOf } from '../../src/store/link-state'

const centos = { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' } as const

const deviceRpFilter: Edit = { kind: 'set-device-rp-filter', node: 'cn-hongkong.10.0.1.82', dev: 'eth0', value: 1 }
const sourceCheck: Edit = { kind: 'set-source-check', node: 'cn-hongkong.10.0.1.82', dev: 'eth0', value: true }
const symmetric: Edit = { kind: 'set-symmetric-routing', value: true }
const basicGroup: Edit = {
  kind: 'set-default-security-group',
  group: { id: 'sg-default', type: 'basic', rules: [] },
}
const backend: Edit = { kind: 'set-backend', backend: 'nginx-7d6877d777-h4jtf' }
const slbBackend: Edit = { kind: 'set-slb-backend', backend: 'nginx-7d6877d777-kxwdb' }

const links: readonly (readonly [hash: string, state: Partial<LinkedState> & Omit<LinkedState, 'flow' | 'edits'>])[] = [
  ['#1.s1', { scenario: 's1', variant: {}, step: 0 }],
  [
    '#1.s2.nginx1-externalip.two-enis.h12',
    { scenario: 's2', variant: { target: 'nginx1-externalip', enis: 'two-enis' }, step: 11 },
  ],
  ['#1.s3.newer', { scenario: 's3', variant: { releases: 'newer' }, step: 0 }],
  [
    '#1.s4.nginx1.rp1.newer.h10',
    { scenario: 's4', variant: { service: 'nginx1', 'rp-filter': 'rp1', releases: 'newer' }, step: 9 },
  ],
  ['#1.s5.h11', { scenario: 's5', variant: {}, step: 10 }],
  ['#1.s5.r', { scenario: 's5', variant: {}, step: 21 }],
  ['#1.s5.r.h39', { scenario: 's5', variant: {}, step: 38 }],
  ['#1.s5.local.rp2', { scenario: 's5', variant: { policy: 'local', 'rp-filter': 'rp2' }, step: 0 }],
  ['#1.s6.h8', { scenario: 's6', variant: {}, step: 7 }],
  ['#1.s6.cluster.h8', { scenario: 's6', variant: { policy: 'cluster' }, step: 7 }],
  ['#1.s7.kxwdb.h28', { scenario: 's7', variant: { backend: 'kxwdb' }, step: 27 }],
  // The scenario's own choice, said all the same.
  ['#1.s6.local.h8', { scenario: 's6', variant: {}, step: 7 }],
  ['#1.s5.iptables', { scenario: 's5', variant: { proxy: 'iptables' }, step: 0 }],
  ['#1.s4.nftables.newer.h3', { scenario: 's4', variant: { proxy: 'nftables', releases: 'newer' }, step: 2 }],
  ['#1.s4.newer.nftables', { scenario: 's4', variant: { proxy: 'nftables', releases: 'newer' }, step: 0 }],
  ['#1.m1', { scenario: 'm1', variant: {}, step: 0 }],
  ['#1.m21.iptables.newer.h4', { scenario: 'm21', variant: { proxy: 'iptables', releases: 'newer' }, step: 3 }],
  [
    '#1.s5.f-p0-s0l-80.h8',
    {
      scenario: 's5',
      variant: {},
      flow: { from: centos, to: { ip: ipv4('10.0.3.62'), port: 80 }, protocol: 'TCP' },
      step: 7,
    },
  ],
  [
    '#1.s5.local.newer.f-n1-a08080808-u53',
    {
      scenario: 's5',
      variant: { policy: 'local', releases: 'newer' },
      flow: {
        from: { kind: 'node', name: 'cn-hongkong.10.0.3.49' },
        to: { ip: ipv4('8.8.8.8'), port: 53 },
        protocol: 'UDP',
      },
      step: 0,
    },
  ],
  [
    '#1.s7.f-c0-n1-31081',
    {
      scenario: 's7',
      variant: {},
      flow: { from: { kind: 'client', name: 'client' }, to: { ip: ipv4('10.0.1.47'), port: 31_081 }, protocol: 'TCP' },
      step: 0,
    },
  ],
  [
    '#1.m8.f-p4-c2-ping',
    {
      scenario: 'm8',
      variant: {},
      flow: {
        from: { kind: 'pod', name: 'crawler-7d4b8c6f9-q7m2z' },
        to: { ip: ipv4('203.0.113.80'), port: 0 },
        protocol: 'ICMP',
      },
      step: 0,
    },
  ],
  ['#1.s5.e-rp1-1-eth0.h11', { scenario: 's5', variant: {}, edits: [deviceRpFilter], step: 10 }],
  [
    '#1.s4.rp2.e-sc1-1-eth0.e-sr1.e-sg',
    { scenario: 's4', variant: { 'rp-filter': 'rp2' }, edits: [sourceCheck, symmetric, basicGroup], step: 0 },
  ],
  [
    '#1.s2.nginx-clusterip.e-b-h4jtf',
    { scenario: 's2', variant: { target: 'nginx-clusterip' }, edits: [backend], step: 0 },
  ],
  ['#1.s7.e-lb-kxwdb', { scenario: 's7', variant: {}, edits: [slbBackend], step: 0 }],
  [
    '#1.s3.e-if0-2.e-df1-2-eth1',
    {
      scenario: 's3',
      variant: {},
      edits: [
        { kind: 'set-ip-forward', node: 'cn-hongkong.10.0.3.49', value: false },
        { kind: 'set-device-forwarding', node: 'cn-hongkong.10.0.3.49', dev: 'eth1', value: true },
      ],
      step: 0,
    },
  ],
  // The scenario's own flow, said all the same; and one that takes the place of a choice of the target.
  ['#1.s5.f-p0-s1l-80', { scenario: 's5', variant: {}, step: 0 }],
  [
    '#1.s2.nginx1-externalip.two-enis.f-p1-n0-22',
    {
      scenario: 's2',
      variant: { enis: 'two-enis' },
      flow: {
        from: { kind: 'pod', name: 'nginx-7d6877d777-zp5jg' },
        to: { ip: ipv4('10.0.1.82'), port: 22 },
        protocol: 'TCP',
      },
      step: 0,
    },
  ],
]

it.each(links)('%s opens', (hash, state) => {
  expect(stateOf(hash)).toEqual({ ok: true, value: { flow: null, edits: [], ...state } })
})

it('what a state is written as opens as that state', () => {
  for (const [, state] of links)
    expect(stateOf(hashOf(state))).toEqual({ ok: true, value: { flow: null, edits: [], ...state } })
})
