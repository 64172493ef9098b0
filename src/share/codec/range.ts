/*! A binary range coder (G. N. N. Martin, 1979; carry handling with a held-back byte as in LZMA). Only whole numbers below 2⁵³, so
that every engine gives the same bytes. Reading is total: every list of bytes, and whatever lies behind its end, decodes to something. */

/** Probabilities are whole parts of this. */
export const ONE = 65_536
const TOP = 2 ** 32
const LEAST = 2 ** 24
/** One call of `uniform` covers this many values. */
const WIDEST = 65_536

/** Where decisions go, or come from. A writer is given the value and gives it back; a reader finds it out. */
export interface Bits {
  /** One decision; `one`: the probability of true, 1 … ONE − 1. */
  readonly bit: (one: number, value: boolean | undefined) => boolean
  /** One of n equally likely values, 0 … n − 1; n is at most 2³². */
  readonly uniform: (n: number, value: number | undefined) => number
}

export class RangeWriter implements Bits {
  readonly #bytes: number[] = []
  #low = 0
  #range = TOP - 1
  /** Held back, as a carry may still change it; −1: nothing yet. */
  #held = -1
  /** Bytes 0xff behind it, which a carry would run through. */
  #pending = 0

  bit(one: number, value: boolean | undefined): boolean {
    const bound = Math.floor((this.#range * one) / ONE)
    if (value) this.#range = bound
    else {
      this.#low += bound
      this.#range -= bound
    }
    this.#normalise()
    return value === true
  }

  uniform(n: number, value = 0): number {
    if (n <= WIDEST) return this.#one(n, value)
    // More than 16 bits are told in two halves, so that the range keeps its precision.
    const high = this.#one(Math.ceil(n / WIDEST), Math.floor(value / WIDEST))
    const low = this.#one(WIDEST, value % WIDEST)
    return Math.min(high * WIDEST + low, n - 1)
  }

  #one(size: number, value: number): number {
    if (size <= 1) return 0
    const share = Math.floor(this.#range / size)
    this.#low += share * value
    this.#range = share
    this.#normalise()
    return value
  }

  /** The fewest bytes that lie in the last range; zeros at the end are not written. */
  finish(): readonly number[] {
    const high = this.#low + this.#range - 1
    for (const step of [LEAST * 256, LEAST, 65_536, 256, 1]) {
      const value = Math.ceil(this.#low / step) * step
      if (value <= high) {
        this.#low = value
        break
      }
    }
    for (let i = 0; i < 5; i++) this.#shift()
    while (this.#bytes.at(-1) === 0) this.#bytes.pop()
    return this.#bytes
  }

  #normalise(): void {
    while (this.#range < LEAST) {
      this.#range *= 256
      this.#shift()
    }
  }

  #shift(): void {
    const carry = this.#low >= TOP ? 1 : 0
    const low = this.#low - carry * TOP
    const byte = Math.floor(low / LEAST)
    if (carry === 1 || byte !== 255) {
      if (this.#held >= 0) this.#bytes.push((this.#held + carry) & 255)
      for (; this.#pending > 0; this.#pending--) this.#bytes.push((255 + carry) & 255)
      this.#held = byte
    } else this.#pending++
    this.#low = (low % LEAST) * 256
  }
}

export class RangeReader implements Bits {
  readonly #bytes: ArrayLike<number>
  #at = 0
  #code = 0
  #range = TOP - 1

  constructor(bytes: ArrayLike<number>) {
    this.#bytes = bytes
    for (let i = 0; i < 4; i++) this.#code = this.#code * 256 + this.#next()
  }

  /** Bytes looked at so far. */
  get position(): number {
    return Math.min(this.#at, this.#bytes.length)
  }

  /** All bytes were needed. */
  get done(): boolean {
    return this.#at >= this.#bytes.length
  }

  bit(one: number): boolean {
    const bound = Math.floor((this.#range * one) / ONE)
    const value = this.#code < bound
    if (value) this.#range = bound
    else {
      this.#code -= bound
      this.#range -= bound
    }
    this.#normalise()
    return value
  }

  uniform(n: number): number {
    if (n <= WIDEST) return this.#one(n)
    const high = this.#one(Math.ceil(n / WIDEST))
    return Math.min(high * WIDEST + this.#one(WIDEST), n - 1)
  }

  #one(size: number): number {
    if (size <= 1) return 0
    const share = Math.floor(this.#range / size)
    const value = Math.min(Math.floor(this.#code / share), size - 1)
    this.#code -= share * value
    // A hostile code may lie above the last share.
    if (this.#code >= share) this.#code = share - 1
    this.#range = share
    this.#normalise()
    return value
  }

  #next(): number {
    return this.#bytes[this.#at++] ?? 0
  }

  #normalise(): void {
    while (this.#range < LEAST) {
      this.#range *= 256
      this.#code = this.#code * 256 + this.#next()
    }
  }
}
