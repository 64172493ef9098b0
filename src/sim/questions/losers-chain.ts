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
  const losers = replaysOf(visit).flatMap(({ pass, replay: done }) =>
    done === null ? [] : fromReplay(visit.ns, pass, done),
  )
  const { nft, nat } = passesOf(visit)
  return nft === null ? losers : [...losers, ...nftLosers(visit, nft, nat)]
}

/** The step's passes through chains that exist, each asked again; the mark goes from one to the next. */
export function replaysOf(visit: Visit): readonly { readonly pass: Pass; readonly replay: Replay | null }[] {
  let { mark } = visit.step.before
  return passesOf(visit).iptables.flatMap((pass) => {
    const chain = visit.ns.index[pass.table].get(pass.hook)
    if (chain === undefined) return []
    const done = replayOf(visit, pass, chain, mark)
    mark = done?.mark ?? mark
    return [{ pass, replay: done?.replay ?? null }]
  })
}

/** The replay in which the same rules match as in the trace; null: none does. */
function replayOf(
  visit: Visit,
  pass: Pass,
  chain: Chain,
  mark: number,
): { readonly replay: Replay; readonly mark: number } | null {
  for (const given of contextsOf(visit, pass)) {
    const context: ChainContext = { ...given, mark }
    const again = replay(chain, context)
    if (sameHits(visit, pass, again)) return { replay: again, mark: context.mark }
  }
  return null
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

function fromReplay(ns: Netns, pass: Pass, { asked, entered, ended }: Replay): readonly Loser[] {
  const winner = ended ?? asked.findLast((one) => one.kind === 'hit')?.rule ?? null
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
  return [...losers, ...withoutSet(ns, pass, entered, winner)]
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
