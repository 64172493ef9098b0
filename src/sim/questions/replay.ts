/*! A base chain once more, rule by rule: which rules were asked, and which match of a rule failed. The kernel's own evaluation
is asked for each match (`runChain` on a chain of one rule), so nothing of netfilter is told twice. */
import {
  type Chain,
  type ChainContext,
  type ChainRule,
  compileRule,
  type CompiledRule,
  makeChain,
  runChain,
} from '../kernel/netfilter/iptables'
import type { Seen } from './loser'

export type FailedMatch = CompiledRule['matches'][number]

export type Asked =
  | { readonly kind: 'hit'; readonly rule: ChainRule }
  | { readonly kind: 'miss'; readonly rule: ChainRule; readonly match: FailedMatch; readonly seen: Seen }
  | { readonly kind: 'behind'; readonly rule: ChainRule; readonly by: ChainRule }

export interface Replay {
  /** Every rule of the chains that were entered, in the order in which they were or would have been asked. */
  readonly asked: readonly Asked[]
  /** Names of the chains that were entered. */
  readonly entered: ReadonlySet<string>
  /** The rule that ended the base chain; null: it fell off its end. */
  readonly ended: ChainRule | null
}

/** As iptables.ts: a bound for rows that no iptables has seen. */
const MAX_DEPTH = 32

/** Runs the chain, as if `except` were not there; marks change in `context` as they do in the kernel. */
export function replay(chain: Chain, context: ChainContext, except: ChainRule | null = null): Replay {
  const asked: Asked[] = []
  const entered = new Set<string>()
  const end = traverse(chain, context, { asked, entered, except }, 0)
  return { asked, entered, ended: end.kind === 'ended' ? end.by : null }
}

type End = { readonly kind: 'end' } | { readonly kind: 'ended'; readonly by: ChainRule }
const END: End = { kind: 'end' }

function traverse(
  chain: Chain,
  context: ChainContext,
  log: { readonly asked: Asked[]; readonly entered: Set<string>; readonly except: ChainRule | null },
  depth: number,
): End {
  log.entered.add(chain.name)
  const behind = (index: number, by: ChainRule): void => {
    for (const { row } of chain.rules.slice(index + 1)) log.asked.push({ kind: 'behind', rule: row, by })
  }
  for (const [index, rule] of chain.rules.entries()) {
    if (rule.row === log.except) continue
    const match = rule.matches.find((one) => !fits(rule, one, context))
    if (match !== undefined) {
      log.asked.push({ kind: 'miss', rule: rule.row, match, seen: seenIn(context) })
      continue
    }
    log.asked.push({ kind: 'hit', rule: rule.row })
    switch (rule.action) {
      case 'return':
        behind(index, rule.row)
        return END
      case 'jump':
      case 'goto': {
        if (rule.jump === null || depth === MAX_DEPTH) break
        const end = traverse(rule.jump, context, log, depth + 1)
        if (end.kind === 'ended') {
          behind(index, end.by)
          return end
        }
        if (rule.action === 'goto') {
          behind(index, rule.row)
          return END
        }
        break
      }
      case 'mark':
      case 'connmark-set':
      case 'connmark-restore':
        runChain(makeChain(chain.name, [compileRule(rule.row, [], rule.row.target, null)]), context, null)
        break
      case 'accept':
      case 'drop':
      case 'reject':
      case 'masquerade':
      case 'dnat':
        behind(index, rule.row)
        return { kind: 'ended', by: rule.row }
    }
  }
  return END
}

/** Does this one match fit? A chain of one rule that accepts says so: its end is a hit or none. */
function fits(rule: CompiledRule, match: FailedMatch, context: ChainContext): boolean {
  const hits: Parameters<typeof runChain>[2] = []
  // A match of `recent` writes: what is only tried must not.
  const copy = { ...context, seen: [...context.seen] }
  runChain(makeChain('', [compileRule(rule.row, [match], { kind: 'accept' }, rule.jump)]), copy, hits)
  return hits.length > 0
}

const seenIn = ({ tuple, mark, ctState, iif, oif }: ChainContext): Seen => ({ tuple, mark, ctState, iif, oif })
