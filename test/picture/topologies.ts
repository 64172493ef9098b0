/*! Topologies of any size for pictures. */
import { applyEdits, cidr, ipv4, type ResolvedTopology, simulate, type Topology } from '../../src/sim'

export interface Cluster {
  readonly nodes: number
  /** On each node. */
  readonly pods: number
  /** Secondary ENIs of each node. */
  readonly enis: number
  readonly prefix?: string
}

/** Nodes n1, n2, … in vsw-1 and vsw-2 by turns; pods n1-p1, n1-p2, … */
export function cluster({ nodes, pods, enis, prefix = '' }: Cluster): ResolvedTopology {
  const each = <T>(count: number, make: (n: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, index) => make(index + 1))
  const topology: Topology = {
    vpc: cidr('10.0.0.0/8'),
    vswitches: [
      { name: 'vsw-1', cidr: cidr('10.1.0.0/16') },
      { name: 'vsw-2', cidr: cidr('10.2.0.0/16') },
    ],
    nodes: each(nodes, (n) => ({
      name: `n${n}`,
      ip: ipv4(`10.${2 - (n % 2)}.${n}.250`),
      vswitch: `vsw-${2 - (n % 2)}`,
      enis: [{ dev: 'eth0' }, ...each(enis, (e) => ({ dev: `eth${e}` }))],
    })),
    pods: each(nodes, (n) =>
      each(pods, (p) => ({
        name: `${prefix}n${n}-p${p}`,
        node: `n${n}`,
        eni: enis === 0 ? 'eth0' : `eth${1 + (p % enis)}`,
        ip: ipv4(`10.${2 - (n % 2)}.${n}.${p}`),
      })),
    ).flat(),
    services: [],
    clients: [],
    slb: null,
    terway: { release: '1.4.1' },
    kubeProxy: { mode: 'ipvs', release: '1.20', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
  }
  const flow = {
    from: { kind: 'pod', name: `${prefix}n1-p1` },
    to: { ip: ipv4('10.1.1.1'), port: 80 },
    protocol: 'TCP',
    sport: 40001,
    backend: null,
  } as const
  const question = applyEdits({ topology, flow }, [])
  return simulate(question.topology, question.flow).topology
}
