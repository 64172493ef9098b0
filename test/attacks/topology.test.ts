/*! What a cluster in a file may try. */
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import { check, readTopology, topologyToJson } from '../../src/sim'
import { en } from '../../src/text/en'
import { problemText } from '../../src/text/problem-text'
import { jsonAt } from '../json-at'

const json: unknown = JSON.parse(JSON.stringify(topologyToJson(scenarioById('s7').question.topology)))
const refused = (value: unknown): readonly string[] => {
  const result = check(value)
  return result.ok ? [] : result.error.map((problem) => problemText(problem, en))
}

describe('attacks by a file', () => {
  it('L7 a __proto__ key changes no prototype and reaches no topology', () => {
    const hostile: unknown = JSON.parse(
      JSON.stringify(json).replace(
        '{',
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
      ),
    )
    const result = check(hostile)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    if (result.ok) {
      expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype)
      expect(Object.hasOwn(result.value, '__proto__')).toBe(false)
      expect(Object.hasOwn(result.value, 'constructor')).toBe(false)
    }
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('L7 the label and the sysctl key %s', (key) => {
    const labels: unknown = JSON.parse(`{"${key}":"x","app":"nginx"}`)
    const withLabel = check(jsonAt(json, ['pods', 0, 'labels'], labels))
    if (withLabel.ok) expect(Object.getPrototypeOf(withLabel.value.pods[0]?.labels)).toBe(Object.prototype)
    const rpFilter: unknown = JSON.parse(`{"${key}":2}`)
    const withSysctl = check(jsonAt(json, ['nodes', 0, 'rpFilter'], rpFilter))
    if (withSysctl.ok) expect(withSysctl.value.nodes[0]?.rpFilter).toEqual({})
  })

  it.each(['__proto__', 'constructor', 'toString'])('L7 the veth name %s is no name', (veth) => {
    expect(refused(jsonAt(json, ['pods', 0, 'veth'], veth))).toHaveLength(1)
  })

  it('L11 a million pods are counted, not read', () => {
    const pods: unknown[] = []
    pods.length = 1_000_000
    const started = performance.now()
    expect(refused(jsonAt(json, ['pods'], undefined)).length).toBeGreaterThan(0)
    expect(refused({ ...(json as object), pods })).toEqual(['pods: has 1000000 entries; at most 30000 are allowed.'])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('L11 of a million wrong values the first are told, and the rest is not looked at: it would fill the memory of a page', () => {
    let looked = 0
    const pod = jsonAt(
      json,
      ['pods', 0, 'listen'],
      Array.from({ length: 50 }, () => 0),
    )
    const [wrong] = (pod as { readonly pods: readonly object[] }).pods
    const pods = Array.from({ length: 30_000 }, () =>
      Object.defineProperty({ ...wrong }, 'name', {
        enumerable: true,
        get: () => {
          looked++
          return 'x'
        },
      }),
    )
    const said = refused({ ...(json as object), pods })
    expect(said).toHaveLength(50)
    expect(said[0]).toContain('pods[0].listen[0]')
    expect(looked).toBeLessThan(1_000)
  })

  it('L11 the place of a wrong value is its own, wherever it stands in a long list', () => {
    const [pod] = (json as { readonly pods: readonly object[] }).pods
    const pods = Array.from({ length: 500 }, (_, at) => (at === 321 ? { ...pod, node: 7 } : pod))
    expect(refused({ ...(json as object), pods })[0]).toContain('pods[321].node')
  })

  it('a wrong value of each pod hides none of them: all are read, to be mended', () => {
    const [pod] = (json as { readonly pods: readonly object[] }).pods
    const pods = Array.from({ length: 3_000 }, (_, at) => ({ ...pod, name: `_${at}` }))
    const read = readTopology({ ...(json as object), pods })
    expect(read.ok && read.value.topology.pods.map(({ name }) => name)).toEqual(pods.map(({ name }) => name))
  })

  it('L11 a million labels are counted, not read', () => {
    const labels = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k ${at}`, 'x']))
    expect(refused(jsonAt(json, ['pods', 0, 'labels'], labels))).toEqual([
      'pods[0].labels: has 100000 entries; at most 64 are allowed.',
    ])
  })

  it('L11 a name of a megabyte is refused, and not repeated in the message', () => {
    const [sentence = ''] = refused(jsonAt(json, ['pods', 0, 'name'], 'a'.repeat(1_000_000)))
    expect(sentence).toBe('pods[0].name: has 1000000 characters; at most 253 are allowed.')
  })

  it.each([Number.NaN, -0, 1e308, -1, 0.5, 70_000, Number.POSITIVE_INFINITY, '80'])('L11 port %s', (port) => {
    expect(refused(jsonAt(json, ['services', 0, 'ports', 0, 'port'], port))).toHaveLength(1)
  })

  it('L11 prefix 33', () => {
    expect(refused(jsonAt(json, ['vswitches', 0, 'cidr'], '10.0.1.0/33'))).toEqual([
      'vswitches[0].cidr: "10.0.1.0/33" is not a prefix like 10.0.1.0/24.',
    ])
  })

  it.each(['010.0.0.1', '1', '0x0a000001', '10.0.1', '::ffff:10.0.0.1', '10.0.0.1 ', '10.0.0.256', '１０.0.0.1', ''])(
    'L12 the address %j has another spelling, and is refused',
    (ip) => {
      expect(refused(jsonAt(json, ['pods', 0, 'ip'], ip))).toHaveLength(1)
    },
  )

  it.each(['\u202e', '\u2066', '\u200e', '\u061c', '\u200b', '\ufeff'])(
    'L13 the character %j in a name',
    (character) => {
      const [sentence = ''] = refused(jsonAt(json, ['pods', 0, 'name'], `nginx${character}x`))
      expect(sentence).not.toContain(character)
      expect(sentence).toContain('\\u{')
      const [key = ''] = refused(jsonAt(json, ['pods', 0, `a${character}b`], 1))
      expect(key).not.toContain(character)
    },
  )

  it.each(['$(id)', 'a;id', 'a\nb', "a'b", 'a"b', '-rf', 'a b', '`id`'])('L14 the name %j is refused', (name) => {
    expect(refused(jsonAt(json, ['pods', 0, 'name'], name)).length).toBeGreaterThan(0)
    expect(refused(jsonAt(json, ['nodes', 0, 'name'], name)).length).toBeGreaterThan(0)
    expect(refused(jsonAt(json, ['clients', 0, 'name'], name)).length).toBeGreaterThan(0)
  })

  it('L17 brackets five thousand deep', () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 5_000; depth++) deep = [deep]
    expect(refused(deep).length).toBeGreaterThan(0)
    expect(refused(jsonAt(json, ['pods', 0, 'labels'], { app: deep })).length).toBeGreaterThan(0)
  })
})
