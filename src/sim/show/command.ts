/*! One command: what to type, where, what to expect. Every command only reads; every name in it is quoted. */
import { must } from '../../base/assert'
import type { NetnsId } from '../kernel/row'
import { formatIpv4, type Ipv4 } from '../net/ip'
import type { Trace } from '../trace/trace'
import { podNetns, type World } from '../world'
import { type CommandMessage, say } from './command-messages'
import { shellQuote as q } from './shell'

/** What the commands need of a run. */
export interface CommandRun {
  readonly world: World
  readonly trace: Trace
  readonly topology: { readonly pods: readonly PodProcess[] }
}
interface PodProcess {
  readonly namespace: string
  readonly name: string
  /** Null: `crictl` finds it. */
  readonly pid: number | null
}

/** One command that proves a step on the real machine. */
export interface Command {
  readonly question: CommandMessage
  readonly command: string
  /** The namespace that it looks into; null: the cloud or the cluster. */
  readonly netns: NetnsId | null
  /** Where to type it. */
  readonly where: CommandMessage
  readonly expect: CommandMessage
  readonly ifNot: CommandMessage | null
}

/** What is asked, what to expect, what it means if not. */
export type Answer = Pick<Command, 'question' | 'expect' | 'ifNot'>

/** A command inside a namespace: on a node and a client as it is, for a pod through nsenter from its node. */
export function plain(run: CommandRun, netns: NetnsId, command: string, answer: Answer): Command {
  const machine = run.world.netns.get(netns)
  const name = machine?.name ?? netns
  if (machine?.type === 'client') return { ...answer, command, netns, where: say('cmd.where.client', { client: name }) }
  if (machine?.type !== 'pod') return { ...answer, command, netns, where: say('cmd.where.node', { node: name }) }
  const node = hostOf(run.world, netns)
  return {
    ...answer,
    command: `nsenter -t ${pidOf(run, netns)} -n ${command}`,
    netns,
    where: say('cmd.where.pod', { pod: name, node: node === null ? '' : (run.world.netns.get(node)?.name ?? node) }),
  }
}

/** The node that a pod runs on: where the other end of its veth is. */
function hostOf(world: World, netns: NetnsId): NetnsId | null {
  for (const { type } of world.netns.get(netns)?.links ?? []) if (type.kind === 'veth') return type.peer.netns
  return null
}

/** The PID where it is known, else the question to the container runtime for the pod's sandbox, which has the same netns. */
function pidOf(run: CommandRun, netns: NetnsId): string {
  const pod = must(
    run.topology.pods.find(({ namespace, name }) => podNetns(namespace, name) === netns),
    `the pod of ${netns}`,
  )
  if (pod.pid !== null) return String(pod.pid)
  const name = q(`^${pod.name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
  const sandbox = `crictl pods -q --namespace=${q(pod.namespace)} --name=${name}`
  return `"$(crictl inspectp -o go-template --template '{{.info.pid}}' "$(${sandbox})")"`
}

/** Addresses are numbers in this program: no quoting needed. */
export const ip = formatIpv4
export const at = (address: Ipv4, port: number): string => `${ip(address)}:${port}`
