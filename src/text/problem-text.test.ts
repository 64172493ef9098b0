/*! In an open cluster a problem names the thing that has it, and the thing that it clashes with; a file's names the spot. */
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../scenarios'
import { judge, type Problem, type Topology } from '../sim'
import { editsEn } from './edits-en'
import { problemEn } from './problem-en'
import { problemOf, problemText } from './problem-text'

const { topology } = scenarioById('s5').question
const text = { problem: problemEn, edits: editsEn }
const [first] = topology.pods
const twice: Topology = { ...topology, pods: topology.pods.map((pod) => ({ ...pod, ip: first?.ip ?? pod.ip })) }

describe('a problem of an open cluster', () => {
  const clash = judge(twice).problems.find(({ code }) => code === 'duplicate') as Problem

  it('names both things', () => {
    expect(problemOf(clash, twice, text)).toBe(
      `pod ${twice.pods[1]?.name}: "10.0.1.91" is already taken by pod ${first?.name}.`,
    )
  })
  it('is told by its spot in a file', () => {
    expect(problemText(clash, text)).toBe('pods[1].ip: "10.0.1.91" is already taken by pods[0].ip.')
  })
})
