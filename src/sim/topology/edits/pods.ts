/*! Edits of pods. */
import { assertNever } from '../../../base/assert'
import type { Question } from '../edit'
import type { PodSpec, Topology } from '../types'
import { addressMoved, podRenamed, withoutPods } from './follow'
import type { MovePod, PodEdit } from './kinds'
import { changed, replaced } from './list'
import { findNamed, nameOf } from './names'

export function applyPodEdit(question: Question, edit: PodEdit): Question {
  const { topology } = question
  if (edit.kind === 'add-pod') return { ...question, topology: withPod(topology, edit.pod, edit.services ?? []) }
  const pod = findNamed(topology.pods, edit.pod)
  if (!pod) return question
  switch (edit.kind) {
    case 'set-pod':
      return changePod(question, pod, changed(pod, edit))
    case 'rename-pod':
      return changePod(question, pod, { ...pod, name: edit.to })
    case 'remove-pod':
      return withoutPods(question, [pod])
    default:
      return assertNever(edit)
  }
}

/** Services by label find it themselves. The cloud controller puts it behind the SLB's listeners. */
function withPod(topology: Topology, pod: PodSpec, names: readonly string[]): Topology {
  const taking = names.flatMap((name) => findNamed(topology.services, name) ?? [])
  const { slb } = topology
  return {
    ...topology,
    pods: [...topology.pods, pod],
    services: topology.services.map((service) =>
      taking.includes(service) && 'pods' in service.endpoints
        ? { ...service, endpoints: { pods: [...service.endpoints.pods, pod.name] } }
        : service,
    ),
    slb: slb && {
      ...slb,
      listeners: slb.listeners.map((listener) => {
        const { targetPort } =
          taking
            .filter(({ lbIP }) => lbIP === listener.vip)
            .flatMap(({ ports }) => ports)
            .find(({ port, protocol }) => port === listener.port && protocol === listener.protocol) ?? {}
        return targetPort === undefined
          ? listener
          : { ...listener, backends: [...listener.backends, { ip: pod.ip, port: targetPort }] }
      }),
    },
  }
}

/** To another ENI. On another node it has the numbers that this one gives: its interface index and its PID are not declared any more. */
export function movePod(question: Question, { pod: name, eni, node, ip }: MovePod): Question {
  const before = findNamed(question.topology.pods, name)
  if (!before) return question
  const moved = node !== undefined && node !== before.node
  const { ifindex: _index, pid: _pid, ...elsewhere } = before
  const kept: PodSpec = moved ? elsewhere : before
  return changePod(question, before, {
    ...kept,
    eni,
    ...(node === undefined ? {} : { node }),
    ...(ip === undefined ? {} : { ip }),
  })
}

/** What names it follows to another name, and what has its address to another one. */
function changePod(question: Question, before: PodSpec, after: PodSpec): Question {
  const { topology } = question
  const next = { ...question, topology: { ...topology, pods: replaced(topology.pods, before, () => after) } }
  const named = nameOf(before) === nameOf(after) ? next : podRenamed(next, before, after)
  return addressMoved(named, before.ip, after.ip)
}
