/*! The first load-balancing decision on a packet's way, read off the rows of the trace: who could have been taken, and with what
share. */
import type { SlbBackend } from '../cloud/rows'
import type { RealServer } from '../kernel/ipvs'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NftRule } from '../kernel/netfilter/nftables'
import type { Netns } from '../kernel/netns'
import type { Ipv4 } from '../net/ip'
import type { Run } from '../simulate'
import type { Step } from '../trace/trace'
import { chances, type Manner, sharesOf } from './share'

/** The row that leads to one backend: a real server, the rule that translates to it, or an entry of the SLB's group. */
export type BackendRow = RealServer | ChainRule | NftRule | SlbBackend

export interface Candidate {
  readonly row: BackendRow
  readonly address: Ipv4
  readonly port: number
  readonly share: number
}

export interface Choice {
  /** Index of the step in the request, which begins the whole trace. */
  readonly index: number
  readonly by: 'ipvs' | 'iptables' | 'nftables' | 'slb'
  readonly manner: Manner
  /** In the order of the rows. */
  readonly candidates: readonly Candidate[]
  /** The one that this run took. */
  readonly taken: BackendRow
}

/** null: nothing balances on this way, or nobody stands behind the address. */
export function choiceOf(run: Run): Choice | null {
  for (const [index, step] of run.trace.request.steps.entries()) {
    const choice = choiceAt(run, index, step)
    if (choice !== null) return choice
  }
  return null
}

function choiceAt(run: Run, index: number, step: Step): Choice | null {
  const { event, place, because } = step
  if (event.kind === 'ipvs-dnat') return ipvsChoice(index, step, event.virtualServer, event.real)
  if (event.kind === 'slb-dnat') {
    const backends = because.find((row) => row.kind === 'slb-listener')?.backends ?? [event.backend]
    const share = 1 / backends.length
    const candidates = backends.map((row) => ({ row, address: row.address, port: row.port, share }))
    return { index, by: 'slb', manner: { kind: 'slb' }, candidates, taken: event.backend }
  }
  if (event.kind !== 'prerouting' && event.kind !== 'output') return null
  if (event.nat !== 'dnat' || !('netns' in place)) return null
  const ns = run.world.netns.get(place.netns)
  return ns === undefined ? null : (iptablesChoice(index, step, ns) ?? nftChoice(index, step, ns))
}

function ipvsChoice(
  index: number,
  { before }: Step,
  server: Parameters<typeof sharesOf>[0],
  taken: RealServer,
): Choice {
  const persistent = server.persistent !== null
  const shares = persistent ? server.reals.map((real) => (real === taken ? 1 : 0)) : sharesOf(server, before.src)
  const manner: Manner = persistent
    ? { kind: 'always', by: 'affinity' }
    : server.scheduler === 'sh'
      ? { kind: 'always', by: 'source-hash' }
      : { kind: 'scheduler', scheduler: server.scheduler }
  const candidates = server.reals.map((row, at) => ({
    row,
    address: row.addr,
    port: row.port,
    share: shares[at] ?? 0,
  }))
  return { index, by: 'ipvs', manner, candidates, taken }
}

/** The chain whose rules lead to endpoints: the one from which the translating rule's chain was entered. */
function iptablesChoice(index: number, { because }: Step, ns: Netns): Choice | null {
  const taken = because.find((row): row is ChainRule => row.kind === 'chain-rule' && row.target.kind === 'dnat')
  if (taken === undefined) return null
  const from = because.find((row) => row.kind === 'chain-rule' && leadsTo(row, taken.chain))
  if (from?.kind !== 'chain-rule') return null
  const chain = ns.chains.filter((rule) => rule.table === 'nat' && rule.chain === from.chain)
  const remembers = chain.some(({ matches }) => matches.some(({ kind }) => kind === 'recent-rcheck'))
  const leads = chain.flatMap((rule) => {
    if (rule.matches.some(({ kind }) => kind === 'recent-rcheck')) return []
    const end = ns.chains.find((one) => leadsTo(rule, one.chain) && one.target.kind === 'dnat')
    return end?.target.kind === 'dnat' ? [{ rule, end, target: end.target }] : []
  })
  const shares = chances(leads.map(({ rule }) => rule))
  const candidates = leads.map(({ end, target }, at) => ({
    row: end,
    address: target.ip,
    port: target.port,
    share: remembers ? Number(end === taken) : (shares[at] ?? 0),
  }))
  const manner: Manner = remembers ? { kind: 'always', by: 'affinity' } : { kind: 'chance' }
  return { index, by: 'iptables', manner, candidates, taken }
}

const leadsTo = ({ target }: ChainRule, chain: string): boolean =>
  (target.kind === 'jump' || target.kind === 'goto') && target.chain === chain

/** `numgen random mod n vmap { … }`: n equal chances. */
function nftChoice(index: number, { because }: Step, ns: Netns): Choice | null {
  const taken = because.find((row): row is NftRule => row.kind === 'nft-rule' && row.statement.kind === 'dnat')
  if (taken === undefined) return null
  const chooser = because.find(
    (row): row is NftRule =>
      row.kind === 'nft-rule' && row.statement.kind === 'numgen' && row.statement.chains.includes(taken.chain),
  )
  if (chooser?.statement.kind !== 'numgen') return null
  const { chains } = chooser.statement
  const remembers = ns.nftRules.some(
    ({ chain, matches }) => chain === chooser.chain && matches.some(({ kind }) => kind === 'saddr-in-affinity'),
  )
  const candidates = chains.flatMap((name): Candidate[] => {
    const end = ns.nftRules.find(({ chain, statement }) => chain === name && statement.kind === 'dnat')
    if (end?.statement.kind !== 'dnat') return []
    const share = remembers ? Number(end === taken) : 1 / chains.length
    return [{ row: end, address: end.statement.ip, port: end.statement.port, share }]
  })
  const manner: Manner = remembers ? { kind: 'always', by: 'affinity' } : { kind: 'chance' }
  return { index, by: 'nftables', manner, candidates, taken }
}
