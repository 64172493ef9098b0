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

export const slbListener = (slb: string, port: number, exists: boolean): Command => ({
  question: say('cmd.ask.slb-listener', { slb, port }),
  command: `aliyun slb DescribeLoadBalancerAttribute --LoadBalancerId ${q(slb)}`,
  netns: null,
  where: say('cmd.where.aliyun', {}),
  expect: exists ? say('cmd.expect.slb-listener', { port }) : say('cmd.expect.nothing', {}),
  ifNot: exists ? say('cmd.if-not.slb-listener', {}) : say('cmd.if-not.drop', {}),
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
