/*! What lost where a connection gets its backend: virtual and real servers of IPVS (`ipvsadm -Ln`), listeners and backends of the
SLB. */
import type { SlbBackend } from '../cloud/rows'
import type { RealServer, VirtualServer } from '../kernel/ipvs'
import type { Netns } from '../kernel/netns'
import type { Ipv4 } from '../net/ip'
import { hasPorts, type Packet } from '../net/packet'
import type { Step } from '../trace/trace'
import type { World } from '../world'
import { type Loser, type LoserReason, loser } from './loser'

/** Real servers first: the scheduler's next one in front. Then the virtual servers that the packet did not ask. */
export function ipvsLosers(ns: Netns, step: Step, server: VirtualServer, real: RealServer | null): readonly Loser[] {
  const usable = server.reals.filter((other) => other !== real && other.weight > 0)
  const useless = server.reals.filter((other) => other !== real && other.weight === 0)
  return [
    ...usable.map((other, index) => loser(other, real, { kind: 'not-picked' }, index === 0)),
    ...useless.map((other) => loser(other, real, { kind: 'weight-zero' })),
    ...ns.virtualServers
      .filter((other) => other !== server)
      .map((other) => loser(other, server, serverReason(other, step.before))),
  ]
}

function serverReason(other: VirtualServer, { dst, l4 }: Packet): LoserReason {
  const port = hasPorts(l4) ? l4.dport : 0
  if (other.addr !== dst) return { kind: 'other-address', wants: other.addr, has: dst }
  if (other.port !== port) return { kind: 'other-port', wants: other.port, has: port }
  if (other.proto !== l4.proto) return { kind: 'other-protocol', wants: other.proto, has: l4.proto }
  return { kind: 'same-key' }
}

/** Backends of the group that was asked, then the other listeners. */
export function slbLosers(world: World, step: Step, picked: SlbBackend): readonly Loser[] {
  const listener = world.cloud.listeners.find(({ backends }) => backends.includes(picked))
  const others = listener?.backends.filter((backend) => backend !== picked) ?? []
  return [
    ...others.map((backend, index) => loser(backend, picked, { kind: 'not-picked' }, index === 0)),
    ...world.cloud.listeners
      .filter((other) => other !== listener)
      .map((other) => loser(other, listener ?? null, listenerReason(other, step.before))),
  ]
}

interface Listens {
  readonly vip: Ipv4
  readonly port: number
  readonly proto: string
}

function listenerReason({ vip, port, proto }: Listens, { dst, l4 }: Packet): LoserReason {
  const asked = hasPorts(l4) ? l4.dport : 0
  if (vip !== dst) return { kind: 'other-address', wants: vip, has: dst }
  if (port !== asked) return { kind: 'other-port', wants: port, has: asked }
  return { kind: 'other-protocol', wants: proto, has: l4.proto }
}
