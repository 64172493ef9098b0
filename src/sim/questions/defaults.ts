/*! Values that a topology may give and does not, so that a verdict rests on what is assumed in their place. Each says where it
counts, what else it could be, and how to give it. */
import { assertNever } from '../../base/assert'
import type { NetnsId } from '../kernel/row'
import { type Run, simulate, simulateIn } from '../simulate'
import { applyEdit, type Edit, type Question } from '../topology/edit'
import { resolve } from '../topology/resolve'
import type { SecurityGroupSpec } from '../topology/types'
import { stepsOf } from '../trace/trace'
import { changeNetns, nodeNetns } from '../world'
import { visitOf } from './visit'

export type Default =
  /** `net.ipv4.conf.<dev>.rp_filter`; `dev` `all` where a device's own value is given, but not that one. Terway writes 0 (§1.6). */
  | { readonly kind: 'rp-filter'; readonly node: string; readonly dev: string; readonly least: 0 | 1 | 2 }
  /** Off, as Terway makes its ENIs and as it was for years (§5.3). */
  | { readonly kind: 'source-check'; readonly node: string; readonly dev: string; readonly eni: string }
  /** `net.ipv4.ip_forward`: Terway and the kubelet want it on (§1.6). A topology cannot give it. */
  | { readonly kind: 'forwarding'; readonly node: string }
  /**
   * ENIs without a security group: nobody judges what they send and get. The real cloud has every ENI in at least one, usually all
   * of a cluster in one basic group (§5.2).
   */
  | { readonly kind: 'security-group'; readonly enis: readonly string[] }
  /** Members of a basic group let each other in (§5.2). */
  | { readonly kind: 'inner-access'; readonly group: string; readonly enis: readonly string[] }
  /** Terway's `symmetric_routing`: off (§1.7). */
  | { readonly kind: 'symmetric-routing' }

export type DefaultValue = number | boolean | 'none' | 'basic'

/** The group that an ENI is thought to be in when none is given: basic, without a rule. */
const BASIC_GROUP: SecurityGroupSpec = { id: 'sg-default', type: 'basic', rules: [] }

/** Every default of a topology that the simulator knows how to flip, in the order of the declaration. */
export function defaultsOf({ topology }: Question): readonly Default[] {
  const { pods, nodes } = resolve(topology)
  const enis = nodes.flatMap((node) => node.enis)
  const ungrouped = enis.filter(({ securityGroups }) => securityGroups.length === 0).map(({ id }) => id)
  return [
    ...topology.nodes.flatMap((node): readonly Default[] => {
      const given = node.rpFilter ?? {}
      const least = given.all ?? 0
      const veths = pods.filter((pod) => pod.node === node.name && !pod.hostNetwork).map((pod) => pod.veth)
      const devices = [...node.enis.map((eni) => eni.dev), ...veths]
      const all: readonly Default[] =
        given.all === undefined && devices.some((dev) => given[dev] !== undefined)
          ? [{ kind: 'rp-filter', node: node.name, dev: 'all', least: 0 }]
          : []
      // The larger of the two counts: below `all`, or where it is the largest already, a device's own value changes nothing.
      const own = devices.flatMap((dev): readonly Default[] =>
        given[dev] === undefined && least < 2 ? [{ kind: 'rp-filter', node: node.name, dev, least }] : [],
      )
      const checks = (nodes.find(({ name }) => name === node.name)?.enis ?? []).flatMap(
        (eni, index): readonly Default[] =>
          node.enis[index]?.sourceDestCheck === undefined
            ? [{ kind: 'source-check', node: node.name, dev: eni.dev, eni: eni.id }]
            : [],
      )
      return [...all, ...own, ...checks, { kind: 'forwarding', node: node.name }]
    }),
    ...(ungrouped.length > 0 ? [{ kind: 'security-group', enis: ungrouped } as const] : []),
    ...(topology.securityGroups ?? []).flatMap(({ id, type, innerAccessPolicy }): readonly Default[] => {
      const members = enis.filter(({ securityGroups }) => securityGroups.includes(id)).map((eni) => eni.id)
      return type === 'basic' && innerAccessPolicy === undefined
        ? [{ kind: 'inner-access', group: id, enis: members }]
        : []
    }),
    // Only newer releases have it (≥ 1.15).
    ...(topology.terway.symmetricRouting === undefined && topology.terway.release !== '1.4.1'
      ? [{ kind: 'symmetric-routing' } as const]
      : []),
  ]
}

export function assumedValue(what: Default): DefaultValue {
  switch (what.kind) {
    case 'rp-filter':
      return what.least
    case 'source-check':
    case 'symmetric-routing':
      return false
    case 'forwarding':
    case 'inner-access':
      return true
    case 'security-group':
      return 'none'
    default:
      return assertNever(what)
  }
}

export function alternativesOf(what: Default): readonly DefaultValue[] {
  switch (what.kind) {
    case 'rp-filter':
      return [1, 2].filter((value) => value > what.least)
    case 'source-check':
    case 'symmetric-routing':
      return [true]
    case 'forwarding':
    case 'inner-access':
      return [false]
    case 'security-group':
      return ['basic']
    default:
      return assertNever(what)
  }
}

/** The edit that gives the value; null: a topology has no place for it. */
export function editFor(what: Default, value: DefaultValue): Edit | null {
  switch (what.kind) {
    case 'rp-filter':
      return value === 0 || value === 1 || value === 2
        ? { kind: 'set-device-rp-filter', node: what.node, dev: what.dev, value }
        : null
    case 'source-check':
      return { kind: 'set-source-check', node: what.node, dev: what.dev, value: value === true }
    case 'symmetric-routing':
      return { kind: 'set-symmetric-routing', value: value === true }
    case 'security-group':
      return { kind: 'set-default-security-group', group: BASIC_GROUP }
    case 'inner-access':
      return { kind: 'set-inner-access', group: what.group, policy: value === true ? 'accept' : 'drop' }
    case 'forwarding':
      return null
    default:
      return assertNever(what)
  }
}

/** The run of the same question with this value. */
export function runWith(question: Question, run: Run, what: Default, value: DefaultValue): Run {
  const edit = editFor(what, value)
  if (edit !== null) {
    const changed = applyEdit(question, edit)
    return simulate(changed.topology, changed.flow)
  }
  if (what.kind !== 'forwarding') return run
  const world = changeNetns(run.world, nodeNetns(what.node), (rows) => ({
    ...rows,
    sysctls: rows.sysctls.map((row) => (row.name === FORWARDING ? { ...row, value: Number(value) } : row)),
  }))
  return simulateIn(run.topology, world, run.flow)
}

const FORWARDING = 'net.ipv4.ip_forward'

/** What a run read of such values: per host, the devices whose packets were routed; the ENIs that sent and received; … */
interface Read {
  /** `<netns> <dev>`. */
  readonly devices: ReadonlySet<string>
  readonly enis: ReadonlySet<string>
  readonly forwarding: ReadonlySet<NetnsId>
  readonly hosts: ReadonlySet<NetnsId>
}

/** Did the walk read it? */
export function isRead(what: Default, read: Read): boolean {
  switch (what.kind) {
    case 'rp-filter': {
      const host = nodeNetns(what.node)
      if (what.dev !== 'all') return read.devices.has(`${host} ${what.dev}`)
      return [...read.devices].some((device) => device.startsWith(`${host} `))
    }
    case 'source-check':
      return read.enis.has(what.eni)
    case 'security-group':
    case 'inner-access':
      return what.enis.some((eni) => read.enis.has(eni))
    case 'forwarding':
      return read.forwarding.has(nodeNetns(what.node))
    case 'symmetric-routing':
      return read.hosts.size > 0
    default:
      return assertNever(what)
  }
}

export function readBy(run: Run): Read {
  const devices = new Set<string>()
  const enis = new Set<string>()
  const forwarding = new Set<NetnsId>()
  const hosts = new Set<NetnsId>()
  for (const [index, { place, event, because }] of stepsOf(run.trace).entries()) {
    for (const row of because) if (row.kind === 'eni') enis.add(row.id)
    if (place.kind === 'link' && event.kind === 'transmit') {
      const link = run.world.netns.get(place.netns)?.links.find(({ name }) => name === place.dev)
      if (link?.type.kind === 'eni') enis.add(link.type.id)
    }
    if (place.kind !== 'stage') continue
    hosts.add(place.netns)
    if (place.stage !== 'routing') continue
    devices.add(`${place.netns} ${visitOf(run, index)?.iif ?? 'lo'}`)
    const forwards = event.kind === 'route-input' && event.to === 'forward'
    if (forwards || event.kind === 'drop') forwarding.add(place.netns)
  }
  return { devices, enis, forwarding, hosts }
}
