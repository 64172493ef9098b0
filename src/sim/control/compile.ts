/*! Topology → World: the order in which the control planes run, and nothing else. Here the planes meet.

  boot each host ─▶ Terway wires ENIs and pods ─▶ kube-proxy, Felix ─▶ the cloud knows ENIs, vSwitches, SLB                 */
import { groupBy } from '../../base/group'
import { lazyMap } from '../../base/lazy-map'
import type { Route } from '../kernel/fib'
import { makeNetns, type Netns } from '../kernel/netns'
import type { NetnsId } from '../kernel/row'
import type { Eni, Node, Pod, ResolvedTopology } from '../topology/types'
import { clientNetns, makeWorld, nodeNetns, podNetns, type World } from '../world'
import type { Draft } from './draft'
import { addSockets, bareNetns, bootClient, bootHost } from './host/boot'
import { syncKubeProxy } from './kube-proxy/sync'
import { optionalPlanes } from './optional'
import { slbListeners } from './slb/program'
import { routeSymmetrically, setUpEni, wirePod } from './terway/wire'
import { eipRow, natGatewayRow, outsideHost } from './vpc/gateway'
import { eniRow, vpcRoutes, vswitchRow } from './vpc/program'
import { networkAclRow, securityGroupRow } from './vpc/security-group'

/**
 * All rows of all machines. A node's are written when somebody first asks for them, as a packet passes two or three of a thousand.
 * Dangling names (a pod on a node that is not there) are left out: `check` reports them.
 */
export function compile(topology: ResolvedTopology): World {
  const { nodes, pods, vswitches, clients, slb } = topology
  const machines = new Map<NetnsId, () => Netns | undefined>()
  const podsOf = groupBy(pods, (pod) => pod.node)
  for (const node of nodes) {
    const own = podsOf.get(node.name) ?? []
    let written: ReadonlyMap<NetnsId, Netns> | null = null
    const later = (id: NetnsId) => machines.set(id, () => (written ??= writeNode(topology, node, own)).get(id))
    for (const pod of own) if (eniOf(node, pod)) later(podNetns(pod.namespace, pod.name))
    later(nodeNetns(node.name))
  }
  for (const client of clients) {
    const id = clientNetns(client.name)
    machines.set(id, () => finished(bootClient(id, client)))
  }

  const enis = nodes.flatMap((node) =>
    node.enis.map((eni) => eniRow(node, eni, nodeNetns(node.name), podsOf.get(node.name) ?? [])),
  )
  const eniIds = new Map(enis.map((eni) => [`${eni.host} ${eni.dev}`, eni.id]))
  const hosts = clients.flatMap((client) => outsideHost(client, clientNetns(client.name)) ?? [])
  const natGateway = topology.natGateway ?? null
  return makeWorld(lazyMap(machines), {
    enis,
    vswitches: vswitches.map(vswitchRow),
    routes: vpcRoutes({
      vswitches,
      routes: topology.routes ?? [],
      natGateway,
      outside: clients
        .filter((client) => !hosts.some((host) => host.address === client.ip))
        .map((client) => ({ ip: client.ip, netns: clientNetns(client.name) })),
      eniOf: (node, dev) => eniIds.get(`${nodeNetns(node)} ${dev}`) ?? null,
    }),
    listeners: slb === null ? [] : slbListeners(slb, enis),
    gateways: natGateway === null ? [] : [natGatewayRow(natGateway)],
    eips: (topology.eips ?? []).map(eipRow),
    groups: (topology.securityGroups ?? []).map(securityGroupRow),
    acls: (topology.networkAcls ?? []).map(networkAclRow),
    hosts,
  })
}

/** The ENI that a pod has a veth for; undefined: it lives in its node's namespace, or names an ENI that is not there. */
const eniOf = (node: Node, pod: Pod): Eni | undefined =>
  pod.hostNetwork ? undefined : node.enis.find(({ dev }) => dev === pod.eni)

/** What the planes write on one node, and in its pods. */
function writeNode(topology: ResolvedTopology, node: Node, own: readonly Pod[]): ReadonlyMap<NetnsId, Netns> {
  const { pods, services, vswitches, terway, kubeProxy, networkPolicies } = topology
  const host = bootHost(nodeNetns(node.name), node, vswitches)
  for (const eni of node.enis) {
    const vswitch = vswitches.find((v) => v.name === eni.vswitch)
    if (!eni.primary && vswitch) setUpEni(host, node, eni, vswitch)
    if (eni.primary && vswitch && terway.symmetricRouting) routeSymmetrically(host, eni, vswitch)
  }
  syncKubeProxy(host, node, services, kubeProxy)
  if (networkPolicies !== undefined) {
    optionalPlanes().networkPolicies(host, node, pods, networkPolicies, kubeProxy.mode === 'ipvs')
  }
  const written = new Map<NetnsId, Netns>()
  const finish = (draft: Draft) => written.set(draft.id, finished(draft))
  for (const pod of own) {
    const eni = eniOf(node, pod)
    if (pod.hostNetwork) addSockets(host, pod.listen)
    if (eni === undefined) continue
    const draft = bareNetns(podNetns(pod.namespace, pod.name), 'pod', pod.name)
    wirePod(draft, host, pod, eni, terway.release)
    addSockets(draft, pod.listen)
    finish(draft)
  }
  return finish(host)
}

const finished = (draft: Draft): Netns => makeNetns(inToolOrder(draft))

/** Rows as the tools list them: rules by priority, routes by prefix (shorter first), links by index. */
const inToolOrder = (draft: Draft): Draft => ({
  ...draft,
  links: [...draft.links].sort((a, b) => a.ifindex - b.ifindex),
  rules: [...draft.rules].sort((a, b) => a.priority - b.priority),
  routes: [...draft.routes].sort(byPrefix),
})

const byPrefix = (a: Route, b: Route): number =>
  a.table - b.table || a.dst.address - b.dst.address || a.dst.length - b.dst.length
