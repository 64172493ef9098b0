/*! A pod asks for a pod of another node, by Pod IP. */
import { article, connect, h5wnp, lwrfc, node1_82, node3_49, pod } from './article'
import type { Scenario } from './types'
import { releases } from './variants'

export const s3: Scenario = {
  id: 's3',
  question: {
    topology: article({ nodes: [node1_82, node3_49], pods: [h5wnp, lwrfc] }),
    flow: connect(pod(h5wnp), lwrfc.ip),
  },
  groups: [releases],
  facts: ['S3', 'A1', 'A7', 'A9', 'A11'],
  neverWent: null,
}
