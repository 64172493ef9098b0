/*! The coder that the description of the fields talks to: the same calls write and read. In writing every call is given its value;
in reading the value is undefined, and the call finds it out. Nothing throws: the first fault is kept, and from then on reading
yields zeros, which ends every list. */
import { err, ok, type Result } from '../../base/result'
import type { ProblemPath } from '../../sim'
import { Model } from './model'
import type { Bits } from './range'
import { Seen } from './seen'

/** Why a topology cannot be written into a link, or read out of one. `path`: where in the topology. */
export type CodecFault = { readonly path: ProblemPath } & (
  | { readonly code: 'count'; readonly count: number; readonly limit: number }
  | { readonly code: 'text-length'; readonly length: number; readonly limit: number }
  /** A character that no text of a link may have: not one of the 95 that ASCII prints. */
  | { readonly code: 'text-character'; readonly found: string }
  | { readonly code: 'number'; readonly found: number }
  /** The link holds more than a page can be expected to unpack. */
  | { readonly code: 'too-much'; readonly limit: number }
  /** The link says something that only a newer page knows. */
  | { readonly code: 'newer-field' }
)

/** Decisions in one link: what can be read within 50 ms. 3,000 pods with names of their own need two thirds of it. */
const MOST_DECISIONS = 360_000
/** What an entry that is only repeated counts. */
const ENTRY = 8

/** A field that is written after everything else, so that links from before it existed stay as they are. */
interface LateField {
  readonly order: number
  readonly given: boolean
  /** Of the record that has it. */
  readonly path: ProblemPath
  readonly tell: () => void
}

export class Coder {
  readonly seen: Seen
  readonly late: LateField[] = []
  readonly model: Model
  fault: CodecFault | null = null
  readonly #bits: Bits
  /** The place that is told just now. A caller puts a key on it and takes it off again: thousands of times, so there is no closure. */
  readonly path: (string | number)[] = []
  #decisions = 0

  constructor(
    bits: Bits,
    readonly writing: boolean,
    before?: Coder,
  ) {
    this.#bits = bits
    this.model = new Model(before?.model)
    this.seen = new Seen(before?.seen)
  }

  /** A question with a memory of its own. */
  bit(slot: number, value: boolean | undefined): boolean {
    if (!this.#may()) return false
    const bit = this.#bits.bit(this.model.one(slot), value)
    this.model.learn(slot, bit)
    return bit
  }

  /** A question on which three memories have an opinion. */
  blended(short: number, middle: number, long: number, value: boolean | undefined): boolean {
    if (!this.#may()) return false
    const bit = this.#bits.bit(this.model.blend(short, middle, long), value)
    this.model.learn(short, bit)
    this.model.learn(middle, bit)
    this.model.learn(long, bit)
    return bit
  }

  /** One of n equally likely values. */
  uniform(n: number, value: number | undefined): number {
    if (n <= 1 || !this.#may()) return 0
    return this.#bits.uniform(n, value)
  }

  fail(fault: DistributiveOmit<CodecFault, 'path'>): void {
    this.fault ??= { path: [...this.path], ...fault }
  }

  /** What came out, unless something went wrong. */
  result<T>(value: T): Result<T, CodecFault> {
    return this.fault === null ? ok(value) : err(this.fault)
  }

  /** Entries that came out without a decision: a small link must not unfold into a huge topology (L8). */
  spend(entries: number): void {
    this.#decisions += entries * ENTRY
  }

  #may(): boolean {
    if (this.fault !== null) return false
    if (++this.#decisions > MOST_DECISIONS) this.fail({ code: 'too-much', limit: MOST_DECISIONS })
    return this.fault === null
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
