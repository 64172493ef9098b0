/*! What lost at the edge of the VPC: SNAT entries of a NAT gateway, listeners of the load balancer. */
import type { NatGateway, SnatEntry } from '../cloud/gateway'
import type { SlbListener } from '../cloud/rows'
import { inCidr } from '../net/ip'
import { hasPorts } from '../net/packet'
import type { Step } from '../trace/trace'
import type { World } from '../world'
import { type Loser, loser } from './loser'

/** The longest source that holds the packet's wins; `winner` null: none does. */
export function snatLosers(gateway: NatGateway, step: Step, winner: SnatEntry | null): readonly Loser[] {
  const has = step.before.src
  return gateway.entries
    .filter((entry) => entry !== winner)
    .toSorted(
      (a, b) => Number(inCidr(has, b.source)) - Number(inCidr(has, a.source)) || b.source.length - a.source.length,
    )
    .map((entry, index) =>
      winner !== null && inCidr(has, entry.source)
        ? loser(
            entry,
            winner,
            { kind: 'shorter-prefix', length: entry.source.length, than: winner.source.length },
            index === 0,
          )
        : loser(entry, winner, { kind: 'other-prefix', wants: entry.source, has }),
    )
}

/** Address, protocol and port must all be a listener's; those of the asked address first. */
export function listenerLosers({ cloud }: World, step: Step, winner: SlbListener | null): readonly Loser[] {
  const { dst, l4 } = step.before
  if (!hasPorts(l4)) return []
  return cloud.listeners
    .filter((listener) => listener !== winner)
    .toSorted((a, b) => Number(b.vip === dst) - Number(a.vip === dst))
    .map((listener) => {
      const { vip, port, proto } = listener
      if (vip !== dst) return loser(listener, winner, { kind: 'other-address', wants: vip, has: dst })
      return loser(
        listener,
        winner,
        proto === l4.proto
          ? { kind: 'other-port', wants: port, has: l4.dport }
          : { kind: 'other-protocol', wants: proto, has: l4.proto },
      )
    })
}
