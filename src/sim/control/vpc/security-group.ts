/*! Security groups and network ACLs, as the console holds them (datapath.md §5.1, §5.2). */
import type { NetworkAcl } from '../../cloud/network-acl'
import type { SecurityGroup } from '../../cloud/security-group'
import type { Origin } from '../../kernel/row'
import type { NetworkAclSpec, SecurityGroupSpec } from '../../topology/types'

export function securityGroupRow({ id, type, innerAccessPolicy, rules }: SecurityGroupSpec): SecurityGroup {
  const by: Origin = { plane: 'cloud', object: `security group ${id}` }
  return {
    kind: 'security-group',
    netns: null,
    by,
    id,
    type,
    innerAccess: type === 'basic' && innerAccessPolicy !== 'drop',
    rules: rules.map((rule) => ({
      kind: 'security-rule',
      netns: null,
      by,
      group: id,
      direction: rule.direction,
      policy: rule.policy,
      priority: rule.priority,
      proto: rule.protocol,
      ports: rule.ports ?? null,
      peer: 'group' in rule.peer ? { kind: 'group', group: rule.peer.group } : { kind: 'cidr', cidr: rule.peer.cidr },
    })),
  }
}

export function networkAclRow({ id, vswitches, rules }: NetworkAclSpec): NetworkAcl {
  const by: Origin = { plane: 'cloud', object: `network ACL ${id}` }
  return {
    kind: 'network-acl',
    netns: null,
    by,
    id,
    vswitches,
    rules: rules.map((rule) => ({
      kind: 'network-acl-rule',
      netns: null,
      by,
      acl: id,
      direction: rule.direction,
      policy: rule.policy,
      proto: rule.protocol,
      ports: rule.ports ?? null,
      cidr: rule.cidr,
    })),
  }
}
