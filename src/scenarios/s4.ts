/*! A pod asks for a ClusterIP; its own node has no backend. The external policy of the Service plays no part. */
import { article, connect, h4jtf, h5wnp, nginx, nginx1, node1_82, node3_49, PORT, pod } from './article'
import type { Scenario } from './types'
import { proxy, releases, rpFilter } from './variants'

export const s4: Scenario = {
  id: 's4',
  question: {
    topology: article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf] }),
    flow: connect(pod(h5wnp), nginx.clusterIP),
  },
  groups: [
    {
      id: 'service',
      choices: [
        { id: 'nginx', edits: [] },
        { id: 'nginx1', edits: [{ kind: 'set-target', ip: nginx1.clusterIP, port: PORT }] },
      ],
    },
    proxy,
    rpFilter,
    releases,
  ],
  facts: ['S4', 'O3', 'V6', 'C5', 'C6', 'C7', 'T1', 'T4', 'T5'],
  neverWent: null,
}
