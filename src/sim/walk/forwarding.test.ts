/*! Forwarding is asked of the device that a packet came in by (Linux net/ipv4/route.c: ip_route_input_slow, IN_DEV_FORWARD), not of
the host. */
import { describe, expect, it } from 'vitest'
import { questionOf, type ScenarioId, scenarioById, type Variant } from '../../scenarios'
import { changeNetns, type NodeSpec, resolve, simulate, simulateIn, stepsOf } from '..'

const ECS1 = 'cn-hongkong.10.0.1.82'
const ECS2 = 'cn-hongkong.10.0.3.49'
const CALI1 = 'cali44ae9fbceeb'

type Given = Pick<NodeSpec, 'ipForward' | 'forwarding'>

function run(id: ScenarioId, given: Readonly<Record<string, Given>>, variant: Variant = {}) {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  const nodes = topology.nodes.map((node) => ({ ...node, ...given[node.name] }))
  return simulate({ ...topology, nodes }, flow)
}

/** Leg, device and row of the end; else what became of it. */
function endOf(...asked: Parameters<typeof run>) {
  const { trace } = run(...asked)
  const { fate } = trace.verdict
  if (fate.kind !== 'dropped' || fate.reason.kind !== 'forwarding-off') return fate.kind
  const row = stepsOf(trace).at(-1)?.because[0]
  return [fate.leg, fate.reason.dev, row?.kind === 'sysctl' ? `${row.name} = ${row.value}` : row?.kind]
}

describe('forwarding', () => {
  it('off on the device by which it came in: dropped there without a word, by its own row', () => {
    expect(endOf('s3', { [ECS2]: { forwarding: { eth1: false } } })).toEqual([
      'request',
      'eth1',
      'net.ipv4.conf.eth1.forwarding = 0',
    ])
    expect(run('s3', { [ECS2]: { forwarding: { eth1: false } } }).trace.verdict.clientSees).toEqual({
      kind: 'time-out',
    })
    expect(endOf('s3', { [ECS1]: { forwarding: { [CALI1]: false } } })).toEqual([
      'request',
      CALI1,
      `net.ipv4.conf.${CALI1}.forwarding = 0`,
    ])
  })
  it('off on the device by which it leaves: nobody asks', () =>
    expect(endOf('s3', { [ECS1]: { forwarding: { eth0: false } }, [ECS2]: { forwarding: { eth0: false } } })).toBe(
      'delivered',
    ))
  it('S5: the answer comes in by eth0, so there it counts, and eth1 does not', () => {
    expect(endOf('s5', { [ECS1]: { forwarding: { eth0: false } } })).toEqual([
      'reply',
      'eth0',
      'net.ipv4.conf.eth0.forwarding = 0',
    ])
    expect(endOf('s5', { [ECS1]: { forwarding: { eth1: false } } })).toBe('delivered')
  })
  it('IPVS takes its request from INPUT: forwarding of the cali is not asked, unlike in iptables mode', () => {
    const off = { [ECS1]: { forwarding: { [CALI1]: false } } }
    expect(endOf('s4', off)).toBe('delivered')
    expect(endOf('s4', off, { proxy: 'iptables' })).toMatchObject(['request', CALI1, expect.anything()])
  })
  it('ip_forward writes all devices; one of its own value stands against it, either way', () => {
    expect(endOf('s3', { [ECS2]: { ipForward: false } })).toEqual(['request', 'eth1', 'net.ipv4.ip_forward = 0'])
    const cali = run('s3', {}).topology.pods.find(({ name }) => name.endsWith('lwrfc'))?.veth ?? ''
    expect(endOf('s3', { [ECS2]: { ipForward: false, forwarding: { eth1: true, [cali]: true } } })).toBe('delivered')
    expect(endOf('s3', { [ECS2]: { ipForward: false, forwarding: { eth1: true } } })).toMatchObject(['reply', cali, {}])
  })
  it('without a route too: ip_error is silent on a device that does not forward, else it says 3/0', () => {
    const { topology, flow } = questionOf(scenarioById('s3'), {})
    const sees = (forwards: boolean) => {
      const nodes = topology.nodes.map((node) => ({ ...node, ...(forwards ? {} : { forwarding: { [CALI1]: false } }) }))
      const { world } = simulate({ ...topology, nodes }, flow)
      const ns = [...world.netns.values()].find(({ name }) => name === ECS1)
      if (!ns) throw new Error('no such node')
      const bare = changeNetns(world, ns.id, (rows) => ({
        ...rows,
        routes: rows.routes.filter(({ dst }) => dst.length > 0),
      }))
      return simulateIn(resolve({ ...topology, nodes }), bare, flow).trace.verdict
    }
    expect(sees(true)).toMatchObject({
      fate: { kind: 'dropped', reason: { kind: 'no-route' } },
      clientSees: { kind: 'unreachable', errno: 'ENETUNREACH' },
    })
    expect(sees(false)).toMatchObject({
      fate: { kind: 'dropped', reason: { kind: 'forwarding-off', dev: CALI1 } },
      clientSees: { kind: 'time-out' },
    })
  })
})
