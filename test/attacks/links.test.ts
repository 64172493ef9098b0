/*! What a link may try. Here is what can be seen without a page: the decoder, the words of its problems, the history. */
import { describe, expect, it } from 'vitest'
import { chooseScenario } from '../../src/store/document'
import { hashOf, stateOf } from '../../src/store/link-state'
import { seek } from '../../src/store/playback'
import { createAppStore } from '../../src/store/store'
import { syncLink } from '../../src/store/sync-link'
import { en } from '../../src/text/en'
import { hashProblemText } from '../../src/text/link-text'
import { topologyLinkEn } from '../../src/text/topology-link-en'
import { fakeWindow } from '../fake-window'
import { sources } from './sources'

/** What the banner says about a hash; fails for one that opens. */
function refused(hash: string): string {
  const result = stateOf(hash)
  expect(result.ok).toBe(false)
  return result.ok ? '' : hashProblemText(result.error, en.link, topologyLinkEn)
}

const good = '#1.s2.nginx1-externalip.two-enis.newer.h12'
const own = '#1.s5.local.iptables.newer.f-p0-a0a000377-8080.h2'

describe('attacks by a link', () => {
  it('L11 numbers of a flow that no list and no port has', () => {
    for (const word of ['f-p999999-s1-80', 'f-p1e3-s1-80', 'f-p-1-s1-80', 'f-p0-s1-70000', 'f-p0-s1-1e9']) {
      expect(refused(`#1.s5.${word}`)).toMatch(/is not a flow|has no/)
    }
  })

  it('L12 an address has one spelling: eight hexadecimal digits', () => {
    expect(stateOf('#1.s5.f-p0-a0a000377-80').ok).toBe(true)
    for (const address of ['aA000377', 'a0xa000377', 'aa000377', 'a00a000377', '10.0.3.119', 'a-1']) {
      expect(refused(`#1.s5.f-p0-${address}-80`)).not.toBe('')
    }
  })

  it.each(['javascript:alert(1)', 'data:text/html,<script>', '1.javascript:alert(1)', '1.s5.javascript:alert(1)'])(
    'L5 %s opens nothing and is no address of anything',
    (text) => {
      expect(refused(`#${text}`)).toMatch(/link/)
    },
  )

  it('L5 no component makes an address out of data', () => {
    for (const [file, source] of sources('.tsx')) {
      const addresses = [...source.matchAll(/(?:href|src|action)=\{([^}]*)\}/g)].map(([, value]) => value)
      expect({ file, addresses }).toEqual({ file, addresses: [] })
    }
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('L7 the word %s', (word) => {
    expect(refused(`#1.${word}`)).toMatch(/scenario|Character/)
    expect(refused(`#1.s5.${word}`)).toMatch(/variant|Character/)
    for (const flow of [`f-${word}-s1-80`, `f-p0-${word}-80`, `f-p0-s1-${word}`]) {
      expect(refused(`#1.s5.${flow}`)).toMatch(/is not a flow|Character/)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('L9 a hash of two million characters is measured, not read', () => {
    const started = performance.now()
    expect(refused(`#1.${'s'.repeat(2_000_000)}`)).toBe(
      'This link is 2000002 characters long; at most 100000 can be a link of this page. What you had is still open below.',
    )
    expect(refused(`#1.s5${'.newer'.repeat(1_000)}`)).toContain('at most 480')
    expect(refused(`#1.s5.f-p${'9'.repeat(2_000_000)}-s1-80`)).toContain('at most 100000')
    expect(refused(`#1.s5.f-p0-s1-${'9'.repeat(90)}`)).toContain('is not a flow')
    expect(performance.now() - started).toBeLessThan(200)
  })

  it.each([good, own])(
    'L10 %s cut at any character: it opens as something shorter, or says where it is cut',
    (whole) => {
      for (let length = 1; length < whole.length; length++) {
        const cut = whole.slice(0, length)
        const result = stateOf(cut)
        if (!result.ok && cut !== '#')
          expect(hashProblemText(result.error, en.link, topologyLinkEn)).toContain(`${length - 1}`)
      }
    },
  )

  it.each([
    'e-lt-p2-81',
    'e-lu-n1-8080',
    'e-sp-1-t81',
    'e-gi-0-t80-a0a000301',
    'e-go-0-i-a0a000301',
    'e-np-h4jtf',
    'e-xe-1-h4jtf',
  ])('L10 a link cut inside the edit %s is called cut, with the character', (word) => {
    const whole = `#1.s5.${word}`
    expect(stateOf(whole).ok).toBe(true)
    for (let length = '#1.s5.e-'.length; length < whole.length; length++) {
      const result = stateOf(whole.slice(0, length))
      if (!result.ok) expect(result.error).toEqual({ code: 'cut', at: length - 1 })
    }
    expect(refused(`${whole.slice(0, -1)}.h1.x`)).not.toContain('cut off')
  })

  it.each([
    [`${good})`, 'Character 42'],
    [`${good}.`, 'cut off after character 42'],
    [`${good}${good}`, 'Character 42'],
    [`${good}.h13`, 'behind the end'],
    [encodeURIComponent(good), 'does not begin with a version'],
    [good.replaceAll('.', '%2E'), 'does not begin with a version'],
    [good.replace('nginx1', 'nginx1+'), 'Character 12'],
    ['#1.%', 'Character 3'],
    ['#3.abc', 'newer than this page'],
    ['#v1.s5', 'does not begin with a version'],
    ['#1.s5.h40', 'this walk has 39 hops'],
    [`${own}${own}`, 'Character 49'],
    [`${own}.f-p0-s1-80`, 'behind the end'],
    [own.replace('p0', 'p2'), 'The cluster of scenario s5 has no "p2" (character 29'],
    [own.replace('8080', '80800'), '"80800" is not a flow (character 42'],
    ['#1.s5.f-p0-s1-80.f-p0-s1-80', 'says again'],
    ['#1.s5.nftables', 'makes sense only with "newer"'],
  ])('L10 %s', (hash, expected) => {
    expect(refused(hash)).toContain(expected)
  })

  it.each([
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c, 0x200b, 0xfeff,
    0x0455,
  ])('L13 the character %i is spelled out', (code) => {
    const character = String.fromCodePoint(code)
    for (const hash of [
      `#1.${character}s5`,
      `#${character}1.s5`,
      `#1.s5.new${character}er`,
      `#1.s5.f-p0-${character}s1-80`,
    ]) {
      const sentence = refused(hash)
      expect(sentence).not.toContain(character)
      expect(sentence).toContain(`\\u{${code.toString(16)}}`)
    }
  })

  it('L21 a link that does not open leaves everything as it was', () => {
    const { window, go } = fakeWindow('#1.s6.h8')
    const store = createAppStore()
    syncLink(store, window)
    const { scenario, variant, step } = store.getState()
    go('#1.s6.h8)')
    expect(store.getState()).toMatchObject({ scenario, variant, step, banner: { kind: 'link' } })
    expect(hashOf(store.getState())).toBe('1.s6.h8')
  })

  it('L21 opening a link makes no entry of its own: Back leads out, not round', () => {
    const { window, go, back, entries } = fakeWindow('#1.s6')
    const store = createAppStore()
    syncLink(store, window)
    go('#1.s4')
    expect(entries()).toEqual(['#1.s6', '#1.s4'])
    back()
    expect(store.getState().scenario).toBe('s6')
    expect(entries()).toEqual(['#1.s6', '#1.s4'])
  })

  it('L21 what was open is still behind the Back button', () => {
    const { window, go, back } = fakeWindow('')
    const store = createAppStore()
    syncLink(store, window)
    chooseScenario(store, 's6')
    seek(store, 7)
    go('#1.s4')
    back()
    expect(store.getState().scenario).toBe('s6')
  })

  it('L25 nothing in the page can ask another machine', () => {
    const asks =
      /\b(fetch\s*\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|new\s+Image\b|RTCPeerConnection|serviceWorker)/
    for (const [file, source] of sources('.ts', '.tsx')) {
      // The PNG export draws the SVG that it was given: the one image of the page, and it comes from a blob made there.
      if (file === 'ui/export/png.ts') {
        expect(source.match(/new Image\b|\.src\b.*/g)).toEqual(['new Image', '.src = address'])
        expect(source).toContain('const address = URL.createObjectURL(new Blob([svg]')
        expect(asks.exec(source.replace('new Image', ''))).toBeNull()
        continue
      }
      expect({ file, asks: asks.exec(source)?.[0] ?? null }).toEqual({ file, asks: null })
    }
    for (const [file, source] of sources('.css')) {
      expect({ file, asks: /@import|url\((?!#)/.exec(source)?.[0] ?? null }).toEqual({ file, asks: null })
    }
  })
})
