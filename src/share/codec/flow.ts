/*! The fields of a flow. */
import type { Flow, Source } from '../../sim'
import { between, choose, type Field, maybe, nullable, oneOf, record } from './fields'
import { knownAddress } from './known-address'
import { slots } from './model'
import { reference } from './nodes'
import { port } from './ports'
import { podRef } from './services'

const kind = oneOf<Source['kind']>('pod', 'client', 'node')
const pod = reference('from-pod', (c) => c.seen.podNames)
const node = reference('from-node', (c) => c.seen.nodeNames)
const client = reference('from-client', (c) => c.seen.clients.map((one) => one.name))
const source = record<Source>({
  kind,
  name: ((c, value, owner) =>
    (owner.kind === 'pod' ? pod : owner.kind === 'node' ? node : client)(c, value, {})) as Field<string, Source>,
})

const USUAL_SPORT = 40_001
const usual = slots(1, 0.9, 2)
const anyPort = between(0, 65_535)
const sport: Field<number> = (c, value) => (c.bit(usual, value === USUAL_SPORT) ? USUAL_SPORT : anyPort(c, value, {}))

/** 0 stands where a port means nothing. */
const noPort = slots(1, 0.1, 2)
const somePort = port('asked')
const asked: Field<number> = (c, value) => (c.bit(noPort, value === 0) ? 0 : somePort(c, value, {}))

/** A pod or a node that the load balancer sends to. */
const isNode = slots(2, 0.3, 1)
const backendNode = reference('slb-node', (c) => c.seen.nodeNames)
const slbBackend: Field<string> = (c, value) => {
  const given = value === undefined ? undefined : Number(c.seen.nodeNames.includes(value))
  return choose(c, isNode, 2, given) === 1 ? backendNode(c, value, {}) : podRef(c, value, {})
}

export const flow = record<Flow>({
  from: source,
  to: record<Flow['to']>({ ip: knownAddress('asked'), port: asked }),
  protocol: oneOf<Flow['protocol']>('TCP', 'UDP', 'ICMP'),
  sport,
  backend: nullable(podRef),
  slbBackend: maybe(slbBackend),
  ttl: maybe(between(0, 255)),
})
