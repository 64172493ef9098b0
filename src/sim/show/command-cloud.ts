/*! Commands that ask the cloud and the cluster: aliyun, kubectl. */
import type { Ipv4 } from '../net/ip'
import { at, type Command, ip } from './command'
import { say } from './command-messages'
import { shellQuote as q } from './shell'

/** The ENI that owns an address; null: nobody does. */
export const owner = (address: Ipv4, eni: { id: string; host: string; dev: string } | null): Command => ({
  question: say('cmd.ask.owner', { ip: ip(address) }),
  command: `aliyun ecs DescribeNetworkInterfaces --PrivateIpAddress.1 ${ip(address)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect:
    eni === null
      ? say('cmd.expect.no-owner', { ip: ip(address) })
      : say('cmd.expect.owner', { eni: eni.id, host: eni.host, dev: eni.dev }),
  ifNot: eni === null ? say('cmd.if-not.drop', {}) : say('cmd.if-not.owner', { ip: ip(address) }),
})

export const sourceCheck = (eni: string): Command => ({
  question: say('cmd.ask.source-check', { eni }),
  command: `aliyun ecs DescribeNetworkInterfaceAttribute --NetworkInterfaceId ${q(eni)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: say('cmd.expect.words', { words: 'SourceDestCheck: true' }),
  ifNot: say('cmd.if-not.drop', {}),
})

/** What decided at an ENI: the rule, or that there is none. */
export const securityGroup = (group: string, eni: string, rule: string | null): Command => ({
  question: say('cmd.ask.security-group', { group, eni }),
  command: `aliyun ecs DescribeSecurityGroupAttribute --SecurityGroupId ${q(group)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: rule === null ? say('cmd.expect.no-rule', {}) : say('cmd.expect.rule', { rule }),
  ifNot: say('cmd.if-not.drop', {}),
})

export const networkAcl = (acl: string, vswitch: string, rule: string | null): Command => ({
  question: say('cmd.ask.network-acl', { acl, vswitch }),
  command: `aliyun vpc DescribeNetworkAclAttributes --NetworkAclId ${q(acl)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: rule === null ? say('cmd.expect.no-rule', {}) : say('cmd.expect.rule', { rule }),
  ifNot: say('cmd.if-not.drop', {}),
})

/** The route tables; `route` is the entry as the console prints it, null: none is expected. */
export const vpcRoute = (dst: Ipv4, route: string | null): Command => ({
  question: say('cmd.ask.vpc-route', { dst: ip(dst) }),
  command: 'aliyun vpc DescribeRouteTables --RouterType VRouter',
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect:
    route === null ? say('cmd.expect.no-route-entry', { dst: ip(dst) }) : say('cmd.expect.words', { words: route }),
  ifNot: say('cmd.if-not.vpc-route', {}),
})

/** The SNAT entries of a gateway; `entry` null: none for this source. */
export const snatEntry = (
  gateway: string,
  src: Ipv4,
  entry: { readonly source: string; readonly eip: Ipv4 } | null,
): Command => ({
  question: say('cmd.ask.snat-entry', { src: ip(src), gateway }),
  command: `aliyun vpc DescribeSnatTableEntries --NatGatewayId ${q(gateway)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect:
    entry === null
      ? say('cmd.expect.no-snat-entry', { src: ip(src) })
      : say('cmd.expect.snat-entry', { source: entry.source, eip: ip(entry.eip) }),
  ifNot: entry === null ? say('cmd.if-not.drop', {}) : say('cmd.if-not.snat-entry', { src: ip(src) }),
})

/** What an EIP is bound to; null: to nothing that could be reached. */
export const eipAddress = (eip: Ipv4, bound: Ipv4 | null): Command => ({
  question: say('cmd.ask.eip', { eip: ip(eip) }),
  command: `aliyun vpc DescribeEipAddresses --EipAddress ${ip(eip)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: bound === null ? say('cmd.expect.nothing', {}) : say('cmd.expect.eip', { ip: ip(bound) }),
  ifNot: bound === null ? say('cmd.if-not.drop', {}) : say('cmd.if-not.eip', {}),
})

export const slbListener = (slb: string, port: number, exists: boolean): Command => ({
  question: say('cmd.ask.slb-listener', { slb, port }),
  command: `aliyun slb DescribeLoadBalancerAttribute --LoadBalancerId ${q(slb)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: exists ? say('cmd.expect.slb-listener', { port }) : say('cmd.expect.nothing', {}),
  ifNot: exists ? say('cmd.if-not.slb-listener', {}) : say('cmd.if-not.drop', {}),
})

/** Whether a listener has an access control list, and which. */
export const slbAcl = (slb: string, port: number, proto: 'TCP' | 'UDP'): Command => ({
  question: say('cmd.ask.slb-acl', { slb, port }),
  command: `aliyun slb DescribeLoadBalancer${proto}ListenerAttribute --LoadBalancerId ${q(slb)} --ListenerPort ${port}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: say('cmd.expect.slb-acl', {}),
  ifNot: say('cmd.if-not.drop', {}),
})

/** The backends of a listener as the SLB's health check sees them; null: there is none. */
export const slbHealth = (slb: string, port: number, backend: { address: Ipv4; port: number } | null): Command => ({
  question: say('cmd.ask.slb-health', { slb, port }),
  command: `aliyun slb DescribeHealthStatus --LoadBalancerId ${q(slb)} --ListenerPort ${port}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect:
    backend === null
      ? say('cmd.expect.nothing', {})
      : say('cmd.expect.slb-healthy', { server: at(backend.address, backend.port) }),
  ifNot: backend === null ? say('cmd.if-not.drop', {}) : say('cmd.if-not.slb-health', {}),
})

/** The policy that emptied a virtual server. `object` is who the row was written for: "Service default/nginx". */
export function trafficPolicy(object: string): Command | null {
  const found = /^Service ([^/]+)\/([^/]+)$/.exec(object)
  const [namespace, name] = [found?.[1], found?.[2]]
  if (namespace === undefined || name === undefined) return null
  return {
    question: say('cmd.ask.traffic-policy', { service: name }),
    command: `kubectl get service --namespace=${q(namespace)} -o jsonpath='{.spec.externalTrafficPolicy}' -- ${q(name)}`,
    netns: null,
    where: say('cmd.where.kubectl', {}),
    expect: say('cmd.expect.words', { words: 'Local' }),
    ifNot: say('cmd.if-not.traffic-policy', {}),
  }
}
