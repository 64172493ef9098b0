/*! Chain names are hashes; these are the ones that kube-proxy's own tests print for Service ns1/svc1, port p80. */
import { describe, expect, it } from 'vitest'
import { sha256Base32 } from '../../net/hash-256'

describe('base32 of sha256, as portProtoHash and hashAndTruncate cut it', () => {
  it.each([
    ['ns1/svc1:p80tcp', 16, 'XPGD46QRK7WJZT7O'],
    ['ns1/svc1:p80tcp10.180.0.1:80', 16, 'SXIVWICOYRO3J4NJ'],
    ['ns1/svc1/tcp/p80', 8, 'ULMVA6XW'],
    ['ns1/svc1/tcp/p80__10.180.0.1/80', 8, '5OJB2KTY'],
  ])('%s', (text, length, name) => expect(sha256Base32(text).slice(0, length)).toBe(name))
})
