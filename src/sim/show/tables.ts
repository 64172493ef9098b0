/*! All tables of one machine at a step of the trace. */
import type { Netns } from '../kernel/netns'
import type { State } from '../trace/state'
import type { Machine } from '../trace/trace'
import type { World } from '../world'
import { CONNTRACK, conntrack, conntrackNote } from './conntrack'
import { EIPS, eips, SNAT_ENTRIES, SNAT_SESSIONS, snatEntries, snatSessions } from './gateway'
import { IP_ADDR, IP_LINK, ipAddr, ipLink } from './ip-addr'
import { IP_NEIGH, ipNeigh } from './ip-neigh'
import { ipRoute, ipRouteCommand, routeTables } from './ip-route'
import { IP_RULE, ipRule } from './ip-rule'
import { IPSET_LIST, ipsetList } from './ipset-list'
import { NFT, nft } from './nft'
import { iptablesSave, iptablesSaveCommand } from './iptables-save'
import { IPVSADM, IPVSADM_CONNECTIONS, ipvsadm, ipvsadmConnections } from './ipvsadm'
import { type Table, table } from './line'
import { routeTableId } from './row'
import {
  GROUP_SESSIONS,
  groupSessions,
  NETWORK_ACLS,
  networkAcls,
  SECURITY_GROUPS,
  securityGroups,
} from './security-group'
import { SLB_BACKENDS, SLB_LISTENERS, SLB_SESSIONS, slbBackends, slbListeners, slbSessions } from './slb'
import { SS, ss } from './ss'
import { sysctlCommand, sysctlList } from './sysctl'
import { TERWAY_MAPPING, TERWAY_METADATA, terwayMapping, terwayMetadata } from './terway-cli'
import { ENIS, eniOwners, VPC_ROUTES, VSWITCHES, vpcRoutes, vswitchList } from './vpc'

/** What the machine's tools print. `state` has what the trace has left behind so far (`stateAt`). */
export function tablesOf(world: World, state: State, machine: Machine): readonly Table[] {
  if (machine === 'vpc') return vpcTables(world, state)
  if (machine === 'slb') return slbTables(world, state)
  if (machine === 'gateway') return gatewayTables(world, state)
  const netns = world.netns.get(machine)
  if (!netns) return []
  return netns.type === 'host' ? hostTables(world, state, netns) : plainTables(state, netns)
}

/** A pod or a client: no rules of its own, no netfilter. */
function plainTables(state: State, netns: Netns): readonly Table[] {
  return [
    table(routeTableId(254), ipRouteCommand(254), ipRoute(netns.routes, 254)),
    neighbours(state, netns),
    table('addr', IP_ADDR, ipAddr(netns.links, netns.addrs)),
    table('link', IP_LINK, ipLink(netns.links)),
    table('socket', SS, ss(netns.sockets)),
    table(routeTableId(255), ipRouteCommand(255), ipRoute(netns.routes, 255)),
    table('rule', IP_RULE, ipRule(netns.rules)),
    ...settings(netns),
  ]
}

function hostTables(world: World, state: State, netns: Netns): readonly Table[] {
  const conns = state.ipvsConns.filter((conn) => conn.netns === netns.id)
  const entries = state.conntrack.filter((entry) => entry.netns === netns.id)
  return [
    table('rule', IP_RULE, ipRule(netns.rules)),
    ...routeTables(netns.routes, netns.rules).map((id) =>
      table(routeTableId(id), ipRouteCommand(id), ipRoute(netns.routes, id)),
    ),
    neighbours(state, netns),
    table('ipvs', IPVSADM, ipvsadm(netns.virtualServers, conns)),
    table('ipvs-conn', IPVSADM_CONNECTIONS, ipvsadmConnections(conns)),
    ...(netns.chains.some((rule) => rule.table === 'mangle')
      ? [table('mangle', iptablesSaveCommand('mangle'), iptablesSave(netns.chains, 'mangle'))]
      : []),
    table('nat', iptablesSaveCommand('nat'), iptablesSave(netns.chains, 'nat')),
    table('filter', iptablesSaveCommand('filter'), iptablesSave(netns.chains, 'filter')),
    ...(netns.nftBases.length > 0
      ? [table('nft', NFT, nft({ bases: netns.nftBases, rules: netns.nftRules, elements: netns.nftElements }))]
      : []),
    table('ipset', IPSET_LIST, ipsetList(netns.ipsets)),
    table('conntrack', CONNTRACK, conntrack(entries), conntrackNote(entries)),
    table('addr', IP_ADDR, ipAddr(netns.links, netns.addrs)),
    table('link', IP_LINK, ipLink(netns.links)),
    table('socket', SS, ss(netns.sockets)),
    ...settings(netns),
    table('terway-mapping', TERWAY_MAPPING, terwayMapping(world, netns.id)),
    table('terway-metadata', TERWAY_METADATA, terwayMetadata(world, netns.id)),
  ]
}

const neighbours = (state: State, netns: Netns): Table => {
  const found = state.neighs.filter((neigh) => neigh.netns === netns.id)
  return table('neigh', IP_NEIGH, ipNeigh(netns.neighs, found))
}

function settings(netns: Netns): readonly Table[] {
  const lines = sysctlList(netns.sysctls)
  if (lines.length === 0) return []
  const names = lines.flatMap(({ row }) => (row?.kind === 'sysctl' ? [row.name] : []))
  return [table('sysctl', sysctlCommand(...names), lines)]
}

const vpcTables = (world: World, state: State): readonly Table[] => [
  table('eni', ENIS, eniOwners(world)),
  table('vpc-route', VPC_ROUTES, vpcRoutes(world)),
  table('vswitch', VSWITCHES, vswitchList(world.cloud)),
  // What few clusters have stands only where it is.
  ...(world.cloud.eips.length > 0 ? [table('eip', EIPS, eips(world.cloud))] : []),
  ...(world.cloud.groups.length > 0
    ? [
        table('security-group', SECURITY_GROUPS, securityGroups(world.cloud)),
        table('group-session', GROUP_SESSIONS, groupSessions(state.groupSessions)),
      ]
    : []),
  ...(world.cloud.acls.length > 0 ? [table('network-acl', NETWORK_ACLS, networkAcls(world.cloud))] : []),
]

const gatewayTables = (world: World, state: State): readonly Table[] => [
  table('snat-entry', SNAT_ENTRIES, snatEntries(world.cloud)),
  table('snat-session', SNAT_SESSIONS, snatSessions(state.snatSessions)),
]

const slbTables = (world: World, state: State): readonly Table[] => [
  table('slb-listener', SLB_LISTENERS, slbListeners(world.cloud)),
  table('slb-backend', SLB_BACKENDS, slbBackends(world.cloud)),
  table('slb-session', SLB_SESSIONS, slbSessions(state.slbSessions)),
]
