/*! The cloud as rows with its indexes: what the console would show, ready for look-ups. */
import type { RowBase } from '../kernel/row'
import { endpointMap, type EndpointMap } from '../net/endpoint-map'
import type { Ipv4 } from '../net/ip'
import type { Eip, NatGateway, SnatEntry } from './gateway'
import type { NetworkAcl, NetworkAclRule } from './network-acl'
import type { EniAddress, EniRow, OutsideHost, SlbBackend, SlbListener, VSwitchRow } from './rows'
import { type GroupPool, poolGroups, type SecurityGroup, type SecurityRule } from './security-group'
import { makeVpcTables, type VpcRoute, type VpcRouteTable } from './vpc-route'

export interface CloudRows {
  readonly enis: readonly EniRow[]
  readonly vswitches: readonly VSwitchRow[]
  readonly routes: readonly VpcRoute[]
  readonly listeners: readonly SlbListener[]
  readonly gateways: readonly NatGateway[]
  readonly eips: readonly Eip[]
  readonly groups: readonly SecurityGroup[]
  readonly acls: readonly NetworkAcl[]
  readonly hosts: readonly OutsideHost[]
}

export interface Cloud extends CloudRows {
  readonly index: {
    /** Delivery goes by the owner of an address (§5.1). */
    readonly owners: ReadonlyMap<Ipv4, { readonly eni: EniRow; readonly row: EniAddress }>
    readonly enis: ReadonlyMap<string, EniRow>
    readonly vswitches: ReadonlyMap<string, VSwitchRow>
    readonly listeners: EndpointMap<SlbListener>
    readonly vips: ReadonlySet<Ipv4>
    readonly tables: ReadonlyMap<string, VpcRouteTable>
    readonly gateways: ReadonlyMap<string, NatGateway>
    /** Addresses of SNAT entries, with one entry each. */
    readonly snatAddresses: ReadonlyMap<Ipv4, SnatEntry>
    readonly eipsByPublic: ReadonlyMap<Ipv4, Eip>
    readonly eipsByPrivate: ReadonlyMap<Ipv4, Eip>
    /** By ENI; an ENI without groups has none. */
    readonly pools: ReadonlyMap<string, GroupPool>
    /** By vSwitch. */
    readonly acls: ReadonlyMap<string, NetworkAcl>
    readonly hosts: ReadonlyMap<Ipv4, OutsideHost>
  }
}

/** Adds the indexes. The first owner of an address wins, as `check` allows only one. */
export function makeCloud(rows: CloudRows): Cloud {
  const owners = new Map<Ipv4, { eni: EniRow; row: EniAddress }>()
  for (const eni of rows.enis) {
    for (const row of eni.addresses) if (!owners.has(row.address)) owners.set(row.address, { eni, row })
  }
  const groupsById = new Map(rows.groups.map((group) => [group.id, group]))
  const pools = new Map<string, GroupPool>()
  for (const eni of rows.enis) {
    const own = eni.groups.flatMap((id) => groupsById.get(id) ?? [])
    if (own.length > 0) pools.set(eni.id, poolGroups(own))
  }
  const { enis, vswitches, routes, listeners, gateways, eips, groups, acls, hosts } = rows
  return {
    enis,
    vswitches,
    routes,
    listeners,
    gateways,
    eips,
    groups,
    acls,
    hosts,
    index: {
      owners,
      enis: new Map(rows.enis.map((eni) => [eni.id, eni])),
      vswitches: new Map(rows.vswitches.map((v) => [v.name, v])),
      listeners: endpointMap(listeners, (l) => [l.vip, l.proto === 'UDP', l.port]),
      vips: new Set(rows.listeners.map((l) => l.vip)),
      tables: makeVpcTables(rows.routes),
      gateways: new Map(rows.gateways.map((g) => [g.id, g])),
      snatAddresses: new Map(rows.gateways.flatMap((g) => g.entries.map((entry) => [entry.eip, entry] as const))),
      eipsByPublic: new Map(rows.eips.map((row) => [row.eip, row])),
      eipsByPrivate: new Map(rows.eips.map((row) => [row.ip, row])),
      pools,
      acls: new Map(rows.acls.flatMap((acl) => acl.vswitches.map((vswitch) => [vswitch, acl] as const))),
      hosts: new Map(rows.hosts.map((host) => [host.address, host])),
    },
  }
}

/** Every row that the console lets one delete. */
export type CloudRow =
  | EniRow
  | EniAddress
  | VSwitchRow
  | VpcRoute
  | SlbListener
  | SlbBackend
  | NatGateway
  | SnatEntry
  | Eip
  | SecurityGroup
  | SecurityRule
  | NetworkAcl
  | NetworkAclRule

const isSame = (a: RowBase, b: RowBase): boolean => a === b

/** The cloud without one row, found by identity: what deleting it at the console would leave. All other rows stay the same. */
export function withoutCloudRow(cloud: CloudRows, row: CloudRow): Cloud {
  const rest = <R extends RowBase>(rows: readonly R[]): readonly R[] => rows.filter((each) => !isSame(each, row))
  /** A row with a list of its own, if the row was in that list. */
  const holder = <H, R extends RowBase>(held: H, rows: readonly R[], make: (left: readonly R[]) => H): H => {
    const left = rest(rows)
    return left.length === rows.length ? held : make(left)
  }
  return makeCloud({
    hosts: cloud.hosts,
    enis: rest(cloud.enis).map((eni) => holder(eni, eni.addresses, (addresses) => ({ ...eni, addresses }))),
    vswitches: rest(cloud.vswitches),
    routes: rest(cloud.routes),
    listeners: rest(cloud.listeners).map((l) => holder(l, l.backends, (backends) => ({ ...l, backends }))),
    gateways: rest(cloud.gateways).map((g) => holder(g, g.entries, (entries) => ({ ...g, entries }))),
    eips: rest(cloud.eips),
    groups: rest(cloud.groups).map((g) => holder(g, g.rules, (rules) => ({ ...g, rules }))),
    acls: rest(cloud.acls).map((acl) => holder(acl, acl.rules, (rules) => ({ ...acl, rules }))),
  })
}
