/*! The same question with another value in place of a default. */
import { assertNever } from '../../base/assert'
import { makeCloud } from '../cloud/cloud'
import type { SecurityGroup } from '../cloud/security-group'
import type { Origin } from '../kernel/row'
import type { Sysctl } from '../kernel/sysctl'
import { type Run, simulate, simulateIn } from '../simulate'
import { applyEdit, BASIC_GROUP, type Question } from '../topology/edit'
import { changeNetns, nodeNetns, type World } from '../world'
import type { Default, DefaultValue } from './defaults'

/**
 * The run of the same question with this value. Where a value is one field of a row, that row is changed and nothing is compiled
 * again: a large cluster has many values to try.
 */
export function runWith(question: Question, run: Run, what: Default, value: DefaultValue): Run {
  const { topology, flow, world } = run
  if (what.kind === 'symmetric-routing') {
    const changed = applyEdit(question, { kind: 'set-symmetric-routing', value: value === true })
    return simulate(changed.topology, changed.flow)
  }
  return simulateIn(topology, worldWith(world, what, value), flow)
}

function worldWith(world: World, what: Exclude<Default, { kind: 'symmetric-routing' }>, value: DefaultValue): World {
  const { cloud } = world
  switch (what.kind) {
    case 'rp-filter':
      return withSysctl(world, what.node, `net.ipv4.conf.${what.dev}.rp_filter`, Number(value))
    case 'forwarding':
      return withSysctl(world, what.node, 'net.ipv4.ip_forward', Number(value))
    case 'device-forwarding':
      return withSysctl(world, what.node, `net.ipv4.conf.${what.dev}.forwarding`, Number(value))
    case 'source-check': {
      const enis = cloud.enis.map((eni) => (eni.id === what.eni ? { ...eni, sourceDestCheck: value === true } : eni))
      return { ...world, cloud: makeCloud({ ...cloud, enis }) }
    }
    case 'security-group': {
      const by: Origin = { plane: 'cloud', object: `security group ${BASIC_GROUP.id}` }
      const group: SecurityGroup = {
        kind: 'security-group',
        netns: null,
        by,
        innerAccess: true,
        ...BASIC_GROUP,
        rules: [],
      }
      const enis = cloud.enis.map((eni) => (what.enis.includes(eni.id) ? { ...eni, groups: [group.id] } : eni))
      return { ...world, cloud: makeCloud({ ...cloud, enis, groups: [...cloud.groups, group] }) }
    }
    case 'slb-acl': {
      const acl = value === 'vpc' ? ({ type: 'white', entries: [what.vpc] } as const) : null
      const listeners = cloud.listeners.map((listener, at) => (at === what.at ? { ...listener, acl } : listener))
      return { ...world, cloud: makeCloud({ ...cloud, listeners }) }
    }
    case 'inner-access': {
      const groups = cloud.groups.map((group) =>
        group.id === what.group ? { ...group, innerAccess: value === true } : group,
      )
      return { ...world, cloud: makeCloud({ ...cloud, groups }) }
    }
    default:
      return assertNever(what)
  }
}

/** `sysctl -w` on one node. */
const withSysctl = (world: World, node: string, name: string, value: number): World =>
  changeNetns(world, nodeNetns(node), (rows) => {
    const by: Origin = { plane: 'terway', object: `node ${node}` }
    const row: Sysctl = { kind: 'sysctl', netns: rows.id, by, name, value }
    return { ...rows, sysctls: [...rows.sysctls.filter((other) => other.name !== name), row] }
  })
