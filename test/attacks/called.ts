/*! A cluster whose names somebody else chose. */
import { must } from '../../src/base/assert'
import { scenarioById } from '../../src/scenarios'
import type { Question } from '../../src/sim'

/** Scenario 5 with every pod, its labels and its program called so. */
export function called(name: string): Question {
  const { topology, flow } = must(scenarioById('s5'), 's5').question
  const pod = (old: string) => `${name}${old.slice(-5)}`
  return {
    topology: {
      ...topology,
      pods: topology.pods.map((each) => ({
        ...each,
        name: pod(each.name),
        labels: { [name]: name },
        listen: (each.listen ?? []).map((one) => ({ ...one, process: name })),
      })),
      services: topology.services.map((each) =>
        'pods' in each.endpoints ? { ...each, endpoints: { pods: each.endpoints.pods.map(pod) } } : each,
      ),
    },
    flow: { ...flow, from: { ...flow.from, name: pod(flow.from.name) }, backend: flow.backend && pod(flow.backend) },
  }
}

/** What would run, end a statement or begin another one in a Mermaid diagram (L6). */
export const MERMAID_NAMES = [
  'click m1 "javascript:alert(1)"',
  '%%{init: {"securityLevel": "loose"}}%%',
  'x\n  click m1 call alert(1)',
  '<img src=x onerror=alert(1)>',
  '`evil`',
  'a;b#c',
  '$$\\href{javascript:alert(1)}{x}$$',
  'end',
  'x\n  end\n  loop for ever',
  'm1->>m2: forged',
  'it\'s "quoted" | piped & $(id)',
] as const
