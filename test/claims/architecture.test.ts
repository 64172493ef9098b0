/*! A1 to A11 and A13: how Terway wires pods, read off the computed rows. */
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { scenarioById } from '../../src/scenarios'
import { errataAt } from '../../src/scenarios/errata'
import {
  check,
  finalState,
  formatIpv4,
  inCidr,
  nodeNetns,
  podNetns,
  showRow,
  tablesOf,
  tableText,
  topologyToJson,
} from '../../src/sim'
import { ask, CALI_OF, NODE_1_82, netnsOf, nodeOf, packetsOnEnis, way } from './ask'

const pod = (name: string) => podNetns('default', name)
const CENTOS = pod('centos-67756b6dc8-h5wnp')
const NGINX = pod('nginx-7d6877d777-zp5jg')

describe('architecture', () => {
  it("A1 a pod's address lies in a vSwitch and belongs to an ENI of its node", () => {
    const { topology, world } = ask('s7')
    expect(topology.pods.length).toBeGreaterThan(0)
    for (const { ip, node } of topology.pods) {
      expect(topology.vswitches.some(({ cidr }) => inCidr(ip, cidr))).toBe(true)
      const owner = must(
        world.cloud.enis.find(({ addresses }) => addresses.some(({ address }) => address === ip)),
        `owner of ${formatIpv4(ip)}`,
      )
      expect(owner.host).toBe(nodeNetns(node))
      expect(owner.primary).toBe(false)
    }
  })

  it('A2 a pod has eth0 with its address and a MAC of its own; no ENI is in its namespace', () => {
    const run = ask('s2')
    const { links, addrs } = netnsOf(run, CENTOS)
    expect(links.map(({ name }) => name)).toEqual(['lo', 'eth0'])
    expect(addrs.filter(({ dev }) => dev === 'eth0').map(({ address }) => formatIpv4(address))).toEqual(['10.0.1.91'])
    const eth0 = must(
      links.find(({ name }) => name === 'eth0'),
      'eth0',
    )
    expect(eth0.type.kind).toBe('veth')
    expect(run.world.cloud.enis.map(({ mac }) => mac)).not.toContain(eth0.mac)
    for (const { type, links: own } of run.world.netns.values()) {
      if (type === 'pod') expect(own.some((link) => link.type.kind === 'eni')).toBe(false)
    }
    expect(
      nodeOf(run, NODE_1_82)
        .links.filter((link) => link.type.kind === 'eni')
        .map(({ name }) => name),
    ).toEqual(['eth0', 'eth1', 'eth2'])
  })

  it('A3 a pod has one route in its main table: default, out of eth0', () => {
    const run = ask('s2')
    for (const { type, routes } of run.world.netns.values()) {
      if (type !== 'pod') continue
      expect(routes.filter(({ table }) => table === 254).map(showRow)).toEqual([
        'default via 169.254.1.1 dev eth0 onlink',
      ])
    }
  })

  it('A4 eth0@if63 in the pod and cali44ae9fbceeb with index 63 on the node are the two ends of one veth pair', () => {
    const run = ask('s5')
    const inPod = must(
      netnsOf(run, CENTOS).links.find(({ name }) => name === 'eth0'),
      'eth0',
    )
    const onNode = must(
      nodeOf(run, NODE_1_82).links.find(({ name }) => name === CALI_OF.h5wnp),
      CALI_OF.h5wnp,
    )
    expect(onNode.ifindex).toBe(63)
    expect(inPod.type).toEqual({
      kind: 'veth',
      peer: { netns: nodeNetns(NODE_1_82), name: CALI_OF.h5wnp, ifindex: 63 },
    })
    expect(onNode.type).toEqual({ kind: 'veth', peer: { netns: CENTOS, name: 'eth0', ifindex: inPod.ifindex } })
  })

  it('A5 the host has one route for each of its pods, to its cali', () => {
    const { routes } = nodeOf(ask('s2'), NODE_1_82)
    expect(routes.filter(({ table, dst }) => table === 254 && dst.length === 32).map(showRow)).toEqual([
      `10.0.1.91 dev ${CALI_OF.h5wnp} scope link`,
      `10.0.1.104 dev ${CALI_OF.zp5jg} scope link`,
    ])
  })

  it('A6 several pods share one ENI, and terway-cli lists its MAC and addresses', () => {
    const run = ask('s2')
    const eth1 = must(
      run.world.cloud.enis.find(({ host, dev }) => host === nodeNetns(NODE_1_82) && dev === 'eth1'),
      'eth1',
    )
    const addresses = eth1.addresses.map(({ address }) => formatIpv4(address))
    expect(addresses).toEqual(expect.arrayContaining(['10.0.1.91', '10.0.1.104']))
    const terway = tablesOf(run.world, finalState(run.trace), nodeNetns(NODE_1_82)).find(({ command }) =>
      command.includes('terway-cli'),
    )
    const printed = tableText(must(terway, 'a terway-cli table').lines)
    expect(printed).toContain(eth1.mac)
    expect(printed).toContain('10.0.1.91')
    expect(printed).toContain('10.0.1.104')
  })

  it('A7 policy routing sends what a pod originates out of the ENI that owns its address', () => {
    const run = ask('s3')
    const { rules, routes } = nodeOf(run, NODE_1_82)
    expect(rules.map(showRow)).toContain(`2048:\tfrom 10.0.1.91 iif ${CALI_OF.h5wnp} lookup 1003`)
    expect(routes.filter(({ table }) => table === 1003).map(showRow)).toEqual([
      'default via 10.0.1.253 dev eth1 onlink',
    ])
    expect(way(run, 'request')).toContain('.1.82 eth1')
    expect(way(run, 'request')).not.toContain('.1.82 eth0')
  })

  it('A8 pods of one host meet by host routes, no ENI on the way', () => {
    const run = ask('s2', 'pod-ip', 'two-enis')
    expect(run.trace.verdict.fate.kind).toBe('delivered')
    expect(packetsOnEnis(run)).toBe(0)
    const routed = must(
      run.trace.request.steps.find(({ event }) => event.kind === 'route-input'),
      'a routing decision',
    )
    expect(routed.because.map(showRow)).toContain(`10.0.1.104 dev ${CALI_OF.zp5jg} scope link`)
  })

  it("A9 to a pod of another host: the VPC delivers to that machine's ENI, its route leads to the cali", () => {
    const run = ask('s3')
    const kinds = run.trace.request.steps.map(({ event }) => event.kind)
    const delivered = kinds.indexOf('vpc-deliver')
    expect(run.trace.request.steps[delivered]?.event).toMatchObject({ dev: 'eth1', eni: 'eni-j6c4qxbpnkg5o7uog5kr' })
    expect(way(run, 'request').slice(-3)).toEqual(['.3.49 eth1', `.3.49 ${CALI_OF.lwrfc}`, 'lwrfc eth0'])
  })

  it('A10 a pod and its own host meet at the veth pair', () => {
    const run = ask('s1')
    expect(way(run, 'request')).toEqual([`.1.82 ${CALI_OF.zp5jg}`, 'zp5jg eth0'])
    expect(netnsOf(run, NGINX).links.find(({ name }) => name === 'eth0')?.type).toMatchObject({
      peer: { name: CALI_OF.zp5jg },
    })
  })

  it('A13 a pod is wired by a veth pair and policy routing, never by ipvlan, and that costs a pass through the stack of its host', () => {
    const run = ask('s2', 'pod-ip')
    for (const { type, links } of run.world.netns.values()) {
      const kinds = links.filter(({ name }) => name !== 'lo').map((link) => link.type.kind)
      if (type === 'pod') expect(kinds).toEqual(['veth'])
      // The kinds of link that there are; with ipvlan a pod's would be a slave of the ENI.
      else expect(['eni', 'veth', 'dummy', 'uplink']).toEqual(expect.arrayContaining(kinds))
    }
    const { rules } = nodeOf(run, NODE_1_82)
    expect(new Set(rules.map(({ priority }) => priority))).toEqual(new Set([0, 512, 2048, 32766, 32767]))
    // Both pods are of one ENI, and still meet in the host: its PREROUTING, its routing decision, its FORWARD.
    const stages = run.trace.request.steps.flatMap(({ place }) =>
      place.kind === 'stage' && place.netns === nodeNetns(NODE_1_82) ? [place.stage] : [],
    )
    expect(stages).toEqual(['prerouting', 'routing', 'forward', 'postrouting'])
  })

  it('A13 the other way, ipvlan L2, is told as not modelled at the hop that it would spare, and no topology declares it', () => {
    const run = ask('s2', 'pod-ip')
    const told = run.trace.request.steps.flatMap(({ event }, index) =>
      errataAt('s2', run, index).includes('two-wirings') ? [event] : [],
    )
    expect(told).toEqual([{ kind: 'receive', dev: CALI_OF.h5wnp }])
    const declared = JSON.parse(JSON.stringify(topologyToJson(scenarioById('s2').question.topology)))
    const { terway } = declared.topology ?? declared
    terway.virtualType = 'ipvlan'
    expect(check(declared)).toMatchObject({ ok: false })
  })

  it('A11 what a pod sends to another host goes through the VPC', () => {
    const run = ask('s3')
    expect(run.trace.request.steps.filter(({ place }) => place.kind === 'vpc')).toHaveLength(1)
    expect(run.trace.reply?.steps.filter(({ place }) => place.kind === 'vpc')).toHaveLength(1)
  })
})
