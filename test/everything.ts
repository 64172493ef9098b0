/*! The article's cluster with one of everything that a topology may have. */
import { cidr, ipv4, type Topology } from '../src/sim'
import { h4jtf } from '../src/scenarios/article'
import { seedCluster } from './seed-cluster'

const NET = cidr('10.0.0.0/8')

export const everything: Topology = {
  ...seedCluster,
  nodes: seedCluster.nodes.map((node, at) =>
    at === 0
      ? { ...node, enis: node.enis.map((eni, index) => (index === 1 ? { ...eni, securityGroups: ['sg-1'] } : eni)) }
      : node,
  ),
  securityGroups: [
    {
      id: 'sg-1',
      type: 'basic',
      rules: [{ direction: 'in', policy: 'accept', priority: 1, protocol: 'TCP', peer: { cidr: NET } }],
    },
  ],
  networkPolicies: [{ name: 'policy', pods: [h4jtf.name], ingress: [{ peers: [{ cidr: NET }] }] }],
  networkAcls: [
    { id: 'acl-1', vswitches: ['vsw-1'], rules: [{ direction: 'in', policy: 'accept', protocol: 'TCP', cidr: NET }] },
  ],
  natGateway: { id: 'ngw-1', entries: [{ source: cidr('10.0.1.0/24'), eip: ipv4('47.1.1.1') }] },
  eips: [{ eip: ipv4('47.2.2.2'), ip: h4jtf.ip }],
  routes: [{ destination: cidr('172.16.0.0/16'), via: { blackhole: true } }],
}
