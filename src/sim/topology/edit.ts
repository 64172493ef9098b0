/*! Every change to a question as data, and the function that applies it. Scenario variants, what a person assumes instead, the
editor, links and undo use it.

Two groups: switches, which the scenarios need and which are written here, and edits of objects (edits/), which the page needs only
when somebody edits: they are many bytes and are handed in from outside (all-planes.ts), as the planes are. */
import { assertNever } from '../../base/assert'
import type { Ipv4 } from '../net/ip'
import type { MovePod, ObjectEdit } from './edits/kinds'
import { replaced } from './edits/list'
import { findNamed } from './edits/names'
import type {
  Flow,
  KubeProxyMode,
  KubeProxyRelease,
  NodeSpec,
  SecurityGroupSpec,
  TerwayRelease,
  Topology,
  TrafficPolicy,
} from './types'

/** What is asked of the simulator: a cluster and one flow through it. */
export interface Question {
  readonly topology: Topology
  readonly flow: Flow
}

export type Edit = SwitchEdit | MovePod | ObjectEdit

export type SwitchEdit =
  | { readonly kind: 'set-external-policy'; readonly service: string; readonly policy: TrafficPolicy }
  | { readonly kind: 'set-terway'; readonly release: TerwayRelease }
  | { readonly kind: 'set-kube-proxy'; readonly release: KubeProxyRelease }
  | { readonly kind: 'set-proxy-mode'; readonly mode: KubeProxyMode }
  /** `net.ipv4.conf.all.rp_filter` on every node. */
  | { readonly kind: 'set-rp-filter'; readonly value: 0 | 1 | 2 }
  /** `net.ipv4.conf.<dev>.rp_filter` on one node; `dev` may be `all`. */
  | {
      readonly kind: 'set-device-rp-filter'
      readonly node: string
      readonly dev: string
      readonly value: 0 | 1 | 2
    }
  /** The source/destination check of one ENI, by its device name on its node. */
  | { readonly kind: 'set-source-check'; readonly node: string; readonly dev: string; readonly value: boolean }
  | { readonly kind: 'set-symmetric-routing'; readonly value: boolean }
  /** Puts every ENI that is in no group into this one. */
  | { readonly kind: 'set-default-security-group'; readonly group: SecurityGroupSpec }
  /** The internal communication policy of a basic group. */
  | { readonly kind: 'set-inner-access'; readonly group: string; readonly policy: 'accept' | 'drop' }
  | { readonly kind: 'set-target'; readonly ip: Ipv4; readonly port: number }
  | { readonly kind: 'set-backend'; readonly backend: string | null }
  /** The SLB's own choice: a pod or, with ECS backends, a node. */
  | { readonly kind: 'set-slb-backend'; readonly backend: string }

/** The group that an ENI is thought to be in when none is given: basic, without a rule. */
export const BASIC_GROUP: SecurityGroupSpec = { id: 'sg-default', type: 'basic', rules: [] }

const SWITCHES: Readonly<Record<SwitchEdit['kind'], true>> = {
  'set-external-policy': true,
  'set-terway': true,
  'set-kube-proxy': true,
  'set-proxy-mode': true,
  'set-rp-filter': true,
  'set-device-rp-filter': true,
  'set-source-check': true,
  'set-symmetric-routing': true,
  'set-default-security-group': true,
  'set-inner-access': true,
  'set-target': true,
  'set-backend': true,
  'set-slb-backend': true,
}

export const isSwitch = (edit: Edit): edit is SwitchEdit => Object.hasOwn(SWITCHES, edit.kind)

type ObjectEdits = (question: Question, edit: ObjectEdit | MovePod) => Question

let objectEdits: ObjectEdits | null = null

export function addObjectEdits(added: ObjectEdits): void {
  objectEdits = added
}

/**
 * The question after one edit. The given one is not changed; an edit of something that is not there changes nothing. Nothing is
 * judged: what comes out may be wrong, which `check` says. Throws only for an edit of an object before `loadPlanes` has come.
 */
export function applyEdit(question: Question, edit: Edit): Question {
  if (isSwitch(edit)) return applySwitch(question, edit)
  if (edit.kind === 'move-pod' && edit.node === undefined && edit.ip === undefined) return toOtherEni(question, edit)
  if (objectEdits === null) throw new Error(`the edit ${edit.kind} was not loaded: call loadPlanes first`)
  return objectEdits(question, edit)
}

/** Another ENI of its node owns the pod's address. */
const toOtherEni = ({ topology, flow }: Question, { pod, eni }: MovePod): Question => ({
  flow,
  topology: { ...topology, pods: replaced(topology.pods, findNamed(topology.pods, pod), (each) => ({ ...each, eni })) },
})

function applySwitch(question: Question, edit: SwitchEdit): Question {
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
      return { flow, topology: { ...topology, terway: { ...topology.terway, release: edit.release } } }
    case 'set-kube-proxy':
      return { flow, topology: { ...topology, kubeProxy: { ...topology.kubeProxy, release: edit.release } } }
    case 'set-proxy-mode':
      return { flow, topology: { ...topology, kubeProxy: { ...topology.kubeProxy, mode: edit.mode } } }
    case 'set-rp-filter':
      return {
        flow,
        topology: {
          ...topology,
          nodes: topology.nodes.map((n) => ({ ...n, rpFilter: { ...n.rpFilter, all: edit.value } })),
        },
      }
    case 'set-device-rp-filter':
      return {
        flow,
        topology: changeNode(topology, edit.node, (node) => ({
          ...node,
          rpFilter: { ...node.rpFilter, [edit.dev]: edit.value },
        })),
      }
    case 'set-source-check':
      return {
        flow,
        topology: changeNode(topology, edit.node, (node) => ({
          ...node,
          enis: node.enis.map((eni) => (eni.dev === edit.dev ? { ...eni, sourceDestCheck: edit.value } : eni)),
        })),
      }
    case 'set-symmetric-routing':
      return { flow, topology: { ...topology, terway: { ...topology.terway, symmetricRouting: edit.value } } }
    case 'set-default-security-group':
      return { flow, topology: withDefaultGroup(topology, edit.group) }
    case 'set-inner-access':
      return {
        flow,
        topology: {
          ...topology,
          securityGroups: (topology.securityGroups ?? []).map((group) =>
            group.id === edit.group ? { ...group, innerAccessPolicy: edit.policy } : group,
          ),
        },
      }
    case 'set-target':
      return { topology, flow: { ...flow, to: { ip: edit.ip, port: edit.port } } }
    case 'set-backend':
      return { topology, flow: { ...flow, backend: edit.backend } }
    case 'set-slb-backend':
      return { topology, flow: { ...flow, slbBackend: edit.backend } }
    default:
      return assertNever(edit)
  }
}

const changeNode = (topology: Topology, name: string, change: (node: NodeSpec) => NodeSpec): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => (node.name === name ? change(node) : node)),
})

const withDefaultGroup = (topology: Topology, group: SecurityGroupSpec): Topology => ({
  ...topology,
  securityGroups: [...(topology.securityGroups ?? []).filter(({ id }) => id !== group.id), group],
  nodes: topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) =>
      (eni.securityGroups ?? []).length === 0 ? { ...eni, securityGroups: [group.id] } : eni,
    ),
  })),
})

export const applyEdits = (question: Question, edits: readonly Edit[]): Question => edits.reduce(applyEdit, question)
