/*! Edits of what the whole cluster has once, and of the VPC's ways out. */
import { assertNever } from '../../../base/assert'
import type { Question } from '../edit'
import type { NatGatewaySpec, Topology } from '../types'
import type { CloudEdit } from './kinds'
import { changed, dropped, inserted, placed, withList } from './list'

export function applyCloudEdit(question: Question, edit: CloudEdit): Question {
  const { topology } = question
  const { eips = [], routes = [] } = topology
  const to = (next: Topology): Question => ({ ...question, topology: next })
  switch (edit.kind) {
    case 'set-vpc':
      return to({ ...topology, vpc: edit.cidr })
    case 'set-nat-gateway':
      return to(withGateway(topology, edit.gateway))
    case 'add-eip':
      return to(withList(topology, 'eips', inserted(eips, edit.eip, edit.at)))
    case 'set-eip':
      return eips.length === 0 ? question : to({ ...topology, eips: placed(eips, edit.at, edit.eip) })
    case 'remove-eip':
      return eips.length === 0 ? question : to(withList(topology, 'eips', dropped(eips, edit.at)))
    case 'add-route':
      return to(withList(topology, 'routes', inserted(routes, edit.route, edit.at)))
    case 'set-route':
      return routes.length === 0 ? question : to({ ...topology, routes: placed(routes, edit.at, edit.route) })
    case 'remove-route':
      return routes.length === 0 ? question : to(withList(topology, 'routes', dropped(routes, edit.at)))
    case 'set-kube-proxy-options':
      return to({ ...topology, kubeProxy: changed(topology.kubeProxy, edit) })
    case 'set-flow':
      return { topology, flow: edit.flow }
    default:
      return assertNever(edit)
  }
}

function withGateway(topology: Topology, gateway: NatGatewaySpec | null): Topology {
  const { natGateway: before, ...rest } = topology
  const { routes } = topology
  const next: Topology = gateway === null ? rest : { ...rest, natGateway: gateway }
  if (routes === undefined || before === undefined || before.id === gateway?.id) return next
  const isTo = ({ via }: (typeof routes)[number]): boolean => 'natGateway' in via && via.natGateway === before.id
  if (!routes.some(isTo)) return next
  return gateway === null
    ? withList(
        next,
        'routes',
        routes.filter((route) => !isTo(route)),
      )
    : { ...next, routes: routes.map((route) => (isTo(route) ? { ...route, via: { natGateway: gateway.id } } : route)) }
}
