/*! English: verdict bar, scenario list, and what newer releases change. */
import type { DifferenceMessages, VerdictMessages } from './messages'
import { Program } from './program-en'
import { code, rich, strong } from './rich'

const stage = {
  prerouting: 'PREROUTING',
  routing: 'the routing decision',
  input: 'INPUT',
  ipvs: 'IPVS',
  forward: 'FORWARD',
  output: 'OUTPUT',
  postrouting: 'POSTROUTING',
} as const
const owner = { pod: 'the pod', node: 'the node', client: 'the client' } as const
const lost = { pod: 'pod IP lost', node: 'node IP changed', client: 'client IP lost' } as const
const stacks = (count: number) => (count === 1 ? '1 kernel stack' : `${count} kernel stacks`)

/** As strerror(3) has it. */
export const errnoEn = {
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  EACCES: 'Permission denied',
} as const

export const verdictEn: VerdictMessages = {
  pill: {
    delivered: 'Delivered',
    refused: 'Refused',
    dropped: 'Dropped',
    loop: 'Loop',
    'not-modelled': 'Not modelled',
  },
  stacks: ({ count, eachWay, noEni }) =>
    rich`through ${strong(stacks(count))}${eachWay ? ' each way' : ''}${noEni ? ', no ENI on the way' : ''}.`,
  asymmetric: ({ host, out, back }) => rich`It leaves ${host} by ${code(out)} and returns by ${code(back)}.`,
  sees: ({ process, peer, source, kept }) =>
    rich`${Program(process)} sees ${kept ? code(peer) : rich`${strong(peer)}, not ${owner[source]}`}.`,
  neverLearns: ({ process }) => rich`${Program(process)} never learns the pod's address.`,
  dropped: ({ where, clause, onTheWayBack }) =>
    onTheWayBack ? rich`on the way back, ${strong(where)}: ${clause}.` : rich`${strong(where)}: ${clause}.`,
  loop: ({ host }) => rich`it goes round through ${host} until its TTL is used up.`,
  notModelled: ({ clause, source, host }) =>
    rich`from here on: ${clause}. Still certain: it gets to the ${host}, with source ${code(source)}.`,
  clientSees: ({ process, sees, protocol, said }) => {
    switch (sees.kind) {
      case 'connected':
        return rich`${Program(process)} is connected.`
      case 'refused':
      case 'unreachable':
        return rich`${Program(process)} gets ${strong(`"${said ?? errnoEn[sees.errno].toLowerCase()}"`)}${sees.kind === 'refused' ? ' at once' : ''}.`
      case 'time-out':
        // Of the SYNs until then more is said where there is room (retries-en.ts).
        return rich`${Program(process)} hears nothing and ${strong('times out')}${protocol === 'TCP' ? ' after 127 s' : ''}.`
    }
  },
  droppedStacks: ({ count, noEni }) => rich`${stacks(count)}${noEni ? ', no ENI touched' : ''}.`,
  at: {
    stage: ({ stage: at, host }) => (at === 'ipvs' ? `by IPVS on ${host}` : `in ${stage[at]} on ${host}`),
    link: ({ dev, host }) => `at ${dev} of ${host}`,
    process: ({ host }) => `at ${host}`,
    vpc: () => 'in the VPC',
    slb: () => 'at the SLB',
    gateway: () => 'at the SNAT gateway',
  },
  line: {
    stacks: ({ count, ways }) => `${count} stack${count === 1 ? '' : 's'}${ways > 1 ? `, ${ways} ways` : ''}`,
    returnsBy: ({ dev }) => `returns by ${dev}`,
    sourceLost: ({ source }) => lost[source],
    sourceLostReturnsBy: ({ source, dev }) => `${lost[source]}, returns by ${dev}`,
    dropped: ({ host }) => (host === 'VPC' ? 'dropped in the VPC' : `dropped on ${host}`),
    refused: ({ host }) => `refused by ${host}`,
    loop: () => 'goes round',
    notModelled: () => 'not modelled',
  },
}

export const differenceEn: DifferenceMessages = {
  nothing: () => rich`Newer releases change nothing on this way.`,
  nowReachable: ({ process, kept, target }) =>
    rich`Newer kube-proxy puts all backends behind ${code(target)}${kept ? `: ${process} sees the real client` : ''}.`,
  nowEnds: ({ where }) => rich`With newer releases the packet ends ${where}.`,
  nowSymmetric: ({ out, was }) =>
    rich`Newer Terway: rule 2048 has no iif, so it leaves by ${code(out)}, not ${code(was)}.`,
  nowAsymmetric: ({ out, was, source }) =>
    rich`Newer Terway sends ${code(source)} out of ${code(out)}, not ${code(was)}.`,
  leavesBy: ({ out, was }) => rich`With newer releases it leaves by ${code(out)}, not ${code(was)}.`,
}
