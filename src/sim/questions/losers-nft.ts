/*! nftables: the rules that did not match, in the chains that the packet entered. As in replay.ts, the kernel's own evaluation is
asked for each match, on a table of one rule. */
import type { ChainContext } from '../kernel/netfilter/iptables'
import {
  bindNft,
  type NftBase,
  type NftHit,
  type NftHook,
  type NftIndex,
  type NftMatch,
  type NftRule,
  runNftChain,
} from '../kernel/netfilter/nftables'
import { type Loser, type LoserReason, loser, type Seen } from './loser'
import { contextsOf } from './passes'
import type { Visit } from './visit'

/** `nat`: the nat base chains were asked, too. */
export function nftLosers(visit: Visit, hook: NftHook, nat: boolean): readonly Loser[] {
  const { ns, step } = visit
  const { nft } = ns.index
  const hits = new Set<NftRule>(step.because.filter((row): row is NftRule => row.kind === 'nft-rule'))
  const losers: Loser[] = []
  for (const base of nft.bases.get(hook) ?? []) {
    if (base.type === 'nat' && !nat) continue
    losers.push(...baseLosers(visit, base, hits))
  }
  return losers
}

/** The chains that the rules which matched lead to; of each, what did not match and what was not reached. */
function baseLosers(visit: Visit, base: NftBase, hits: ReadonlySet<NftRule>): readonly Loser[] {
  const { nft } = visit.ns.index
  const context = contextFor(visit, base)
  const losers: Loser[] = []
  const entered = new Set<string>()
  const enter = (name: string): void => {
    if (entered.has(name)) return
    entered.add(name)
    const rules = nft.chains.get(name) ?? []
    const last = rules.findLastIndex((rule) => hits.has(rule))
    for (const [index, rule] of rules.entries()) {
      if (hits.has(rule)) {
        for (const chain of leadsTo(visit, rule, nft)) enter(chain)
        continue
      }
      const reason = reasonOf(nft, rule, context)
      const by = rules[last]
      if (reason !== null) losers.push(loser(rule, by ?? null, reason))
      else if (by !== undefined && index > last) losers.push(loser(rule, by, { kind: 'behind', by }))
    }
  }
  enter(base.chain)
  const first = nextOf(nft, base, context, hits)
  return first === null ? losers : [nextLoser(first, losers), ...losers.filter(({ row }) => row !== first.next)]
}

interface Next {
  readonly winner: NftRule
  readonly next: NftRule
}

/** Who ends the base chain, and who would without it: the kernel's own evaluation of the table without that rule. */
function nextOf(nft: NftIndex, base: NftBase, context: ChainContext, named: ReadonlySet<NftRule>): Next | null {
  const hits = hitsOf(nft, base, context)
  // Asked again with a state or mark that is not the trace's: nothing can be said.
  if (hits.some(({ rule }) => !named.has(rule))) return null
  const winner = enderOf(hits)
  if (winner === null) return null
  const rest = (nft.chains.get(winner.chain) ?? []).filter((rule) => rule !== winner)
  const without = bindNft(nft.bases, new Map(nft.chains).set(winner.chain, rest), nft.sets)
  const next = enderOf(hitsOf(without, base, context))
  return next === null || named.has(next) ? null : { winner, next }
}

/** Its own reason where it was asked; else chance led to another chain. */
function nextLoser({ winner, next }: Next, losers: readonly Loser[]): Loser {
  const reason = losers.find(({ row }) => row === next)?.reason ?? { kind: 'not-picked' }
  return loser(next, winner, reason, true)
}

function hitsOf(nft: NftIndex, base: NftBase, context: ChainContext): readonly NftHit[] {
  const hits: NftHit[] = []
  runNftChain(nft.chain(base.chain), { ...context, seen: [...context.seen] }, hits)
  return hits
}

/** The last rule that stopped the search, for the packet or for a chain. */
const enderOf = (hits: readonly NftHit[]): NftRule | null =>
  hits.findLast(({ rule, element }) => ENDS.has(rule.statement.kind) || element?.verdict?.kind === 'drop')?.rule ?? null

const ENDS: ReadonlySet<NftRule['statement']['kind']> = new Set(['drop', 'reject', 'masquerade', 'dnat', 'return'])

/** Chains that the packet entered from a rule that matched: of a map or of chance only the one whose rules matched, too. */
function leadsTo({ step }: Visit, { statement }: NftRule, nft: NftIndex): readonly string[] {
  const taken = (chain: string): boolean => (nft.chains.get(chain) ?? []).some((rule) => step.because.includes(rule))
  if (statement.kind === 'jump' || statement.kind === 'goto') return [statement.chain]
  if (statement.kind === 'numgen') return statement.chains.filter(taken)
  if (statement.kind !== 'vmap') return []
  return step.because.flatMap((row) =>
    row.kind === 'nft-element' && row.set === statement.map && row.verdict !== null && row.verdict.kind !== 'drop'
      ? [row.verdict.chain]
      : [],
  )
}

function reasonOf(nft: NftIndex, rule: NftRule, context: ChainContext): LoserReason | null {
  const seen: Seen = {
    tuple: context.tuple,
    mark: context.mark,
    ctState: context.ctState,
    iif: context.iif,
    oif: context.oif,
  }
  const failed = rule.matches.find((match) => !fits(nft, rule, [match], context))
  if (failed !== undefined) return { kind: 'nft-match', match: failed, seen }
  if (rule.statement.kind === 'vmap' && !asks(nft, { ...rule, matches: [] }, context)) {
    return { kind: 'no-element', map: rule.statement.map, seen }
  }
  return null
}

const fits = (nft: NftIndex, rule: NftRule, matches: readonly NftMatch[], context: ChainContext): boolean =>
  asks(nft, { ...rule, matches, statement: { kind: 'drop' } }, context)

/** A table of this one rule: does it match? */
function asks(nft: NftIndex, rule: NftRule, context: ChainContext): boolean {
  const hits: NftHit[] = []
  const table = bindNft(new Map(), new Map([[rule.chain, [rule]]]), nft.sets)
  runNftChain(table.chain(rule.chain), { ...context, seen: [...context.seen] }, hits)
  return hits.length > 0
}

/** Filter chains behind the translation see the new destination. */
function contextFor(visit: Visit, base: NftBase): ChainContext {
  const { before, after } = visit.step
  const packet = base.priority > -100 && base.type === 'filter' ? after : before
  const [context] = contextsOf(visit, { table: 'filter', hook: 'INPUT', packet, oif: '' })
  if (context === undefined) throw new Error('no context')
  return { ...context, iif: '', oif: '' }
}
