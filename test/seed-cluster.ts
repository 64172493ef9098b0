/*! All of the article's cluster in one topology: three nodes, four pods, two Services, the load balancer and the client. */
import {
  article,
  h4jtf,
  h5wnp,
  kxwdb,
  node1_47,
  node1_82,
  node3_49,
  outsideClient,
  slbOf,
  zp5jg,
} from '../src/scenarios/article'
import type { Topology } from '../src/sim'

export const seedCluster: Topology = article({
  nodes: [node1_82, node3_49, node1_47],
  pods: [h5wnp, zp5jg, h4jtf, kxwdb],
  clients: [outsideClient],
  slb: slbOf([h4jtf, kxwdb]),
})
