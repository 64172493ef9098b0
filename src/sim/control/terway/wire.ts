/*! Terway, ENIIP with veth and policy routing: what its CNI writes for a pod and for an ENI (datapath.md §1).

  pod eth0 ══ veth ══ cali…   512: to <pod> lookup main ─▶ <pod> dev cali…
                             2048: from <pod> [iif cali…] lookup 1000+ifindex ─▶ default via <gateway> dev ethX       */
import { EVERYWHERE, hostCidr, ipv4 } from '../../net/ip'
import type { Origin } from '../../kernel/row'
import { TABLE_LOCAL, TABLE_MAIN } from '../../kernel/rule'
import type { Eni, Node, Pod, TerwayRelease, VSwitch } from '../../topology/types'
import type { Draft } from '../draft'

/** consts_linux.go: toContainerPriority, fromContainerPriority. */
const TO_CONTAINER_PRIORITY = 512
const FROM_CONTAINER_PRIORITY = 2048
/** Nothing answers ARP for it: the pod has a permanent neighbour row (§1.1). */
const POD_GATEWAY = ipv4('169.254.1.1')

/** utils_linux.go:GetRouteTableID. */
export const tableOf = (eni: Eni): number => 1000 + eni.ifindex

/** efd05996 (2022-10-18) "cni: remove iif in ip rule": in v1.4.2, not in v1.4.1 (§1.3). */
export const ruleHasIif = (release: TerwayRelease): boolean => {
  switch (release) {
    case '1.4.1':
      return true
    case '1.4.2':
      return false
  }
}

/** GenerateENICfgForPolicy: the node's own address as /32 on the ENI, and a table with one default route (§1.4). */
export function setUpEni(host: Draft, node: Node, eni: Eni, vswitch: VSwitch): void {
  const by: Origin = { plane: 'terway', object: `ENI ${eni.dev}` }
  host.addrs.push({ kind: 'addr', netns: host.id, by, dev: eni.dev, address: node.ip, length: 32, scope: 'global' })
  host.routes.push(
    {
      kind: 'route',
      netns: host.id,
      by: { plane: 'kernel', object: eni.dev },
      table: TABLE_LOCAL,
      type: 'local',
      dst: hostCidr(node.ip),
      via: null,
      dev: eni.dev,
      scope: 'host',
      proto: 'kernel',
      src: node.ip,
      onlink: false,
    },
    {
      kind: 'route',
      netns: host.id,
      by,
      table: tableOf(eni),
      type: 'unicast',
      dst: EVERYWHERE,
      via: vswitch.gateway,
      dev: eni.dev,
      scope: 'global',
      proto: null,
      src: null,
      onlink: true,
    },
  )
}

/** GenerateContCfgForPolicy and GenerateHostPeerCfgForPolicy: the veth pair and the rows at both of its ends. */
export function wirePod(pod: Draft, host: Draft, spec: Pod, eni: Eni, release: TerwayRelease): void {
  const by: Origin = { plane: 'terway', object: `pod ${spec.namespace}/${spec.name}` }
  const inPod = { netns: pod.id, by }
  const onHost = { netns: host.id, by }
  pod.links.push({
    kind: 'link',
    ...inPod,
    name: 'eth0',
    ifindex: spec.podIfindex,
    mac: spec.mac,
    mtu: 1500,
    up: true,
    type: { kind: 'veth', peer: { netns: host.id, name: spec.veth, ifindex: spec.ifindex } },
  })
  pod.addrs.push({ kind: 'addr', ...inPod, dev: 'eth0', address: spec.ip, length: 32, scope: 'global' })
  pod.routes.push(
    {
      kind: 'route',
      netns: pod.id,
      by: { plane: 'kernel', object: 'eth0' },
      table: TABLE_LOCAL,
      type: 'local',
      dst: hostCidr(spec.ip),
      via: null,
      dev: 'eth0',
      scope: 'host',
      proto: 'kernel',
      src: spec.ip,
      onlink: false,
    },
    {
      kind: 'route',
      ...inPod,
      table: TABLE_MAIN,
      type: 'unicast',
      dst: EVERYWHERE,
      via: POD_GATEWAY,
      dev: 'eth0',
      scope: 'global',
      proto: null,
      src: null,
      onlink: true,
    },
  )
  pod.neighs.push({
    kind: 'neigh',
    ...inPod,
    dev: 'eth0',
    address: POD_GATEWAY,
    mac: spec.hostMac,
    state: 'PERMANENT',
  })
  host.links.push({
    kind: 'link',
    ...onHost,
    name: spec.veth,
    ifindex: spec.ifindex,
    mac: spec.hostMac,
    mtu: 1500,
    up: true,
    type: { kind: 'veth', peer: { netns: pod.id, name: 'eth0', ifindex: spec.podIfindex } },
  })
  host.routes.push({
    kind: 'route',
    ...onHost,
    table: TABLE_MAIN,
    type: 'unicast',
    dst: hostCidr(spec.ip),
    via: null,
    dev: spec.veth,
    scope: 'link',
    proto: null,
    src: null,
    onlink: false,
  })
  host.rules.push(
    {
      kind: 'rule',
      ...onHost,
      priority: TO_CONTAINER_PRIORITY,
      from: null,
      to: hostCidr(spec.ip),
      iif: null,
      fwmark: null,
      table: TABLE_MAIN,
    },
    {
      kind: 'rule',
      ...onHost,
      priority: FROM_CONTAINER_PRIORITY,
      from: hostCidr(spec.ip),
      to: null,
      iif: ruleHasIif(release) ? spec.veth : null,
      fwmark: null,
      table: tableOf(eni),
    },
  )
}

const SYMMETRIC_MARK = 0x10
const SYMMETRIC_TABLE = 100

/** `symmetric_routing: true` (cmd/terway-cli/symmetric.go, datapath.md §1.7): connections that came in by eth0 are marked. */
export function routeSymmetrically(host: Draft, eth0: Eni, vswitch: VSwitch): void {
  const by: Origin = { plane: 'terway', object: 'symmetric routing' }
  const base = { kind: 'chain-rule', netns: host.id, by, table: 'mangle', chain: 'PREROUTING' } as const
  host.chains.push(
    {
      ...base,
      matches: [{ kind: 'in-interface', dev: eth0.dev }],
      target: { kind: 'connmark-set', value: SYMMETRIC_MARK, mask: SYMMETRIC_MARK },
    },
    { ...base, matches: [], target: { kind: 'connmark-restore', mask: SYMMETRIC_MARK } },
  )
  host.rules.push({
    kind: 'rule',
    netns: host.id,
    by,
    priority: 600,
    from: null,
    to: null,
    iif: null,
    fwmark: { value: SYMMETRIC_MARK, mask: SYMMETRIC_MARK },
    table: SYMMETRIC_TABLE,
  })
  host.routes.push({
    kind: 'route',
    netns: host.id,
    by,
    table: SYMMETRIC_TABLE,
    type: 'unicast',
    dst: EVERYWHERE,
    via: vswitch.gateway,
    dev: eth0.dev,
    scope: 'global',
    proto: null,
    src: null,
    onlink: true,
  })
}
