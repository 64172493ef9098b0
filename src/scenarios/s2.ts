/*! A pod asks for a pod of its own node: by Pod IP, or by either address of either Service; one ENI for both pods, or two.

Both backends of the article exist, so that its lists of real servers hold (V1–V4); load balancing takes the one nearby. */
import type { Ipv4 } from '../sim'
import { article, connect, h4jtf, h5wnp, nginx, nginx1, node1_82TwoEnis, node3_49, PORT, pod, zp5jg } from './article'
import type { Choice, ChoiceId, Scenario } from './types'
import { proxy, releases } from './variants'

const ask = (id: ChoiceId, ip: Ipv4): Choice => ({
  id,
  edits: [
    { kind: 'set-target', ip, port: PORT },
    { kind: 'set-backend', backend: zp5jg.name },
  ],
})

export const s2: Scenario = {
  id: 's2',
  question: {
    topology: article({ nodes: [node1_82TwoEnis, node3_49], pods: [h5wnp, zp5jg, h4jtf] }),
    flow: connect(pod(h5wnp), zp5jg.ip),
  },
  groups: [
    {
      id: 'target',
      choices: [
        { id: 'pod-ip', edits: [] },
        ask('nginx-clusterip', nginx.clusterIP),
        ask('nginx-externalip', nginx.externalIP),
        ask('nginx1-clusterip', nginx1.clusterIP),
        ask('nginx1-externalip', nginx1.externalIP),
      ],
    },
    {
      id: 'enis',
      choices: [
        { id: 'one-eni', edits: [] },
        { id: 'two-enis', edits: [{ kind: 'move-pod', pod: zp5jg.name, eni: 'eth2' }] },
      ],
    },
    proxy,
    releases,
  ],
  facts: ['S2', 'O2', 'O5', 'V1', 'V2', 'V3', 'V4', 'C1', 'C2', 'C3', 'C4', 'A6', 'A8'],
  neverWent: null,
}
