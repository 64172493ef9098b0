/*! A pod asks for the ExternalIP of a Service with policy Local; its own node has no backend. */
import { article, connect, h4jtf, h5wnp, nginx, node1_82, node3_49, pod } from './article'
import type { Scenario } from './types'
import { policy, proxy, releases } from './variants'

export const s6: Scenario = {
  id: 's6',
  question: {
    topology: article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf] }),
    flow: connect(pod(h5wnp), nginx.externalIP),
  },
  groups: [policy('nginx', 'Local'), proxy, releases],
  facts: ['S6', 'O5', 'V5', 'C10', 'T3'],
  neverWent: [{ kind: 'set-external-policy', service: 'nginx', policy: 'Cluster' }],
}
