import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { shellQuote } from './shell'

const bash = (...args: readonly string[]): string =>
  execFileSync('bash', ['--noprofile', '--norc', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
  })

/** What bash reads back from `printf`, byte for byte. */
const readBack = (word: string): string => bash('-c', `printf '%s' ${word}`)

describe('shellQuote', () => {
  it('leaves plain names, addresses and set members bare', () => {
    for (const word of ['eth0', 'cali44ae9fbceeb', '10.0.3.63,tcp:80', 'KUBE-LOAD-BALANCER', 'net.ipv4.ip_forward']) {
      expect(shellQuote(word)).toBe(word)
    }
  })

  const hostile: readonly (readonly [string, string])[] = [
    ['a command substitution', '$(id)'],
    ['backticks', '`id`'],
    ['the end of a command', 'x; touch pwned #'],
    ['a pipe and a background job', 'x | id & y'],
    ['a newline', 'x\ntouch pwned'],
    ['a carriage return', 'x\rtouch pwned'],
    ['a leading dash', '-rf'],
    ['single quotes', `x'; id; 'y`],
    ['double quotes and a backslash', 'x"\\"; id'],
    ['a glob, a home, a brace', '* ~ {a,b}'],
    ['a history expansion', '!!'],
    ['an escape sequence of the terminal', 'x\u001b[201~y'],
    ['a right-to-left override', 'x\u202ey'],
    ['an invisible space', 'x\u200by'],
    ['nothing', ''],
    ['letters of other scripts', 'köln-北京'],
  ]
  it.each(hostile)('L14 keeps %s one harmless word', (_what, value) => {
    const quoted = shellQuote(value)
    expect(readBack(quoted)).toBe(value)
    bash('-n', '-c', `ip link show dev ${quoted}`)
  })

  it('L14 puts no control character and no invisible one into what is pasted', () => {
    for (const [, value] of hostile) expect(shellQuote(value)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })
})
