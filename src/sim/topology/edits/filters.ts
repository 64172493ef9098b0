/*! Edits of what lets packets pass or not: security groups, network policies, network ACLs. */
import { assertNever } from '../../../base/assert'
import type { Question } from '../edit'
import type { NetworkAclRuleSpec, SecurityRuleSpec, Topology } from '../types'
import type { FilterEdit } from './kinds'
import { changed, dropped, inserted, moved, placed, replaced, withList } from './list'

export function applyFilterEdit(question: Question, edit: FilterEdit): Question {
  const { topology } = question
  const { securityGroups: groups = [], networkAcls: acls = [], networkPolicies: policies } = topology
  const to = (next: Topology): Question => ({ ...question, topology: next })
  const group =
    'group' in edit && typeof edit.group === 'string' ? groups.find(({ id }) => id === edit.group) : undefined
  const groupRules = (change: (rules: readonly SecurityRuleSpec[]) => readonly SecurityRuleSpec[]): Question =>
    group === undefined
      ? question
      : to({ ...topology, securityGroups: replaced(groups, group, (g) => ({ ...g, rules: change(g.rules) })) })
  const acl = 'acl' in edit && typeof edit.acl === 'string' ? acls.find(({ id }) => id === edit.acl) : undefined
  const aclRules = (change: (rules: readonly NetworkAclRuleSpec[]) => readonly NetworkAclRuleSpec[]): Question =>
    acl === undefined
      ? question
      : to({ ...topology, networkAcls: replaced(acls, acl, (a) => ({ ...a, rules: change(a.rules) })) })
  const policy =
    'policy' in edit && typeof edit.policy === 'string' ? policies?.find(({ name }) => name === edit.policy) : undefined
  switch (edit.kind) {
    case 'add-security-group':
      return to({ ...topology, securityGroups: [...groups, edit.group] })
    case 'set-security-group':
      return group ? to({ ...topology, securityGroups: replaced(groups, group, (g) => changed(g, edit)) }) : question
    case 'rename-security-group':
      return to(renameGroup(topology, edit.group, edit.to))
    case 'remove-security-group':
      return to(removeGroup(topology, edit.group))
    case 'add-security-rule':
      return groupRules((rules) => inserted(rules, edit.rule, edit.at))
    case 'set-security-rule':
      return groupRules((rules) => placed(rules, edit.at, edit.rule))
    case 'remove-security-rule':
      return groupRules((rules) => dropped(rules, edit.at))
    case 'move-security-rule':
      return to(moveRule(topology, edit))
    case 'add-network-policy':
      return to({ ...topology, networkPolicies: [...(policies ?? []), edit.policy] })
    case 'set-network-policy':
      return policies && policy
        ? to({ ...topology, networkPolicies: replaced(policies, policy, (p) => changed(p, edit)) })
        : question
    case 'rename-network-policy':
      return policies && policy
        ? to({ ...topology, networkPolicies: replaced(policies, policy, (p) => ({ ...p, name: edit.to })) })
        : question
    case 'remove-network-policy':
      return policies && policy ? to({ ...topology, networkPolicies: policies.filter((p) => p !== policy) }) : question
    case 'set-felix':
      return to(
        edit.value ? { ...topology, networkPolicies: policies ?? [] } : withList(topology, 'networkPolicies', []),
      )
    case 'add-network-acl':
      return to({ ...topology, networkAcls: [...acls, edit.acl] })
    case 'set-network-acl':
      return acl ? to({ ...topology, networkAcls: replaced(acls, acl, (a) => changed(a, edit)) }) : question
    case 'rename-network-acl':
      return acl ? to({ ...topology, networkAcls: replaced(acls, acl, (a) => ({ ...a, id: edit.to })) }) : question
    case 'remove-network-acl':
      return acl
        ? to(
            withList(
              topology,
              'networkAcls',
              acls.filter((a) => a !== acl),
            ),
          )
        : question
    case 'add-acl-rule':
      return aclRules((rules) => inserted(rules, edit.rule, edit.at))
    case 'set-acl-rule':
      return aclRules((rules) => placed(rules, edit.at, edit.rule))
    case 'remove-acl-rule':
      return aclRules((rules) => dropped(rules, edit.at))
    case 'move-acl-rule':
      return aclRules((rules) => moved(rules, edit.at, edit.to))
    default:
      return assertNever(edit)
  }
}

/** Nothing changes where there is no such rule or group. */
function moveRule(
  topology: Topology,
  { group, at, to }: Extract<FilterEdit, { readonly kind: 'move-security-rule' }>,
): Topology {
  const { securityGroups: groups = [] } = topology
  const from = groups.find(({ id }) => id === group)
  const into = groups.find(({ id }) => id === to)
  const rule = from?.rules[at]
  if (!from || !into || !rule || from === into) return topology
  const without = replaced(groups, from, (g) => ({ ...g, rules: dropped(g.rules, at) }))
  return { ...topology, securityGroups: replaced(without, into, (g) => ({ ...g, rules: [...g.rules, rule] })) }
}

function renameGroup(topology: Topology, id: string, to: string): Topology {
  const { securityGroups: groups = [] } = topology
  const found = groups.find((group) => group.id === id)
  if (!found) return topology
  const renamed = replaced(groups, found, (group) => ({ ...group, id: to }))
  if (renamed.some((group) => group.id === id)) return { ...topology, securityGroups: renamed }
  return {
    ...withMembership(topology, (each) => (each === id ? to : each)),
    securityGroups: renamed.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        'group' in rule.peer && rule.peer.group === id ? { ...rule, peer: { group: to } } : rule,
      ),
    })),
  }
}

function removeGroup(topology: Topology, id: string): Topology {
  const { securityGroups: groups = [] } = topology
  const found = groups.find((group) => group.id === id)
  if (!found) return topology
  const left = groups.filter((group) => group !== found)
  if (left.some((group) => group.id === id)) return { ...topology, securityGroups: left }
  return withList(
    withMembership(topology, (each) => (each === id ? null : each)),
    'securityGroups',
    left.map((group) => ({
      ...group,
      rules: group.rules.filter(({ peer }) => !('group' in peer && peer.group === id)),
    })),
  )
}

/** ENIs in groups of other names; null: they leave it. */
const withMembership = (topology: Topology, to: (id: string) => string | null): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) => {
      const { securityGroups, ...rest } = eni
      if (securityGroups === undefined) return eni
      const next = securityGroups.map(to)
      if (next.every((id, at) => id === securityGroups[at])) return eni
      const left = next.filter((each) => each !== null)
      return left.length === 0 ? rest : { ...rest, securityGroups: left }
    }),
  })),
})
