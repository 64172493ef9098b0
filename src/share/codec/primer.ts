/*! What every link starts from: a small cluster and common words that writer and reader have seen before the first byte, so that the
first "nginx" is not spelled and the first pod is not a surprise. Part of the format: a change here changes what every link means. */
import { cidr, type Flow, ipv4, type NodeSpec, type PodSpec, type ServiceSpec, type Topology } from '../../sim'
import { Coder } from './coder'
import type { Bits } from './range'
import { text } from './text'
import { tell } from './topology'

/** Words that clusters are full of. */
const WORDS = `nginx web api app redis mysql postgres kafka rabbitmq mongo frontend backend gateway auth user order payment
cart search catalog checkout worker cache proxy admin metrics coredns prometheus grafana centos busybox client server db
app k8s-app tier component role version name release default kube-system prod staging monitoring java node python3 envoy
sshd mysqld redis-server vsw vpc svc pod sg acl nat lb-j6c eni-j6c eth cn-hongkong. cn-hangzhou. cn-beijing. cn-shanghai.
cn-shenzhen. ecs.g7.xlarge ecs.g7.large ecs.g7.2xlarge ecs.c7.xlarge all default v1 v2`

const nodes: readonly NodeSpec[] = [
  ['10.0.1.11', 'vsw-1', 'cn-hongkong.10.0.1.11'],
  ['10.0.2.12', 'vsw-2', 'cn-hongkong.10.0.2.12'],
  ['10.0.1.13', 'vsw-1', 'cn-hongkong.10.0.1.13'],
  ['10.0.2.14', 'vsw-2', 'cn-hongkong.10.0.2.14'],
].map(([ip = '', vswitch = '', name = '']) => ({
  name,
  ip: ipv4(ip),
  vswitch,
  instanceType: 'ecs.g7.xlarge',
  enis: [{ dev: 'eth0' }, { dev: 'eth1' }, { dev: 'eth2' }],
}))

const pod = (name: string, node: number, eni: number, last: number, app: string, port: number): PodSpec => ({
  name,
  node: nodes[node]?.name ?? '',
  eni: `eth${eni}`,
  ip: ipv4(`10.0.${1 + (node % 2)}.${last}`),
  labels: { app },
  listen: [{ port, protocol: 'TCP', process: app }],
})

const pods: readonly PodSpec[] = [
  pod('nginx-5d59d67564-8hb6k', 0, 1, 91, 'nginx', 80),
  pod('nginx-5d59d67564-x9w2c', 1, 2, 57, 'nginx', 80),
  pod('nginx-5d59d67564-m4zrt', 3, 1, 180, 'nginx', 80),
  pod('api-6c8f9b7d44-jq7vl', 2, 1, 104, 'api', 8080),
  pod('api-6c8f9b7d44-t2nfd', 0, 2, 33, 'api', 8080),
  pod('api-6c8f9b7d44-9sgkh', 3, 2, 148, 'api', 8080),
  pod('redis-0', 2, 1, 120, 'redis', 6379),
  pod('redis-1', 1, 1, 76, 'redis', 6379),
  pod('web-1', 2, 2, 220, 'web', 80),
  pod('web-2', 0, 1, 145, 'web', 80),
  pod('web-3', 1, 1, 99, 'web', 80),
]

const service = (
  name: string,
  last: number,
  port: number,
  from: string,
  more: Partial<ServiceSpec> = {},
): ServiceSpec => ({
  name,
  clusterIP: ipv4(`192.168.${last % 8}.${last}`),
  lbIP: null,
  ports: [{ protocol: 'TCP', port, targetPort: port, nodePort: null }],
  externalTrafficPolicy: 'Cluster',
  endpoints: { pods: pods.filter((one) => one.name.startsWith(from)).map((one) => one.name) },
  ...more,
})

const topology: Topology = {
  vpc: cidr('10.0.0.0/16'),
  vswitches: [
    { name: 'vsw-1', cidr: cidr('10.0.1.0/24') },
    { name: 'vsw-2', cidr: cidr('10.0.2.0/24') },
  ],
  nodes,
  pods,
  services: [
    service('nginx', 115, 80, 'nginx', {
      lbIP: ipv4('10.0.1.62'),
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 31_230 }],
      externalTrafficPolicy: 'Local',
    }),
    service('api', 27, 8080, 'api'),
    service('redis', 204, 6379, 'redis'),
    service('web', 63, 80, 'web', {
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 30_871 }],
    }),
  ],
  clients: [{ name: 'client', ip: ipv4('172.16.5.20') }],
  slb: null,
  terway: { release: '1.4.2' },
  kubeProxy: { mode: 'ipvs', release: '1.28', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
}

const flow: Flow = {
  from: { kind: 'pod', name: 'nginx-5d59d67564-8hb6k' },
  to: { ip: ipv4('192.168.3.27'), port: 8080 },
  protocol: 'TCP',
  sport: 40_001,
  backend: 'api-6c8f9b7d44-9sgkh',
}

/** Listens, and writes nothing. */
const nowhere: Bits = { bit: (_one, value) => value === true, uniform: (_n, value) => value ?? 0 }

let ready: Coder | null = null

/** A coder that has seen all this. */
export function primed(bits: Bits, writing: boolean): Coder {
  if (ready === null) {
    ready = new Coder(nowhere, true)
    for (const word of WORDS.split(/\s+/)) {
      text(ready, word, word.length)
      ready.seen.words.add('word', word)
    }
    tell(ready, { topology, flow })
  }
  return new Coder(bits, writing, ready)
}
