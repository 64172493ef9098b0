/*! English: what the page says at first sight. Another language is another value of `Messages`. */
import { dropsEn } from './drops-en'
import { hopsEn } from './hops-en'
import type { Messages } from './messages'
import { uiEn } from './ui-en'
import { differenceEn, errnoEn, verdictEn } from './verdict-en'

/** RFC 792 and 1122: the codes that this model makes. */
const unreachable: readonly string[] = [
  'net unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
]

const icmpTypes: Readonly<Record<number, string>> = { 0: 'echo reply', 8: 'echo request', 11: 'time exceeded' }

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const firstViewEn: Messages = {
  language: 'en',
  product: 'eniscope',
  documentTitle: ({ scenario, verdict }) => `${scenario} · ${verdict} · eniscope`,

  leg: { request: 'Request', reply: 'Reply' },
  stage: {
    prerouting: 'PREROUTING',
    routing: 'ROUTING',
    input: 'INPUT',
    ipvs: 'IPVS',
    forward: 'FORWARD',
    output: 'OUTPUT',
    postrouting: 'POSTROUTING',
  },
  machine: {
    node: (n) => `ECS${n}`,
    pod: (n) => `Pod${n}`,
    client: 'client',
    vpc: 'VPC',
    slb: 'SLB',
    gateway: 'SNAT gateway',
    kernelOf: (name) => `kernel of ${name}`,
    kernel: (short) => `${short} kernel`,
  },
  tick: {
    route: 'route',
    cali: 'cali',
    stage: {
      prerouting: 'PRE',
      routing: 'route',
      input: 'INPUT',
      ipvs: 'IPVS',
      forward: 'FWD',
      output: 'OUT',
      postrouting: 'POST',
    },
    snat: 'SNAT',
    dnat: 'DNAT',
    unSnat: 'un-SNAT',
    unDnat: 'un-DNAT',
    rst: 'RST',
    icmp: 'ICMP',
  },
  process: { client: 'client', curl: 'curl', ping: 'ping' },
  icmp: (type, code) =>
    type === 3 ? (unreachable[code] ?? `unreachable (code ${code})`) : (icmpTypes[type] ?? `type ${type}`),
  errno: errnoEn,

  hop: hopsEn,
  drop: dropsEn,
  verdict: verdictEn,
  difference: differenceEn,

  field: {
    source: 'source',
    dest: 'dest',
    mark: 'mark',
    ttl: 'ttl',
    smac: 'from MAC',
    dmac: 'to MAC',
    icmp: 'ICMP',
    inner: 'quotes',
  },
  packet: {
    heading: 'Packet',
    before: 'before',
    after: 'after',
    unchanged: 'unchanged',
    changedFromTo: ({ field, before, after }) => `${field} changed from ${before} to ${after}`,
    none: 'none yet',
  },
  hopItem: ({ n, machine, place, title, changes }) =>
    `${[[`Hop ${n}`, machine, ...(place === machine ? [] : [place])].join(', '), title, ...changes.map(capital)].join('. ')}.`,

  scenario: {
    s1: { title: 'Node → its own pod' },
    s2: { title: 'Pod → pod or Service on the same node' },
    s3: { title: 'Pod → pod IP on another node' },
    s4: { title: 'Pod → ClusterIP, backend elsewhere' },
    s5: { title: 'Pod → ExternalIP, policy Cluster' },
    s6: { title: 'Pod → ExternalIP, policy Local' },
    s7: { title: 'Client → SLB → ExternalIP' },
  },
  group: {
    proxy: 'Proxy',
    policy: 'Policy',
    service: 'Service',
    target: 'Ask for',
    enis: 'ENI',
    backend: 'Backend',
    'rp-filter': 'rp_filter',
    releases: 'Releases',
  },
  choice: {
    local: { label: 'Local', hint: 'externalTrafficPolicy: Local' },
    cluster: { label: 'Cluster', hint: 'externalTrafficPolicy: Cluster' },
    nginx: { label: 'nginx', hint: 'Service nginx, 192.168.2.115' },
    nginx1: { label: 'nginx1', hint: 'Service nginx1, 192.168.2.253' },
    'pod-ip': { label: 'Pod IP', hint: '10.0.1.104' },
    'nginx-clusterip': { label: 'nginx ClusterIP', hint: '192.168.2.115' },
    'nginx-externalip': { label: 'nginx ExternalIP', hint: '10.0.3.62 · Local' },
    'nginx1-clusterip': { label: 'nginx1 ClusterIP', hint: '192.168.2.253' },
    'nginx1-externalip': { label: 'nginx1 ExternalIP', hint: '10.0.3.63 · Cluster' },
    'one-eni': { label: 'shared', hint: 'Both pods have addresses of eth1' },
    'two-enis': { label: 'two', hint: 'The nginx pod has an address of eth2' },
    h4jtf: { label: '.3.58', hint: 'nginx-7d6877d777-h4jtf' },
    kxwdb: { label: '.1.29', hint: 'nginx-7d6877d777-kxwdb' },
    rp0: { label: '0', hint: 'Off, as Terway writes it' },
    rp1: { label: '1', hint: 'Strict' },
    rp2: { label: '2', hint: 'Loose' },
    article: { label: 'as in the article', hint: 'Terway up to 1.4.1, kube-proxy 1.20' },
    newer: { label: 'newer', hint: 'Terway from 1.4.2 on, kube-proxy 1.28' },
    ipvs: { label: 'IPVS', hint: 'kube-proxy in IPVS mode' },
    iptables: { label: 'iptables', hint: 'kube-proxy in iptables mode' },
    nftables: { label: 'nftables', hint: 'kube-proxy in nftables mode, 1.33' },
  },
  kindOf: {
    pod: 'Pod',
    node: 'Node',
    client: 'Client',
    clusterIP: 'ClusterIP',
    externalIP: 'ExternalIP',
    podIP: 'Pod IP',
    service: 'Service',
  },

  ui: uiEn,
}
