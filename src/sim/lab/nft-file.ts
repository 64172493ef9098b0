/*! Table ip kube-proxy as a file for `nft -f`: what `nft list` shows, written so that it can be read, with the types of its sets and maps.
Which endpoint numgen takes is decided as the trace decided it. */
import { groupBy } from '../../base/group'
import type { NftElement, NftRule } from '../kernel/netfilter/nftables'
import type { Netns } from '../kernel/netns'
import { showNftBase, showNftElement, showNftRule } from '../show/nft'
import { stepsOf, type Trace } from '../trace/trace'

const TABLE = 'ip kube-proxy'
/** What nft reads as a name without quotes (scanner.l, `string`). */
const NAME = /^[A-Za-z][\w./-]*$/
/** Longer than any run of the lab; the real one is the Service's own. */
const AFFINITY = 'flags dynamic,timeout; timeout 3h;'

/** Lines of the script; none where nothing is in nftables. */
export function nftFile(each: Netns, ns: string, trace: Trace): readonly string[] {
  if (each.nftBases.length === 0) return []
  const rules = each.nftRules.map((rule) => decided(rule, each, trace))
  const bases = new Set(each.nftBases.map(({ chain }) => chain))
  const chains = new Set(rules.map(({ chain }) => chain).filter((chain) => !bases.has(chain)))
  return [
    `on ${ns} nft -f - <<'ROWS'`,
    `add table ${TABLE}`,
    ...setsOf(each.nftElements, rules),
    ...[...chains].map((chain) => `add chain ${TABLE} ${chain}`),
    ...each.nftBases.map((base) => `add chain ${TABLE} ${base.chain} { ${showNftBase(base)} }`),
    ...each.nftElements.map((element) => `add element ${TABLE} ${element.set} { ${showNftElement(element)} }`),
    ...rules.map((rule) => `add rule ${TABLE} ${showNftRule(rule)}`),
    'ROWS',
  ]
}

/** Names that nft cannot hold: then there is no file. */
export const unfitNames = ({ nftBases, nftRules, nftElements }: Netns): readonly string[] =>
  [
    ...nftBases.map(({ chain }) => chain),
    ...nftRules.map(({ chain }) => chain),
    ...nftElements.map(({ set }) => set),
  ].filter((name) => !NAME.test(name))

function setsOf(elements: readonly NftElement[], rules: readonly NftRule[]): readonly string[] {
  const sets = new Map<string, string>()
  for (const [name, [first]] of groupBy(elements, ({ set }) => set)) {
    if (first) sets.set(name, declared(first))
  }
  const add = (name: string, type: string) => {
    if (!sets.has(name)) sets.set(name, type)
  }
  for (const { matches, statement } of rules) {
    for (const match of matches) {
      if (match.kind === 'daddr-in') add(match.set, 'set type ipv4_addr;')
      if (match.kind === 'saddr-in-affinity') add(match.set, `set type ipv4_addr; ${AFFINITY}`)
    }
    if (statement.kind === 'update') add(statement.set, `set type ipv4_addr; ${AFFINITY}`)
    if (statement.kind === 'vmap') add(statement.map, `map type ${keyType(statement.by === 'daddr', true)} : verdict;`)
  }
  return [...sets].map(([name, text]) => {
    const space = text.indexOf(' ')
    return `add ${text.slice(0, space)} ${TABLE} ${name} {${text.slice(space)} }`
  })
}

const declared = ({ ip, port, verdict }: NftElement): string => {
  const type = keyType(ip !== null, port !== null)
  return verdict === null ? `set type ${type};` : `map type ${type} : verdict;`
}

const keyType = (address: boolean, port: boolean): string =>
  [...(address ? ['ipv4_addr'] : []), ...(port ? ['inet_proto . inet_service'] : [])].join(' . ')

/** Chance is an input: the rule goes to the chain that the trace went to. */
function decided(rule: NftRule, { nftRules }: Netns, trace: Trace): NftRule {
  const { statement } = rule
  if (statement.kind !== 'numgen') return rule
  const taken = new Set(stepsOf(trace).flatMap(({ because }) => because))
  const own = (chain: string) => nftRules.some((each) => each.chain === chain && taken.has(each))
  const chain = statement.chains.find(own) ?? statement.chains[0] ?? ''
  return { ...rule, statement: { kind: 'goto', chain } }
}
