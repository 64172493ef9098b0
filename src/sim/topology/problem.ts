/*! What is wrong with a declared topology: a code, how bad it is, the place in the input, the object there, the values. No sentences:
the text module has those. */

import type { ObjectRef } from './object'

/** Keys and list positions from the top: `['pods', 3, 'ip']`. */
export type ProblemPath = readonly (string | number)[]

/** The kinds of things that a name may refer to. */
export type Referred = 'vswitch' | 'node' | 'eni' | 'pod' | 'security-group' | 'nat-gateway' | 'address'

/** Text from the input, cut to a length that can be shown. */
export type Found = string

/** A problem, and what is known of its place. */
export type Problem = Finding & {
  readonly severity: Severity
  /** The thing that has it, to jump to; null: the cluster as a whole. */
  readonly object: ObjectRef | null
}

/**
 * `error`: the topology is to be mended before anything is simulated in it. `note`: allowed, and worth pointing out. An error never
 * makes `simulate` throw; what it would tell is not to be trusted, as a name or an address means nobody or two.
 */
export type Severity = 'error' | 'note'

/** Which problems keep a topology from being simulated: each code is decided here. */
const SEVERITY: Readonly<Record<Finding['code'], Severity>> = {
  'wrong-type': 'error',
  missing: 'error',
  'unknown-key': 'error',
  'too-long': 'error',
  'too-many': 'error',
  'too-few': 'error',
  'not-one-of': 'error',
  'not-an-address': 'error',
  'not-a-prefix': 'error',
  'host-bits-set': 'error',
  'not-a-mac': 'error',
  'not-a-name': 'error',
  'out-of-range': 'error',
  duplicate: 'error',
  ambiguous: 'error',
  'unknown-reference': 'error',
  outside: 'error',
  'inside-vpc': 'error',
  overlaps: 'error',
  'reserved-address': 'error',
  'too-many-enis': 'error',
  'too-many-addresses': 'error',
  'first-eni': 'error',
  'primary-eni': 'error',
  'host-network': 'error',
  'no-endpoints': 'note',
  'no-backends': 'note',
  'selects-nobody': 'note',
}

export const severityOf = (code: Finding['code']): Severity => SEVERITY[code]

/** What a check found, as it tells it. */
export type Finding = { readonly path: ProblemPath } & (
  | { readonly code: 'wrong-type'; readonly expected: string; readonly found: Found }
  | { readonly code: 'missing' }
  | { readonly code: 'unknown-key' }
  | { readonly code: 'too-long'; readonly limit: number; readonly length: number }
  | { readonly code: 'too-many'; readonly limit: number; readonly count: number }
  | { readonly code: 'too-few'; readonly limit: number }
  | { readonly code: 'not-one-of'; readonly allowed: string; readonly found: Found }
  | { readonly code: 'not-an-address'; readonly found: Found }
  | { readonly code: 'not-a-prefix'; readonly found: Found }
  | { readonly code: 'host-bits-set'; readonly found: Found }
  | { readonly code: 'not-a-mac'; readonly found: Found }
  | { readonly code: 'not-a-name'; readonly found: Found }
  | { readonly code: 'out-of-range'; readonly min: number; readonly max: number; readonly found: Found }
  | { readonly code: 'duplicate'; readonly found: Found; readonly first: ProblemPath }
  | { readonly code: 'unknown-reference'; readonly to: Referred; readonly found: Found }
  /** A bare name that several pods have; `say`: what means one of them. */
  | { readonly code: 'ambiguous'; readonly found: Found; readonly say: string }
  | { readonly code: 'outside'; readonly found: Found; readonly of: string }
  | { readonly code: 'inside-vpc'; readonly found: Found; readonly of: string }
  | { readonly code: 'overlaps'; readonly found: Found; readonly with: string }
  | { readonly code: 'reserved-address'; readonly found: Found; readonly of: string }
  /** The instance type has fewer ENIs. */
  | { readonly code: 'too-many-enis'; readonly type: string; readonly limit: number; readonly count: number }
  /** An ENI of this instance type has fewer addresses. */
  | { readonly code: 'too-many-addresses'; readonly type: string; readonly limit: number; readonly count: number }
  /** A Service that nobody backs. */
  | { readonly code: 'no-endpoints' }
  /** A listener of the SLB that nobody backs. */
  | { readonly code: 'no-backends' }
  /** A policy names a pod that is not there: it selects nothing, as a selector does. */
  | { readonly code: 'selects-nobody'; readonly found: Found }
  | { readonly code: 'first-eni' }
  | { readonly code: 'primary-eni' }
  /** A hostNetwork pod has its node's address, on eth0. */
  | { readonly code: 'host-network'; readonly address: string }
)

/** Text of the input that is safe to carry about: at most 60 characters. */
export function foundText(value: unknown): Found {
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean' || value === null
        ? String(value)
        : 'a value'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
