/*! What lost where a packet leaves a kernel or is handed out: neighbours (`ip neigh`), owners of an address, rows of the VPC's
route table, sockets (`ss -ltn`). */
import type { EniAddress } from '../cloud/rows'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Neigh } from '../kernel/neigh'
import type { Netns } from '../kernel/netns'
import { inCidr, type Ipv4 } from '../net/ip'
import { hasPorts } from '../net/packet'
import type { Row, Step } from '../trace/trace'
import type { World } from '../world'
import { type Loser, loser } from './loser'

/** Rows that a page can list; the VPC knows thousands of addresses. */
const FEW = 6

export function neighLosers(ns: Netns, step: Step, dev: string, nextHop: Ipv4): readonly Loser[] {
  const winner = step.because.find((row): row is Neigh => row.kind === 'neigh') ?? null
  return ns.neighs
    .filter((neigh) => neigh !== winner)
    .map((neigh) =>
      loser(
        neigh,
        winner,
        neigh.dev === dev
          ? { kind: 'other-address', wants: neigh.address, has: nextHop }
          : { kind: 'other-device', wants: neigh.dev, has: dev },
      ),
    )
}

/** Addresses of the same ENI first, then those of the others. */
export function ownerLosers({ cloud }: World, step: Step): readonly Loser[] {
  const winner = step.because.find((row): row is EniAddress => row.kind === 'eni-address')
  const has = step.before.dst
  const all = cloud.enis.flatMap((eni) => eni.addresses)
  const near = all.filter((row) => row.eni === winner?.eni)
  const candidates = [...near, ...all.filter((row) => row.eni !== winner?.eni)].filter((row) => row !== winner)
  const twin = candidates.filter((row) => row.address === has)
  const rest = candidates.filter((row) => row.address !== has).slice(0, FEW)
  return [
    ...twin.map((row, index) => loser(row, winner ?? null, { kind: 'same-key' }, index === 0)),
    ...rest.map((row) => loser(row, winner ?? null, { kind: 'other-address', wants: row.address, has })),
  ]
}

/** Rows of the table that decided: those that hold the address too, longest prefix first, then others. */
export function vpcRouteLosers({ cloud }: World, step: Step, winner: VpcRoute): readonly Loser[] {
  const has = step.before.dst
  return cloud.routes
    .filter((row) => row !== winner && row.table === winner.table)
    .toSorted((a, b) => Number(inCidr(has, b.dst)) - Number(inCidr(has, a.dst)) || b.dst.length - a.dst.length)
    .slice(0, FEW)
    .map((row, index) =>
      inCidr(has, row.dst)
        ? loser(row, winner, { kind: 'shorter-prefix', length: row.dst.length, than: winner.dst.length }, index === 0)
        : loser(row, winner, { kind: 'other-prefix', wants: row.dst, has }),
    )
}

/** `winner` null: nobody listens. */
export function socketLosers(ns: Netns, step: Step, winner: Row | null): readonly Loser[] {
  const { l4 } = step.before
  if (!hasPorts(l4)) return []
  return ns.sockets
    .filter((socket) => socket !== winner)
    .map((socket) =>
      loser(
        socket,
        winner,
        socket.port === l4.dport
          ? { kind: 'other-protocol', wants: socket.proto, has: l4.proto }
          : { kind: 'other-port', wants: socket.port, has: l4.dport },
      ),
    )
}
