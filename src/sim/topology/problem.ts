/*! What is wrong with a declared topology: a code, the place in the input, the values. No sentences: the text module has those. */

/** Keys and list positions from the top: `['pods', 3, 'ip']`. */
export type ProblemPath = readonly (string | number)[]

/** The kinds of things that a name may refer to. */
export type Referred = 'vswitch' | 'node' | 'eni' | 'pod' | 'security-group' | 'nat-gateway' | 'address'

/** Text from the input, cut to a length that can be shown. */
export type Found = string

export type Problem = { readonly path: ProblemPath } & (
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
