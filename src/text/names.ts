/*! Short names for the machines of one run: ECS1, ECS2 in declared order; Pod1, Pod2 in the order in which the packet passes
them, then the others as declared; and the programs at both ends. */
import {
  clientNetns,
  type Flow,
  formatIpv4,
  type Machine,
  machineOf,
  type NetnsId,
  nodeNetns,
  podNetns,
  type Run,
  stepsOf,
} from '../sim'
import { must } from '../base/assert'
import type { Messages } from './messages'

export interface MachineName {
  readonly kind: 'node' | 'pod' | 'client' | 'vpc' | 'slb' | 'gateway'
  /** `ECS1`, `Pod2`, `VPC`. */
  readonly short: string
  /** `cn-hongkong.10.0.1.82`, `nginx-7d6877d777-h4jtf`, `lb-j6cw3daxxukxln8xccive`. */
  readonly full: string
  readonly address: string | null
}

export interface Names {
  readonly of: (machine: Machine) => MachineName
  /** 1, 2, … for a kernel stack in the order in which the packet first enters it; null if it never does, or is no stack. */
  readonly stackNumber: (machine: Machine) => number | null
  /** The program that asks (curl). */
  readonly client: string
  /** The program that is asked (nginx), also if the packet never gets there. */
  readonly server: string
}

/** The stacks of hosts and pods in the order of the whole walk: the article counts them (2, 3, 4). A client's is not counted. */
export function stacksOf(run: Run): readonly NetnsId[] {
  const stacks = new Set<NetnsId>()
  for (const { place } of stepsOf(run.trace)) {
    if (!('netns' in place)) continue
    if (run.world.netns.get(place.netns)?.type !== 'client') stacks.add(place.netns)
  }
  return [...stacks]
}

function namesIn(run: Run, language: Messages): Names {
  const { topology, flow, trace } = run
  const names = new Map<Machine, MachineName>()
  topology.nodes.forEach((node, index) => {
    const short = language.machine.node(index + 1)
    names.set(nodeNetns(node.name), { kind: 'node', short, full: node.name, address: formatIpv4(node.ip) })
  })
  const passed = stepsOf(trace).map((step) => machineOf(step.place))
  const rank = (machine: Machine) => (passed.includes(machine) ? passed.indexOf(machine) : passed.length)
  topology.pods
    .map((pod) => ({ pod, machine: podNetns(pod.namespace, pod.name) }))
    .toSorted((a, b) => rank(a.machine) - rank(b.machine))
    .forEach(({ pod, machine }, index) => {
      const short = language.machine.pod(index + 1)
      names.set(machine, { kind: 'pod', short, full: pod.name, address: formatIpv4(pod.ip) })
    })
  for (const { name, ip } of topology.clients) {
    const short = topology.clients.length > 1 || flow.from.kind !== 'client' ? name : language.machine.client
    names.set(clientNetns(name), { kind: 'client', short, full: name, address: formatIpv4(ip) })
  }
  names.set('vpc', { kind: 'vpc', short: language.machine.vpc, full: language.machine.vpc, address: null })
  const { slb } = topology
  const vip = slb?.listeners[0]?.vip
  names.set('slb', {
    kind: 'slb',
    short: language.machine.slb,
    full: slb?.id ?? language.machine.slb,
    address: vip === undefined ? null : formatIpv4(vip),
  })
  names.set('gateway', {
    kind: 'gateway',
    short: language.machine.gateway,
    full: topology.natGateway?.id ?? language.machine.gateway,
    address: null,
  })

  const stacks: readonly Machine[] = stacksOf(run)
  return {
    of: (machine) => must(names.get(machine), `a machine called ${machine}`),
    stackNumber: (machine) => (stacks.includes(machine) ? stacks.indexOf(machine) + 1 : null),
    client: clientProcess(flow, language),
    server: serverProcess(run),
  }
}

const clientProcess = ({ from, protocol }: Flow, { process }: Messages): string =>
  protocol === 'ICMP' ? process.ping : from.kind === 'client' || protocol === 'UDP' ? process.client : process.curl

/** From the socket that took it; else from the pods that would have. */
function serverProcess({ topology, flow, trace }: Run): string {
  for (const { event } of trace.request.steps) if (event.kind === 'deliver') return event.process
  const service = topology.services.find(({ clusterIP, lbIP }) => clusterIP === flow.to.ip || lbIP === flow.to.ip)
  const pod = service ? service.backends[0] : topology.pods.find(({ ip }) => ip === flow.to.ip)
  return pod?.listen[0]?.process ?? service?.name ?? formatIpv4(flow.to.ip)
}

const known = new WeakMap<Run, Map<Messages, Names>>()

/** The names of a run in a language; made once. */
export function namesOf(run: Run, language: Messages): Names {
  const perLanguage = known.get(run) ?? new Map<Messages, Names>()
  known.set(run, perLanguage)
  const names = perLanguage.get(language) ?? namesIn(run, language)
  perLanguage.set(language, names)
  return names
}
