/*! Every change to a question as data, and the function that applies it. Scenario variants, what a person assumes instead, the
editor, links and undo use it.

Here are those that the scenarios need. All others (edits/) are many bytes, and the page needs them only when somebody edits, so
they are handed in from outside (all-planes.ts), as the planes are. */
import type { Ipv4 } from '../net/ip'
import type { MovePod, ObjectEdit } from './edits/kinds'
import type {
  Flow,
  KubeProxyMode,
  KubeProxyRelease,
  KubeProxySpec,
  SecurityGroupSpec,
  ServiceSpec,
  SlbAclSpec,
  TerwayRelease,
  Topology,
  TrafficPolicy,
} from './types'

/** What is asked of the simulator: a cluster and one flow through it. */
export interface Question {
  readonly topology: Topology
  readonly flow: Flow
}

export type Edit = SwitchEdit | AssumptionEdit | MovePod | ObjectEdit

/** What the variants of the scenarios need. */
type SwitchEdit =
  | { readonly kind: 'set-external-policy'; readonly service: string; readonly policy: TrafficPolicy }
  | { readonly kind: 'set-terway'; readonly release: TerwayRelease }
  | { readonly kind: 'set-kube-proxy'; readonly release: KubeProxyRelease }
  | { readonly kind: 'set-proxy-mode'; readonly mode: KubeProxyMode }
  /** `net.ipv4.conf.all.rp_filter` on every node. */
  | { readonly kind: 'set-rp-filter'; readonly value: 0 | 1 | 2 }
  | { readonly kind: 'set-target'; readonly ip: Ipv4; readonly port: number }
  | { readonly kind: 'set-backend'; readonly backend: string | null }

/** What a person assumes instead, about what a scenario does not say. */
export type AssumptionEdit =
  /** `net.ipv4.conf.<dev>.rp_filter` on one node; `dev` may be `all`. */
  | {
      readonly kind: 'set-device-rp-filter'
      readonly node: string
      readonly dev: string
      readonly value: 0 | 1 | 2
    }
  /** The source/destination check of one ENI, by its device name on its node. */
  | { readonly kind: 'set-source-check'; readonly node: string; readonly dev: string; readonly value: boolean }
  /** `net.ipv4.ip_forward` on one node. */
  | { readonly kind: 'set-ip-forward'; readonly node: string; readonly value: boolean }
  /** `net.ipv4.conf.<dev>.forwarding` on one node. */
  | { readonly kind: 'set-device-forwarding'; readonly node: string; readonly dev: string; readonly value: boolean }
  | { readonly kind: 'set-symmetric-routing'; readonly value: boolean }
  /** Puts every ENI that is in no group into this one. */
  | { readonly kind: 'set-default-security-group'; readonly group: SecurityGroupSpec }
  /** The internal communication policy of a basic group. */
  | { readonly kind: 'set-inner-access'; readonly group: string; readonly policy: 'accept' | 'drop' }
  /** The access control list of the SLB's listener at this place; null: none. */
  | { readonly kind: 'set-listener-acl'; readonly at: number; readonly acl: SlbAclSpec | null }
  /** The SLB's own choice: a pod or, with ECS backends, a node. */
  | { readonly kind: 'set-slb-backend'; readonly backend: string }

/** The group that an ENI is thought to be in when none is given: basic, without a rule. */
export const BASIC_GROUP: SecurityGroupSpec = { id: 'sg-default', type: 'basic', rules: [] }

type Appliers<Kind extends Edit['kind']> = {
  readonly [K in Kind]: (question: Question, edit: Extract<Edit, { kind: K }>) => Question
}

const withServices = ({ topology, flow }: Question, change: (service: ServiceSpec) => ServiceSpec): Question => ({
  flow,
  topology: { ...topology, services: topology.services.map(change) },
})
const withProxy = ({ topology, flow }: Question, change: Partial<KubeProxySpec>): Question => ({
  flow,
  topology: { ...topology, kubeProxy: { ...topology.kubeProxy, ...change } },
})

const appliers: Appliers<SwitchEdit['kind'] | 'move-pod'> = {
  'set-external-policy': (question, { service, policy }) =>
    withServices(question, (s) => (s.name === service ? { ...s, externalTrafficPolicy: policy } : s)),
  'set-terway': ({ topology, flow }, { release }) => ({
    flow,
    topology: { ...topology, terway: { ...topology.terway, release } },
  }),
  'set-kube-proxy': (question, { release }) => withProxy(question, { release }),
  'set-proxy-mode': (question, { mode }) => withProxy(question, { mode }),
  'set-rp-filter': ({ topology, flow }, { value }) => ({
    flow,
    topology: {
      ...topology,
      nodes: topology.nodes.map((n) => ({ ...n, rpFilter: { ...n.rpFilter, all: value } })),
    },
  }),
  'move-pod': ({ topology, flow }, { pod, eni }) => ({
    flow,
    topology: { ...topology, pods: topology.pods.map((p) => (p.name === pod ? { ...p, eni } : p)) },
  }),
  'set-target': ({ topology, flow }, { ip, port }) => ({ topology, flow: { ...flow, to: { ip, port } } }),
  'set-backend': ({ topology, flow }, { backend }) => ({ topology, flow: { ...flow, backend } }),
}

/** Edits that arrive later. */
export type LaterEdit = AssumptionEdit | MovePod | ObjectEdit
type ApplyLater = (question: Question, edit: LaterEdit) => Question

let applyLater: ApplyLater | null = null

export function addEdits(added: ApplyLater): void {
  applyLater = added
}

/** A move to an ENI of the same node with the same address is what a scenario has. */
const isHere = (edit: Edit): edit is Exclude<Edit, LaterEdit> =>
  Object.hasOwn(appliers, edit.kind) &&
  !('node' in edit || (edit.kind === 'move-pod' && ('ip' in edit || edit.pod.includes('/'))))

/**
 * The question after one edit. The given one is not changed; an edit of something that is not there changes nothing. Nothing is
 * judged: what comes out may be wrong, which `check` says. Throws only for an edit that comes before `loadPlanes` has.
 */
export function applyEdit(question: Question, edit: Edit): Question {
  if (isHere(edit)) return (appliers[edit.kind] as (question: Question, edit: Edit) => Question)(question, edit)
  if (applyLater === null) throw new Error(`the edit ${edit.kind} was not loaded: call loadPlanes first`)
  return applyLater(question, edit)
}

export const applyEdits = (question: Question, edits: readonly Edit[]): Question => edits.reduce(applyEdit, question)
