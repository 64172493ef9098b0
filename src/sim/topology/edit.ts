/*! Every change to a question as data, and the function that applies it. Scenario variants use it; so will the editor. */
import { assertNever } from '../../base/assert'
import type { Ipv4 } from '../net/ip'
import type { Flow, KubeProxyRelease, TerwayRelease, Topology, TrafficPolicy } from './types'

/** What is asked of the simulator: a cluster and one flow through it. */
export interface Question {
  readonly topology: Topology
  readonly flow: Flow
}

export type Edit =
  | { readonly kind: 'set-external-policy'; readonly service: string; readonly policy: TrafficPolicy }
  | { readonly kind: 'set-terway'; readonly release: TerwayRelease }
  | { readonly kind: 'set-kube-proxy'; readonly release: KubeProxyRelease }
  /** `net.ipv4.conf.all.rp_filter` on every node. */
  | { readonly kind: 'set-rp-filter'; readonly value: 0 | 1 | 2 }
  /** Let another ENI of its node own the pod's address. */
  | { readonly kind: 'move-pod'; readonly pod: string; readonly eni: string }
  | { readonly kind: 'set-target'; readonly ip: Ipv4; readonly port: number }
  | { readonly kind: 'set-backend'; readonly backend: string | null }

/** The question after one edit. The given one is not changed. */
export function applyEdit(question: Question, edit: Edit): Question {
  const { topology, flow } = question
  switch (edit.kind) {
    case 'set-external-policy':
      return {
        flow,
        topology: {
          ...topology,
          services: topology.services.map((s) =>
            s.name === edit.service ? { ...s, externalTrafficPolicy: edit.policy } : s,
          ),
        },
      }
    case 'set-terway':
      return { flow, topology: { ...topology, terway: { release: edit.release } } }
    case 'set-kube-proxy':
      return { flow, topology: { ...topology, kubeProxy: { ...topology.kubeProxy, release: edit.release } } }
    case 'set-rp-filter':
      return {
        flow,
        topology: {
          ...topology,
          nodes: topology.nodes.map((n) => ({ ...n, rpFilter: { ...n.rpFilter, all: edit.value } })),
        },
      }
    case 'move-pod':
      return {
        flow,
        topology: {
          ...topology,
          pods: topology.pods.map((p) => (p.name === edit.pod ? { ...p, eni: edit.eni } : p)),
        },
      }
    case 'set-target':
      return { topology, flow: { ...flow, to: { ip: edit.ip, port: edit.port } } }
    case 'set-backend':
      return { topology, flow: { ...flow, backend: edit.backend } }
    default:
      return assertNever(edit)
  }
}

export const applyEdits = (question: Question, edits: readonly Edit[]): Question => edits.reduce(applyEdit, question)
