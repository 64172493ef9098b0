/*! English: what a field of the flow bar opens. */
import { type FlowProblem, type FlowTarget, visible } from '../sim'

/** What a language has to say here. */
export interface PickerMessages {
  readonly find: string
  readonly protocol: string
  readonly placeholder: Readonly<Record<'from' | 'to' | 'find', string>>
  readonly kind: Readonly<
    Record<'service' | 'pod' | 'node' | 'client' | 'scenario' | 'more' | 'flow' | 'address', string>
  >
  /** Behind a target's name: "ExternalIP, Cluster". */
  readonly address: (target: FlowTarget) => string
  readonly asTyped: (text: string) => string
  readonly wholeFlow: (facts: { from: string; to: string; protocol: string }) => string
  readonly more: (n: number) => string
  readonly nothing: (text: string) => string
  readonly results: (n: number) => string
  readonly problem: (problem: FlowProblem) => string
  readonly pingHasNoPort: string
  readonly ttl: string
  readonly servedPorts: string
  readonly apply: string
}

/** What a stranger typed: not endless, and nothing of it unseen. */
const short = (text: string) => visible(text.length > 40 ? `${text.slice(0, 40)}…` : text)

export const pickerEn: PickerMessages = {
  find: 'Find',
  protocol: 'Protocol',
  placeholder: {
    from: 'name or address',
    to: 'name, address, or address:port',
    find: 'name, address, link, or: source target port',
  },
  kind: {
    service: 'Service',
    pod: 'Pod',
    node: 'Node',
    client: 'Client',
    scenario: 'Scenario',
    more: 'Link',
    flow: 'Flow',
    address: 'Address',
  },
  address: ({ address, node, policy }) => {
    switch (address) {
      case 'clusterIP':
        return 'ClusterIP'
      case 'externalIP':
        return policy === null ? 'ExternalIP' : `ExternalIP, ${policy}`
      case 'nodePort':
        return [`NodePort on ${node ?? ''}`, ...(policy === null ? [] : [policy])].join(', ')
      case 'eip':
        return 'EIP'
      case 'slb':
        return 'SLB'
      case 'own':
        return ''
    }
  },
  asTyped: (text) => `use ${short(text)} as typed`,
  wholeFlow: ({ from, to, protocol }) => `${from} → ${to} ${protocol}`,
  more: (n) => `${n} more: type to narrow`,
  nothing: (text) => `Nothing in this cluster is called "${short(text)}".`,
  results: (n) => (n === 1 ? '1 match' : `${n} matches`),
  problem: (problem) => {
    switch (problem.code) {
      case 'empty':
        return 'Type a name or an address.'
      case 'too-long':
        return `That is ${problem.length} characters; a flow has at most ${problem.limit}.`
      case 'not-a-flow':
        return 'A flow is a source, a target and a port, like 10.0.1.91 10.0.3.63 80.'
      case 'port':
        return 'A port is a number from 1 to 65535.'
      case 'ttl':
        return 'A TTL is a number from 1 to 255.'
      case 'address':
        return 'An address has four numbers from 0 to 255, like 10.0.3.62.'
      case 'source':
        return `No pod, node or client here is "${short(problem.found)}".`
      case 'target':
        return `Nothing in this cluster is called "${short(problem.found)}".`
      case 'ambiguous':
        return `"${short(problem.found)}" can be ${problem.first} or ${problem.second}.`
    }
  },
  pingHasNoPort: 'A ping has no port.',
  ttl: 'TTL (64 if empty)',
  servedPorts: 'Served there',
  apply: 'Apply',
}
