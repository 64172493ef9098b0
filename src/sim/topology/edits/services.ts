/*! Edits of Services, clients and the SLB. */
import { assertNever } from '../../../base/assert'
import type { Question } from '../edit'
import type { ServiceSpec, SlbListenerSpec, Topology } from '../types'
import { flowTo, flowWith } from './follow'
import type { ServiceEdit } from './kinds'
import { changed, dropped, inserted, placed, replaced } from './list'
import { findNamed } from './names'

export function applyServiceEdit(question: Question, edit: ServiceEdit): Question {
  const { topology } = question
  const { services, clients, slb } = topology
  const to = (part: Partial<Topology>): Question => ({ ...question, topology: { ...topology, ...part } })
  const listeners = (change: (list: readonly SlbListenerSpec[]) => readonly SlbListenerSpec[]): Question =>
    slb === null ? question : to({ slb: { ...slb, listeners: change(slb.listeners) } })
  switch (edit.kind) {
    case 'add-service':
      return to({ services: [...services, edit.service] })
    case 'set-service':
      return changeService(question, findNamed(services, edit.service), (service) => changed(service, edit))
    case 'rename-service':
      return to({ services: replaced(services, findNamed(services, edit.service), (s) => ({ ...s, name: edit.to })) })
    case 'remove-service':
      return removeService(question, findNamed(services, edit.service))
    case 'add-client':
      return to({ clients: [...clients, edit.client] })
    case 'set-client': {
      const before = clients.find(({ name }) => name === edit.client)
      if (!before) return question
      const after = changed(before, edit)
      const next = to({ clients: replaced(clients, before, () => after) })
      return { ...next, flow: flowTo(next.flow, before.ip, after.ip) }
    }
    case 'rename-client': {
      const before = clients.find(({ name }) => name === edit.client)
      if (!before) return question
      const next = to({ clients: replaced(clients, before, (client) => ({ ...client, name: edit.to })) })
      if (next.topology.clients.some(({ name }) => name === edit.client)) return next
      const { from } = question.flow
      const named = from.kind === 'client' && from.name === edit.client
      return named ? { ...next, flow: { ...next.flow, from: { ...from, name: edit.to } } } : next
    }
    case 'remove-client': {
      const gone = clients.find(({ name }) => name === edit.client)
      return to({ clients: clients.filter((client) => client !== gone) })
    }
    case 'add-slb':
      return slb === null ? to({ slb: edit.slb }) : question
    case 'rename-slb':
      return slb === null ? question : to({ slb: { ...slb, id: edit.to } })
    case 'remove-slb':
      return slb === null
        ? question
        : { ...to({ slb: null }), flow: flowWith(question.flow, 'client', () => null, false) }
    case 'add-listener':
      return listeners((list) => inserted(list, edit.listener, edit.at))
    case 'set-listener':
      return listeners((list) => placed(list, edit.at, edit.listener))
    case 'remove-listener':
      return listeners((list) => dropped(list, edit.at))
    default:
      return assertNever(edit)
  }
}

/** The SLB's listeners follow to another load-balancer address, and a flow to whichever address has changed. */
function changeService(
  question: Question,
  before: ServiceSpec | undefined,
  change: (service: ServiceSpec) => ServiceSpec,
): Question {
  if (!before) return question
  const { topology, flow } = question
  const after = change(before)
  const services = replaced(topology.services, before, () => after)
  const { slb } = topology
  const moves = before.lbIP !== null && after.lbIP !== null && before.lbIP !== after.lbIP
  const shared = services.some(({ lbIP }) => lbIP === before.lbIP)
  const { lbIP } = after
  const asked = flowTo(flow, before.clusterIP, after.clusterIP)
  return {
    topology: {
      ...topology,
      services,
      slb:
        slb && moves && !shared && lbIP !== null
          ? {
              ...slb,
              listeners: slb.listeners.map((each) => (each.vip === before.lbIP ? { ...each, vip: lbIP } : each)),
            }
          : slb,
    },
    flow: before.lbIP !== null && lbIP !== null ? flowTo(asked, before.lbIP, lbIP) : asked,
  }
}

function removeService(question: Question, gone: ServiceSpec | undefined): Question {
  if (!gone) return question
  const { topology } = question
  const services = topology.services.filter((service) => service !== gone)
  const { slb } = topology
  const shared = services.some(({ lbIP }) => lbIP === gone.lbIP)
  return {
    ...question,
    topology: {
      ...topology,
      services,
      slb: slb && !shared ? { ...slb, listeners: slb.listeners.filter(({ vip }) => vip !== gone.lbIP) } : slb,
    },
  }
}
