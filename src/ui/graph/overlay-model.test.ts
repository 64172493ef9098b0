/*! An edit folds no host that was looked at. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { ScenarioId } from '../../scenarios'
import { type Edit, mendsOf, breaksOf } from '../../sim'
import { initialDocument } from '../../store/document'
import { loadLater } from '../../store/load-later'
import { questionOf } from '../../store/select'
import { createAppStore } from '../../store/store'
import { en } from '../../text/en'
import { pictureEn } from '../../text/picture-en'
import { modelIn } from './overlay-model'

beforeAll(loadLater)

const hostsOf = (scenario: ScenarioId, edits: readonly Edit[]) =>
  modelIn({ ...createAppStore().getState(), ...initialDocument, scenario, edits }, en, pictureEn).layout.hosts

describe('the hosts of a scenario', () => {
  it.each(['s2', 's5', 's6'] as const)('stay open in %s whatever mends or breaks its flow', (scenario) => {
    const before = hostsOf(scenario, [])
    const question = questionOf({ scenario, variant: {} })
    const edits = [...mendsOf(question).mends, ...breaksOf(question)]
    expect(edits).not.toEqual([])
    for (const { edit } of edits)
      expect(hostsOf(scenario, [edit]), JSON.stringify(edit)).toEqual(expect.arrayContaining([...before]))
  })
})
