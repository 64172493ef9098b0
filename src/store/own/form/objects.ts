/*! The objects of a cluster that a form can change: which there are, where each stands, its fields, how one is added or removed. */
import {
  type Edit,
  findNamed,
  formatCidr,
  formatIpv4,
  freeAddress,
  freeName,
  nameOf,
  newClient,
  newEip,
  newEni,
  newNatGateway,
  newNetworkAcl,
  newNode,
  newPod,
  newRoute,
  newService,
  newVSwitch,
  objectAt,
  type ObjectRef,
  type ProblemPath,
  type SlbListenerSpec,
  type Topology,
} from '../../../sim'
import { eipFields, gatewayFields, routeFields } from './cloud'
import type { Field } from './field'
import { aclFields, groupFields, policyFields } from './filters'
import { eniFields, nodeFields, podFields, vswitchFields } from './nodes'
import { clientFields, listenerFields, serviceFields, slbFields } from './services'

/** The kinds that have a form, in the order of the list. */
export const FORM_KINDS = [
  'node',
  'eni',
  'pod',
  'service',
  'client',
  'vswitch',
  'slb',
  'listener',
  'security-group',
  'network-policy',
  'network-acl',
  'nat-gateway',
  'eip',
  'route',
] as const
export type FormKind = (typeof FORM_KINDS)[number]

/** The places of all objects of a kind. */
function placesOf(topology: Topology, kind: FormKind): readonly ProblemPath[] {
  const each = (list: string, { length }: readonly unknown[]): readonly ProblemPath[] =>
    Array.from({ length }, (_, at) => [list, at])
  switch (kind) {
    case 'node':
      return each('nodes', topology.nodes)
    case 'eni':
      return topology.nodes.flatMap(({ enis }, at) => enis.map((_, eni) => ['nodes', at, 'enis', eni]))
    case 'pod':
      return each('pods', topology.pods)
    case 'service':
      return each('services', topology.services)
    case 'client':
      return each('clients', topology.clients)
    case 'vswitch':
      return each('vswitches', topology.vswitches)
    case 'slb':
      return topology.slb ? [['slb']] : []
    case 'listener':
      return (topology.slb?.listeners ?? []).map((_, at) => ['slb', 'listeners', at])
    case 'security-group':
      return each('securityGroups', topology.securityGroups ?? [])
    case 'network-policy':
      return each('networkPolicies', topology.networkPolicies ?? [])
    case 'network-acl':
      return each('networkAcls', topology.networkAcls ?? [])
    case 'nat-gateway':
      return topology.natGateway ? [['natGateway']] : []
    case 'eip':
      return each('eips', topology.eips ?? [])
    case 'route':
      return each('routes', topology.routes ?? [])
  }
}

/** The objects of a kind, in the order in which they are declared. */
export const objectsOf = (topology: Topology, kind: FormKind): readonly ObjectRef[] =>
  placesOf(topology, kind).flatMap((path) => objectAt(topology, path) ?? [])

/**
 * Where an object stands; null: there is none, or it has no form. Its name may change, its place stays. Of two with one name the one
 * that edits mean: the first, of the ENIs of a node the last, since its first one stays eth0.
 */
export function placeOfObject(topology: Topology, { kind, name }: ObjectRef): ProblemPath | null {
  const known = FORM_KINDS.find((each) => each === kind)
  if (!known) return null
  const places = placesOf(topology, known)
  const isIt = (path: ProblemPath): boolean => objectAt(topology, path)?.name === name
  const first = places.find(isIt) ?? null
  return kind === 'eni' ? (places.findLast((path) => path[1] === first?.[1] && isIt(path)) ?? null) : first
}

/** What a form says of an object. */
export interface ObjectForm {
  readonly fields: readonly Field[]
  /** null: it stays as long as what it belongs to (eth0). */
  readonly remove: Edit | null
  /** What lives on it. */
  readonly parts: readonly ObjectRef[]
}

/** The form of what stands at a place; null: nothing stands there. */
export function formAt(topology: Topology, path: ProblemPath): ObjectForm | null {
  const [list, at, , inner] = path
  const index = typeof at === 'number' ? at : -1
  switch (list) {
    case 'nodes': {
      const node = topology.nodes[index]
      if (!node) return null
      if (typeof inner === 'number') return eniForm(topology, index, inner)
      const enis = node.enis.flatMap((_, eni) => objectAt(topology, ['nodes', index, 'enis', eni]) ?? [])
      const parts = [...enis, ...podsOn(topology, node.name, null)]
      return { fields: nodeFields(topology, node), remove: { kind: 'remove-node', node: node.name }, parts }
    }
    case 'pods': {
      const pod = topology.pods[index]
      return pod ? leaf(podFields(topology, pod), { kind: 'remove-pod', pod: nameOf(pod) }) : null
    }
    case 'services': {
      const service = topology.services[index]
      if (!service) return null
      return leaf(serviceFields(topology, service), { kind: 'remove-service', service: nameOf(service) })
    }
    case 'clients': {
      const client = topology.clients[index]
      return client ? leaf(clientFields(topology, client), { kind: 'remove-client', client: client.name }) : null
    }
    case 'vswitches': {
      const vswitch = topology.vswitches[index]
      if (!vswitch) return null
      return leaf(vswitchFields(topology, vswitch), { kind: 'remove-vswitch', vswitch: vswitch.name })
    }
    case 'slb':
      return typeof at === 'string' ? listenerForm(topology, Number(path[2])) : slbForm(topology)
    case 'securityGroups': {
      const group = topology.securityGroups?.[index]
      return group ? leaf(groupFields(topology, group), { kind: 'remove-security-group', group: group.id }) : null
    }
    case 'networkPolicies': {
      const policy = topology.networkPolicies?.[index]
      if (!policy) return null
      return leaf(policyFields(topology, policy), { kind: 'remove-network-policy', policy: policy.name })
    }
    case 'networkAcls': {
      const acl = topology.networkAcls?.[index]
      return acl ? leaf(aclFields(topology, acl), { kind: 'remove-network-acl', acl: acl.id }) : null
    }
    case 'natGateway': {
      const { natGateway } = topology
      return natGateway ? leaf(gatewayFields(topology, natGateway), { kind: 'set-nat-gateway', gateway: null }) : null
    }
    case 'eips': {
      const eip = topology.eips?.[index]
      return eip ? leaf(eipFields(index, eip), { kind: 'remove-eip', at: index }) : null
    }
    case 'routes': {
      const route = topology.routes?.[index]
      return route ? leaf(routeFields(topology, index, route), { kind: 'remove-route', at: index }) : null
    }
    case undefined:
    default:
      return null
  }
}

function slbForm(topology: Topology): ObjectForm | null {
  const { slb } = topology
  if (!slb) return null
  const parts = slb.listeners.flatMap((_, at) => objectAt(topology, ['slb', 'listeners', at]) ?? [])
  return { fields: slbFields(slb), remove: { kind: 'remove-slb' }, parts }
}

function listenerForm({ slb }: Topology, at: number): ObjectForm | null {
  const listener = slb?.listeners[at]
  return listener ? leaf(listenerFields(at, listener), { kind: 'remove-listener', at }) : null
}

const leaf = (fields: readonly Field[], remove: Edit): ObjectForm => ({ fields, remove, parts: [] })

function eniForm(topology: Topology, at: number, index: number): ObjectForm | null {
  const node = topology.nodes[at]
  const eni = node?.enis[index]
  if (!node || !eni) return null
  const { dev } = eni
  return {
    fields: eniFields(topology, node, eni),
    remove: index === 0 ? null : { kind: 'remove-eni', node: node.name, dev },
    parts: podsOn(topology, node.name, dev),
  }
}

const podsOn = ({ pods }: Topology, node: string, eni: string | null): readonly ObjectRef[] =>
  pods
    .filter((pod) => pod.node === node && (eni === null || pod.eni === eni))
    .map((pod) => ({ kind: 'pod', name: nameOf(pod) }))

// ——— adding ———

/** An edit, and what it adds. */
export interface Addition {
  readonly edit: Edit
  readonly added: ObjectRef
}

/**
 * One more of a kind, for the given object: on a node or ENI, in a vSwitch, in front of a pod, about it, bound to it. null: nothing of
 * the kind fits.
 */
export function additionOf(topology: Topology, kind: FormKind, on?: ObjectRef): Addition | null {
  const name = on?.name ?? ''
  const slash = name.lastIndexOf('/')
  const about = on?.kind === 'pod' ? findNamed(topology.pods, name) : undefined
  const [node, eni] = on?.kind === 'eni' ? [name.slice(0, slash), name.slice(slash + 1)] : [name, undefined]
  switch (kind) {
    case 'vswitch': {
      const vswitch = newVSwitch(topology)
      return vswitch && { edit: { kind: 'add-vswitch', vswitch }, added: { kind, name: vswitch.name } }
    }
    case 'node': {
      const made = newNode(topology, on?.kind === 'vswitch' ? name : undefined)
      return made && { edit: { kind: 'add-node', node: made }, added: { kind, name: made.name } }
    }
    case 'eni': {
      const home = on ? topology.nodes.find((each) => each.name === node) : topology.nodes.at(-1)
      const made = home ? newEni(home) : null
      if (!home || !made) return null
      return {
        edit: { kind: 'add-eni', node: home.name, eni: made },
        added: { kind, name: `${home.name}/${made.dev}` },
      }
    }
    case 'pod': {
      const pod = newPod(topology, on ? { node, ...(eni === undefined ? {} : { eni }) } : {})
      return pod && { edit: { kind: 'add-pod', pod }, added: { kind, name: nameOf(pod) } }
    }
    case 'service': {
      const first = about ?? topology.pods.find((pod) => (pod.listen ?? []).length > 0)
      const app = first?.labels?.['app']
      const pods = topology.pods.filter((pod) => pod === first || (app !== undefined && pod.labels?.['app'] === app))
      const service = newService(topology, first ? pods : [])
      return service && { edit: { kind: 'add-service', service }, added: { kind, name: nameOf(service) } }
    }
    case 'client': {
      const client = newClient(topology)
      return client && { edit: { kind: 'add-client', client }, added: { kind, name: client.name } }
    }
    case 'slb': {
      const edit: Edit = { kind: 'add-slb', slb: { id: 'lb-1', listeners: [] } }
      return topology.slb ? null : { edit, added: { kind, name: 'lb-1' } }
    }
    case 'listener':
      return listenerFor(topology)
    case 'security-group': {
      const id = freeName(topology, 'security-group', 'sg')
      return {
        edit: { kind: 'add-security-group', group: { id, type: 'basic', rules: [] } },
        added: { kind, name: id },
      }
    }
    case 'network-policy': {
      // What Kubernetes' documentation calls "default deny": for one pod, so that one sees whom it is about.
      const made = freeName(topology, 'network-policy', 'policy')
      const pods = about ? [name] : topology.pods.slice(0, 1).map((pod) => pod.name)
      const policy = { name: made, pods, ingress: [] }
      return { edit: { kind: 'add-network-policy', policy }, added: { kind, name: made } }
    }
    case 'network-acl': {
      const acl = newNetworkAcl(topology, on?.kind === 'vswitch' ? name : undefined)
      return { edit: { kind: 'add-network-acl', acl }, added: { kind, name: acl.id } }
    }
    case 'nat-gateway': {
      const gateway = newNatGateway(topology)
      return gateway && { edit: { kind: 'set-nat-gateway', gateway }, added: { kind, name: gateway.id } }
    }
    case 'eip': {
      const eip = newEip(topology, about)
      return eip && { edit: { kind: 'add-eip', eip }, added: { kind, name: formatIpv4(eip.eip) } }
    }
    case 'route': {
      const route = newRoute(topology)
      return route && { edit: { kind: 'add-route', route }, added: { kind, name: formatCidr(route.destination) } }
    }
  }
}

/** In front of the first Service whose load-balancer address nobody listens on; else at a free address, with no backend. */
function listenerFor(topology: Topology): Addition | null {
  const listeners = topology.slb?.listeners ?? []
  const service = topology.services.find(({ lbIP }) => lbIP !== null && !listeners.some(({ vip }) => vip === lbIP))
  const [exposed] = service?.ports ?? []
  const vip = service?.lbIP ?? firstFree(topology)
  if (vip === null) return null
  const named = service && 'pods' in service.endpoints ? service.endpoints.pods : []
  const backends = named.flatMap((name) => {
    const pod = topology.pods.find((each) => each.name === name)
    return pod ? [{ ip: pod.ip, port: exposed?.targetPort ?? 80 }] : []
  })
  const listener: SlbListenerSpec = { vip, port: exposed?.port ?? 80, protocol: exposed?.protocol ?? 'TCP', backends }
  const edit: Edit = topology.slb
    ? { kind: 'add-listener', listener }
    : { kind: 'add-slb', slb: { id: 'lb-1', listeners: [listener] } }
  const added = objectAt({ slb: { listeners: [listener] } }, ['slb', 'listeners', 0])
  return added && { edit, added }
}

function firstFree(topology: Topology): SlbListenerSpec['vip'] | null {
  for (const { name } of topology.vswitches) {
    const ip = freeAddress(topology, name)
    if (ip !== null) return ip
  }
  return null
}
