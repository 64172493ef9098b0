/*! Values that a topology may give and does not, so that a verdict rests on what is assumed in their place. Each says where it
counts, what else it could be, and how to give it. */
import { assertNever } from '../../base/assert'
import { groupBy } from '../../base/group'
import { BASIC_GROUP, type Edit, type Question } from '../topology/edit'
import { type Cidr, formatIpv4 } from '../net/ip'
import type { NodeSpec, ResolvedTopology } from '../topology/types'

export type Default =
  /** `net.ipv4.conf.<dev>.rp_filter`; `dev` `all` where a device's own value is given, but not that one. Terway writes 0 (§1.6). */
  | { readonly kind: 'rp-filter'; readonly node: string; readonly dev: string; readonly least: 0 | 1 | 2 }
  /** Off, as Terway makes its ENIs and as it was for years (§5.3). */
  | { readonly kind: 'source-check'; readonly node: string; readonly dev: string; readonly eni: string }
  /** `net.ipv4.ip_forward`: on, as Terway and the kubelet want it (§1.6). */
  | { readonly kind: 'forwarding'; readonly node: string }
  /** `net.ipv4.conf.<dev>.forwarding`: `on` as ip_forward, which writes it for every device. */
  | { readonly kind: 'device-forwarding'; readonly node: string; readonly dev: string; readonly on: boolean }
  /**
   * ENIs without a security group: nobody judges what they send and get. The real cloud has every ENI in at least one, usually all
   * of a cluster in one basic group (§5.2).
   */
  | { readonly kind: 'security-group'; readonly enis: readonly string[] }
  /** Members of a basic group let each other in (§5.2). */
  | { readonly kind: 'inner-access'; readonly group: string; readonly enis: readonly string[] }
  /** A listener of the SLB without an access control list: everybody may use it (CLB "Access control"). `vpc`: who else could be meant. */
  | { readonly kind: 'slb-acl'; readonly at: number; readonly target: string; readonly vpc: Cidr }
  /** Terway's `symmetric_routing`: off (§1.7). */
  | { readonly kind: 'symmetric-routing' }

export type DefaultValue = number | boolean | 'none' | 'basic' | 'vpc'

/** Every default of a topology that the simulator knows how to flip, in the order of the declaration. */
export function defaultsOf({ topology }: Question, { pods, nodes }: ResolvedTopology): readonly Default[] {
  const podsOf = groupBy(pods, (pod) => pod.node)
  const devicesOf = ({ name, enis: own }: NodeSpec): readonly string[] => [
    ...own.map(({ dev }) => dev),
    ...(podsOf.get(name) ?? []).flatMap((pod) => (pod.hostNetwork ? [] : [pod.veth])),
  ]
  const enis = nodes.flatMap((node) => node.enis)
  const ungrouped = enis.filter(({ securityGroups }) => securityGroups.length === 0).map(({ id }) => id)
  return [
    ...topology.nodes.flatMap((node, at): readonly Default[] => {
      const given = node.rpFilter ?? {}
      const least = given.all ?? 0
      const devices = devicesOf(node)
      const all: readonly Default[] =
        given.all === undefined && devices.some((dev) => given[dev] !== undefined)
          ? [{ kind: 'rp-filter', node: node.name, dev: 'all', least: 0 }]
          : []
      // The larger of the two counts: below `all`, or where it is the largest already, a device's own value changes nothing.
      const own = devices.flatMap((dev): readonly Default[] =>
        given[dev] === undefined && least < 2 ? [{ kind: 'rp-filter', node: node.name, dev, least }] : [],
      )
      const checks = (nodes[at]?.enis ?? []).flatMap((eni, index): readonly Default[] =>
        node.enis[index]?.sourceDestCheck === undefined
          ? [{ kind: 'source-check', node: node.name, dev: eni.dev, eni: eni.id }]
          : [],
      )
      return [...all, ...own, ...checks]
    }),
    ...(ungrouped.length > 0 ? [{ kind: 'security-group', enis: ungrouped } as const] : []),
    ...(topology.securityGroups ?? []).flatMap(({ id, type, innerAccessPolicy }): readonly Default[] => {
      const members = enis.filter(({ securityGroups }) => securityGroups.includes(id)).map((eni) => eni.id)
      return type === 'basic' && innerAccessPolicy === undefined
        ? [{ kind: 'inner-access', group: id, enis: members }]
        : []
    }),
    ...(topology.slb?.listeners ?? []).flatMap(({ vip, port, protocol, acl }, at): readonly Default[] =>
      acl === undefined
        ? [{ kind: 'slb-acl', at, target: `${formatIpv4(vip)}:${port}/${protocol}`, vpc: topology.vpc }]
        : [],
    ),
    // Only newer releases have it (≥ 1.15).
    ...(topology.terway.symmetricRouting === undefined && topology.terway.release !== '1.4.1'
      ? [{ kind: 'symmetric-routing' } as const]
      : []),
    // Last: it decides wherever a packet passes through, and is seldom what a person looks for.
    ...topology.nodes.flatMap(({ name, ipForward }): readonly Default[] =>
      ipForward === undefined ? [{ kind: 'forwarding', node: name }] : [],
    ),
    ...topology.nodes.flatMap((node): readonly Default[] =>
      devicesOf(node).flatMap((dev): readonly Default[] =>
        node.forwarding?.[dev] === undefined
          ? [{ kind: 'device-forwarding', node: node.name, dev, on: node.ipForward ?? true }]
          : [],
      ),
    ),
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
    case 'device-forwarding':
      return what.on
    case 'security-group':
    case 'slb-acl':
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
    case 'device-forwarding':
      return [!what.on]
    case 'security-group':
      return ['basic']
    case 'slb-acl':
      return ['vpc']
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
    case 'slb-acl':
      return {
        kind: 'set-listener-acl',
        at: what.at,
        acl: value === 'vpc' ? { type: 'white', entries: [what.vpc] } : null,
      }
    case 'inner-access':
      return { kind: 'set-inner-access', group: what.group, policy: value === true ? 'accept' : 'drop' }
    case 'forwarding':
      return { kind: 'set-ip-forward', node: what.node, value: value === true }
    case 'device-forwarding':
      return { kind: 'set-device-forwarding', node: what.node, dev: what.dev, value: value === true }
    default:
      return assertNever(what)
  }
}
