/*! Ids of the texts that answer more than one run: who lost and why, who wrote a row, what a verdict rests on, all backends, and
the page of reasons. */
import type { Default, DropReason, LoserReason, Manner, Unmet, Writer, WrittenFor } from '../sim'
import type { Rich } from './rich'

type ReasonOf<Kind extends LoserReason['kind']> = Extract<LoserReason, { readonly kind: Kind }>
/** A reason that cannot be said does not compile. */
export type LoserMessages = { readonly [Kind in LoserReason['kind']]: (reason: ReasonOf<Kind>) => Rich }

type DefaultOf<Kind extends Default['kind']> = Extract<Default, { readonly kind: Kind }>
/** What is assumed, as a name: "rp_filter of eth0 on ECS1". `host` is the machine's short name. */
export type DefaultMessages = {
  readonly [Kind in Default['kind']]: (what: DefaultOf<Kind>, facts: { readonly host: string }) => Rich
}

/** What is said of a reason for which a packet ends, whatever the flow. */
export interface ReasonWords {
  /** One sentence: the condition. */
  readonly sentence: string
  /** Where it happens. */
  readonly where: string
  readonly clientSees: string
  /** What proves it on a real node or in the console. */
  readonly proof: string
}

export interface QuestionMessages {
  readonly loser: LoserMessages
  /** Said before the reason of the loser that would win if the winner were taken away. */
  readonly next: string
  readonly wrote: {
    readonly plane: Readonly<Record<Writer['plane'], string>>
    readonly object: Readonly<Record<WrittenFor['kind'], (name: string) => Rich>>
    /** For an object … */
    readonly for: (facts: { readonly plane: string; readonly object: Rich }) => Rich
    /** … or as a part of its own: a table, a device. */
    readonly part: (facts: { readonly plane: string; readonly object: Rich }) => Rich
    /** A packet of this flow left it behind. */
    readonly learned: string
  }
  readonly assumption: {
    readonly what: DefaultMessages
    /** A value of it: "0", "on", "one basic group". */
    readonly value: (facts: { readonly kind: Default['kind']; readonly value: number | boolean | string }) => string
    /** "if rp_filter of eth0 on ECS1 is 0 or 2". */
    readonly condition: (facts: { readonly what: Rich; readonly values: readonly string[] }) => Rich
    readonly decisive: string
    readonly detour: string
    readonly harmless: string
  }
  readonly backends: {
    /** All shares alike: "2 of 3 connections arrive". */
    readonly count: (facts: { readonly arrive: number; readonly of: number }) => Rich
    /** Shares that differ: "75 % of connections arrive". */
    readonly portion: (facts: { readonly arrive: number }) => Rich
    readonly lost: (facts: { readonly address: string; readonly fate: string; readonly where: string }) => Rich
    readonly always: (facts: {
      readonly address: string
      readonly by: Extract<Manner, { kind: 'always' }>['by']
    }) => Rich
    readonly nobody: Rich
    /** "1 in 3", "never". */
    readonly share: (facts: { readonly share: number }) => string
  }
}

/**
 * The page of all reasons; no part of `Messages`, so that the first picture does not wait for it. A new reason without words does
 * not compile.
 */
export type UnmetMessages = {
  /** `condition`: what would end the packet; `why`: the rest of the sentence "cannot happen here because …". */
  readonly [Id in Unmet]: { readonly condition: string; readonly why: string }
}
export type ReasonMessages = { readonly [Kind in DropReason['kind']]: ReasonWords }
