/*! Every kind of problem leads to the field where it is mended, and is mended there. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyTopology } from '../../../../test/arbitrary-topology'
import { jsonAt } from '../../../../test/json-at'
import { spoilt } from '../../../../test/spoilt'
import { must } from '../../../base/assert'
import { applyEdit, judge, problemsOf, readTopology, type Problem, type Topology, topologyToJson } from '../../../sim'
import { loadLater } from '../../load-later'
import { NO_FLOW } from '../cluster'
import type { Field } from './field'
import { formAt, placeOfObject } from './objects'
import { settingFields } from './settings'
import { type Target, targetOf, wrongAt } from './spot'
import { everything } from '../../../../test/everything'

beforeAll(loadLater)

const json: unknown = JSON.parse(JSON.stringify(topologyToJson(everything)))
type Path = readonly (string | number)[]

function read(...spoils: readonly (readonly [Path, unknown])[]): Topology {
  const whole = readTopology(spoils.reduce((value, [path, put]) => jsonAt(value, path, put), json))
  if (!whole.ok) throw new Error(JSON.stringify(whole.error))
  return whole.value.topology
}

const fieldsAt = (topology: Topology, { form }: Target): readonly Field[] => {
  if (form === 'settings') return settingFields(topology)
  const place = form && placeOfObject(topology, form)
  return (place && formAt(topology, place)?.fields) ?? []
}

/** The topology after this text was put into the place where a problem leads. */
function mended(topology: Topology, problem: Problem, text: string): Topology {
  const target = must(targetOf(topology, problem), `a place for ${JSON.stringify(problem)}`)
  const { spot } = target
  if (spot.kind !== 'field') throw new Error(`no field: ${spot.kind}`)
  const field = must(
    fieldsAt(topology, target).find(({ id }) => id === spot.id),
    spot.id,
  )
  const { cell } = spot
  const answer =
    field.kind === 'one'
      ? field.edit(text)
      : cell === null
        ? field.edit({ did: 'add' })
        : field.edit({
            did: 'set',
            at: cell.row,
            row: must(field.rows[cell.row], 'a line').map((now, at) => (at === cell.column ? text : now)),
          })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return applyEdit({ topology, flow: NO_FLOW }, answer.value).topology
}

describe('a problem', () => {
  it('of the cluster that these are spoilt from: there is none', () => {
    expect(problemsOf(everything)).toEqual([])
  })

  /** What is spoilt, the code, the field and cell where it leads, what is typed there; no text: a line is added. */
  it.each<readonly [Path, unknown, code: Problem['code'], at: string, text: string]>([
    [['vswitches', 1, 'cidr'], '172.16.1.0/24', 'outside', 'cidr', '10.0.3.0/24'],
    [['vswitches', 1, 'name'], 'vsw-1', 'duplicate', 'name', 'vsw-9'],
    [['vswitches', 1, 'name'], '-', 'not-a-name', 'name', 'vsw-3'],
    [['vswitches', 1, 'cidr'], '10.0.0.0/17', 'overlaps', 'cidr', '10.0.3.0/24'],
    [['vswitches', 0, 'cidr'], '10.0.1.0/30', 'out-of-range', 'cidr', '10.0.1.0/24'],
    [['vswitches', 0, 'gateway'], '10.0.9.1', 'outside', 'gateway', ''],
    [['vswitches', 0, 'routeTable'], 'a b', 'not-a-name', 'routeTable', ''],
    [['nodes', 0, 'name'], 'Node 1', 'not-a-name', 'name', 'node-1'],
    [['nodes', 1, 'name'], 'cn-hongkong.10.0.1.82', 'duplicate', 'name', 'node-2'],
    [['nodes', 0, 'ip'], '10.0.1.253', 'reserved-address', 'ip', '10.0.1.82'],
    [['nodes', 0, 'vswitch'], 'vsw-9', 'unknown-reference', 'vswitch', 'vsw-1'],
    [['nodes', 0, 'instanceType'], 'a b', 'not-a-name', 'instanceType', ''],
    [['nodes', 0, 'rpFilter'], { 'no device': 1 }, 'not-a-name', 'oddRpFilter', ''],
    [['nodes', 0, 'forwarding'], { all: true }, 'not-a-name', 'oddForwarding', 'eth1'],
    [['nodes', 0, 'listen'], [{ port: 0, protocol: 'TCP' }], 'out-of-range', 'listen[0].0', '80'],
    [['nodes', 0, 'enis', 0, 'dev'], 'eth7', 'first-eni', 'name', 'eth0'],
    [['nodes', 0, 'enis', 1, 'dev'], 'eth0', 'duplicate', 'name', 'eth1'],
    [['nodes', 0, 'enis', 1, 'dev'], 'ens5', 'not-a-name', 'name', 'eth1'],
    [['nodes', 0, 'enis', 1, 'vswitch'], 'vsw-9', 'unknown-reference', 'vswitch', ''],
    [['nodes', 0, 'enis', 1, 'securityGroups'], ['sg-9'], 'unknown-reference', 'securityGroups', ''],
    [['nodes', 0, 'enis', 1, 'id'], 'a b', 'not-a-name', 'eniId', ''],
    [['nodes', 0, 'enis', 1, 'ifindex'], 0, 'out-of-range', 'ifindex', ''],
    [['pods', 1, 'name'], 'centos-67756b6dc8-h5wnp', 'duplicate', 'name', 'other'],
    [['pods', 1, 'namespace'], 'A', 'not-a-name', 'namespace', ''],
    [['pods', 2, 'ip'], '10.0.1.58', 'outside', 'ip', '10.0.3.58'],
    [['pods', 2, 'ip'], '10.0.3.49', 'duplicate', 'ip', '10.0.3.59'],
    [['pods', 1, 'eni'], 'eth0', 'primary-eni', 'eni', 'eth1'],
    [['pods', 1, 'eni'], 'eth9', 'unknown-reference', 'eni', 'eth1'],
    [['pods', 1, 'node'], 'nowhere', 'unknown-reference', 'node', 'cn-hongkong.10.0.3.49'],
    [['pods', 1, 'labels'], { 'no key': 'x' }, 'not-a-name', 'labels', 'app=nginx'],
    [['pods', 1, 'veth'], 'eth1', 'duplicate', 'veth', ''],
    [['pods', 1, 'veth'], 'a-name-that-is-too-long', 'too-long', 'veth', ''],
    [['pods', 0, 'ifindex'], 0, 'out-of-range', 'ifindex', '63'],
    [['pods', 1, 'podIfindex'], 0, 'out-of-range', 'podIfindex', ''],
    [['pods', 0, 'pid'], 0, 'out-of-range', 'pid', ''],
    [['pods', 1, 'listen', 0, 'port'], 70_000, 'out-of-range', 'listen[0].0', '80'],
    [['pods', 1, 'listen', 0, 'process'], '?', 'not-a-name', 'listen[0].2', 'nginx'],
    [['services', 1, 'name'], 'nginx', 'duplicate', 'name', 'nginx2'],
    [['services', 0, 'clusterIP'], '10.0.1.82', 'duplicate', 'clusterIP', '192.168.9.9'],
    [['services', 0, 'lbIP'], '10.0.1.82', 'duplicate', 'lbIP', ''],
    [['services', 0, 'externalIPs'], ['10.0.1.82'], 'duplicate', 'externalIPs', ''],
    [['services', 0, 'ports'], [], 'too-few', 'servicePorts', ''],
    [['services', 0, 'ports', 0, 'port'], 0, 'out-of-range', 'servicePorts[0].0', '80'],
    [['services', 0, 'ports', 0, 'targetPort'], 0, 'out-of-range', 'servicePorts[0].1', '80'],
    [['services', 0, 'ports', 0, 'nodePort'], 0, 'out-of-range', 'servicePorts[0].2', ''],
    [['services', 0, 'affinitySeconds'], 0, 'out-of-range', 'affinitySeconds', ''],
    [['services', 0, 'endpoints'], { pods: ['gone'] }, 'unknown-reference', 'endpoints', ''],
    [['services', 0, 'endpoints'], { selector: { '-': 'x' } }, 'not-a-name', 'selector', ''],
    [['clients', 0, 'name'], '', 'not-a-name', 'name', 'client'],
    [['clients', 0, 'ip'], '10.0.9.9', 'inside-vpc', 'ip', '47.0.0.1'],
    [['slb', 'id'], '', 'not-a-name', 'name', 'lb-1'],
    [['slb', 'listeners', 0, 'vip'], '10.0.3.58', 'duplicate', 'vip', '10.0.3.62'],
    [['slb', 'listeners', 0, 'port'], 0, 'out-of-range', 'port', '80'],
    [['slb', 'listeners', 0, 'backends', 1, 'ip'], '10.0.3.77', 'unknown-reference', 'backends[1].0', '10.0.3.58'],
    [['slb', 'listeners', 0, 'backends', 1, 'port'], 0, 'out-of-range', 'backends[1].1', '80'],
    [['securityGroups', 0, 'id'], '?', 'not-a-name', 'name', 'sg-1'],
    [['securityGroups', 0, 'rules', 0, 'priority'], 0, 'out-of-range', 'rules[0].5', '1'],
    [['securityGroups', 0, 'rules', 0, 'peer'], { group: 'sg-9' }, 'unknown-reference', 'rules[0].4', '10.0.0.0/8'],
    [['securityGroups', 0, 'rules', 0, 'ports'], { from: 0, to: 9 }, 'out-of-range', 'rules[0].3', '80'],
    [['networkPolicies', 0, 'name'], '?', 'not-a-name', 'name', 'policy'],
    [['networkPolicies', 0, 'pods'], ['?'], 'not-a-name', 'pods', ''],
    [['networkPolicies', 0, 'ingress', 0, 'peers', 0], { pods: ['?'] }, 'not-a-name', 'ingress[0].0', '10.0.0.0/8'],
    [['networkAcls', 0, 'id'], '?', 'not-a-name', 'name', 'acl-1'],
    [['networkAcls', 0, 'vswitches'], ['vsw-9'], 'unknown-reference', 'vswitches', 'vsw-1'],
    [['networkAcls', 0, 'rules', 0, 'ports'], { from: 0, to: 9 }, 'out-of-range', 'aclRules[0].3', '80'],
    [['natGateway', 'id'], '?', 'not-a-name', 'name', 'ngw-1'],
    [['natGateway', 'entries', 0, 'eip'], '10.0.1.82', 'duplicate', 'entries[0].1', '47.1.1.1'],
    [['eips', 0, 'eip'], '10.0.1.82', 'duplicate', 'eip', '47.2.2.2'],
    [['eips', 0, 'ip'], '10.0.9.9', 'unknown-reference', 'boundTo', '10.0.3.58'],
    [['routes', 0, 'table'], '?', 'not-a-name', 'routeTable', ''],
    [['routes', 0, 'via'], { node: 'nowhere' }, 'unknown-reference', 'via', 'blackhole:'],
    [['routes', 0, 'via'], { natGateway: 'ngw-9' }, 'unknown-reference', 'via', 'nat:ngw-1'],
  ])('%j = %j: %s leads to %s, and %j there mends it', (path, put, code, at, text) => {
    const topology = read([path, put])
    const problems = problemsOf(topology)
    const problem = must(
      problems.find((each) => each.code === code),
      JSON.stringify(problems),
    )
    const { spot } = must(targetOf(topology, problem), 'a place')
    const cell = spot.kind === 'field' && spot.cell ? `[${spot.cell.row}].${spot.cell.column}` : ''
    expect(spot.kind === 'field' ? `${spot.id}${cell}` : spot.kind).toBe(at)
    const left = problemsOf(mended(topology, problem, text))
    expect(left.filter((each) => each.code === code)).toEqual([])
    expect(left.length).toBeLessThan(problems.length)
  })

  it('of two with one name: the one that the form changes is told of it, and one of them is left with the name', () => {
    const topology = read([['pods', 1, 'name'], 'centos-67756b6dc8-h5wnp'])
    const [problem] = problemsOf(topology)
    const place = placeOfObject(topology, { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' })
    expect(place).toEqual(['pods', 0])
    expect(wrongAt(topology, place, problem ? [problem] : [])).toHaveLength(1)
    const after = mended(topology, must(problem, 'a problem'), 'other')
    expect(after.pods.slice(0, 2).map(({ name }) => name)).toEqual(['other', 'centos-67756b6dc8-h5wnp'])
  })

  it('with what lives on a node or an ENI leads to the list of it; without any vSwitch to the button that adds one', () => {
    const enis = ['eth0', 'eth1', 'eth2', 'eth3', 'eth4'].map((dev) => ({ dev }))
    const many = read([['nodes', 0, 'enis'], enis])
    const tooMany = problemsOf(many).find(({ code }) => code === 'too-many-enis')
    expect(targetOf(many, must(tooMany, 'a problem'))?.spot).toEqual({ kind: 'parts' })
    const none = read([['vswitches'], []])
    const tooFew = problemsOf(none).find(({ code }) => code === 'too-few')
    expect(targetOf(none, must(tooFew, 'a problem'))).toEqual({ form: null, spot: { kind: 'add', of: 'vswitch' } })
  })

  it('a Service that nobody backs leads to whom it names, or to whom it selects', () => {
    for (const [endpoints, id] of [
      [{ pods: [] }, 'endpoints'],
      [{ selector: { app: 'nobody' } }, 'selector'],
    ] as const) {
      const topology = read([['services', 0, 'endpoints'], endpoints])
      const note = must(
        judge(topology).notes.find(({ code }) => code === 'no-endpoints'),
        'a note',
      )
      expect(targetOf(topology, note)?.spot).toEqual({ kind: 'field', id, cell: null })
    }
  })

  it('a hostNetwork pod at another address: off and on again', () => {
    const topology = read([['pods', 1, 'hostNetwork'], true])
    const problem = must(
      problemsOf(topology).find(({ code }) => code === 'host-network'),
      'a problem',
    )
    const off = mended(topology, problem, '')
    expect(problemsOf(off).map(({ code }) => code)).not.toContain('host-network')
    expect(problemsOf(mended(off, problem, 'yes')).map(({ code }) => code)).not.toContain('host-network')
  })

  it('of any cluster leads to a field, a list or a button that is there', () => {
    const nowhere: string[] = []
    let seen = 0
    // Sampled, not searched: what fails is told by its own problem, and shrinking whole clusters takes minutes.
    for (const topology of fc.sample(fc.oneof(anyTopology, spoilt), { numRuns: 200, seed: 5 })) {
      const whole = readTopology(topologyToJson(topology))
      if (!whole.ok) continue
      for (const problem of [...whole.value.problems, ...whole.value.notes]) {
        seen++
        const target = targetOf(topology, problem)
        const { spot } = target ?? { spot: null }
        const there =
          target !== null && (spot?.kind !== 'field' || fieldsAt(topology, target).some(({ id }) => id === spot.id))
        if (!there) nowhere.push(JSON.stringify(problem))
      }
    }
    expect([...new Set(nowhere)]).toEqual([])
    expect(seen).toBeGreaterThan(300)
  })
})
