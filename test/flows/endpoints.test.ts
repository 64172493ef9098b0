/*! What kube-proxy makes of endpoints that are not ready, of internalTrafficPolicy and of a load balancer's ipMode, by mode and
release (datapath.md §3.6). The expectations are rules by hand; each difference is a row of SINCE (release.ts). */
import { describe, expect, it } from 'vitest'
import {
  backendsIn,
  check,
  cidr,
  type EndpointState,
  formatIpv4,
  ipv4,
  type KubeProxyMode,
  type KubeProxyRelease,
  type ServiceSpec,
  type Topology,
  topologyToJson,
} from '../../src/sim'
import { ask, fateOf } from './cloud'

const RELEASES: Readonly<Record<KubeProxyMode, readonly KubeProxyRelease[]>> = {
  ipvs: ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'],
  iptables: ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'],
  nftables: ['1.33', '1.34'],
}
const MODES: readonly KubeProxyMode[] = ['ipvs', 'iptables', 'nftables']
const since = (release: KubeProxyRelease, minor: number): boolean => Number(release.slice(2)) >= minor

const VIP = '192.168.2.115'
const LB = '10.0.3.62'

interface Given {
  readonly mode: KubeProxyMode
  readonly release: KubeProxyRelease
  readonly here: EndpointState
  readonly there: EndpointState
  readonly service?: Partial<ServiceSpec>
  readonly slb?: boolean
}

/** `here` is on the client's node, `there` on the other one; both stand behind one Service. */
const topologyOf = ({ mode, release, here, there, service = {}, slb = false }: Given): Topology => ({
  vpc: cidr('10.0.0.0/8'),
  vswitches: [
    { name: 'vsw-1', cidr: cidr('10.0.1.0/24') },
    { name: 'vsw-3', cidr: cidr('10.0.3.0/24') },
  ],
  nodes: [
    { name: 'node-1', ip: ipv4('10.0.1.82'), vswitch: 'vsw-1', enis: [{ dev: 'eth0' }, { dev: 'eth1' }] },
    { name: 'node-2', ip: ipv4('10.0.3.49'), vswitch: 'vsw-3', enis: [{ dev: 'eth0' }, { dev: 'eth1' }] },
  ],
  pods: [
    { name: 'client', node: 'node-1', eni: 'eth1', ip: ipv4('10.0.1.91') },
    { name: 'here', node: 'node-1', eni: 'eth1', ip: ipv4('10.0.1.104'), listen, endpoint: here },
    { name: 'there', node: 'node-2', eni: 'eth1', ip: ipv4('10.0.3.58'), listen, endpoint: there },
  ],
  services: [
    {
      name: 'web',
      clusterIP: ipv4(VIP),
      lbIP: ipv4(LB),
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 31080 }],
      externalTrafficPolicy: 'Cluster',
      endpoints: { pods: ['here', 'there'] },
      ...service,
    },
  ],
  clients: [],
  slb: slb
    ? {
        id: 'lb-1',
        listeners: [{ vip: ipv4(LB), port: 80, protocol: 'TCP', backends: [{ ip: ipv4('10.0.3.58'), port: 80 }] }],
      }
    : null,
  terway: { release: '1.4.2' },
  kubeProxy: { mode, release, scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
})
const listen = [{ port: 80, protocol: 'TCP' }] as const

/** The pods that some connection of the client arrives at; none: the reason for which all of them end. */
function reached(given: Given, to: string): string {
  const topology = topologyOf(given)
  const runs = ['here', 'there'].map((backend) => ask(topology, 'client', `${to}:80`, { backend }))
  const pods = ['here', 'there'].filter((name) =>
    runs.some(({ trace }) =>
      trace.request.steps.some(
        ({ event, place }) => event.kind === 'deliver' && 'netns' in place && place.netns.endsWith(`/${name}`),
      ),
    ),
  )
  return pods.length > 0 ? pods.join(' and ') : [...new Set(runs.map(fateOf))].join(' or ')
}

const refused = (mode: KubeProxyMode): string => (mode === 'ipvs' ? 'ipvs-no-server' : 'netfilter-reject')

describe.each(MODES)('endpoints in %s mode', (mode) => {
  const each = (holds: (release: KubeProxyRelease) => void): void => RELEASES[mode].forEach(holds)

  it('a pod that is not ready gets nothing', () =>
    each((release) => {
      expect(reached({ mode, release, here: 'not-ready', there: 'ready' }, VIP)).toBe('there')
      expect(reached({ mode, release, here: 'not-ready', there: 'not-ready' }, VIP)).toBe(refused(mode))
    }))

  it('a terminating one gets nothing while a ready one is there', () =>
    each((release) =>
      expect(reached({ mode, release, here: 'serving-terminating', there: 'ready' }, VIP)).toBe('there'),
    ))

  it('terminatingFallback: with no ready one, those that still serve get everything from 1.26', () =>
    each((release) =>
      expect(reached({ mode, release, here: 'serving-terminating', there: 'serving-terminating' }, VIP)).toBe(
        since(release, 26) ? 'here and there' : refused(mode),
      ),
    ))

  it('terminatingFallback: Local falls back on its own node, though another has a ready one', () =>
    each((release) => {
      const service = { externalTrafficPolicy: 'Local' } as const
      const expected = since(release, 26)
        ? 'here'
        : mode === 'ipvs'
          ? since(release, 21)
            ? 'there'
            : 'ipvs-no-server'
          : since(release, 25)
            ? 'netfilter-drop'
            : 'vpc-no-owner'
      expect(reached({ mode, release, here: 'serving-terminating', there: 'ready', service }, LB)).toBe(expected)
    }))

  it('internalTrafficPolicy: Local keeps the ClusterIP on the node from 1.22', () =>
    each((release) => {
      const service = { internalTrafficPolicy: 'Local' } as const
      expect(reached({ mode, release, here: 'ready', there: 'ready', service }, VIP)).toBe(
        since(release, 22) ? 'here' : 'here and there',
      )
    }))

  it('internalTrafficPolicy: Local with nothing here; IPVS falls back where the Service is external, too', () =>
    each((release) => {
      const service = { internalTrafficPolicy: 'Local' } as const
      const inside = {
        ...service,
        lbIP: null,
        ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: null }],
      } as const
      const given = { mode, release, here: 'not-ready', there: 'ready' } as const
      // iptables 1.24 marks for drop, which is never asked of what is forwarded (#110290); the service CIDR is none of the VPC's.
      const marked = mode === 'iptables' && !since(release, 25) ? 'vpc-no-route' : 'netfilter-drop'
      const none = mode === 'ipvs' ? 'ipvs-no-server' : marked
      expect(reached({ ...given, service: inside }, VIP)).toBe(since(release, 22) ? none : 'there')
      expect(reached({ ...given, service }, VIP)).toBe(since(release, 22) && mode !== 'ipvs' ? none : 'there')
    }))

  it('lbIpMode: an address of ipMode Proxy goes to the load balancer from 1.30', () =>
    each((release) => {
      const given = { mode, release, here: 'ready', there: 'ready', service: { lbIPMode: 'Proxy' }, slb: true } as const
      const { trace } = ask(topologyOf(given), 'client', `${LB}:80`)
      const bySlb = trace.request.steps.some(({ event }) => event.kind === 'slb-dnat')
      expect([release, bySlb]).toEqual([release, since(release, 30)])
      expect(trace.verdict.fate.kind).toBe('delivered')
    }))
})

describe('what is declared', () => {
  const given = { mode: 'ipvs', release: '1.30', here: 'serving-terminating', there: 'not-ready' } as const
  it('comes back from its JSON', () => {
    const topology = topologyOf({ ...given, service: { lbIPMode: 'Proxy' } })
    expect(check(JSON.parse(JSON.stringify(topologyToJson(topology))))).toEqual({ ok: true, value: topology })
  })
  it('is one of the words that there are', () => {
    const json = JSON.parse(JSON.stringify(topologyToJson(topologyOf(given)))) as { pods: { endpoint?: string }[] }
    const [, pod] = json.pods
    if (pod !== undefined) pod.endpoint = 'gone'
    expect(check(json)).toMatchObject({ ok: false, error: [{ path: ['pods', 1, 'endpoint'], code: 'not-one-of' }] })
  })
})

describe('two endpoints with one address', () => {
  it.each(MODES)('hostNetwork pods of one node are one endpoint (endpointslicecache.go: addEndpoints): %s', (mode) => {
    const one = topologyOf({ mode, release: '1.34', here: 'ready', there: 'ready' })
    const inHost = (name: string) =>
      ({ name, node: 'node-2', eni: 'eth0', ip: ipv4('10.0.3.49'), hostNetwork: true, listen }) as const
    const topology: Topology = {
      ...one,
      pods: [...one.pods, inHost('host-a'), inHost('host-b')],
      services: one.services.map((service) => ({ ...service, endpoints: { pods: ['host-a', 'there', 'host-b'] } })),
    }
    const shares = backendsIn(ask(topology, 'client', `${VIP}:80`)).backends.map(({ address, share }) => [
      formatIpv4(address),
      share,
    ])
    expect(shares).toEqual([
      ['10.0.3.49', 0.5],
      ['10.0.3.58', 0.5],
    ])
  })
})
