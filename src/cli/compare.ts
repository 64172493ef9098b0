/*! Recorded against computed, by the rules of the recordings' README: one line a difference. */
import type { Crossing, Observed, ObservedRepeat } from './observed'

export interface Difference {
  readonly step: string
  readonly expected: unknown
  readonly got: unknown
}

/** Every difference that counts; empty: the kernel agrees. `expected` is a recording's `observed`, trusted as data of ours. */
export function compare(expected: Observed, got: Observed): readonly Difference[] {
  const differences: Difference[] = []
  const check = (step: string, a: unknown, b: unknown): void => {
    if (stable(a) !== stable(b)) differences.push({ step, expected: a, got: b })
  }
  check('verdict', expected.verdict, got.verdict)
  check('errno', expected.errno, got.errno)
  check('icmpError', expected.icmpError ?? null, got.icmpError ?? null)
  check('loop', expected.loop, got.loop)
  compareCrossings('request', expected.request, got.request, check)
  compareCrossings('reply', expected.reply, got.reply, check)
  compareTables(expected, got, check)
  for (const node of Object.keys(expected.ipvs)) {
    const servers = (observed: Observed) =>
      (observed.ipvs[node] ?? []).map((v) => stable({ ...v, real: v.real.map(stable).sort() })).sort()
    check(`ipvs ${node}`, servers(expected), servers(got))
  }
  check('server.peer', expected.server?.peer, got.server?.peer)
  check('repeat connections', expected.repeat?.length ?? 0, got.repeat?.length ?? 0)
  expected.repeat?.forEach((again, index) => {
    const mine = got.repeat?.[index]
    if (mine === undefined) return
    const checkAgain: Check = (step, a, b) => check(`repeat[${index}] ${step}`, a, b)
    checkAgain('verdict', again.verdict, mine.verdict)
    checkAgain('errno', again.errno, mine.errno)
    compareCrossings('request', again.request, mine.request, checkAgain)
    compareCrossings('reply', again.reply, mine.reply, checkAgain)
    compareTables(again, mine, checkAgain)
    checkAgain('server.peer', again.server?.peer, mine.server?.peer)
  })
  return differences
}

function compareTables(expected: ObservedRepeat, got: ObservedRepeat, check: Check): void {
  for (const node of Object.keys(expected.conntrack)) {
    const entries = (observed: ObservedRepeat) =>
      (observed.conntrack[node] ?? [])
        .map((e) => stable({ proto: e.proto, orig: e.orig, reply: e.reply, unreplied: e.flags.includes('UNREPLIED') }))
        .sort()
    check(`conntrack ${node}`, entries(expected), entries(got))
  }
  for (const node of Object.keys(expected.ipvsConn)) {
    const conns = (observed: ObservedRepeat) =>
      (observed.ipvsConn[node] ?? []).map((c) => `${c.client} ${c.virtual} ${c.dest}`).sort()
    check(`ipvsConn ${node}`, conns(expected), conns(got))
  }
}

type Check = (step: string, a: unknown, b: unknown) => void

const FIELDS = [
  'at',
  'name',
  'dev',
  'dir',
  'proto',
  'src',
  'sport',
  'dst',
  'dport',
  'flags',
  'type',
  'code',
  'id',
  'inner',
  'ttl',
  'smac',
  'dmac',
] as const

function compareCrossings(leg: string, expected: readonly Crossing[], got: readonly Crossing[], check: Check): void {
  // An error that a host makes for itself stays on lo: type and code say enough.
  const onLo = leg === 'reply' && expected.length > 0 && expected.every((c) => c.dev === 'lo' && c.proto === 'ICMP')
  check(`${leg} crossings`, expected.map(line), got.map(line))
  if (expected.length !== got.length) return
  expected.forEach((crossing, index) => {
    for (const field of FIELDS) {
      if (onLo && field !== 'type' && field !== 'code') continue
      check(`${leg}[${index}].${field}`, crossing[field], got[index]?.[field])
    }
  })
}

const line = (c: Crossing): string => `${c.name} ${c.dev} ${c.dir}`

/** JSON with its keys in order, so that equal data is equal text. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  )
}
