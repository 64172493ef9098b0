/*! rp_filter, case by case as in the table of datapath.md §4.4; the article's facts about it are T5. */
import { describe, expect, it } from 'vitest'
import { questionOf, scenarioById } from '../../scenarios'
import { simulate } from '../simulate'

const dropOf = (id: 's3' | 's4' | 's5' | 's7', value: 0 | 1 | 2) => {
  const question = questionOf(scenarioById(id), {})
  const nodes = question.topology.nodes.map((node) => ({ ...node, rpFilter: { all: value } }))
  const { verdict } = simulate({ ...question.topology, nodes }, question.flow).trace
  return verdict.fate.kind === 'dropped' ? [verdict.fate.leg, verdict.fate.reason.kind] : verdict.fate.kind
}

describe('rp_filter 1 on every interface', () => {
  it('passes S3 and S4: the reverse look-up takes the cali as its input device, so rule 2048 matches', () => {
    expect(dropOf('s3', 1)).toBe('delivered')
    expect(dropOf('s4', 1)).toBe('delivered')
  })
  it('passes a request from outside to a pod on its own ENI', () => expect(dropOf('s7', 1)).toBe('delivered'))
  it('drops the answer of S5 on eth0', () => expect(dropOf('s5', 1)).toEqual(['reply', 'rp-filter']))
  it('2 and 0 pass all of them', () => {
    for (const value of [0, 2] as const)
      for (const id of ['s3', 's4', 's5', 's7'] as const) expect(dropOf(id, value)).toBe('delivered')
  })
})
