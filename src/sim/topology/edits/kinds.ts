/*! What an editor does to the objects of a cluster, as data. Every value is JSON as it stands.

An object is told by its name: a pod or Service by `name`, or `namespace/name` outside `default`; an ENI by node and device. What
has no name (a rule, a listener, a route) is told by its place in its list. */
import type { Cidr, Ipv4 } from '../../net/ip'
import type {
  ClientSpec,
  EipSpec,
  EniSpec,
  Flow,
  KubeProxySpec,
  NatGatewaySpec,
  NetworkAclRuleSpec,
  NetworkAclSpec,
  NetworkPolicySpec,
  NodeSpec,
  PodSpec,
  SecurityGroupSpec,
  SecurityRuleSpec,
  ServiceSpec,
  SlbListenerSpec,
  SlbSpec,
  VpcRouteSpec,
  VSwitchSpec,
} from '../types'

/** Keys that may be left out. */
type OptionalKey<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T]

/** Other values for some fields; `clear` names those that are not declared any more. Clearing goes first. */
export interface Change<T> {
  readonly change: Partial<T>
  readonly clear?: readonly OptionalKey<T>[]
}

export type NodeEdit =
  | { readonly kind: 'add-vswitch'; readonly vswitch: VSwitchSpec }
  | ({ readonly kind: 'set-vswitch'; readonly vswitch: string } & Change<Omit<VSwitchSpec, 'name'>>)
  | { readonly kind: 'rename-vswitch'; readonly vswitch: string; readonly to: string }
  /** With the nodes in it, and the ENIs of other nodes that are in it. */
  | { readonly kind: 'remove-vswitch'; readonly vswitch: string }
  | { readonly kind: 'add-node'; readonly node: NodeSpec }
  /** Pods in the host's network, the SLB's backends and EIPs follow to another address. */
  | ({ readonly kind: 'set-node'; readonly node: string } & Change<Omit<NodeSpec, 'name' | 'enis'>>)
  | { readonly kind: 'rename-node'; readonly node: string; readonly to: string }
  /** With its pods. */
  | { readonly kind: 'remove-node'; readonly node: string }
  | { readonly kind: 'add-eni'; readonly node: string; readonly eni: EniSpec }
  | ({ readonly kind: 'set-eni'; readonly node: string; readonly dev: string } & Change<Omit<EniSpec, 'dev'>>)
  | { readonly kind: 'rename-eni'; readonly node: string; readonly dev: string; readonly to: string }
  /** With its pods. The primary ENI stays as long as its node: its removal changes nothing. */
  | { readonly kind: 'remove-eni'; readonly node: string; readonly dev: string }

export type PodEdit =
  /** `services`: those that take it as an endpoint, and with them the SLB's listeners at their `lbIP`. */
  | { readonly kind: 'add-pod'; readonly pod: PodSpec; readonly services?: readonly string[] }
  /** In another namespace it is no endpoint any more. */
  | ({ readonly kind: 'set-pod'; readonly pod: string } & Change<Omit<PodSpec, 'name'>>)
  /** `to` is the bare name: the namespace stays. */
  | { readonly kind: 'rename-pod'; readonly pod: string; readonly to: string }
  | { readonly kind: 'remove-pod'; readonly pod: string }

export type ServiceEdit =
  | { readonly kind: 'add-service'; readonly service: ServiceSpec }
  /** The SLB's listeners follow to another `lbIP`. */
  | ({ readonly kind: 'set-service'; readonly service: string } & Change<Omit<ServiceSpec, 'name'>>)
  | { readonly kind: 'rename-service'; readonly service: string; readonly to: string }
  /** With the SLB's listeners at its `lbIP`, as the cloud controller does it. */
  | { readonly kind: 'remove-service'; readonly service: string }
  | { readonly kind: 'add-client'; readonly client: ClientSpec }
  | ({ readonly kind: 'set-client'; readonly client: string } & Change<Omit<ClientSpec, 'name'>>)
  | { readonly kind: 'rename-client'; readonly client: string; readonly to: string }
  | { readonly kind: 'remove-client'; readonly client: string }
  /** Where there is one already nothing changes: a cluster has one SLB. */
  | { readonly kind: 'add-slb'; readonly slb: SlbSpec }
  | { readonly kind: 'rename-slb'; readonly to: string }
  | { readonly kind: 'remove-slb' }
  /** `at`: its place; not given: the end. */
  | { readonly kind: 'add-listener'; readonly listener: SlbListenerSpec; readonly at?: number }
  | { readonly kind: 'set-listener'; readonly at: number; readonly listener: SlbListenerSpec }
  | { readonly kind: 'remove-listener'; readonly at: number }

export type FilterEdit =
  | { readonly kind: 'add-security-group'; readonly group: SecurityGroupSpec }
  | ({ readonly kind: 'set-security-group'; readonly group: string } & Change<Omit<SecurityGroupSpec, 'id'>>)
  | { readonly kind: 'rename-security-group'; readonly group: string; readonly to: string }
  /** With the rules of other groups that name it; its ENIs leave it. */
  | { readonly kind: 'remove-security-group'; readonly group: string }
  | {
      readonly kind: 'add-security-rule'
      readonly group: string
      readonly rule: SecurityRuleSpec
      readonly at?: number
    }
  | { readonly kind: 'set-security-rule'; readonly group: string; readonly at: number; readonly rule: SecurityRuleSpec }
  | { readonly kind: 'remove-security-rule'; readonly group: string; readonly at: number }
  /** Into another group, as its last one: its priority says when it is asked. */
  | { readonly kind: 'move-security-rule'; readonly group: string; readonly at: number; readonly to: string }
  /** The first one brings Felix to the nodes. */
  | { readonly kind: 'add-network-policy'; readonly policy: NetworkPolicySpec }
  | ({ readonly kind: 'set-network-policy'; readonly policy: string } & Change<Omit<NetworkPolicySpec, 'name'>>)
  | { readonly kind: 'rename-network-policy'; readonly policy: string; readonly to: string }
  /** Felix stays, even without a policy: `set-felix` takes it away. */
  | { readonly kind: 'remove-network-policy'; readonly policy: string }
  /** Terway's NetworkPolicy component; off: all policies go with it. */
  | { readonly kind: 'set-felix'; readonly value: boolean }
  | { readonly kind: 'add-network-acl'; readonly acl: NetworkAclSpec }
  | ({ readonly kind: 'set-network-acl'; readonly acl: string } & Change<Omit<NetworkAclSpec, 'id'>>)
  | { readonly kind: 'rename-network-acl'; readonly acl: string; readonly to: string }
  | { readonly kind: 'remove-network-acl'; readonly acl: string }
  | { readonly kind: 'add-acl-rule'; readonly acl: string; readonly rule: NetworkAclRuleSpec; readonly at?: number }
  | { readonly kind: 'set-acl-rule'; readonly acl: string; readonly at: number; readonly rule: NetworkAclRuleSpec }
  | { readonly kind: 'remove-acl-rule'; readonly acl: string; readonly at: number }
  /** `to`: its place among the others, which decides who is asked first. */
  | { readonly kind: 'move-acl-rule'; readonly acl: string; readonly at: number; readonly to: number }

export type CloudEdit =
  | { readonly kind: 'set-vpc'; readonly cidr: Cidr }
  /** null takes it away, with the routes to it. With another id the routes follow. */
  | { readonly kind: 'set-nat-gateway'; readonly gateway: NatGatewaySpec | null }
  | { readonly kind: 'add-eip'; readonly eip: EipSpec; readonly at?: number }
  | { readonly kind: 'set-eip'; readonly at: number; readonly eip: EipSpec }
  | { readonly kind: 'remove-eip'; readonly at: number }
  | { readonly kind: 'add-route'; readonly route: VpcRouteSpec; readonly at?: number }
  | { readonly kind: 'set-route'; readonly at: number; readonly route: VpcRouteSpec }
  | { readonly kind: 'remove-route'; readonly at: number }
  | ({ readonly kind: 'set-kube-proxy-options' } & Change<Omit<KubeProxySpec, 'mode' | 'release'>>)
  | { readonly kind: 'set-flow'; readonly flow: Flow }

export type ObjectEdit = NodeEdit | PodEdit | ServiceEdit | FilterEdit | CloudEdit

/** Where a pod goes: another ENI of its node, or another node; `ip` not given: the address goes with it. */
export interface MovePod {
  readonly kind: 'move-pod'
  readonly pod: string
  readonly eni: string
  readonly node?: string
  readonly ip?: Ipv4
}
