/*! What a link of version 2 may try: bytes that nobody encoded, with a check that fits. */
import { describe, expect, it } from 'vitest'
import { check16, fromBase64url, toBase64url } from '../../src/share/codec/bytes'
import type { Coder } from '../../src/share/codec/coder'
import { LIMITS } from '../../src/share/codec/limits'
import { primed } from '../../src/share/codec/primer'
import { RangeWriter } from '../../src/share/codec/range'
import { tell } from '../../src/share/codec/topology'
import { decodeLink, encodeLink } from '../../src/share/topology-link'
import type { Topology } from '../../src/sim'
import { LIMITS as FILE_LIMITS } from '../../src/sim/topology/schema'
import { topologyLinkEn } from '../../src/text/topology-link-en'
import { noLinkText, topologyLinkText } from '../../src/text/topology-link-text'
import { seedCluster } from '../seed-cluster'

const sealed = (bytes: readonly number[]): string => {
  const check = check16(bytes)
  return `2.${toBase64url([...bytes, check >> 8, check & 255])}`
}
/** What a coder without `encodeLink`'s manners writes. */
function forged(topology: Topology): { readonly hash: string; readonly fault: Coder['fault'] } {
  const bits = new RangeWriter()
  const coder = primed(bits, true)
  tell(coder, { topology, flow: null })
  return { hash: sealed(bits.finish()), fault: coder.fault }
}
const refused = (hash: string): string => {
  const opened = decodeLink(hash)
  return opened.ok ? '' : topologyLinkText(opened.error, topologyLinkEn)
}
const named = (name: string): Topology => ({
  ...seedCluster,
  pods: seedCluster.pods.map((pod, at) => (at === 0 ? { ...pod, name } : pod)),
})
const whole = (() => {
  const link = encodeLink(seedCluster, null)
  return link.ok ? link.value : ''
})()

describe('attacks by a link of version 2', () => {
  it('L1 HTML in a name opens as text with a problem, and no name of it passes the gate', () => {
    const opened = decodeLink(forged(named('<img src=x onerror=alert(1)>')).hash)
    expect(opened.ok && opened.value.problems.map(({ code }) => code)).toContain('not-a-name')
  })

  it.each(['__proto__', 'constructor', 'prototype'])('L7 the label and the sysctl key %s', (key) => {
    const own = JSON.parse(`{"${key}":"x"}`) as Record<string, string>
    const topology: Topology = {
      ...seedCluster,
      pods: seedCluster.pods.map((pod) => ({ ...pod, labels: own })),
      nodes: seedCluster.nodes.map((node) => ({ ...node, rpFilter: JSON.parse(`{"${key}":2}`) as Record<string, 2> })),
    }
    const opened = decodeLink(forged(topology).hash)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    if (opened.ok) {
      expect(Object.getPrototypeOf(opened.value.topology.pods[0]?.labels)).toBe(Object.prototype)
      expect(Object.getPrototypeOf(opened.value.topology.nodes[0]?.rpFilter)).toBe(Object.prototype)
    }
  })

  it('L8 a small link does not unfold into a huge topology', () => {
    const pods = Array.from({ length: 5_000 }, (_, at) => ({ ...seedCluster.pods[0]!, name: `a-${at + 1}` }))
    const [service] = seedCluster.services
    const services = Array.from({ length: 1_000 }, (_, at) => ({
      ...service!,
      name: `s${at + 1}`,
      endpoints: { pods: pods.map(({ name }) => name) },
    }))
    const { fault } = forged({ ...seedCluster, pods, services })
    expect(fault).toMatchObject({ code: 'too-much' })
  })

  it('L9 a hash of two million characters is measured, not read', () => {
    expect(refused(`2.${'A'.repeat(2_000_000)}`)).toBe(
      'This link is 2,000,002 characters long; at most 65,536 can be a link of this page.',
    )
  })

  it.each([
    ['cut', whole.slice(0, 60), 'cut off'],
    ['doubled', `${whole}${whole}`, 'does not fit'],
    ['a closing bracket', `${whole})`, 'Character'],
    ['encoded again', whole.replaceAll('.', '%2E'), 'does not begin with a version'],
    ['a wrong version', `7${whole.slice(1)}`, 'newer than this page'],
    ['nothing behind the version', '2.', 'cut off after character 2'],
    ['a percent sign', '2.%', 'Character 3'],
  ])('L10 %s', (_name, hash, sentence) => expect(refused(hash)).toContain(sentence))

  it('L11 a million pods are counted before one is made, and a name of a megabyte is not written', () => {
    const pods: Topology['pods'][number][] = []
    pods.length = 1_000_000
    const link = encodeLink({ ...seedCluster, pods }, null)
    expect(link.ok ? '' : noLinkText(link.error, topologyLinkEn)).toBe(
      'pods: has 1,000,000 entries; a link holds at most 5,000.',
    )
    const long = encodeLink(named('a'.repeat(1_000_000)), null)
    expect(long.ok ? '' : noLinkText(long.error, topologyLinkEn)).toBe(
      'pods[0].name: has 1,000,000 characters; a link holds at most 253.',
    )
  })

  it('L11 what fits into a link is never too much for a file, and both know the same lists', () => {
    const ofFiles: Readonly<Record<string, number>> = FILE_LIMITS
    for (const [key, limit] of Object.entries(LIMITS)) {
      // Of links alone: the whole hash, and texts whose length files hold by their pattern (63 for a label, IFNAMSIZ for a link).
      if (key === 'characters' || key === 'label' || key === 'link') continue
      expect({ key, known: Object.hasOwn(ofFiles, key) }).toEqual({ key, known: true })
      expect(limit, key).toBeLessThanOrEqual(ofFiles[key] ?? 0)
    }
    for (const key of Object.keys(ofFiles))
      expect({ key, known: Object.hasOwn(LIMITS, key) }).toEqual({ key, known: true })
  })

  it('L12 an address has no spelling in a link: it is 32 bits', () => {
    const opened = decodeLink(whole)
    for (const { ip } of opened.ok ? opened.value.topology.pods : []) {
      expect(Number.isInteger(ip) && ip >= 0 && ip <= 0xffffffff).toBe(true)
    }
  })

  it.each([
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c, 0x200b, 0xfeff,
    0x0455, 0x0a, 0x0d, 0x00, 0x1b,
  ])('L13 L14 the character %i cannot be in a link, nor in the sentence that says so', (code) => {
    const character = String.fromCodePoint(code)
    const link = encodeLink(named(`nginx${character}x`), null)
    const sentence = link.ok ? '' : noLinkText(link.error, topologyLinkEn)
    expect(sentence).toContain(`pods[0].name: the character \\u{${code.toString(16)}}`)
    expect(sentence).not.toContain(character)
    expect(refused(`2.${character}`)).toContain(`\\u{${code.toString(16)}}`)
  })

  it('L17 a link of one byte repeated: no recursion, no exception, an end', () => {
    for (const byte of [0, 1, 85, 127, 128, 170, 254, 255]) {
      for (const length of [1, 10, 1_000, 40_000]) {
        const opened = decodeLink(sealed(Array.from({ length }, () => byte)))
        expect(opened.ok ? '' : topologyLinkText(opened.error, topologyLinkEn)).not.toBe('undefined')
      }
    }
  })

  it('L23 what is no field of a topology is not in a link', () => {
    const secret = {
      ...seedCluster,
      secrets: ['hunter2'],
      pods: seedCluster.pods.map((pod) => ({ ...pod, env: 'hunter2' })),
    }
    expect(encodeLink(secret, null)).toEqual(encodeLink(seedCluster, null))
    const packed = fromBase64url(whole.slice(2))
    expect('bytes' in packed).toBe(true)
  })
})
