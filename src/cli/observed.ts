/*! A run as the recordings write one down: crossings, tables, and what the client's socket saw. */
import {
  type ConntrackEntry,
  formatIpv4,
  hasPorts,
  isError,
  type IpvsConn,
  type Leg,
  type Packet,
  type Run,
  stateAfter,
  stepsOf,
  type Tuple,
} from '../sim'
import type { CaseRun } from './case'

export interface Crossing {
  readonly at: 'pod' | 'node' | 'client'
  readonly name: string
  readonly dev: string
  readonly dir: 'out' | 'in'
  readonly proto: string
  readonly src: string
  readonly dst: string
  readonly sport?: number
  readonly dport?: number
  readonly flags?: string
  readonly type?: number
  readonly code?: number
  readonly id?: number
  readonly seq?: number
  readonly inner?: ObservedTuple & { readonly proto: string }
  readonly ttl: number
  readonly smac: string
  readonly dmac: string
}
interface ObservedTuple {
  readonly src: string
  readonly dst: string
  readonly sport?: number
  readonly dport?: number
  readonly type?: number
  readonly code?: number
  readonly id?: number
}
export interface Observed {
  readonly verdict: 'connected' | 'refused' | 'unreachable' | 'timeout'
  readonly errno: string | null
  readonly request: readonly Crossing[]
  readonly reply: readonly Crossing[]
  readonly server: { at: 'pod' | 'node'; name: string; local: string | null; peer: string } | null
  readonly conntrack: Readonly<Record<string, readonly ObservedEntry[]>>
  readonly ipvs: Readonly<Record<string, readonly ObservedVirtualServer[]>>
  readonly ipvsConn: Readonly<Record<string, readonly ObservedConn[]>>
  /** The ICMP error that the client's socket reported, in flows that ask for it: ping, and probes with a TTL of their own. */
  readonly icmpError?: undefined | { readonly src: string; readonly type: number; readonly code: number } | null
  /** Further connections of the same flow, in order; their tables hold the earlier ones, too. */
  readonly repeat?: readonly ObservedRepeat[]
  readonly loop?: { readonly requestCrossings?: number; readonly replyCrossings?: number }
}
export type ObservedRepeat = Pick<
  Observed,
  'verdict' | 'errno' | 'server' | 'request' | 'reply' | 'conntrack' | 'ipvsConn'
>
interface ObservedEntry {
  readonly proto: string
  readonly orig: ObservedTuple
  readonly reply: ObservedTuple
  readonly flags: readonly string[]
}
interface ObservedVirtualServer {
  readonly proto: string
  readonly addr: string
  readonly port: number
  readonly scheduler: string
  readonly real: readonly { addr: string; port: number; forward: string; weight: number }[]
}
interface ObservedConn {
  readonly proto: string
  readonly client: string
  readonly virtual: string
  readonly dest: string
}

/** More crossings than this in one leg and it was a loop, of which the first 12 are kept. */
const LOOP_OVER = 24
const LOOP_KEEPS = 12

export function observe(run: CaseRun): Observed {
  const first = observeOne(run, [run])
  if (run.repeat.length === 0) return first
  return {
    ...first,
    repeat: run.repeat.map((again, index) => observeOne(again, [run, ...run.repeat.slice(0, index + 1)])),
  }
}

/** `runs`: this connection and those before it, whose entries the tables still hold. */
function observeOne(run: Run, runs: readonly Run[]): Observed {
  const { trace, world } = run
  const request = crossingsOf(run, trace.request)
  const reply = trace.reply === null ? [] : crossingsOf(run, trace.reply)
  const state = stateAfter(runs.flatMap((past) => stepsOf(past.trace)))
  const hosts = [...world.netns.values()].filter((ns) => ns.type === 'host')
  const perHost = <T>(of: (host: (typeof hosts)[number]) => T): Record<string, T> =>
    Object.fromEntries(hosts.map((host) => [host.name, of(host)]))
  const { clientSees } = trace.verdict
  return {
    verdict: clientSees.kind === 'time-out' ? 'timeout' : clientSees.kind,
    errno: 'errno' in clientSees ? clientSees.errno : null,
    request: request.length > LOOP_OVER ? request.slice(0, LOOP_KEEPS) : request,
    reply: reply.length > LOOP_OVER ? reply.slice(0, LOOP_KEEPS) : reply,
    server: serverOf(run),
    ...(run.flow.protocol === 'ICMP' || run.flow.ttl !== undefined ? { icmpError: icmpErrorOf(run) } : {}),
    conntrack: perHost((host) =>
      state.conntrack
        .filter((e) => e.netns === host.id && e.orig.proto === run.flow.protocol)
        .map(entryOf)
        .sort((a, b) => (JSON.stringify(a.orig) < JSON.stringify(b.orig) ? -1 : 1)),
    ),
    ipvs: perHost((host) =>
      host.virtualServers
        .map((v) => ({
          proto: v.proto,
          addr: formatIpv4(v.addr),
          port: v.port,
          scheduler: v.scheduler,
          real: v.reals
            .map((r) => ({ addr: formatIpv4(r.addr), port: r.port, forward: r.forward, weight: r.weight }))
            .sort((a, b) => (`${a.addr}:${a.port}` < `${b.addr}:${b.port}` ? -1 : 1)),
        }))
        .sort((a, b) => (a.addr === b.addr ? a.port - b.port : a.addr < b.addr ? -1 : 1)),
    ),
    ipvsConn: perHost((host) => state.ipvsConns.filter((c) => c.netns === host.id).map(connOf)),
    ...(request.length > LOOP_OVER || reply.length > LOOP_OVER
      ? {
          loop: {
            ...(request.length > LOOP_OVER ? { requestCrossings: request.length } : {}),
            ...(reply.length > LOOP_OVER ? { replyCrossings: reply.length } : {}),
          },
        }
      : {}),
  }
}

function crossingsOf(run: Run, leg: Leg): Crossing[] {
  const crossings: Crossing[] = []
  for (const step of leg.steps) {
    const { event, place } = step
    if (place.kind !== 'link' || (event.kind !== 'transmit' && event.kind !== 'receive')) continue
    const ns = run.world.netns.get(place.netns)
    if (ns === undefined) continue
    const packet = event.kind === 'transmit' ? step.after : step.before
    const at = ns.type === 'host' ? 'node' : ns.type
    crossings.push({
      at,
      name: ns.name,
      dev: place.dev,
      dir: event.kind === 'transmit' ? 'out' : 'in',
      ...wire(packet),
    })
  }
  return crossings
}

function wire(packet: Packet): Omit<Crossing, 'at' | 'name' | 'dev' | 'dir'> {
  const { l4 } = packet
  const ends = { proto: l4.proto, src: formatIpv4(packet.src), dst: formatIpv4(packet.dst) }
  const rest = { ttl: packet.ttl, smac: packet.smac ?? '', dmac: packet.dmac ?? '' }
  switch (l4.proto) {
    case 'TCP':
      return { ...ends, sport: l4.sport, dport: l4.dport, flags: l4.flags, ...rest }
    case 'UDP':
      return { ...ends, sport: l4.sport, dport: l4.dport, ...rest }
    case 'ICMP':
      return isError(l4)
        ? { ...ends, type: l4.type, code: l4.code, inner: { proto: l4.inner.proto, ...tuple(l4.inner, 8) }, ...rest }
        : { ...ends, type: l4.type, code: l4.code, id: l4.id, seq: l4.seq, ...rest }
  }
}

/** An echo has its type and id where others have ports; `type` says which way it goes. */
const tuple = (t: Tuple, type: 8 | 0): ObservedTuple => {
  const ends = { src: formatIpv4(t.src), dst: formatIpv4(t.dst) }
  return t.proto === 'ICMP' ? { ...ends, type, code: 0, id: t.sport } : { ...ends, sport: t.sport, dport: t.dport }
}

const entryOf = (entry: ConntrackEntry): ObservedEntry => ({
  proto: entry.orig.proto,
  orig: tuple(entry.orig, 8),
  reply: tuple(entry.reply, 0),
  flags: entry.replied ? [] : ['UNREPLIED'],
})

const connOf = (conn: IpvsConn): ObservedConn => ({
  proto: conn.proto,
  client: `${formatIpv4(conn.client)}:${conn.cport}`,
  virtual: `${formatIpv4(conn.virtual)}:${conn.vport}`,
  dest: `${formatIpv4(conn.dest)}:${conn.dport}`,
})

function icmpErrorOf(run: Run): Observed['icmpError'] {
  const last = run.trace.reply?.steps.at(-1)
  if (last?.event.kind !== 'error' || !isError(last.before.l4)) return null
  const { type, code } = last.before.l4
  return { src: formatIpv4(last.before.src), type, code }
}

function serverOf(run: Run): Observed['server'] {
  const last = run.trace.request.steps.at(-1)
  if (last?.event.kind !== 'deliver' || last.place.kind !== 'process') return null
  // A TCP server has accepted only when the handshake came through; a UDP one has the datagram already.
  const { l4 } = last.before
  if (!hasPorts(l4) || (l4.proto === 'TCP' && run.trace.verdict.clientSees.kind !== 'connected')) return null
  const ns = run.world.netns.get(last.place.netns)
  if (ns === undefined) return null
  return {
    at: ns.type === 'host' ? 'node' : 'pod',
    name: ns.name,
    local: l4.proto === 'UDP' ? null : `${formatIpv4(last.before.dst)}:${l4.dport}`,
    peer: `${formatIpv4(last.before.src)}:${l4.sport}`,
  }
}
