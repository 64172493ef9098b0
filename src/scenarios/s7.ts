/*! A client outside the cluster asks for the ExternalIP: the SLB goes straight to a pod's ENI. */
import { article, client, connect, h4jtf, kxwdb, nginx, node1_47, node3_49, outsideClient, slbOf } from './article'
import type { Scenario } from './types'
import { proxy, releases } from './variants'

export const s7: Scenario = {
  id: 's7',
  question: {
    topology: article({
      nodes: [node3_49, node1_47],
      pods: [h4jtf, kxwdb],
      clients: [outsideClient],
      slb: slbOf([h4jtf, kxwdb]),
    }),
    flow: connect(client(outsideClient), nginx.externalIP, h4jtf),
  },
  groups: [
    {
      id: 'backend',
      choices: [
        { id: 'h4jtf', edits: [] },
        { id: 'kxwdb', edits: [{ kind: 'set-backend', backend: kxwdb.name }] },
      ],
    },
    proxy,
    releases,
  ],
  facts: ['S7', 'A9'],
  neverWent: null,
}
