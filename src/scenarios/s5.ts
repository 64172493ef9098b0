/*! A pod asks for the ExternalIP of a Service with policy Cluster; its own node has no backend. */
import { article, connect, h4jtf, h5wnp, nginx1, node1_82, node3_49, pod } from './article'
import type { Scenario } from './types'
import { policy, proxy, releases, rpFilter } from './variants'

export const s5: Scenario = {
  id: 's5',
  question: {
    topology: article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf] }),
    flow: connect(pod(h5wnp), nginx1.externalIP),
  },
  groups: [policy('nginx1', 'Cluster'), proxy, rpFilter, releases],
  facts: ['S5', 'O4', 'C8', 'C9', 'T2', 'T4', 'T5'],
  neverWent: [
    { kind: 'set-external-policy', service: 'nginx1', policy: 'Cluster' },
    { kind: 'set-rp-filter', value: 0 },
  ],
}
