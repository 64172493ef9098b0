/*! Edits of what a scenario does not say and a person may assume otherwise. */
import { assertNever } from '../../../base/assert'
import type { AssumptionEdit, Question } from '../edit'
import type { NodeSpec, SecurityGroupSpec, SlbAclSpec, SlbListenerSpec, Topology } from '../types'

export function applyAssumption(question: Question, edit: AssumptionEdit): Question {
  const { topology, flow } = question
  switch (edit.kind) {
    case 'set-device-rp-filter':
      return {
        flow,
        topology: changeNode(topology, edit.node, (node) => ({
          ...node,
          rpFilter: { ...node.rpFilter, [edit.dev]: edit.value },
        })),
      }
    case 'set-source-check':
      return {
        flow,
        topology: changeNode(topology, edit.node, (node) => ({
          ...node,
          enis: node.enis.map((eni) => (eni.dev === edit.dev ? { ...eni, sourceDestCheck: edit.value } : eni)),
        })),
      }
    case 'set-ip-forward':
      return { flow, topology: changeNode(topology, edit.node, (node) => ({ ...node, ipForward: edit.value })) }
    case 'set-device-forwarding':
      return {
        flow,
        topology: changeNode(topology, edit.node, (node) => ({
          ...node,
          forwarding: { ...node.forwarding, [edit.dev]: edit.value },
        })),
      }
    case 'set-symmetric-routing':
      return { flow, topology: { ...topology, terway: { ...topology.terway, symmetricRouting: edit.value } } }
    case 'set-default-security-group':
      return { flow, topology: withDefaultGroup(topology, edit.group) }
    case 'set-inner-access':
      return {
        flow,
        topology: {
          ...topology,
          securityGroups: (topology.securityGroups ?? []).map((group) =>
            group.id === edit.group ? { ...group, innerAccessPolicy: edit.policy } : group,
          ),
        },
      }
    case 'set-listener-acl':
      return { flow, topology: withAcl(topology, edit.at, edit.acl) }
    case 'set-slb-backend':
      return { topology, flow: { ...flow, slbBackend: edit.backend } }
    default:
      return assertNever(edit)
  }
}

const changeNode = (topology: Topology, name: string, change: (node: NodeSpec) => NodeSpec): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => (node.name === name ? change(node) : node)),
})

function withAcl(topology: Topology, at: number, acl: SlbAclSpec | null): Topology {
  const { slb } = topology
  if (slb === null) return topology
  const listeners = slb.listeners.map((listener, index): SlbListenerSpec => {
    if (index !== at) return listener
    const { acl: _before, ...open } = listener
    return acl === null ? open : { ...open, acl }
  })
  return { ...topology, slb: { ...slb, listeners } }
}

const withDefaultGroup = (topology: Topology, group: SecurityGroupSpec): Topology => ({
  ...topology,
  securityGroups: [...(topology.securityGroups ?? []).filter(({ id }) => id !== group.id), group],
  nodes: topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) =>
      (eni.securityGroups ?? []).length === 0 ? { ...eni, securityGroups: [group.id] } : eni,
    ),
  })),
})
