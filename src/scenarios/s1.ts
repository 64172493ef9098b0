/*! A node asks for its own pod, by Pod IP. */
import { article, connect, node, node1_82, zp5jg } from './article'
import type { Scenario } from './types'
import { releases } from './variants'

export const s1: Scenario = {
  id: 's1',
  question: {
    topology: article({ nodes: [node1_82], pods: [zp5jg] }),
    flow: connect(node(node1_82), zp5jg.ip),
  },
  groups: [releases],
  facts: ['S1', 'O1', 'O5', 'A2', 'A3', 'A4', 'A5', 'A10'],
  neverWent: null,
}
