/*! kube-proxy, IPVS mode: the nat and filter chains, in iptables-save's order; and what the kubelet of the time adds
(pkg/proxy/ipvs/proxier.go, pkg/kubelet/kubelet_network_linux.go; datapath.md §3.3, §3.8, §3.9). */
import { cidr, hostCidr } from '../../net/ip'
import type { ChainRule, ChainTable, Match, Target } from '../../kernel/netfilter/iptables'
import type { Origin } from '../../kernel/row'
import type { KubeProxySpec, Node, Service } from '../../topology/types'
import type { Draft } from '../draft'
import { has } from './release'
import { nodeAllowed } from './service'

const MASQUERADE_MARK = 0x4000
const DROP_MARK = 0x8000

const jump = (chain: string): Target => ({ kind: 'jump', chain })
const ACCEPT: Target = { kind: 'accept' }
const RETURN: Target = { kind: 'return' }
const comment = (text: string): Match => ({ kind: 'comment', text })
const set = (name: string, ...dims: ('src' | 'dst')[]): Match => ({ kind: 'set', set: name, dims, negate: false })
const mark = (value: number, negate = false): Match => ({ kind: 'mark', value, mask: value, negate })
const protocol = (proto: 'TCP' | 'UDP'): Match => ({ kind: 'protocol', proto })
const DST_LOCAL: Match = { kind: 'addrtype', side: 'dst', negate: false }
const LOOPBACK = cidr('127.0.0.0/8')

/** Writes both tables. The ipsets must stand already: a rule for an empty set is not written. */
export function writeChains(host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec): void {
  const filled = (name: string): boolean => host.ipsets.some((s) => s.name === name && s.members.length > 0)
  writeNat(host, proxy, filled)
  writeFilter(host, node, services, proxy, filled)
}

function writer(host: Draft, table: ChainTable, by: Origin) {
  return (chain: string, matches: readonly Match[], target: Target): void => {
    const row: ChainRule = { kind: 'chain-rule', netns: host.id, by, table, chain, matches, target }
    host.chains.push(row)
  }
}

function writeNat(host: Draft, proxy: KubeProxySpec, filled: (set: string) => boolean): void {
  const add = writer(host, 'nat', { plane: 'kube-proxy', object: 'nat' })
  add('PREROUTING', [comment('kubernetes service portals')], jump('KUBE-SERVICES'))
  add('OUTPUT', [comment('kubernetes service portals')], jump('KUBE-SERVICES'))
  add('POSTROUTING', [comment('kubernetes postrouting rules')], jump('KUBE-POSTROUTING'))

  const marksForDrop = !has(proxy.release, 'proxyFirewall')
  if (marksForDrop) {
    if (filled('KUBE-LOAD-BALANCER-FW')) sourceRanges(add, 'KUBE-FIREWALL', filled)
    add('KUBE-FIREWALL', [], jump('KUBE-MARK-DROP'))
  }

  if (filled('KUBE-LOAD-BALANCER')) {
    if (marksForDrop && filled('KUBE-LOAD-BALANCER-FW')) {
      add(
        'KUBE-LOAD-BALANCER',
        [comment(FIREWALL_NOTE), set('KUBE-LOAD-BALANCER-FW', 'dst', 'dst')],
        jump('KUBE-FIREWALL'),
      )
    }
    if (filled('KUBE-LOAD-BALANCER-LOCAL')) {
      add(
        'KUBE-LOAD-BALANCER',
        [
          comment('Kubernetes service load balancer ip + port with externalTrafficPolicy=local'),
          set('KUBE-LOAD-BALANCER-LOCAL', 'dst', 'dst'),
        ],
        RETURN,
      )
    }
    add('KUBE-LOAD-BALANCER', [], jump('KUBE-MARK-MASQ'))
  }

  if (!has(proxy.release, 'noKubeletMarks'))
    add('KUBE-MARK-DROP', [], { kind: 'mark', value: DROP_MARK, mask: DROP_MARK })
  add('KUBE-MARK-MASQ', [], { kind: 'mark', value: MASQUERADE_MARK, mask: MASQUERADE_MARK })

  for (const proto of ['TCP', 'UDP'] as const) {
    if (filled(`KUBE-NODE-PORT-LOCAL-${proto}`)) {
      add(
        'KUBE-NODE-PORT',
        [
          protocol(proto),
          comment(`Kubernetes nodeport ${proto} port with externalTrafficPolicy=local`),
          set(`KUBE-NODE-PORT-LOCAL-${proto}`, 'dst'),
        ],
        RETURN,
      )
    }
    if (filled(`KUBE-NODE-PORT-${proto}`)) {
      add(
        'KUBE-NODE-PORT',
        [
          protocol(proto),
          comment(`Kubernetes nodeport ${proto} port for masquerade purpose`),
          set(`KUBE-NODE-PORT-${proto}`, 'dst'),
        ],
        jump('KUBE-MARK-MASQ'),
      )
    }
  }

  if (filled('KUBE-LOOP-BACK')) {
    add(
      'KUBE-POSTROUTING',
      [
        comment('Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose'),
        set('KUBE-LOOP-BACK', 'dst', 'dst', 'src'),
      ],
      { kind: 'masquerade', randomFully: false },
    )
  }
  add('KUBE-POSTROUTING', [mark(MASQUERADE_MARK, true)], RETURN)
  // --xor-mark 0x4000: iptables-save prints it as --set-xmark 0x4000/0x0.
  add('KUBE-POSTROUTING', [], { kind: 'mark', value: MASQUERADE_MARK, mask: 0 })
  add('KUBE-POSTROUTING', [comment('kubernetes service traffic requiring SNAT')], {
    kind: 'masquerade',
    randomFully: true,
  })

  if (has(proxy.release, 'loopbackReturn')) {
    add('KUBE-SERVICES', [{ kind: 'source', cidr: LOOPBACK, negate: false }], RETURN)
  }
  if (filled('KUBE-LOAD-BALANCER')) {
    add(
      'KUBE-SERVICES',
      [comment('Kubernetes service lb portal'), set('KUBE-LOAD-BALANCER', 'dst', 'dst')],
      jump('KUBE-LOAD-BALANCER'),
    )
  }
  if (filled('KUBE-CLUSTER-IP')) {
    add('KUBE-SERVICES', clusterIpMatches(proxy), jump('KUBE-MARK-MASQ'))
  }
  for (const name of ['KUBE-EXTERNAL-IP', 'KUBE-EXTERNAL-IP-LOCAL']) {
    if (!filled(name)) continue
    const note = comment(EXTERNAL_NOTES[name] ?? name)
    const asked = set(name, 'dst', 'dst')
    // Local ones keep the client's address, so only the others are marked.
    if (name === 'KUBE-EXTERNAL-IP') add('KUBE-SERVICES', [note, asked], jump('KUBE-MARK-MASQ'))
    add(
      'KUBE-SERVICES',
      [note, asked, { kind: 'not-bridged' }, { kind: 'addrtype', side: 'src', negate: true }],
      ACCEPT,
    )
    add('KUBE-SERVICES', [note, asked, DST_LOCAL], ACCEPT)
  }
  add('KUBE-SERVICES', [DST_LOCAL], jump('KUBE-NODE-PORT'))
  if (filled('KUBE-CLUSTER-IP')) add('KUBE-SERVICES', [set('KUBE-CLUSTER-IP', 'dst', 'dst')], ACCEPT)
  if (filled('KUBE-LOAD-BALANCER')) add('KUBE-SERVICES', [set('KUBE-LOAD-BALANCER', 'dst', 'dst')], ACCEPT)
}

const FIREWALL_NOTE = 'Kubernetes service load balancer ip + port for load balancer with sourceRange'
const EXTERNAL_NOTES: Readonly<Record<string, string>> = {
  'KUBE-EXTERNAL-IP': 'Kubernetes service external ip + port for masquerade and filter purpose',
  'KUBE-EXTERNAL-IP-LOCAL': 'Kubernetes service external ip + port with externalTrafficPolicy=local',
}

type Add = ReturnType<typeof writer>

/** RETURN for whoever may use a load-balancer address that has source ranges. */
function sourceRanges(add: Add, chain: string, filled: (set: string) => boolean): void {
  if (filled('KUBE-LOAD-BALANCER-SOURCE-CIDR')) {
    add(
      chain,
      [
        comment('Kubernetes service load balancer ip + port + source cidr for packet filter'),
        set('KUBE-LOAD-BALANCER-SOURCE-CIDR', 'dst', 'dst', 'src'),
      ],
      RETURN,
    )
  }
  if (filled('KUBE-LOAD-BALANCER-SOURCE-IP')) {
    add(
      chain,
      [
        comment('Kubernetes service load balancer ip + port + source IP for packet filter purpose'),
        set('KUBE-LOAD-BALANCER-SOURCE-IP', 'dst', 'dst', 'src'),
      ],
      RETURN,
    )
  }
}

/** One of three: all, what is not from a pod, or a node that talks from one of its own VIPs (§3.3). */
function clusterIpMatches(proxy: KubeProxySpec): readonly Match[] {
  const note = comment('Kubernetes service cluster ip + port for masquerade purpose')
  if (proxy.masqueradeAll) return [note, set('KUBE-CLUSTER-IP', 'dst', 'dst')]
  if (proxy.clusterCIDR !== null) {
    return [{ kind: 'source', cidr: proxy.clusterCIDR, negate: true }, note, set('KUBE-CLUSTER-IP', 'dst', 'dst')]
  }
  return [note, set('KUBE-CLUSTER-IP', 'src', 'dst')]
}

function writeFilter(
  host: Draft,
  node: Node,
  services: readonly Service[],
  proxy: KubeProxySpec,
  filled: (set: string) => boolean,
): void {
  const add = writer(host, 'filter', { plane: 'kube-proxy', object: 'filter' })
  const kubelet = writer(host, 'filter', { plane: 'kubelet', object: 'filter' })
  const { release } = proxy
  const firewall = comment('kube-proxy firewall rules')

  if (has(release, 'ipvsFilter')) add('INPUT', [comment('kubernetes ipvs access filter')], jump('KUBE-IPVS-FILTER'))
  if (has(release, 'proxyFirewall')) add('INPUT', [firewall], jump('KUBE-PROXY-FIREWALL'))
  if (has(release, 'healthCheckPorts')) {
    add('INPUT', [comment('kubernetes health check rules')], jump('KUBE-NODE-PORT'))
  }
  kubelet('INPUT', [], jump('KUBE-FIREWALL'))
  if (has(release, 'proxyFirewall')) add('FORWARD', [firewall], jump('KUBE-PROXY-FIREWALL'))
  add('FORWARD', [comment('kubernetes forwarding rules')], jump('KUBE-FORWARD'))
  if (has(release, 'ipvsOutFilter'))
    add('OUTPUT', [comment('kubernetes ipvs access filter')], jump('KUBE-IPVS-OUT-FILTER'))
  kubelet('OUTPUT', [], jump('KUBE-FIREWALL'))

  if (!has(release, 'proxyFirewall')) {
    kubelet('KUBE-FIREWALL', [comment('kubernetes firewall for dropping marked packets'), mark(DROP_MARK)], {
      kind: 'drop',
    })
  }
  kubelet(
    'KUBE-FIREWALL',
    [
      { kind: 'source', cidr: LOOPBACK, negate: true },
      { kind: 'destination', cidr: LOOPBACK, negate: false },
      comment('block incoming localnet connections'),
      { kind: 'ctstate', states: ['RELATED', 'ESTABLISHED', 'DNAT'], negate: true },
    ],
    { kind: 'drop' },
  )

  const established: Match = { kind: 'ctstate', states: ['RELATED', 'ESTABLISHED'], negate: false }
  add('KUBE-FORWARD', [comment('kubernetes forwarding rules'), mark(MASQUERADE_MARK)], ACCEPT)
  if (has(release, 'oneEstablishedRule')) {
    add('KUBE-FORWARD', [comment('kubernetes forwarding conntrack rule'), established], ACCEPT)
  } else {
    add('KUBE-FORWARD', [comment('kubernetes forwarding conntrack pod source rule'), established], ACCEPT)
    add('KUBE-FORWARD', [comment('kubernetes forwarding conntrack pod destination rule'), established], ACCEPT)
  }

  if (has(release, 'ipvsFilter')) {
    const known = ['KUBE-LOAD-BALANCER', 'KUBE-CLUSTER-IP', 'KUBE-EXTERNAL-IP']
    if (has(release, 'externalIpLocalReturn')) known.push('KUBE-EXTERNAL-IP-LOCAL')
    for (const name of known) {
      add('KUBE-IPVS-FILTER', [set(name, 'dst', 'dst')], RETURN)
    }
    if (has(release, 'healthCheckReturn')) add('KUBE-IPVS-FILTER', [set('KUBE-HEALTH-CHECK-NODE-PORT', 'dst')], RETURN)
    add('KUBE-IPVS-FILTER', [{ kind: 'ctstate', states: ['NEW'], negate: false }, set('KUBE-IPVS-IPS', 'dst')], {
      kind: 'reject',
    })
  }
  if (has(release, 'healthCheckPorts')) {
    add(
      'KUBE-NODE-PORT',
      [comment('Kubernetes health check node port'), set('KUBE-HEALTH-CHECK-NODE-PORT', 'dst')],
      ACCEPT,
    )
  }
  if (has(release, 'ipvsOutFilter')) writeOutFilter(add, node, services)
  if (has(release, 'proxyFirewall')) {
    if (filled('KUBE-LOAD-BALANCER-FW')) {
      add(
        'KUBE-PROXY-FIREWALL',
        [comment(FIREWALL_NOTE), set('KUBE-LOAD-BALANCER-FW', 'dst', 'dst')],
        jump('KUBE-SOURCE-RANGES-FIREWALL'),
      )
      sourceRanges(add, 'KUBE-SOURCE-RANGES-FIREWALL', filled)
    }
    add('KUBE-SOURCE-RANGES-FIREWALL', [], { kind: 'drop' })
  }
}

/** A node that is not allowed talks from the load-balancer address itself: dropped after IPVS (#119791). */
function writeOutFilter(add: Add, node: Node, services: readonly Service[]): void {
  for (const service of services) {
    const { lbIP } = service
    if (lbIP === null || nodeAllowed(service, node)) continue
    for (const port of service.ports) {
      add(
        'KUBE-IPVS-OUT-FILTER',
        [
          { kind: 'source', cidr: hostCidr(lbIP), negate: false },
          { kind: 'ipvs', proto: port.protocol, vaddr: lbIP, vport: port.port },
        ],
        { kind: 'drop' },
      )
    }
  }
}
