/*! One row by itself: its text, and the table that shows it. */
import { assertNever } from '../../base/assert'
import type { NetnsId } from '../kernel/row'
import type { CloudMachine, Machine, Row } from '../trace/trace'
import { CONNTRACK, showConntrack } from './conntrack'
import { EIPS, showEip, showNatGateway, showSnatEntry, showSnatSession, SNAT_ENTRIES, SNAT_SESSIONS } from './gateway'
import { IP_ADDR, IP_LINK, showAddress, showLink } from './ip-addr'
import { IP_NEIGH, showNeigh } from './ip-neigh'
import { ipRouteCommand, showRoute } from './ip-route'
import { IP_RULE, showRule } from './ip-rule'
import { ipsetListCommand, showIpset, showIpsetMember } from './ipset-list'
import { iptablesSaveCommand, showChainRule } from './iptables-save'
import { IPVSADM, IPVSADM_CONNECTIONS, showIpvsConn, showRealServer, showVirtualServer } from './ipvsadm'
import {
  GROUP_SESSIONS,
  NETWORK_ACLS,
  SECURITY_GROUPS,
  showGroupSession,
  showNetworkAcl,
  showNetworkAclRule,
  showSecurityGroup,
  showSecurityRule,
} from './security-group'
import { SLB_BACKENDS, SLB_LISTENERS, SLB_SESSIONS, showSlbBackend, showSlbListener, showSlbSession } from './slb'
import { NFT, showNftBase, showNftElement, showNftRule } from './nft'
import { SS, showSocket } from './ss'
import { showSysctl, sysctlCommand } from './sysctl'
import { visible } from './visible'
import { ENIS, showEni, showEniAddress, showVpcRoute, showVSwitch, VPC_ROUTES, VSWITCHES } from './vpc'

/** The row as its tool prints it, without the padding of its columns. */
export const showRow = (row: Row): string => visible(rowText(row)).replace(/ {2,}/g, ' ').trim()

function rowText(row: Row): string {
  switch (row.kind) {
    case 'link':
      return showLink(row)
    case 'addr':
      return showAddress(row)
    case 'neigh':
      return showNeigh(row)
    case 'rule':
      return showRule(row)
    case 'route':
      return showRoute(row)
    case 'sysctl':
      return showSysctl(row)
    case 'socket':
      return showSocket(row)
    case 'chain-rule':
      return showChainRule(row)
    case 'nft-base':
      return showNftBase(row)
    case 'nft-rule':
      return showNftRule(row)
    case 'nft-element':
      return `${row.set} ${showNftElement(row)}`
    case 'ipset':
      return showIpset(row)
    case 'ipset-member':
      return showIpsetMember(row)
    case 'virtual-server':
      return showVirtualServer(row)
    case 'real-server':
      return showRealServer(row)
    case 'ipvs-conn':
      return showIpvsConn(row)
    case 'conntrack':
      return showConntrack(row)
    case 'eni':
      return showEni(row)
    case 'eni-address':
      return showEniAddress(row)
    case 'vswitch':
      return showVSwitch(row)
    case 'vpc-route':
      return showVpcRoute(row)
    case 'slb-listener':
      return showSlbListener(row)
    case 'slb-backend':
      return showSlbBackend(row)
    case 'slb-session':
      return showSlbSession(row)
    case 'nat-gateway':
      return showNatGateway(row)
    case 'snat-entry':
      return showSnatEntry(row)
    case 'snat-session':
      return showSnatSession(row)
    case 'eip':
      return showEip(row)
    case 'security-group':
      return showSecurityGroup(row)
    case 'security-rule':
      return showSecurityRule(row)
    case 'group-session':
      return showGroupSession(row)
    case 'network-acl':
      return showNetworkAcl(row)
    case 'network-acl-rule':
      return showNetworkAclRule(row)
    default:
      return assertNever(row)
  }
}

/** Where a row can be seen. */
export interface Tool {
  /** The command that prints the row and its neighbours: `ip route show table 1003`, `ipset list KUBE-LOAD-BALANCER`. */
  readonly tool: string
  /** The namespace to run it in; null for what the cloud shows. */
  readonly netns: NetnsId | null
  /** Machine and id of the table in `tablesOf`. */
  readonly machine: Machine
  readonly table: string
}

export function toolOf(row: Row): Tool {
  switch (row.kind) {
    case 'link':
      return inside(row.netns, IP_LINK, 'link')
    case 'addr':
      return inside(row.netns, IP_ADDR, 'addr')
    case 'neigh':
      return inside(row.netns, IP_NEIGH, 'neigh')
    case 'rule':
      return inside(row.netns, IP_RULE, 'rule')
    case 'route':
      return inside(row.netns, ipRouteCommand(row.table), routeTableId(row.table))
    case 'sysctl':
      return inside(row.netns, sysctlCommand(row.name), 'sysctl')
    case 'socket':
      return inside(row.netns, SS, 'socket')
    case 'chain-rule':
      return inside(row.netns, iptablesSaveCommand(row.table), row.table)
    case 'nft-base':
    case 'nft-rule':
    case 'nft-element':
      return inside(row.netns, NFT, 'nft')
    case 'ipset':
      return inside(row.netns, ipsetListCommand(row.name), 'ipset')
    case 'ipset-member':
      return inside(row.netns, ipsetListCommand(row.set), 'ipset')
    case 'virtual-server':
    case 'real-server':
      return inside(row.netns, IPVSADM, 'ipvs')
    case 'ipvs-conn':
      return inside(row.netns, IPVSADM_CONNECTIONS, 'ipvs-conn')
    case 'conntrack':
      return inside(row.netns, CONNTRACK, 'conntrack')
    case 'eni':
    case 'eni-address':
      return cloud('vpc', ENIS, 'eni')
    case 'vswitch':
      return cloud('vpc', VSWITCHES, 'vswitch')
    case 'vpc-route':
      return cloud('vpc', VPC_ROUTES, 'vpc-route')
    case 'slb-listener':
      return cloud('slb', SLB_LISTENERS, 'slb-listener')
    case 'slb-backend':
      return cloud('slb', SLB_BACKENDS, 'slb-backend')
    case 'slb-session':
      return cloud('slb', SLB_SESSIONS, 'slb-session')
    case 'nat-gateway':
    case 'snat-entry':
      return cloud('gateway', SNAT_ENTRIES, 'snat-entry')
    case 'snat-session':
      return cloud('gateway', SNAT_SESSIONS, 'snat-session')
    case 'eip':
      return cloud('vpc', EIPS, 'eip')
    case 'security-group':
    case 'security-rule':
      return cloud('vpc', SECURITY_GROUPS, 'security-group')
    case 'group-session':
      return cloud('vpc', GROUP_SESSIONS, 'group-session')
    case 'network-acl':
    case 'network-acl-rule':
      return cloud('vpc', NETWORK_ACLS, 'network-acl')
    default:
      return assertNever(row)
  }
}

/** Id of a routing table's table. */
export const routeTableId = (table: number): string => `route-${table}`

/** A kernel row always has a namespace; one without is the VPC's, so that the answer stays total. */
const inside = (netns: NetnsId | null, tool: string, table: string): Tool => ({
  tool,
  netns,
  machine: netns ?? 'vpc',
  table,
})
const cloud = (machine: CloudMachine, tool: string, table: string): Tool => ({ tool, netns: null, machine, table })
