import { describe, expect, it } from 'vitest'
import { scenarios } from '../scenarios'
import { ipv4, type Topology } from '../sim'
import { check16, fromBase64url, toBase64url } from './codec/bytes'
import { decodeLink, encodeLink, isTopologyLink } from './topology-link'

const { topology, flow } = scenarios.find(({ id }) => id === 's5')!.question
const hash = (): string => {
  const link = encodeLink(topology, flow, { hop: 12, reply: false })
  return link.ok ? link.value : ''
}
const [, payload = ''] = hash().split('.')

describe('encodeLink', () => {
  it('says where the reader begins, as links of version 1 do', () => {
    expect(hash()).toMatch(/^2\.[\w-]+\.h12$/)
    expect(encodeLink(topology, flow)).toEqual({ ok: true, value: `2.${payload}` })
    expect(encodeLink(topology, flow, { hop: null, reply: true })).toEqual({ ok: true, value: `2.${payload}.r` })
    expect(encodeLink(topology, flow, { hop: 1, reply: false })).toEqual({ ok: true, value: `2.${payload}` })
  })

  it('refuses text that no link may have, and says where', () => {
    const [first, ...rest] = topology.pods
    const odd: Topology = { ...topology, pods: [{ ...first!, name: 'nginx\u202e' }, ...rest] }
    expect(encodeLink(odd, flow)).toEqual({
      ok: false,
      error: { code: 'text-character', path: ['pods', 0, 'name'], found: '\u202e' },
    })
    const long: Topology = { ...topology, pods: [{ ...first!, name: 'a'.repeat(254) }, ...rest] }
    expect(encodeLink(long, flow)).toMatchObject({ error: { code: 'text-length', path: ['pods', 0, 'name'] } })
  })

  it('refuses more pods than a link may hold', () => {
    const pods = Array.from({ length: 5_001 }, (_, at) => ({ ...topology.pods[0]!, name: `p-${at}` }))
    expect(encodeLink({ ...topology, pods }, flow)).toEqual({
      ok: false,
      error: { code: 'count', path: ['pods'], count: 5_001, limit: 5_000 },
    })
  })
})

describe('decodeLink', () => {
  it('opens what was encoded', () => {
    expect(decodeLink(`#${hash()}`)).toEqual({
      ok: true,
      value: { topology, flow, problems: [], hop: 12, reply: false },
    })
  })

  it('opens a topology with mistakes and says them', () => {
    const wrong: Topology = {
      ...topology,
      pods: [{ ...topology.pods[0]!, ip: ipv4('9.9.9.9') }, ...topology.pods.slice(1)],
    }
    const link = encodeLink(wrong, flow)
    const opened = decodeLink(link.ok ? link.value : '')
    expect(opened).toMatchObject({ ok: true, value: { topology: wrong } })
    expect(opened.ok && opened.value.problems).toMatchObject([{ path: ['pods', 0, 'ip'], code: 'outside' }])
  })

  it('a flow that starts at nothing is not handed out: nothing could be asked', () => {
    const link = encodeLink(topology, { ...flow, from: { kind: 'pod', name: 'gone' } })
    expect(decodeLink(link.ok ? link.value : '')).toMatchObject({ ok: true, value: { flow: null } })
  })

  it.each([
    ['', 'version'],
    ['1.s5', 'version'],
    ['3.abc', 'newer-version'],
    ['2', 'cut'],
    ['2.', 'cut'],
    ['2.A', 'damaged'],
    ['2.AAAA', 'damaged'],
    [`2.${payload}.`, 'cut'],
    [`2.${payload}.h`, 'cut'],
    [`2.${payload}.h0`, 'hop'],
    [`2.${payload}.h99999`, 'hop'],
    [`2.${payload}.x`, 'hop'],
    [`2.${payload}.h1.h2`, 'order'],
    [`2.${payload}.r.r`, 'order'],
    [`2.${payload})`, 'character'],
    [`2.${payload}%`, 'character'],
    [`2.${payload.slice(0, -1)}`, 'damaged'],
    [`2.${payload.slice(0, 40)}`, 'damaged'],
    [`2.${payload}${payload}`, 'damaged'],
    [`2.${'A'.repeat(70_000)}`, 'too-long'],
  ])('%s: %s', (text, code) => expect(decodeLink(text)).toMatchObject({ ok: false, error: { code } }))

  it('knows a link that was cut at any character of its payload', () => {
    for (let length = 3; length < payload.length + 2; length++) {
      expect(decodeLink(hash().slice(0, length)).ok, String(length)).toBe(false)
    }
  })

  it('knows any one character that was changed', () => {
    for (let at = 0; at < payload.length; at++) {
      const other = payload[at] === 'A' ? 'B' : 'A'
      expect(decodeLink(`2.${payload.slice(0, at)}${other}${payload.slice(at + 1)}`).ok).toBe(false)
    }
  })

  it('knows what stands behind a topology though the check fits', () => {
    const packed = fromBase64url(payload)
    const bytes = 'bytes' in packed ? [...packed.bytes.slice(0, -2), 1, 2, 3, 4, 5] : []
    const check = check16(bytes)
    expect(decodeLink(`2.${toBase64url([...bytes, check >> 8, check & 255])}`)).toMatchObject({
      error: { code: 'more' },
    })
  })
})

it('a hash of version 2 is told by its beginning', () => {
  expect(['2.x', '#2.x', '2', '#2'].map(isTopologyLink)).toEqual([true, true, true, true])
  expect(['1.s5', '', '#', '20.x', '22', 'x2.'].map(isTopologyLink)).toEqual([false, false, false, false, false, false])
})
