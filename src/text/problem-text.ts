/*! What is wrong with a cluster in a file, in one sentence that names the spot. */
import { assertNever } from '../base/assert'
import { type Finding, objectAt, type ObjectRef, type Problem, type ProblemPath, type Topology } from '../sim'
import type { EditMessages } from './edits-en'
import type { AllMessages } from './messages'

/** `pods[3].ip` */
export const pathText = (path: ProblemPath): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )

/** "pods[3].ip: 10.0.9.4 lies outside vsw-1, 10.0.1.0/24." */
export function problemText(problem: Finding, { problem: words }: Pick<AllMessages, 'problem'>): string {
  const where = problem.path.length === 0 ? words.whole : spelledOut(pathText(problem.path))
  return `${where}: ${spelledOut(problemWords(problem, words))}`
}

/** The same of an open cluster, whose things have names: "pod web-1: 10.0.9.4 lies outside vsw-1, 10.0.1.0/24." */
export function problemOf(problem: Problem, topology: Topology, text: OpenWords): string {
  if (!problem.object) return problemText(problem, text)
  return spelledOut(`${nameOf(problem.object, text)}: ${saidOf(problem, topology, text)}`)
}

/** The same beside its field: "10.0.9.4 lies outside vsw-1, 10.0.1.0/24." */
export const problemHere = (problem: Problem, topology: Topology, text: OpenWords): string =>
  upper(spelledOut(saidOf(problem, topology, text)))

type OpenWords = Pick<AllMessages, 'problem'> & { readonly edits: Pick<EditMessages, 'object'> }

const nameOf = ({ kind, name }: ObjectRef, { edits }: OpenWords): string => `${edits.object[kind]} ${name}`

function saidOf(problem: Problem, topology: Topology, text: OpenWords): string {
  const first = problem.code === 'duplicate' ? objectAt(topology, problem.first) : null
  return problem.code === 'duplicate' && first
    ? text.problem.duplicate({ found: problem.found, first: nameOf(first, text) })
    : problemWords(problem, text.problem)
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** The same without the spot, for where it stands beside its field. */
export function problemSaid(problem: Finding, { problem: words }: Pick<AllMessages, 'problem'>): string {
  return upper(spelledOut(problemWords(problem, words)))
}

function problemWords(problem: Finding, words: AllMessages['problem']): string {
  switch (problem.code) {
    case 'wrong-type':
      return words['wrong-type'](problem)
    case 'missing':
      return words.missing
    case 'unknown-key':
      return words['unknown-key']
    case 'too-long':
      return words['too-long'](problem)
    case 'too-many':
      return words['too-many'](problem)
    case 'too-few':
      return words['too-few'](problem)
    case 'not-one-of':
      return words['not-one-of'](problem)
    case 'not-an-address':
      return words['not-an-address'](problem)
    case 'not-a-prefix':
      return words['not-a-prefix'](problem)
    case 'host-bits-set':
      return words['host-bits-set'](problem)
    case 'not-a-mac':
      return words['not-a-mac'](problem)
    case 'not-a-name':
      return words['not-a-name'](problem)
    case 'out-of-range':
      return words['out-of-range'](problem)
    case 'duplicate':
      return words.duplicate({ found: problem.found, first: pathText(problem.first) })
    case 'unknown-reference':
      return words['unknown-reference'](problem)
    case 'ambiguous':
      return words.ambiguous(problem)
    case 'selects-nobody':
      return words['selects-nobody'](problem)
    case 'outside':
      return words.outside(problem)
    case 'inside-vpc':
      return words['inside-vpc'](problem)
    case 'overlaps':
      return words.overlaps({ found: problem.found, other: problem.with })
    case 'reserved-address':
      return words['reserved-address'](problem)
    case 'too-many-enis':
      return words['too-many-enis'](problem)
    case 'too-many-addresses':
      return words['too-many-addresses'](problem)
    case 'no-endpoints':
    case 'no-backends':
    case 'first-eni':
      return words[problem.code]
    case 'primary-eni':
      return words['primary-eni']
    case 'host-network':
      return words['host-network'](problem)
    default:
      return assertNever(problem)
  }
}

/** Characters that nobody sees, and those that turn text round, spelled out (L13, L14). */
const spelledOut = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
