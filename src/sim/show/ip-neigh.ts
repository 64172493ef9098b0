/*! `ip neigh`. */
import type { Neigh } from '../kernel/neigh'
import { formatIpv4 } from '../net/ip'
import { type Line, line } from './line'

export const IP_NEIGH = 'ip neigh'

/** "10.0.1.253 dev eth0 lladdr ee:ff:ff:ff:ff:ff REACHABLE". */
export const showNeigh = (neigh: Neigh): string =>
  `${formatIpv4(neigh.address)} dev ${neigh.dev} lladdr ${neigh.mac} ${neigh.state}`

/** Written rows, then what ARP has found; a neighbour that was asked for again stands once. */
export function ipNeigh(written: readonly Neigh[], found: readonly Neigh[]): readonly Line[] {
  const rows = new Map<string, Neigh>()
  for (const neigh of [...written, ...found]) rows.set(`${neigh.dev} ${neigh.address}`, neigh)
  return [...rows.values()].map((neigh) => line(showNeigh(neigh), neigh))
}
