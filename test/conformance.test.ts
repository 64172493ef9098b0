import { describe, expect, it } from 'vitest'
import { notModelled, runCase } from '../src/cli/case'
import { readCases } from '../src/cli/case-files'
import { compare } from '../src/cli/compare'
import { type Observed, observe } from '../src/cli/observed'
import type { Row } from '../src/sim'
import { showRow } from '../src/sim/show/row'
import { must } from '../src/base/assert'

const cases = readCases(['test/recordings/cases.json.gz'])
const observedOf = (file: (typeof cases)[number]) => file.observed as Observed

describe('the kernel agrees', () => {
  for (const file of cases) {
    it(file.id, () => {
      expect(notModelled(file)).toBeNull()
      expect(compare(observedOf(file), observe(runCase(file)))).toEqual([])
    })
  }

  it('has all recordings of the seven scenarios, in all three modes', () => {
    const scenario = cases.filter((file) => /^s[1-7]-/.test(file.id))
    expect(scenario).toHaveLength(89)
    expect(new Set(scenario.map((file) => file.id.slice(0, 2)))).toEqual(
      new Set(['s1', 's2', 's3', 's4', 's5', 's6', 's7']),
    )
  })
})

describe('the comparison can fail', () => {
  const file = must(
    cases.find((c) => c.id === 's5-nginx1-externalip'),
    's5',
  )
  const got = observe(runCase(file))
  const spoil = (change: (copy: { -readonly [K in keyof Observed]: Observed[K] }) => void): readonly string[] => {
    const copy = structuredClone(observedOf(file))
    change(copy)
    return compare(copy, got).map((difference) => difference.step)
  }

  it('on a verdict', () => expect(spoil((o) => (o.verdict = 'timeout'))).toEqual(['verdict']))
  it('on an address of one crossing', () =>
    expect(spoil((o) => (o.request = o.request.map((c, i) => (i === 2 ? { ...c, src: '10.0.1.91' } : c))))).toEqual([
      'request[2].src',
    ]))
  it('on a missing crossing', () => expect(spoil((o) => (o.reply = o.reply.slice(1)))).toEqual(['reply crossings']))
  it('on a TTL and a MAC', () =>
    expect(
      spoil((o) => (o.reply = o.reply.map((c, i) => (i === 4 ? { ...c, ttl: 61, dmac: '00:00:00:00:00:00' } : c)))),
    ).toEqual(['reply[4].ttl', 'reply[4].dmac']))
  it('on a conntrack entry that is not there', () =>
    expect(spoil((o) => (o.conntrack = { ...o.conntrack, 'cn-hongkong.10.0.1.82': [] }))).toEqual([
      'conntrack cn-hongkong.10.0.1.82',
    ]))
  it('on a real server that is not there', () =>
    expect(
      spoil(
        (o) =>
          (o.ipvs = {
            ...o.ipvs,
            'cn-hongkong.10.0.1.82': (o.ipvs['cn-hongkong.10.0.1.82'] ?? []).map((v) => ({ ...v, real: [] })),
          }),
      ),
    ).toEqual(['ipvs cn-hongkong.10.0.1.82']))
})

describe('the rules that the kernel hit', () => {
  // ruleHits lists what any packet of the connection matched; what the model says decided the SYN must be among them.
  const comments = / -m comment --comment (?:"[^"]*"|\S+)/g
  // The recorder hashed the names of endpoints and of nftables chains in a way of its own.
  const hashless = (rule: string): string =>
    rule.replaceAll(/\b(KUBE-SEP-)[A-Z2-7]{16}/g, '$1#').replaceAll(/\b([a-z]+-)[A-Z2-7]{8}(?=-)/g, '$1#')
  const ruleText = (row: Row): string | null => {
    switch (row.kind) {
      case 'chain-rule':
        return row.table === 'nat'
          ? `nat ${showRow(row).replaceAll(comments, '').replace(' --random-fully', '')}`
          : null
      case 'nft-rule':
        // A rule that only looks a map up could not be counted.
        return row.statement.kind === 'vmap' ? null : `nft ${showRow(row)}`
      default:
        return null
    }
  }
  it('nat and nftables rules of every recorded request are those that the trace names', () => {
    let checked = 0
    for (const file of cases) {
      const { ruleHits } = file.observed as { ruleHits?: Record<string, readonly string[]> }
      if (ruleHits === undefined) continue
      for (const step of runCase(file).trace.request.steps) {
        for (const row of step.because) {
          const rule = ruleText(row)
          if (rule === null || row.kind === 'conntrack' || !('netns' in row) || row.netns === null) continue
          const host = row.netns.replace(/^node:/, '')
          expect(ruleHits[host]?.map(hashless), `${file.id} ${host}`).toContain(hashless(rule))
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(1000)
  })
})
