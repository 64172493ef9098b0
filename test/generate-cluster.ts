/*! Clusters of any size out of a seed, for lengths of links: what is drawn is drawn evenly, and every draw is counted, so that the
sum of their logarithms is a floor that no encoder gets below on average (Shannon 1948). */
import {
  type Cidr,
  cidr,
  cidrOf,
  type Flow,
  type Ipv4,
  ipv4FromNumber,
  type NodeSpec,
  type PodSpec,
  type ServiceSpec,
  type Topology,
} from '../src/sim'

export interface Size {
  readonly nodes: number
  readonly pods: number
  readonly services: number
}

export interface Generated {
  readonly topology: Topology
  readonly flow: Flow
  /** Bits of all that was drawn. */
  readonly bits: number
}

/** `wizard`: short numbered names. `real`: names as Kubernetes and Alibaba Cloud make them. */
export type Naming = 'wizard' | 'real'

const SAFE = 'bcdfghjklmnpqrstvwxz2456789'
const FIRST =
  `account audit billing booking cart catalog chat content courier coupon customer delivery device event feed
fraud geo image identity inventory invoice ledger mail media menu notify offer order partner payment price profile quota
rating refund report review search session shipping stock tax ticket tracking user video voucher wallet wish banner basket color level route score theme`.split(
    /\s+/,
  )
const SECOND = 'api worker service gateway store sync cron job'.split(' ')
const PORTS = [80, 8080, 8000, 9090, 3000, 5000, 6379, 8443] as const
const SERVICE_NET = 0xac150000

/** A cluster and one flow in it; the same size, naming and seed give the same one. */
export function generate(size: Size, naming: Naming, seed: number): Generated {
  const { draw, untaken, bits } = dice(seed)
  const vswitches = Array.from({ length: Math.max(2, Math.ceil(size.nodes / 25)) }, (_, at) => ({
    name: `vsw-${at + 1}`,
    cidr: cidrOf(ipv4FromNumber(0x0a000000 + at * 2048), 21),
  }))
  const taken = new Set<number>()
  const usedIn = new Map<Ipv4, number>()
  /** A free address of the prefix, none of the first and the last few. */
  const free = ({ address, length }: Cidr): Ipv4 => {
    const usable = 2 ** (32 - length) - 8
    const used = usedIn.get(address) ?? 0
    usedIn.set(address, used + 1)
    const found = address + 2 + untaken(usable, usable - used, (at) => taken.has(address + 2 + at))
    taken.add(found)
    return ipv4FromNumber(found)
  }
  const anyVSwitch = () => vswitches[draw(vswitches.length)] ?? vswitches[0]!

  const nodes = Array.from({ length: size.nodes }, (_, at): NodeSpec => {
    const { name, cidr: prefix } = anyVSwitch()
    const ip = free(prefix)
    return {
      name: naming === 'wizard' ? `node-${at + 1}` : `cn-hongkong.${dotted(ip)}`,
      ip,
      vswitch: name,
      instanceType: 'ecs.g7.xlarge',
      enis: [{ dev: 'eth0' }, { dev: 'eth1' }, { dev: 'eth2' }],
    }
  })

  const workloads: PodSpec[][] = []
  const names = new Set<string>()
  const letters = (count: number) => Array.from({ length: count }, () => SAFE[draw(SAFE.length)]).join('')
  const workloadName = (): string => {
    if (naming === 'wizard') return `app${workloads.length + 1}`
    const pairs = FIRST.length * SECOND.length
    const nameAt = (at: number) => `${FIRST[Math.floor(at / SECOND.length)]}-${SECOND[at % SECOND.length]}`
    const found = nameAt(untaken(pairs, pairs - names.size, (at) => names.has(nameAt(at))))
    names.add(found)
    return found
  }
  let left = size.pods
  while (left > 0) {
    const app = workloadName()
    const hash = naming === 'real' ? letters(10) : ''
    const port = PORTS[draw(PORTS.length)] ?? 80
    const replicas = Math.min(left, 1 + draw(15))
    left -= replicas
    workloads.push(
      Array.from({ length: replicas }, (_, at): PodSpec => {
        const node = nodes[draw(nodes.length)]!
        return {
          name: naming === 'wizard' ? `${app}-${at + 1}` : `${app}-${hash}-${letters(5)}`,
          node: node.name,
          eni: `eth${1 + draw(2)}`,
          ip: free(vswitches.find(({ name }) => name === node.vswitch)!.cidr),
          labels: { app },
          listen: [{ port, protocol: 'TCP' }],
        }
      }),
    )
  }

  const services: ServiceSpec[] = []
  const exposed = new Set<number>()
  while (services.length < size.services) {
    const at = untaken(workloads.length, workloads.length - exposed.size, (one) => exposed.has(one))
    exposed.add(at)
    const pods = workloads[at]!
    // Two in ten are load balancers, one in ten is a NodePort.
    const type = draw(10)
    const outside = type < 3
    services.push({
      name: naming === 'wizard' ? `svc${services.length + 1}` : (pods[0]!.labels?.['app'] ?? ''),
      clusterIP: free({ address: ipv4FromNumber(SERVICE_NET), length: 16 }),
      lbIP: type < 2 ? free(anyVSwitch().cidr) : null,
      ports: [
        {
          protocol: 'TCP',
          port: 80,
          targetPort: pods[0]!.listen?.[0]?.port ?? 80,
          nodePort: outside ? 30_000 + draw(2_768) : null,
        },
      ],
      externalTrafficPolicy: outside && draw(2) === 0 ? 'Local' : 'Cluster',
      endpoints: { pods: pods.map(({ name }) => name) },
    })
  }
  const pods = workloads.flat()
  const asked = services[draw(services.length)]!
  const flow: Flow = {
    from: { kind: 'pod', name: pods[draw(pods.length)]!.name },
    to: { ip: asked.clusterIP, port: 80 },
    protocol: 'TCP',
    sport: 40_001,
    backend: 'pods' in asked.endpoints ? (asked.endpoints.pods[draw(asked.endpoints.pods.length)] ?? null) : null,
  }
  const topology: Topology = {
    vpc: cidr('10.0.0.0/8'),
    vswitches,
    nodes,
    pods,
    services,
    clients: [],
    slb: null,
    terway: { release: '1.4.2' },
    kubeProxy: { mode: 'ipvs', release: '1.28', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
  }
  return { topology, flow, bits: bits() }
}

const dotted = (ip: Ipv4): string => [24, 16, 8, 0].map((shift) => (ip >>> shift) & 255).join('.')

interface Dice {
  /** One of n, 0 … n − 1. */
  readonly draw: (n: number) => number
  /** One of the `free` ones of n that are not taken. */
  readonly untaken: (n: number, free: number, taken: (at: number) => boolean) => number
  /** Of all draws so far. */
  readonly bits: () => number
}

/** Even draws (mulberry32). */
function dice(seed: number): Dice {
  let state = seed >>> 0
  let bits = 0
  const next = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  const draw = (n: number): number => {
    bits += Math.log2(n)
    return next(n)
  }
  const untaken = (n: number, free: number, taken: (at: number) => boolean): number => {
    if (free <= 0) throw new Error('nothing is left to draw')
    bits += Math.log2(free)
    for (;;) {
      const at = next(n)
      if (!taken(at)) return at
    }
  }
  return { draw, untaken, bits: () => bits }
}

/** The sizes that docs/bench.md speaks of. */
export const SIZES = {
  middle: { nodes: 20, pods: 300, services: 30 },
  large: { nodes: 100, pods: 3_000, services: 300 },
  /** For the walk: a link of it would be too long. */
  huge: { nodes: 1_000, pods: 10_000, services: 200 },
} as const
export const SEED = 20_261_125
