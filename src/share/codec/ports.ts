/*! Ports: those that everybody uses, what was said last, or any. */
import type { Coder } from './coder'
import { between, choose, type Field } from './fields'
import { slots } from './model'

const KNOWN = [80, 443, 8080, 8443, 53, 9090, 3306, 6379, 5432, 22, 3000, 8000, 9200, 27017, 8081] as const
const anyPort = between(1, 65_535)

/** A kind of port. */
export function port<Owner>(
  kind: string,
  likely: (owner: Readonly<Partial<Owner>>) => number | undefined = () => undefined,
): Field<number, Owner> {
  const like = slots(1, 0.8, 2)
  const known = slots(16)
  return (c, value, owner) => {
    const guess = likely(owner) ?? c.seen.lastPort.get(kind)
    const found = guess !== undefined && c.bit(like, value === guess) ? guess : other(c, value, known)
    c.seen.lastPort.set(kind, found)
    return found
  }
}

function other(c: Coder, value: number | undefined, known: number): number {
  const at = value === undefined ? undefined : KNOWN.findIndex((one) => one === value) + 1
  const found = choose(c, known, KNOWN.length + 1, at)
  return KNOWN[found - 1] ?? anyPort(c, value, {})
}

/** First and count of what Kubernetes gives out (`--service-node-port-range`, 30000–32767). */
const FIRST_NODE_PORT = 30_000
const NODE_PORTS = 2_768
const ways = slots(4)

/** The port after the last Service's, one of the usual range, or any. */
export const nodePort: Field<number> = (c, value) => {
  const next = c.seen.lastNodePort + 1
  const usual = value === undefined ? undefined : value - FIRST_NODE_PORT
  const lies = usual === undefined ? undefined : value === next ? 0 : usual >= 0 && usual < NODE_PORTS ? 1 : 2
  const way = choose(c, ways, 3, lies)
  const found = way === 0 ? next : way === 1 ? FIRST_NODE_PORT + c.uniform(NODE_PORTS, usual) : anyPort(c, value, {})
  c.seen.lastNodePort = found
  return found
}
