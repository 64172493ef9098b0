/*! What a person declares: plain data, no state, no derived value.

Everything marked optional is derived by `resolve` the way the real thing derives it (cali name = `cali` + sha1, gateway = third
address from the end, MACs and ids by hash), so that a declared topology stays small enough for a link. */

import type { Cidr, Ipv4 } from '../net/ip'
import type { Mac } from '../net/mac'

export interface Topology {
  /** All vSwitches lie in it. */
  readonly vpc: Cidr
  readonly vswitches: readonly VSwitchSpec[]
  readonly nodes: readonly NodeSpec[]
  readonly pods: readonly PodSpec[]
  readonly services: readonly ServiceSpec[]
  readonly clients: readonly ClientSpec[]
  readonly slb: SlbSpec | null
  readonly terway: TerwaySpec
  readonly kubeProxy: KubeProxySpec
  /** Felix runs and enforces these; not given: no NetworkPolicy component on the nodes. */
  readonly networkPolicies?: readonly NetworkPolicySpec[]
  readonly natGateway?: NatGatewaySpec
  readonly eips?: readonly EipSpec[]
  /** Not given: no ENI is in a group, and everything passes. */
  readonly securityGroups?: readonly SecurityGroupSpec[]
  readonly networkAcls?: readonly NetworkAclSpec[]
  /** Custom rows of the VPC's route tables. */
  readonly routes?: readonly VpcRouteSpec[]
}

export interface TerwaySpec {
  readonly release: TerwayRelease
  /** Answers to what came in by eth0 leave by eth0 (§1.7); not given: off. */
  readonly symmetricRouting?: boolean
}

/** `1.4.1` stands for ≤ 1.4.1 (rule 2048 carries `iif cali…`), `1.4.2` for ≥ 1.4.2 (it does not): datapath.md §1.3. */
export type TerwayRelease = '1.4.1' | '1.4.2'
export type KubeProxyRelease = '1.20' | '1.24' | '1.28' | '1.30' | '1.33' | '1.34'
/** The kube-proxy modes that are modelled. */
export type KubeProxyMode = 'ipvs' | 'iptables' | 'nftables'
export type Scheduler = 'rr' | 'wrr' | 'lc' | 'sh'

export interface KubeProxySpec {
  readonly mode: KubeProxyMode
  readonly release: KubeProxyRelease
  readonly scheduler: Scheduler
  /** `--cluster-cidr`, or null: none configured. */
  readonly clusterCIDR: Cidr | null
  readonly masqueradeAll: boolean
  /** nftables mode: the Service CIDRs that kube-proxy knows; what is no ClusterIP in them is dropped. */
  readonly serviceCIDRs?: readonly Cidr[]
}

export interface VSwitchSpec {
  readonly name: string
  readonly cidr: Cidr
  readonly gateway?: Ipv4
  /** Name of a custom route table; not given: `system`. */
  readonly routeTable?: string
}

export interface NodeSpec {
  readonly name: string
  /** Primary address, on eth0. */
  readonly ip: Ipv4
  readonly vswitch: string
  readonly instanceType?: string
  /** The primary ENI (eth0) first, then the secondary ones in order of attachment. */
  readonly enis: readonly EniSpec[]
  /** `net.ipv4.conf.<key>.rp_filter`: keys `all`, `default` and device names. Not given: 0, as Terway writes it (§1.6). */
  readonly rpFilter?: Readonly<Record<string, 0 | 1 | 2>>
  /** `net.ipv4.ip_forward`, for all devices at once (devinet.c: inet_forward_change). Not given: on, as Terway and the kubelet want it (§1.6). */
  readonly ipForward?: boolean
  /** `net.ipv4.conf.<dev>.forwarding`, by device name: what came in by it is passed on or not. Not given: as `ipForward` left it. */
  readonly forwarding?: Readonly<Record<string, boolean>>
  readonly listen?: readonly ListenerSpec[]
}

export interface EniSpec {
  /** `eth0` is the primary ENI. */
  readonly dev: string
  readonly ifindex?: number
  readonly id?: string
  readonly mac?: Mac
  readonly vswitch?: string
  /** The ENI may send only with a source address of its own (§5.3); not given: off. */
  readonly sourceDestCheck?: boolean
  /** Ids, at most ten (§5.2). */
  readonly securityGroups?: readonly string[]
}

export interface PodSpec {
  readonly name: string
  readonly namespace?: string
  readonly node: string
  /** Lives in its node's namespace: `ip` is the node's, `eni` its eth0; no veth, no rules (§1.5). */
  readonly hostNetwork?: boolean
  /** Device name of the node's ENI that owns the pod's address. */
  readonly eni: string
  readonly ip: Ipv4
  readonly labels?: Readonly<Record<string, string>>
  /** PID of the container's first process on the host, where it is known. */
  readonly pid?: number
  /** Host end of the veth pair. */
  readonly veth?: string
  /** Interface index of the host end: the pod shows `eth0@if<ifindex>`. */
  readonly ifindex?: number
  /** Interface index of eth0 in the pod. */
  readonly podIfindex?: number
  readonly mac?: Mac
  /** MAC of the host end. */
  readonly hostMac?: Mac
  readonly listen?: readonly ListenerSpec[]
  /** How it stands in its Services' EndpointSlices; not given: ready. */
  readonly endpoint?: EndpointState
}

/** Conditions of an endpoint: ready; terminating but still serving; neither. */
export type EndpointState = 'ready' | 'serving-terminating' | 'not-ready'

export interface ListenerSpec {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
  /** Name of the program, for sentences. */
  readonly process?: string
}

export type TrafficPolicy = 'Cluster' | 'Local'

export interface ServiceSpec {
  readonly name: string
  readonly namespace?: string
  readonly clusterIP: Ipv4
  /** `status.loadBalancer.ingress[0].ip`: what kubectl shows as EXTERNAL-IP. */
  readonly lbIP: Ipv4 | null
  /** `spec.externalIPs`: addresses that no host owns. */
  readonly externalIPs?: readonly Ipv4[]
  /** `spec.loadBalancerSourceRanges`: who may use `lbIP`; none given: everybody. */
  readonly sourceRanges?: readonly Cidr[]
  readonly ports: readonly ServicePortSpec[]
  readonly externalTrafficPolicy: TrafficPolicy
  readonly internalTrafficPolicy?: TrafficPolicy
  /** `sessionAffinity: ClientIP`: seconds for which a client keeps its endpoint; not given: none. */
  readonly affinitySeconds?: number | null
  /** Endpoints: pods by name in the order in which kube-proxy met them, or by label. */
  readonly endpoints: { readonly pods: readonly string[] } | { readonly selector: Readonly<Record<string, string>> }
  /** `status.loadBalancer.ingress[0].ipMode`; not given: VIP. Proxy: the nodes leave `lbIP` to the load balancer (KEP-1860). */
  readonly lbIPMode?: 'VIP' | 'Proxy'
}

export interface ServicePortSpec {
  readonly protocol: 'TCP' | 'UDP'
  readonly port: number
  readonly targetPort: number
  readonly nodePort: number | null
}

/**
 * A host outside the cluster. The VPC reaches it without translation: by a leased line, or as a shared service if its address is
 * in 100.64.0.0/10.
 */
export interface ClientSpec {
  readonly name: string
  readonly ip: Ipv4
  /** On the Internet: reached through SNAT or an EIP only, and reaches only EIPs and the SLB (§5.5). */
  readonly internet?: boolean
  readonly mac?: Mac
  readonly listen?: readonly ListenerSpec[]
}

/** The load balancer that the cloud controller programs, with ENI backends: pod address and pod port (§5.4). */
export interface SlbSpec {
  readonly id: string
  readonly listeners: readonly SlbListenerSpec[]
}
export interface SlbListenerSpec {
  readonly vip: Ipv4
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
  readonly backends: readonly SlbBackendSpec[]
  /** Its access control list; not given, or without an entry: everybody may use it. */
  readonly acl?: SlbAclSpec
}
/** Whitelist: only who stands in it; blacklist: everybody else (CLB "Access control"). */
export interface SlbAclSpec {
  readonly type: 'white' | 'black'
  readonly entries: readonly Cidr[]
}
export interface SlbBackendSpec {
  readonly ip: Ipv4
  readonly port: number
}

export interface NatGatewaySpec {
  readonly id: string
  readonly entries: readonly SnatEntrySpec[]
}
export interface SnatEntrySpec {
  readonly source: Cidr
  readonly eip: Ipv4
}
/** A public address bound one to one to the private address of a pod or node. */
export interface EipSpec {
  readonly eip: Ipv4
  readonly ip: Ipv4
}

/** A basic group, or an advanced ("enterprise") one: they differ in what they do where no rule matches (§5.2). */
export interface SecurityGroupSpec {
  readonly id: string
  readonly type: 'basic' | 'advanced'
  /** Basic: do members let each other in? Not given: accept. */
  readonly innerAccessPolicy?: 'accept' | 'drop'
  readonly rules: readonly SecurityRuleSpec[]
}
export interface SecurityRuleSpec {
  readonly direction: 'in' | 'out'
  readonly policy: 'accept' | 'drop'
  /** 1 … 100, 1 goes first. */
  readonly priority: number
  readonly protocol: 'TCP' | 'UDP' | 'ICMP' | 'ALL'
  /** Destination ports; not given: all. */
  readonly ports?: PortRangeSpec
  readonly peer: { readonly cidr: Cidr } | { readonly group: string }
}
export interface PortRangeSpec {
  readonly from: number
  readonly to: number
}

/** Stateless, for all ENIs of its vSwitches; what no rule names is denied (§5.1). */
export interface NetworkAclSpec {
  readonly id: string
  readonly vswitches: readonly string[]
  /** In order; each direction has its own rules. */
  readonly rules: readonly NetworkAclRuleSpec[]
}
export interface NetworkAclRuleSpec {
  readonly direction: 'in' | 'out'
  readonly policy: 'accept' | 'drop'
  readonly protocol: 'TCP' | 'UDP' | 'ICMP' | 'ALL'
  /** Destination ports in either direction; not given: all. */
  readonly ports?: PortRangeSpec
  /** Source of what comes in, destination of what goes out. */
  readonly cidr: Cidr
}

/** A custom row of a route table. */
export interface VpcRouteSpec {
  /** Not given: the system table. */
  readonly table?: string
  readonly destination: Cidr
  readonly via: /** An instance, by one of its ENIs (not given: eth0). */
  { readonly node: string; readonly eni?: string } | { readonly natGateway: string } | { readonly blackhole: true }
}

/** Where a flow starts. */
export interface Source {
  readonly kind: 'pod' | 'node' | 'client'
  /** A pod's is `namespace/name` where two namespaces have one of that name: pod-ref.ts. */
  readonly name: string
}

/** One question: who sends what to whom. */
export interface Flow {
  readonly from: Source
  /** For ping the port means nothing; 0. */
  readonly to: { readonly ip: Ipv4; readonly port: number }
  readonly protocol: 'TCP' | 'UDP' | 'ICMP'
  /** The client's port, or the id of its echo request. */
  readonly sport: number
  /** Name of the pod that load balancing takes, where it has a choice; null: the scheduler's own first choice. */
  readonly backend: string | null
  /** Name of the pod or node that the SLB sends the connection to, where that is not `backend`. */
  readonly slbBackend?: string
  /** TTL of the client's packets; not given: 64. traceroute counts it up from 1 and asks to be told of every error. */
  readonly ttl?: number
}

export interface NetworkPolicySpec {
  readonly name: string
  /** The pods that it selects; `namespace/name` where two namespaces have one of that name (pod-ref.ts). */
  readonly pods: readonly string[]
  /** A list allows what one of its rules allows, an empty one nothing; not given: the direction is left alone. */
  readonly ingress?: readonly PolicyRuleSpec[]
  readonly egress?: readonly PolicyRuleSpec[]
}
export interface PolicyRuleSpec {
  /** Not given: everybody. */
  readonly peers?: readonly ({ readonly pods: readonly string[] } | { readonly cidr: Cidr })[]
  /** Not given: every port. */
  readonly ports?: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[]
}

// ——— with everything derived ———

export interface ResolvedTopology extends Omit<Topology, 'vswitches' | 'nodes' | 'pods' | 'services' | 'clients'> {
  readonly vswitches: readonly VSwitch[]
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly services: readonly Service[]
  readonly clients: readonly Client[]
}
export type VSwitch = Required<VSwitchSpec>
export interface Eni extends Required<EniSpec> {
  readonly primary: boolean
}
export interface Node extends Required<NodeSpec> {
  readonly enis: readonly Eni[]
}
export interface Pod extends Required<Omit<PodSpec, 'pid'>> {
  readonly pid: number | null
}
export interface Service extends Required<ServiceSpec> {
  /** The endpoints as pods, in kube-proxy's order. */
  readonly backends: readonly Pod[]
}
export type Client = Required<ClientSpec>
