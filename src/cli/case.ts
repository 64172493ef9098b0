/*! A recording's case file → a question for the simulator (test/recordings/README.md describes the format).

Only `spec` and `flow` are read. What this release does not model is named, never guessed. */
import {
  changeNetns,
  cidr,
  compile,
  type Flow,
  type Ipv4,
  type KubeProxyMode,
  type KubeProxyRelease,
  ipv4,
  mac,
  makeMemory,
  nodeNetns,
  type NetworkPolicySpec,
  type PolicyRuleSpec,
  podNetns,
  type ResolvedTopology,
  resolve,
  simulateIn,
  type Run,
  type Scheduler,
  type Topology,
  type World,
} from '../sim'

/** The fields of a case file that are read here. Anything else is ignored. */
export interface Case {
  readonly id: string
  readonly spec: CaseSpec
  readonly flow: CaseFlow
  readonly observed?: unknown
}
interface Listen {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}
export interface CaseSpec {
  readonly vswitches: readonly { name: string; cidr: string; gateway: string }[]
  readonly nodes: readonly {
    name: string
    ip: string
    vswitch: string
    enis: readonly {
      dev: string
      ifindex: number
      id: string
      mac: string
      vswitch: string
      sourceDestCheck?: boolean
    }[]
    rpFilter: Readonly<Record<string, 0 | 1 | 2>>
    listen: readonly Listen[]
  }[]
  readonly pods: readonly {
    name: string
    node: string
    eni: string
    ip: string
    veth: string
    ifindex: number
    podIfindex: number
    mac: string
    hostMac: string
    listen: readonly Listen[]
    hostNetwork?: boolean
  }[]
  readonly services: readonly {
    name: string
    namespace: string
    clusterIP: string
    lbIP: string | null
    protocol: 'TCP' | 'UDP'
    port: number
    targetPort: number
    nodePort: number | null
    externalTrafficPolicy: 'Local' | 'Cluster'
    internalTrafficPolicy?: 'Local' | 'Cluster'
    backends: readonly string[]
    externalIPs?: readonly string[]
    sourceRanges?: readonly string[]
    sessionAffinity?: string
  }[]
  readonly clients: readonly { name: string; ip: string; mac: string; listen: readonly Listen[]; internet?: boolean }[]
  readonly slb: null | {
    id: string
    listeners: readonly {
      vip: string
      port: number
      protocol: 'TCP' | 'UDP'
      backendType: string
      backends: readonly { ip: string; port: number }[]
    }[]
  }
  readonly terway: { readonly fromRuleIif: boolean; readonly symmetricRouting?: boolean }
  readonly kubeProxy: {
    readonly mode: string
    readonly version: string
    readonly scheduler: string
    readonly clusterCIDR: string | null
    readonly masqueradeAll: boolean
    readonly serviceCIDRs?: readonly string[]
  }
  readonly faults: readonly CaseFault[]
  readonly natGateway?: { readonly id: string; readonly entries: readonly { source: string; eip: string }[] }
  readonly eips?: readonly { eip: string; ip: string }[]
  readonly networkPolicy?: { readonly policies: readonly CasePolicy[] }
}
interface CasePolicy {
  readonly name: string
  readonly pods: readonly string[]
  readonly ingress?: readonly CasePolicyRule[]
  readonly egress?: readonly CasePolicyRule[]
}
interface CasePolicyRule {
  readonly from?: readonly CasePeer[]
  readonly to?: readonly CasePeer[]
  readonly ports?: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[]
}
type CasePeer = { readonly pods: readonly string[] } | { readonly cidr: string }
export interface CaseFault {
  readonly kind: string
  readonly node?: string
  readonly pod?: string
  readonly dst?: string
  readonly table?: number
  readonly priority?: number
  readonly from?: string
  readonly to?: string
  readonly dev?: string
  readonly virtualServer?: string
  readonly realServer?: string
  readonly weight?: number
}
export interface CaseFlow {
  readonly from: { readonly kind: 'pod' | 'node' | 'client'; readonly name: string }
  readonly to: { readonly ip: string; readonly port: number | null }
  readonly protocol: 'TCP' | 'UDP' | 'ICMP'
  readonly sport: number | null
  readonly echoId?: number
  readonly backend: string | null
  readonly slbBackend?: string | null
  readonly ttl?: number
  readonly repeat?: readonly { readonly sport: number; readonly changes?: readonly CaseFault[] }[]
  readonly then?: unknown
}

/** Why this release cannot answer the case, or null. */
export function notModelled({ spec, flow }: Case): string | null {
  const { kubeProxy: proxy } = spec
  if (!['ipvs', 'iptables', 'nftables'].includes(proxy.mode)) return `kube-proxy mode ${proxy.mode}`
  if (!['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'].includes(proxy.version)) return `kube-proxy ${proxy.version}`
  if (flow.then !== undefined) return 'more than one exchange on a connection'
  return null
}

/**
 * The topology that the spec stands for; `backend`: the recorder added the wanted real server last, which puts it first in the
 * kernel's list. Throws on addresses that are none.
 */
export function topologyOf(spec: CaseSpec, backend: string | null): Topology {
  return {
    vpc: cidr('10.0.0.0/16'),
    vswitches: spec.vswitches.map((v) => ({ name: v.name, cidr: cidr(v.cidr), gateway: ipv4(v.gateway) })),
    nodes: spec.nodes.map((n) => ({
      name: n.name,
      ip: ipv4(n.ip),
      vswitch: n.vswitch,
      enis: n.enis.map((e) => ({
        dev: e.dev,
        ifindex: e.ifindex,
        id: e.id,
        mac: mac(e.mac),
        vswitch: e.vswitch,
        sourceDestCheck: e.sourceDestCheck ?? false,
      })),
      rpFilter: n.rpFilter,
      listen: n.listen,
    })),
    pods: spec.pods.map((p) =>
      p.hostNetwork
        ? { name: p.name, node: p.node, eni: p.eni, ip: ipv4(p.ip), hostNetwork: true, listen: p.listen }
        : { ...p, hostNetwork: false, ip: ipv4(p.ip), mac: mac(p.mac), hostMac: mac(p.hostMac) },
    ),
    services: spec.services.map((s) => ({
      name: s.name,
      namespace: s.namespace,
      clusterIP: ipv4(s.clusterIP),
      lbIP: s.lbIP === null ? null : ipv4(s.lbIP),
      ports: [{ protocol: s.protocol, port: s.port, targetPort: s.targetPort, nodePort: s.nodePort }],
      externalTrafficPolicy: s.externalTrafficPolicy,
      internalTrafficPolicy: s.internalTrafficPolicy ?? 'Cluster',
      // The recordings use Kubernetes' default of three hours.
      affinitySeconds: s.sessionAffinity === 'ClientIP' ? 10_800 : null,
      externalIPs: (s.externalIPs ?? []).map(ipv4),
      sourceRanges: (s.sourceRanges ?? []).map(cidr),
      endpoints: { pods: [...s.backends].sort((a, b) => Number(b === backend) - Number(a === backend)) },
    })),
    clients: spec.clients.map((c) => ({
      name: c.name,
      ip: ipv4(c.ip),
      internet: c.internet ?? false,
      mac: mac(c.mac),
      listen: c.listen,
    })),
    ...(spec.natGateway
      ? {
          natGateway: {
            id: spec.natGateway.id,
            entries: spec.natGateway.entries.map((e) => ({ source: cidr(e.source), eip: ipv4(e.eip) })),
          },
        }
      : {}),
    ...(spec.eips ? { eips: spec.eips.map((e) => ({ eip: ipv4(e.eip), ip: ipv4(e.ip) })) } : {}),
    slb: spec.slb && {
      id: spec.slb.id,
      listeners: spec.slb.listeners.map((l) => ({
        vip: ipv4(l.vip),
        port: l.port,
        protocol: l.protocol,
        backends: l.backends.map((b) => ({ ip: ipv4(b.ip), port: b.port })),
      })),
    },
    ...(spec.networkPolicy ? { networkPolicies: spec.networkPolicy.policies.map(policyOf) } : {}),
    terway: {
      release: spec.terway.fromRuleIif ? '1.4.1' : '1.4.2',
      symmetricRouting: spec.terway.symmetricRouting ?? false,
    },
    kubeProxy: {
      mode: modeOf(spec.kubeProxy.mode),
      release: releaseOf(spec.kubeProxy.version),
      scheduler: schedulerOf(spec.kubeProxy.scheduler),
      clusterCIDR: spec.kubeProxy.clusterCIDR === null ? null : cidr(spec.kubeProxy.clusterCIDR),
      masqueradeAll: spec.kubeProxy.masqueradeAll,
      ...(spec.kubeProxy.serviceCIDRs ? { serviceCIDRs: spec.kubeProxy.serviceCIDRs.map(cidr) } : {}),
    },
  }
}

function policyOf(policy: CasePolicy): NetworkPolicySpec {
  return {
    name: policy.name,
    pods: policy.pods,
    ...(policy.ingress ? { ingress: policy.ingress.map(policyRuleOf) } : {}),
    ...(policy.egress ? { egress: policy.egress.map(policyRuleOf) } : {}),
  }
}

function policyRuleOf(rule: CasePolicyRule): PolicyRuleSpec {
  const peers = rule.from ?? rule.to
  return {
    ...(peers ? { peers: peers.map((p) => ('cidr' in p ? { cidr: cidr(p.cidr) } : p)) } : {}),
    ...(rule.ports ? { ports: rule.ports } : {}),
  }
}

function modeOf(text: string): KubeProxyMode {
  if (text === 'ipvs' || text === 'iptables' || text === 'nftables') return text
  throw new Error(`kube-proxy mode ${text}`)
}

function releaseOf(text: string): KubeProxyRelease {
  const release = RELEASES.find((known) => known === text)
  if (release === undefined) throw new Error(`kube-proxy ${text}`)
  return release
}
const RELEASES: readonly KubeProxyRelease[] = ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34']

function schedulerOf(text: string): Scheduler {
  if (text === 'rr' || text === 'wrr' || text === 'lc' || text === 'sh') return text
  throw new Error(`scheduler ${text}`)
}

export function flowOf(flow: CaseFlow): Flow {
  return {
    from: flow.from,
    to: { ip: ipv4(flow.to.ip), port: flow.to.port ?? 0 },
    protocol: flow.protocol,
    sport: flow.sport ?? flow.echoId ?? 0,
    backend: flow.backend,
    ...(flow.slbBackend === undefined || flow.slbBackend === null ? {} : { slbBackend: flow.slbBackend }),
    ...(flow.ttl === undefined ? {} : { ttl: flow.ttl }),
  }
}

/** The case's run, and one more for each connection that is made again: topology, faults, walks. */
export function runCase(file: Case): CaseRun {
  const topology = resolve(topologyOf(file.spec, file.flow.backend))
  const memory = makeMemory()
  const apply = (world: World, faults: readonly CaseFault[]): World =>
    faults.reduce((w, fault) => applyFault(w, topology, fault), world)
  let world = apply(compile(topology), file.spec.faults)
  const flow = flowOf(file.flow)
  const first = simulateIn(topology, world, flow, memory)
  // Later connections are balanced by what the machines remember of the earlier ones.
  const repeat = (file.flow.repeat ?? []).map(({ sport, changes }) => {
    world = apply(world, changes ?? [])
    return simulateIn(topology, world, { ...flow, sport, backend: null }, memory)
  })
  return { ...first, repeat }
}

export interface CaseRun extends Run {
  readonly repeat: readonly Run[]
}

/** What the recorder did to the built machines before the flow. */
function applyFault(world: World, topology: ResolvedTopology, fault: CaseFault): World {
  const host = nodeNetns(fault.node ?? '')
  const at = (text: string | undefined): Ipv4 | null => (text === undefined ? null : ipv4(text.replace(/\/32$/, '')))
  switch (fault.kind) {
    case 'delRoute': {
      const isDefault = fault.dst === 'default'
      const dst = isDefault ? null : cidr(fault.dst?.includes('/') ? fault.dst : `${fault.dst}/32`)
      return changeNetns(world, host, (rows) => ({
        ...rows,
        routes: rows.routes.filter(
          (r) =>
            r.table !== (fault.table ?? 254) ||
            r.dst.address !== (dst?.address ?? 0) ||
            r.dst.length !== (dst?.length ?? 0),
        ),
      }))
    }
    case 'delRule':
      return changeNetns(world, host, (rows) => ({
        ...rows,
        rules: rows.rules.filter(
          (r) =>
            r.priority !== fault.priority ||
            (r.from?.address ?? null) !== at(fault.from) ||
            (r.to?.address ?? null) !== at(fault.to),
        ),
      }))
    case 'delNeigh': {
      const pod = topology.pods.find((p) => p.name === fault.pod)
      return changeNetns(world, podNetns(pod?.namespace ?? 'default', fault.pod ?? ''), (rows) => ({
        ...rows,
        neighs: [],
      }))
    }
    case 'delVirtualServer':
      return changeNetns(world, host, (rows) => ({
        ...rows,
        virtualServers: rows.virtualServers.filter((v) => !isEndpoint(fault.virtualServer, v)),
      }))
    case 'delRealServer':
      return changeNetns(world, host, (rows) => ({
        ...rows,
        virtualServers: rows.virtualServers.map((v) =>
          isEndpoint(fault.virtualServer, v)
            ? { ...v, reals: v.reals.filter((r) => !isEndpoint(fault.realServer, r)) }
            : v,
        ),
      }))
    case 'setWeight':
      return changeNetns(world, host, (rows) => ({
        ...rows,
        virtualServers: rows.virtualServers.map((v) =>
          isEndpoint(fault.virtualServer, v)
            ? {
                ...v,
                reals: v.reals.map((r) =>
                  isEndpoint(fault.realServer, r) ? { ...r, weight: fault.weight ?? r.weight } : r,
                ),
              }
            : v,
        ),
      }))
    case 'linkDown':
      return changeNetns(world, host, (rows) => ({
        ...rows,
        links: rows.links.map((l) => (l.name === fault.dev ? { ...l, up: false } : l)),
      }))
    default:
      throw new Error(`a fault that is not known: ${fault.kind}`)
  }
}

function isEndpoint(text: string | undefined, row: { readonly addr: Ipv4; readonly port: number }): boolean {
  const [ip, port] = (text ?? '').split(':')
  return ip !== undefined && ipv4(ip) === row.addr && Number(port) === row.port
}
