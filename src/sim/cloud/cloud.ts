/*! The cloud as rows with its indexes: what the console would show, ready for look-ups. */
import type { RowBase } from '../kernel/row'
import { makeWire, type Plug, type Wire } from '../kernel/wire'
import { endpointMap, type EndpointMap } from '../net/endpoint-map'
import type { Eip, NatGateway, SnatEntry } from './gateway'
import type { NetworkAcl, NetworkAclRule } from './network-acl'
import type { EniAddress, EniRow, OutsideHost, SlbBackend, SlbListener, VSwitchRow } from './rows'
import { type GroupPool, poolGroups, type SecurityGroup, type SecurityRule } from './security-group'
import { makeVpcTables, SYSTEM_TABLE, type VpcRoute, type VpcRouteTable } from './vpc-route'

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

/** An ENI with all that judges a packet there and leads it on, so that nothing is asked by name. */
export interface BoundEni {
  readonly row: EniRow
  /** null: it is in no group, its vSwitch has no ACL, it is in no vSwitch. */
  readonly pool: GroupPool | null
  readonly acl: NetworkAcl | null
  readonly vswitch: VSwitchRow | null
  /** The route table of its vSwitch. */
  readonly table: VpcRouteTable | null
  /** To its host. */
  readonly wire: Wire
}

export interface Owner {
  readonly eni: BoundEni
  readonly row: EniAddress
}

export interface Cloud extends CloudRows {
  readonly index: {
    /** Delivery goes by the owner of an address (§5.1). Keys are addresses as int32, here and below: V8 keeps those unboxed. */
    readonly owners: ReadonlyMap<number, Owner>
    readonly enis: ReadonlyMap<string, EniRow>
    /** The same ENIs, ready to be crossed. */
    readonly bound: ReadonlyMap<string, BoundEni>
    readonly vswitches: ReadonlyMap<string, VSwitchRow>
    readonly listeners: EndpointMap<SlbListener>
    readonly vips: ReadonlySet<number>
    readonly tables: ReadonlyMap<string, VpcRouteTable>
    /** What a line or a device of the cloud goes by. */
    readonly systemTable: VpcRouteTable | null
    readonly gateways: ReadonlyMap<string, NatGateway>
    /** Addresses of SNAT entries, with one entry each. */
    readonly snatAddresses: ReadonlyMap<number, SnatEntry>
    readonly eipsByPublic: ReadonlyMap<number, Eip>
    readonly eipsByPrivate: ReadonlyMap<number, Eip>
    /** By ENI; an ENI without groups has none. */
    readonly pools: ReadonlyMap<string, GroupPool>
    /** By vSwitch. */
    readonly acls: ReadonlyMap<string, NetworkAcl>
    readonly hosts: ReadonlyMap<number, OutsideHost>
  }
}

/** The ENI at a plug; null: the cloud has none of its name. */
export function eniAt(cloud: Cloud, plug: Plug): BoundEni | null {
  if (plug.cloud !== cloud) {
    plug.cloud = cloud
    plug.eni = cloud.index.bound.get(plug.id) ?? null
  }
  // Nobody else writes it.
  return plug.eni as BoundEni | null
}

/** Adds the indexes. The first owner of an address wins, as `check` allows only one. */
export function makeCloud(rows: CloudRows): Cloud {
  const { enis, vswitches, routes, listeners, gateways, eips, groups, acls, hosts } = rows
  const groupsById = new Map(groups.map((group) => [group.id, group]))
  const pools = new Map<string, GroupPool>()
  for (const eni of enis) {
    const own = eni.groups.flatMap((id) => groupsById.get(id) ?? [])
    if (own.length > 0) pools.set(eni.id, poolGroups(own))
  }
  const tables = makeVpcTables(routes)
  const vswitchOf = new Map(vswitches.map((v) => [v.name, v]))
  const aclOf = new Map(acls.flatMap((acl) => acl.vswitches.map((vswitch) => [vswitch, acl] as const)))
  const bound = new Map<string, BoundEni>()
  const owners = new Map<number, Owner>()
  for (const row of enis) {
    const vswitch = vswitchOf.get(row.vswitch) ?? null
    const eni: BoundEni = {
      row,
      pool: pools.get(row.id) ?? null,
      acl: aclOf.get(row.vswitch) ?? null,
      vswitch,
      table: tables.get(vswitch?.table ?? SYSTEM_TABLE) ?? null,
      wire: makeWire(row.host, row.dev),
    }
    bound.set(row.id, eni)
    for (const own of row.addresses) if (!owners.has(own.address | 0)) owners.set(own.address | 0, { eni, row: own })
  }
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
      bound,
      vswitches: vswitchOf,
      listeners: endpointMap(listeners, (l) => [l.vip, l.proto === 'UDP', l.port]),
      vips: new Set(rows.listeners.map((l) => l.vip | 0)),
      tables,
      systemTable: tables.get(SYSTEM_TABLE) ?? null,
      gateways: new Map(rows.gateways.map((g) => [g.id, g])),
      snatAddresses: new Map(rows.gateways.flatMap((g) => g.entries.map((entry) => [entry.eip | 0, entry] as const))),
      eipsByPublic: new Map(rows.eips.map((row) => [row.eip | 0, row])),
      eipsByPrivate: new Map(rows.eips.map((row) => [row.ip | 0, row])),
      pools,
      acls: aclOf,
      hosts: new Map(rows.hosts.map((host) => [host.address | 0, host])),
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
