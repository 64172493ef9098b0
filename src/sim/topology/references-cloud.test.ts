import { describe, expect, it } from 'vitest'
import { article, h4jtf, h5wnp, node1_82, node3_49 } from '../../scenarios/article'
import { jsonAt } from '../../../test/json-at'
import { pathText } from '../../text/problem-text'
import { cidr, ipv4 } from '../net/ip'
import { check, topologyToJson } from './check'
import type { Topology } from './types'

/** Everything of the cloud once; each test spoils one spot. */
const whole: Topology = {
  ...article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf] }),
  natGateway: { id: 'ngw-1', entries: [{ source: cidr('10.0.1.0/24'), eip: ipv4('8.210.1.1') }] },
  eips: [{ eip: ipv4('8.210.7.8'), ip: h4jtf.ip }],
  securityGroups: [
    {
      id: 'sg-1',
      type: 'basic',
      rules: [{ direction: 'in', policy: 'accept', priority: 1, protocol: 'TCP', peer: { group: 'sg-1' } }],
    },
  ],
  networkAcls: [
    {
      id: 'nacl-1',
      vswitches: ['vsw-1'],
      rules: [{ direction: 'out', policy: 'drop', protocol: 'ALL', cidr: cidr('10.0.3.0/24') }],
    },
  ],
  routes: [
    { destination: cidr('10.9.0.0/16'), via: { node: node1_82.name, eni: 'eth1' } },
    { destination: cidr('0.0.0.0/0'), via: { natGateway: 'ngw-1' } },
  ],
}
const json: unknown = JSON.parse(JSON.stringify(topologyToJson(whole)))
const spoilt = (path: readonly (string | number)[], put: unknown): readonly string[] => {
  const result = check(jsonAt(json, path, put))
  return result.ok ? [] : result.error.map(({ path: at, code }) => `${pathText(at)} ${code}`)
}

describe('the cloud in a file', () => {
  it('comes back as it was', () => expect(check(json)).toEqual({ ok: true, value: whole }))

  it.each([
    [['nodes', 0, 'enis', 1, 'securityGroups'], ['sg-9'], 'nodes[0].enis[1].securityGroups[0] unknown-reference'],
    [
      ['securityGroups', 0, 'rules', 0, 'peer'],
      { group: 'sg-9' },
      'securityGroups[0].rules[0].peer.group unknown-reference',
    ],
    [['securityGroups', 0, 'rules', 0, 'priority'], 0, 'securityGroups[0].rules[0].priority out-of-range'],
    [['securityGroups', 0, 'type'], 'large', 'securityGroups[0].type not-one-of'],
    [['networkAcls', 0, 'vswitches'], ['vsw-9'], 'networkAcls[0].vswitches[0] unknown-reference'],
    [['networkAcls', 0, 'vswitches'], ['vsw-1', 'vsw-1'], 'networkAcls[0].vswitches[1] duplicate'],
    [['routes', 0, 'via'], { node: 'nowhere' }, 'routes[0].via.node unknown-reference'],
    [['routes', 0, 'via'], { node: node1_82.name, eni: 'eth9' }, 'routes[0].via.eni unknown-reference'],
    [['routes', 1, 'via'], { natGateway: 'ngw-9' }, 'routes[1].via.natGateway unknown-reference'],
    [['routes', 1, 'destination'], '10.9.0.0/16', 'routes[1].destination duplicate'],
    [['eips', 0, 'ip'], '10.0.3.77', 'eips[0].ip unknown-reference'],
    [['eips', 0, 'eip'], '10.0.1.91', 'eips[0].eip duplicate'],
    [['natGateway', 'entries', 0, 'eip'], '8.210.7.8', 'natGateway.entries[0].eip duplicate'],
  ] as const)('finds the spot: %s = %j', (path, put, expected) => expect(spoilt(path, put)).toContain(expected))
})
