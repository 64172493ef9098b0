/*! English: words for editing in the picture: what its objects are called there, their menus, a pod on its way to another place. */

import { editsEn } from './edits-en'
import type { ObjectRef } from '../sim'

interface PodFacts {
  readonly name: string
  readonly node: string
  readonly eni: string
}

/** What a language has to say here. */
export interface EditingMessages {
  readonly objects: string
  readonly object: {
    readonly node: (facts: { readonly name: string }) => string
    readonly eni: (facts: { readonly node: string; readonly dev: string }) => string
    readonly pod: (facts: PodFacts) => string
    readonly vswitch: (facts: { readonly name: string }) => string
    readonly client: (facts: { readonly name: string }) => string
    readonly slb: (facts: { readonly name: string }) => string
    readonly backend: (facts: { readonly name: string }) => string
    readonly gateway: (facts: { readonly name: string }) => string
    readonly snat: (facts: { readonly name: string }) => string
    readonly vpc: (facts: { readonly name: string }) => string
    readonly tag: (object: ObjectRef) => string
  }
  readonly cluster: string
  readonly rename: string
  readonly edit: string
  readonly editThat: (facts: { readonly name: string }) => string
  readonly remove: string
  readonly moveTo: string
  /** `ip`: another one than it has; null: it keeps its own. */
  readonly place: (facts: { readonly node: string; readonly eni: string; readonly ip: string | null }) => string
  readonly sendFrom: string
  readonly sendTo: string
  readonly ask: (facts: { readonly name: string }) => string
  readonly addPod: string
  readonly addPodTitle: string
  readonly add: string
  readonly addEni: string
  readonly addNode: string
  readonly addVSwitch: string
  readonly addClient: string
  readonly addService: string
  readonly addServiceFor: string
  readonly addListener: string
  readonly addGateway: string
  readonly addRoute: string
  readonly addGroup: string
  readonly addPolicy: string
  readonly addPolicyFor: string
  readonly addAcl: string
  readonly addEip: string
  readonly settings: string
  readonly allSettings: string
  readonly setting: (facts: { readonly name: string; readonly now: string }) => string
  readonly choice: (facts: { readonly option: string; readonly now: boolean }) => string
  readonly services: string
  readonly policies: string
  readonly pods: string
  readonly enis: string
  readonly groups: string
  readonly acls: string
  readonly routes: string
  readonly takeOut: (facts: { readonly of: string }) => string
  readonly putBehind: (facts: { readonly of: string }) => string
  readonly putInto: (facts: { readonly of: string }) => string
  readonly newName: string
  /** What is wrong with what was typed. */
  readonly refused: (facts: { readonly name: string; readonly reason: 'taken' | 'not-a-name' }) => string
  readonly dropHere: string
  /** What goes with an edit, after what was done. */
  readonly withIt: (facts: { readonly consequences: readonly string[] }) => string
}

const MOST = 3
/** A kind as a name begins with it: "Network policy"; vSwitch stays. */
const capital = (text: string): string =>
  /^[a-z][A-Z]/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)

export const editingEn: EditingMessages = {
  objects: 'Objects of the cluster',
  object: {
    node: ({ name }) => `Node ${name}`,
    eni: ({ node, dev }) => `ENI ${dev} of ${node}`,
    pod: ({ name, node, eni }) => `Pod ${name} on ${node}, ${eni}`,
    vswitch: ({ name }) => `vSwitch ${name}`,
    client: ({ name }) => `Client ${name}`,
    slb: ({ name }) => `SLB ${name}`,
    backend: ({ name }) => `Backend ${name}`,
    gateway: ({ name }) => `NAT gateway ${name}`,
    snat: ({ name }) => `SNAT for ${name}`,
    vpc: ({ name }) => `VPC ${name}`,
    tag: ({ kind, name }) => `${capital(editsEn.object[kind])} ${name}`,
  },
  cluster: 'Add to the cluster',
  rename: 'Rename…',
  edit: 'Edit…',
  editThat: ({ name }) => `Edit ${name}…`,
  remove: 'Delete',
  moveTo: 'Move to',
  place: ({ node, eni, ip }) => `${node}, ${eni}${ip === null ? '' : ` as ${ip}`}`,
  sendFrom: 'Send from here',
  sendTo: 'Send to it',
  ask: ({ name }) => `Ask ${name} from here`,
  addPod: 'Add pod here…',
  addPodTitle: 'Add a pod',
  add: 'Add',
  addEni: 'Add ENI',
  addNode: 'Add node',
  addVSwitch: 'Add vSwitch',
  addClient: 'Add client',
  addService: 'Add Service',
  addServiceFor: 'Add Service for it',
  addListener: 'Add SLB listener',
  addGateway: 'Add NAT gateway',
  addRoute: 'Add route',
  addGroup: 'Add security group',
  addPolicy: 'Add network policy',
  addPolicyFor: 'Add network policy for it',
  addAcl: 'Add network ACL',
  addEip: 'Bind an EIP',
  settings: 'kube-proxy and Terway',
  allSettings: 'All settings…',
  setting: ({ name, now }) => `${name}: ${now}`,
  choice: ({ option, now }) => (now ? `${option} (now)` : option),
  services: 'Services',
  policies: 'Network policies',
  pods: 'Pods',
  enis: 'ENIs',
  groups: 'Security groups',
  acls: 'Network ACL',
  routes: 'Routes',
  takeOut: ({ of }) => `Take out of ${of}`,
  putBehind: ({ of }) => `Put behind ${of}`,
  putInto: ({ of }) => `Put into ${of}`,
  newName: 'Name',
  refused: ({ name, reason }) =>
    reason === 'taken' ? `${name} is taken.` : `${name} is no name: small letters, digits, “-” and “.” only.`,
  dropHere: 'Drop on a node or an ENI',
  withIt: ({ consequences }) => {
    if (consequences.length === 0) return ''
    const rest = consequences.length - MOST
    return ` (${consequences.slice(0, MOST).join('; ')}${rest > 0 ? `; and ${rest} more` : ''})`
  },
}
