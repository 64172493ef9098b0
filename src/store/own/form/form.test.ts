import { beforeAll, describe, expect, it } from 'vitest'
import { scenarioById, scenarios } from '../../../scenarios'
import {
  applyEdit,
  check,
  type Edit,
  EMPTY_CLUSTER,
  readTopology,
  resolve,
  type Topology,
  topologyToJson,
} from '../../../sim'
import { loadLater } from '../../load-later'
import { NO_FLOW } from '../cluster'
import type { Field, OneField } from './field'
import { additionOf, FORM_KINDS, formAt, objectsOf, placeOfObject } from './objects'
import { settingFields } from './settings'

const after = (topology: Topology, edit: Edit): Topology => applyEdit({ topology, flow: NO_FLOW }, edit).topology

/** One of every kind, twice round: the second time each kind finds what the first one added. */
const grown = (from: Topology): Topology =>
  [...FORM_KINDS, ...FORM_KINDS].reduce((topology, kind) => {
    const addition = additionOf(topology, kind)
    return addition ? after(topology, addition.edit) : topology
  }, from)

const fieldsOf = (topology: Topology): readonly Field[] => [
  ...settingFields(topology),
  ...FORM_KINDS.flatMap((kind) => objectsOf(topology, kind)).flatMap((object) => {
    const path = placeOfObject(topology, object)
    return (path && formAt(topology, path)?.fields) ?? []
  }),
]

const field = (topology: Topology, kind: (typeof FORM_KINDS)[number], id: Field['id']): OneField => {
  const [object] = objectsOf(topology, kind)
  const path = object && placeOfObject(topology, object)
  const found = path && formAt(topology, path)?.fields.find((each) => each.id === id)
  if (found?.kind !== 'one') throw new Error(`no field ${id}`)
  return found
}

beforeAll(loadLater)

describe('the form', () => {
  const clusters = [grown(EMPTY_CLUSTER), ...scenarios.slice(0, 7).map(({ question }) => grown(question.topology))]

  it('adds things of every kind that fit, to nothing too', () => {
    for (const cluster of clusters) {
      expect(check(topologyToJson(cluster))).toMatchObject({ ok: true })
      for (const kind of FORM_KINDS) expect(objectsOf(cluster, kind), kind).not.toEqual([])
    }
  })

  it('shows what it reads: the text that stands in a field changes nothing', () => {
    for (const cluster of clusters) {
      for (const each of fieldsOf(cluster)) {
        // A move to where it is, a selector beside endpoints by name, a switch that is off already: never sent as they stand.
        if (
          each.id === 'node' ||
          each.id === 'eni' ||
          each.id === 'hostNetwork' ||
          each.id === 'selector' ||
          each.id === 'symmetricRouting'
        )
          continue
        if (each.id === 'endpoints' && each.kind === 'one' && each.value === '') continue
        const answers =
          each.kind === 'one'
            ? [each.edit(each.value)]
            : each.rows.map((row, at) => each.edit({ did: 'set', at, row: row.map((text) => `${text} `) }))
        for (const answer of answers) {
          expect(answer, `${each.id}`).toMatchObject({ ok: true })
          if (answer.ok && each.id !== 'name') {
            expect(topologyToJson(after(cluster, answer.value)), each.id).toEqual(topologyToJson(cluster))
          }
        }
      }
    }
  })

  it('adds and removes lines that the schema takes', () => {
    for (const cluster of clusters) {
      for (const each of fieldsOf(cluster)) {
        if (each.kind !== 'rows') continue
        const more = each.edit({ did: 'add' })
        expect(more.ok && readTopology(topologyToJson(after(cluster, more.value))).ok, each.id).toBe(true)
        if (each.rows.length < 2) continue
        const less = each.edit({ did: 'remove', at: 0 })
        expect(less.ok && readTopology(topologyToJson(after(cluster, less.value))).ok, each.id).toBe(true)
      }
    }
  })

  it('refuses what is no value, and a name that another one has', () => {
    const cluster = grown(EMPTY_CLUSTER)
    expect(field(cluster, 'pod', 'ip').edit('10.0.1')).toMatchObject({ error: { code: 'not-an-address' } })
    expect(field(cluster, 'vswitch', 'cidr').edit('10.0.1.1/24')).toMatchObject({ error: { code: 'host-bits-set' } })
    expect(field(cluster, 'service', 'affinitySeconds').edit('0')).toMatchObject({ error: { code: 'out-of-range' } })
    expect(field(cluster, 'pod', 'name').edit('pod-2')).toMatchObject({ error: { code: 'taken', found: 'pod-2' } })
    expect(field(cluster, 'pod', 'node').edit('node-9')).toMatchObject({ error: { code: 'no-room' } })
  })

  it('gives a device of the node its own forwarding and rp_filter: an ENI by its form, a cali by its pod’s', () => {
    const cluster = scenarioById('s3').question.topology
    const [host] = cluster.nodes
    const given = (
      kind: 'eni' | 'pod',
      id: 'forwarding' | 'ownRpFilter' | 'caliForwarding' | 'caliRpFilter',
      text: string,
    ) => {
      const answer = field(cluster, kind, id).edit(text)
      return answer.ok ? after(cluster, answer.value).nodes.find(({ name }) => name === host?.name) : answer
    }
    expect(given('eni', 'forwarding', 'off')).toMatchObject({ forwarding: { eth0: false } })
    expect(given('eni', 'ownRpFilter', '1')).toMatchObject({ rpFilter: { eth0: 1 } })
    const [pod] = resolve(cluster).pods
    expect(pod?.node).toBe(host?.name)
    expect(given('pod', 'caliForwarding', 'off')).toMatchObject({ forwarding: { [pod?.veth ?? '']: false } })
    expect(given('pod', 'caliRpFilter', '2')).toMatchObject({ rpFilter: { [pod?.veth ?? '']: 2 } })
  })

  it('moves a pod to another node, with an address that fits there', () => {
    const cluster = grown(EMPTY_CLUSTER)
    const answer = field(cluster, 'pod', 'node').edit('node-2')
    expect(answer).toMatchObject({ ok: true, value: { kind: 'move-pod', pod: 'pod-1', node: 'node-2' } })
  })

  it('gives a listener an access control list, what stands on it, and takes it away again', () => {
    const cluster = grown(EMPTY_CLUSTER)
    const put = (topology: Topology, id: 'aclType' | 'aclEntries', text: string): Topology => {
      const answer = field(topology, 'listener', id).edit(text)
      if (!answer.ok) throw new Error(answer.error.code)
      return after(topology, answer.value)
    }
    expect(() => field(cluster, 'listener', 'aclEntries')).toThrow('no field')
    const white = put(cluster, 'aclType', 'white')
    expect(white.slb?.listeners[0]?.acl).toEqual({ type: 'white', entries: [] })
    const one = put(white, 'aclEntries', '203.0.113.7/32, 10.0.0.0/8')
    expect(check(topologyToJson(one))).toEqual({ ok: true, value: one })
    expect(field(one, 'listener', 'aclEntries').value).toBe('203.0.113.7/32, 10.0.0.0/8')
    expect(field(one, 'listener', 'aclEntries').edit('10.0.0.1/8')).toMatchObject({ error: { code: 'host-bits-set' } })
    expect(put(one, 'aclType', 'black').slb?.listeners[0]?.acl).toMatchObject({ type: 'black', entries: [{}, {}] })
    expect(put(one, 'aclType', '')).toEqual(cluster)
  })

  it('moves a rule into another group by its cell, and a rule of an ACL before another one', () => {
    const cluster = grown(EMPTY_CLUSTER)
    const rowsAt = (topology: Topology, kind: 'security-group' | 'network-acl', id: Field['id']) => {
      const path = objectsOf(topology, kind).map((object) => placeOfObject(topology, object))[0]
      const found = path && formAt(topology, path)?.fields.find((each) => each.id === id)
      if (found?.kind !== 'rows') throw new Error(`no lines ${id}`)
      return found
    }
    const added = rowsAt(cluster, 'security-group', 'rules').edit({ did: 'add' })
    const withRule = added.ok ? after(cluster, added.value) : cluster
    const rules = rowsAt(withRule, 'security-group', 'rules')
    const row = rules.rows[0] ?? []
    expect(row.at(-1)).toBe('sg-1')
    const answer = rules.edit({ did: 'set', at: 0, row: [...row.slice(0, -1), 'sg-2'] })
    const moved = answer.ok ? after(withRule, answer.value) : withRule
    expect(moved.securityGroups?.map((group) => group.rules.length)).toEqual([0, 1])

    const reorder = rowsAt(cluster, 'network-acl', 'aclRules').reorder
    const raised = reorder ? after(cluster, reorder(1, 0)) : cluster
    expect(raised.networkAcls?.[0]?.rules.map(({ direction }) => direction)).toEqual(['out', 'in'])
  })

  it('tells the next hop of a route, and the peers of a rule, by what they are', () => {
    const cluster = grown(grown(EMPTY_CLUSTER))
    const via = (text: string) => field(cluster, 'route', 'via').edit(text)
    const route = { kind: 'set-route', at: 0 }
    expect(via('node-1/eth1')).toMatchObject({ value: { ...route, route: { via: { node: 'node-1', eni: 'eth1' } } } })
    expect(via('nat:ngw-1')).toMatchObject({ value: { ...route, route: { via: { natGateway: 'ngw-1' } } } })
    expect(via('blackhole:')).toMatchObject({ value: { ...route, route: { via: { blackhole: true } } } })

    const policy = objectsOf(cluster, 'network-policy')[0]
    const path = policy && placeOfObject(cluster, policy)
    const rules = path && formAt(cluster, path)?.fields.find(({ id }) => id === 'ingress')
    const added = rules?.kind === 'rows' ? rules.edit({ did: 'add' }) : null
    const withRule = added?.ok ? after(cluster, added.value) : cluster
    const lines = path && formAt(withRule, path)?.fields.find(({ id }) => id === 'ingress')
    const peersOf = (text: string) =>
      lines?.kind === 'rows' ? lines.edit({ did: 'set', at: 0, row: [text, ''] }) : null
    expect(peersOf('pod-1, other/web, 10.0.0.0/8')).toMatchObject({
      value: { change: { ingress: [{ peers: [{ pods: ['pod-1', 'other/web'] }, { cidr: { length: 8 } }] }] } },
    })
    expect(peersOf('10.0.0.1/8')).toMatchObject({ error: { code: 'host-bits-set' } })
  })
})
