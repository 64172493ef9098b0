/*! Bytes as characters that no chat and no browser touches (RFC 4648 §5, without padding), and the check at the end. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Digit of a character's code; −1: it is none. */
const DIGIT = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 64; digit++) DIGIT[ALPHABET.charCodeAt(digit)] = digit

export function toBase64url(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const digits = Math.min(bytes.length - i, 3) + 1
    for (let k = 0; k < digits; k++) text += ALPHABET[(group >> (18 - 6 * k)) & 63] ?? ''
  }
  return text
}

/** The bytes; or the place, from 0, of the first character that is none of the 64. `whole`: no bit is left over at the end. */
export function fromBase64url(
  text: string,
): { readonly bytes: Uint8Array; readonly whole: boolean } | { readonly at: number } {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let count = 0
  let held = 0
  let bits = 0
  for (let i = 0; i < text.length; i++) {
    const digit = DIGIT[text.charCodeAt(i)] ?? -1
    if (digit < 0) return { at: i }
    held = ((held << 6) | digit) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[count++] = (held >> bits) & 255
    }
  }
  return { bytes, whole: bits < 6 && (held & ((1 << bits) - 1)) === 0 }
}

/** What eight steps of the check do to each byte. */
const STEP = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let i = 0; i < 8; i++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)
  return crc
})

/** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xffff). */
export function check16(bytes: Iterable<number>): number {
  let crc = 0xffff
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (STEP[(crc >> 8) ^ byte] ?? 0)
  return crc
}
