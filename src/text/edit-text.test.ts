import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { additions, changeOf } from '../../test/any-edit'
import { validQuestion } from '../../test/valid-topology'
import { consequencesOf } from '../sim'
import { editText } from './edit-text'
import { editsEn } from './edits-en'

describe('the words of an edit', () => {
  it('every edit has a sentence without a hole in it, and so has what goes with it', () => {
    fc.assert(
      fc.property(
        validQuestion.chain((question) => fc.tuple(fc.constant(question), changeOf(question))),
        ([question, change]) => {
          for (const edit of [change, ...additions(question).flat()]) {
            const said = [editText(edit, editsEn), ...consequencesOf(question, edit).map(editsEn.consequence)]
            for (const text of said) expect(text, edit.kind).toMatch(/^(?!.*(undefined|null|\[object|NaN))\S.*\S$/)
          }
        },
      ),
    )
  })

  it('a pod is called by the part that nobody else has', () => {
    expect(editText({ kind: 'move-pod', pod: 'nginx-7d6877d777-zp5jg', eni: 'eth2' }, editsEn)).toBe(
      'move zp5jg to eth2',
    )
    expect(editText({ kind: 'rename-pod', pod: 'web-1', to: 'prod-web' }, editsEn)).toBe('rename web-1 to prod-web')
  })

  it('names the fields that change', () => {
    const set = (change: object) => editText({ kind: 'set-service', service: 'nginx', change }, editsEn)
    expect(set({ ports: [] })).toBe('change the ports of Service nginx')
    expect(set({ ports: [], lbIP: null })).toBe('change the ports and the load-balancer address of Service nginx')
  })
})
