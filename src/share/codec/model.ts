/*! Adaptive probabilities. A slot is one yes-or-no question of the description, with what is thought of it before anything is seen;
that thought is part of the format, as is the way in which it learns. */
import { ONE } from './range'

interface Prior {
  readonly at: number
  readonly size: number
  readonly one: number
  readonly trust: number
}

const priors: Prior[] = []
let total = 0

/**
 * A row of new slots; the first one's number comes out. `one`: how likely true is thought to be; `trust`: for as many decisions
 * that counts.
 */
export function slots(size: number, one = 0.5, trust = 1): number {
  const at = total
  priors.push({ at, size, one: Math.round(one * ONE), trust })
  total += size
  return at
}

/** Never quite certain: a question always costs a little, and a surprise is never impossible. */
const LEAST = 24
/** What was long ago counts less and less. */
const MOST = 120
const rate = Array.from({ length: MOST + 1 }, (_, n) => Math.floor(ONE / (n + 1.5)))

/** The state of all slots. */
export class Model {
  readonly #one: Uint16Array
  readonly #seen: Uint8Array

  constructor(before?: Model) {
    this.#one = before ? before.#one.slice() : new Uint16Array(total)
    this.#seen = before ? before.#seen.slice() : new Uint8Array(total)
    if (before) return
    for (const { at, size, one, trust } of priors) {
      this.#one.fill(one, at, at + size)
      this.#seen.fill(trust, at, at + size)
    }
  }

  /** Probability of true, in parts of ONE. */
  one(slot: number): number {
    return this.#one[slot] ?? ONE / 2
  }

  learn(slot: number, value: boolean): void {
    const one = this.#one[slot] ?? 0
    const seen = this.#seen[slot] ?? 0
    const next = one + Math.trunc((((value ? ONE : 0) - one) * (rate[seen] ?? 0)) / ONE)
    this.#one[slot] = Math.min(Math.max(next, LEAST), ONE - LEAST)
    if (seen < MOST) this.#seen[slot] = seen + 1
  }

  /** One opinion out of three, the ones of longer memory counting more as soon as they have seen something. */
  blend(short: number, middle: number, long: number): number {
    const a = 1 + Math.min(this.#seen[short] ?? 0, 20)
    const b = 4 * Math.min(this.#seen[middle] ?? 0, 20)
    const c = 24 * Math.min(this.#seen[long] ?? 0, 20)
    const sum = a * this.one(short) + b * this.one(middle) + c * this.one(long)
    return Math.min(Math.max(Math.floor(sum / (a + b + c)), LEAST), ONE - LEAST)
  }
}
