/*! Rules of netfilter that did not match: `iptables-save -t …`, `nft list table ip kube-proxy`. Only the chains that the packet
entered, in the order in which the kernel asks. */
import type { Chain, ChainContext, ChainRule } from '../kernel/netfilter/iptables'
import type { Netns } from '../kernel/netns'
import { type Loser, type LoserReason, loser, type Seen } from './loser'
import { contextsOf, type Pass, passesOf } from './passes'
import { type FailedMatch, replay, type Replay } from './replay'
import { nftLosers } from './losers-nft'
import type { Visit } from './visit'

export function chainLosers(visit: Visit): readonly Loser[] {
  const losers = replaysOf(visit).flatMap(({ pass, replay: done, next }) =>
    done === null ? [] : fromReplay(visit.ns, pass, done, next),
  )
  const { nft, nat } = passesOf(visit)
  return nft === null ? losers : [...losers, ...nftLosers(visit, nft, nat)]
}

/** The step's passes through chains that exist, each asked again; the mark goes from one to the next. */
export function replaysOf(
  visit: Visit,
): readonly { readonly pass: Pass; readonly replay: Replay | null; readonly next: ChainRule | null }[] {
  let { mark } = visit.step.before
  return passesOf(visit).iptables.flatMap((pass) => {
    const chain = visit.ns.index.hooks[pass.hook][pass.table]
    if (chain === null) return []
    const done = replayOf(visit, pass, chain, mark)
    mark = done?.mark ?? mark
    return [{ pass, replay: done?.replay ?? null, next: done?.next ?? null }]
  })
}

/** The replay in which the same rules match as in the trace; null: none does. */
function replayOf(
  visit: Visit,
  pass: Pass,
  chain: Chain,
  mark: number,
): { readonly replay: Replay; readonly mark: number; readonly next: ChainRule | null } | null {
  for (const given of contextsOf(visit, pass)) {
    const context: ChainContext = { ...given, mark }
    const again = replay(chain, context)
    if (!sameHits(visit, pass, again)) continue
    const winner = winnerOf(again)
    // A step that another base chain ended does not name it: this one was not reached.
    if (winner === null || !visit.step.because.includes(winner)) {
      return { replay: again, mark: context.mark, next: null }
    }
    const without = replay(chain, { ...given, mark, seen: [...given.seen] }, winner)
    return { replay: again, mark: context.mark, next: nextOf(again, without) }
  }
  return null
}

/** The rule that ended the base chain; where it fell off its end, the last one that matched. */
const winnerOf = ({ asked, ended }: Replay): ChainRule | null =>
  ended ?? asked.findLast((one) => one.kind === 'hit')?.rule ?? null

/** The rule that wins without the winner, if that is one that lost before. */
function nextOf(before: Replay, without: Replay): ChainRule | null {
  const next = winnerOf(without)
  return next === null || before.asked.some((one) => one.kind === 'hit' && one.rule === next) ? null : next
}

/** Of this table's rules the step names exactly those that matched. */
function sameHits(visit: Visit, { table }: Pass, { asked }: Replay): boolean {
  const named = new Set(
    visit.step.because.filter((row): row is ChainRule => row.kind === 'chain-rule' && row.table === table),
  )
  const hits = new Set(asked.flatMap((one) => (one.kind === 'hit' ? [one.rule] : [])))
  // A step that ended by masquerading without an address names that rule only.
  if (visit.step.event.kind === 'drop') return [...named].every((rule) => hits.has(rule))
  return named.size === hits.size && [...named].every((rule) => hits.has(rule))
}

function fromReplay(ns: Netns, pass: Pass, done: Replay, next: ChainRule | null): readonly Loser[] {
  const { asked, entered } = done
  const winner = winnerOf(done)
  const losers = asked.flatMap((one): Loser[] => {
    switch (one.kind) {
      case 'hit':
        return []
      case 'miss':
        return [loser(one.rule, winner, failed(one.match, one.seen))]
      case 'behind':
        return [loser(one.rule, winner, { kind: 'behind', by: one.by })]
    }
  })
  const all = [...losers, ...withoutSet(ns, pass, entered, winner)]
  if (next === null) return all
  // It was asked and did not fit, stands behind, or is in a chain that nothing led to.
  const reason = all.find(({ row }) => row === next)?.reason ?? { kind: 'not-picked' }
  return [loser(next, winner, reason, true), ...all.filter(({ row }) => row !== next)]
}

const failed = (match: FailedMatch, seen: Seen): LoserReason =>
  match.kind === 'set'
    ? {
        kind: 'set',
        set: match.set.set.name,
        type: match.set.set.type,
        dims: match.dims,
        negate: match.negate,
        seen,
      }
    : { kind: 'match', match, seen }

/** A rule whose set does not exist was never loaded (iptables-restore refuses it). */
function withoutSet(
  ns: Netns,
  { table }: Pass,
  entered: ReadonlySet<string>,
  winner: ChainRule | null,
): readonly Loser[] {
  const sets = new Set(ns.ipsets.map(({ name }) => name))
  return ns.chains.flatMap((rule) => {
    if (rule.table !== table || !entered.has(rule.chain)) return []
    const missing = rule.matches.find((match) => match.kind === 'set' && !sets.has(match.set))
    return missing?.kind === 'set' ? [loser(rule, winner, { kind: 'no-set', set: missing.set })] : []
  })
}
