/*! Bytes as characters that no chat and no browser touches (RFC 4648 §5, without padding), and the check at the end. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function toBase64url(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3)
    const group = (a << 16) | (b << 8) | c
    const digits = Math.min(bytes.length - i, 3) + 1
    for (let k = 0; k < digits; k++) text += ALPHABET[(group >> (18 - 6 * k)) & 63] ?? ''
  }
  return text
}

/** The bytes; or the place, from 0, of the first character that is none of the 64. `whole`: no bit is left over at the end. */
export function fromBase64url(
  text: string,
): { readonly bytes: readonly number[]; readonly whole: boolean } | { readonly at: number } {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (let i = 0; i < text.length; i++) {
    const digit = ALPHABET.indexOf(text[i] ?? '')
    if (digit < 0) return { at: i }
    held = ((held << 6) | digit) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
    }
  }
  return { bytes, whole: bits < 6 && (held & ((1 << bits) - 1)) === 0 }
}

/** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xffff). */
export function check16(bytes: readonly number[]): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let i = 0; i < 8; i++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return crc
}
