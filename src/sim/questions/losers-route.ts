/*! What lost in a routing look-up: `ip rule` and `ip route`. Rules are tried by priority, the longest prefix of a table wins, and
a table without a route sends the search on (fib_rules_lookup). */
import { isAlive, type Route } from '../kernel/fib'
import type { Netns } from '../kernel/netns'
import { type Rule, ruleMatches } from '../kernel/rule'
import { inCidr, sameCidr } from '../net/ip'
import type { LookUp } from './look-up'
import { type Loser, type LoserReason, loser } from './loser'

/**
 * Rules that lost, the nearest first: the one that would win next, others that fit, those that fit in part, those whose table has
 * no route, then the rest by priority. After them the routes of the winner's table.
 */
export function routeLosers(ns: Netns, asked: LookUp): readonly Loser[] {
  return asked.found === null ? ruleLosers(ns, asked) : [...ruleLosers(ns, asked), ...tableLosers(ns, asked)]
}

const NEXT = 0
const FITS = 1
const FITS_IN_PART = 2
const TABLE_WITHOUT_ROUTE = 3
const OTHER = 4

function ruleLosers(ns: Netns, asked: LookUp): readonly Loser[] {
  const winner = asked.found?.rule ?? null
  const ordered = ns.rules.toSorted((a, b) => a.priority - b.priority)
  let nextSeen = false
  const ranked = ordered.flatMap((rule) => {
    if (rule === winner) return []
    const reason = ruleReason(ns, rule, asked)
    const next = reason.kind === 'later-priority' && !nextSeen
    if (next) nextSeen = true
    return [{ rank: rankOf(rule, reason, asked, next), loser: loser(rule, winner, reason, next) }]
  })
  return ranked.toSorted((a, b) => a.rank - b.rank).map((one) => one.loser)
}

function ruleReason(ns: Netns, rule: Rule, asked: LookUp): LoserReason {
  const { dst, src, iif, mark, found } = asked
  if (!ruleMatches(rule, dst, src, iif, mark)) return mismatch(rule, asked)
  const leads = ns.routes.some((route) => route.table === rule.table && alive(ns, route) && inCidr(dst, route.dst))
  if (found === null || !leads) {
    return { kind: 'no-route-in-table', table: rule.table, dst }
  }
  return { kind: 'later-priority', priority: rule.priority, than: found.rule.priority }
}

/** The first selector that does not fit, addresses first: a rule for somebody else is only that. */
function mismatch(rule: Rule, { dst, src, iif, mark }: LookUp): LoserReason {
  if (rule.to !== null && !inCidr(dst, rule.to)) return { kind: 'to', wants: rule.to, has: dst }
  if (rule.from !== null && !inCidr(src, rule.from)) return { kind: 'from', wants: rule.from, has: src }
  if (rule.iif !== null && rule.iif !== iif) return { kind: 'iif', wants: rule.iif, has: iif }
  return { kind: 'fwmark', wants: rule.fwmark?.value ?? 0, mask: rule.fwmark?.mask ?? 0, has: mark }
}

function rankOf(rule: Rule, reason: LoserReason, { dst, src, iif }: LookUp, next: boolean): number {
  if (next) return NEXT
  if (reason.kind === 'later-priority') return FITS
  if (reason.kind === 'no-route-in-table') return TABLE_WITHOUT_ROUTE
  const inPart =
    (rule.to !== null && inCidr(dst, rule.to)) ||
    (rule.from !== null && inCidr(src, rule.from)) ||
    (rule.iif !== null && rule.iif === iif)
  return inPart ? FITS_IN_PART : OTHER
}

/** Routes of the table that decided: those that hold the destination too, longest prefix first; then the others in their order. */
function tableLosers(ns: Netns, { dst, found }: LookUp): readonly Loser[] {
  if (found === null) return []
  const { route: winner } = found
  const others = ns.routes.filter((route) => route.table === winner.table && route !== winner)
  const holding = others.filter((route) => inCidr(dst, route.dst)).toSorted((a, b) => b.dst.length - a.dst.length)
  const next = holding.find((route) => alive(ns, route))
  // Of two rows with one prefix the table holds the first, so a dead one in front hides nothing.
  return [
    ...holding
      .toSorted((a, b) => Number(b === next) - Number(a === next))
      .map((route) => loser(route, winner, holdingReason(ns, route, winner), route === next)),
    ...others
      .filter((route) => !inCidr(dst, route.dst))
      .map((route) => loser(route, winner, { kind: 'other-prefix', wants: route.dst, has: dst })),
  ]
}

const alive = (ns: Netns, route: Route): boolean => isAlive({ route, dev: ns.index.devices.get(route.dev) })

function holdingReason(ns: Netns, route: Route, winner: Route): LoserReason {
  if (!alive(ns, route)) return { kind: 'dead-link', dev: route.dev }
  if (sameCidr(route.dst, winner.dst)) return { kind: 'same-key' }
  return { kind: 'shorter-prefix', length: route.dst.length, than: winner.dst.length }
}
