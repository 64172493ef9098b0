import { afterEach, describe, expect, it, vi } from 'vitest'
import { scenarioById } from '../../scenarios'
import { linkEn } from '../../text/link-en'
import { hashProblemText } from '../../text/link-text'
import { topologyLinkEn } from '../../text/topology-link-en'
import { loadLater } from '../load-later'
import { clusterOf } from './cluster'
import { recordOf } from './record'

await loadLater()
afterEach(() => vi.unstubAllGlobals())

const { topology, flow } = scenarioById('s5').question
const whole = recordOf(clusterOf({ id: 'k3x9', name: 'lab', base: topology, flow }), 1)

/** What the page says of an address when this is kept under `k3x9`; null: it opens. */
async function said(hash: string, kept: string): Promise<string | null> {
  const texts = new Map([['eniscope.cluster.k3x9', kept]])
  const before = [...texts]
  vi.stubGlobal('localStorage', {
    length: texts.size,
    key: (index: number) => [...texts.keys()][index] ?? null,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => texts.set(key, value),
    removeItem: (key: string) => texts.delete(key),
  })
  vi.resetModules()
  const { ownState } = await import('./hash')
  const state = ownState(hash)
  expect([...texts]).toEqual(before)
  return state.ok ? null : hashProblemText(state.error, linkEn, topologyLinkEn)
}

describe('an address of a cluster that is kept in one browser', () => {
  it.each(['#own.k3x9', 'own.k3x9.h2', 'own.k3x9.h9999'])('%s opens', async (hash) =>
    expect(await said(hash, whole)).toBeNull(),
  )

  it('says that it is not in this one only where it is not', async () => {
    expect(await said('#own.other', whole)).toContain('not in this one')
    expect(await said('#own.', whole)).toContain('not in this one')
  })

  it('says that it is here and cannot be read, and that nothing is lost', async () => {
    for (const broken of [
      '',
      '{',
      'null',
      whole.replace('"version":1', '"version":-1'),
      whole.replace('"vpc"', '"x"'),
    ]) {
      const sentence = await said('#own.k3x9', broken)
      expect(sentence, broken).toContain('kept in this browser')
      expect(sentence, broken).toContain('Nothing was removed')
    }
  })

  it('says that a newer page keeps it, also where it cannot be read otherwise', async () => {
    for (const newer of [whole.replace('"version":1', '"version":2'), '{"version":7}']) {
      expect(await said('#own.k3x9.h2', newer)).toContain('A newer release of this page keeps this cluster')
    }
  })

  it('names the character of a hop that is none', async () => {
    expect(await said('#own.k3x9.x\u202e', whole)).toContain('"x\\u{202e}" is not the number of a hop (character 10')
  })
})
