/*! Links and files, broken in every way that a seed can think of, and what the page would say of each. */
import { check16, fromBase64url, toBase64url } from '../src/share/codec/bytes'
import { decodeLink, encodeLink } from '../src/share/topology-link'
import { check, topologyToJson } from '../src/sim'
import { hashOf, stateOf } from '../src/store/link-state'
import { en } from '../src/text/en'
import { hashProblemText } from '../src/text/link-text'
import { problemText } from '../src/text/problem-text'
import { topologyLinkEn } from '../src/text/topology-link-en'
import { topologyLinkText } from '../src/text/topology-link-text'
import { allScenarios } from '../src/scenarios'
import { generate } from './generate-cluster'
import { nearLimits } from './near-limits'
import { seedCluster } from './seed-cluster'

/** What came of one broken thing. */
export interface Answer {
  readonly kind: 'link' | 'sealed link' | 'scenario link' | 'file' | 'near a limit'
  /** What was tried. */
  readonly input: string
  /** The sentences; null: it opened. */
  readonly said: readonly string[] | null
  /** CPU of this process: a busy machine makes an answer wait, not work. */
  readonly ms: number
  /** The same asked again, in ms: what was collected of earlier rubbish meanwhile, or compiled for the first time, is not the answer's. */
  readonly again: () => number
}

type Random = (n: number) => number
const seeded = (seed: number): Random => {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

const small = generate({ nodes: 4, pods: 40, services: 3 }, 'real', 5)
const links: readonly string[] = [
  ...allScenarios().map(({ question }) => encodeLink(question.topology, question.flow)),
  encodeLink(seedCluster, null),
  encodeLink(small.topology, small.flow),
].flatMap((link) => (link.ok ? [link.value] : []))
const scenarioLinks = [
  '1.s2.nginx1-externalip.two-enis.newer.h12',
  '1.s5.local.iptables.newer.f-p0-a0a000377-8080.h2',
  '1.s6.iptables.vs.cluster.newer.h8',
]
const file = JSON.stringify(topologyToJson(seedCluster))

const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  70_000,
  33,
  '',
  '__proto__',
  'a'.repeat(5_000),
  '010.0.0.1',
  '10.0.0.0/33',
  '\u202e',
  '$(id)',
  [],
  {},
  [[[[]]]],
  { __proto__: null },
  '0x0a000001',
  '10.0.1.1/24',
  '<img src=x onerror=alert(1)>',
]
const CHARACTERS = ['%', ')', '.', 'h', '-', '_', 'A', '\u202e', '\0', '+', '=', '/', '😀', '\ud800', '"', '{', '9']
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!

/** Cut, doubled, changed, with strangers in it. */
function broken(text: string, random: Random): string {
  let out = text
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(out.length + 1)
    const to = at + random(Math.min(30, out.length - at + 1))
    const way = random(6)
    if (way === 0) out = out.slice(0, at)
    else if (way === 1) out = out.slice(0, at) + out.slice(to)
    else if (way === 2) out = out.slice(0, to) + out.slice(at)
    else if (way === 3) out = out.slice(0, at) + pick(random, CHARACTERS) + out.slice(at)
    else if (way === 4) out = out.slice(0, at) + pick(random, CHARACTERS) + out.slice(at + 1)
    else out = out.slice(0, at) + String.fromCharCode(random(65_536)) + out.slice(at)
  }
  return out
}

/** Other bytes, with a check that fits: what only an attacker makes. */
function sealed(link: string, random: Random): string {
  const packed = fromBase64url(link.split('.')[1] ?? '')
  let bytes = 'bytes' in packed ? [...packed.bytes.subarray(0, -2)] : []
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(bytes.length + 1)
    const way = random(4)
    if (way === 0) bytes = bytes.slice(0, at)
    else if (way === 1) bytes = [...bytes.slice(0, at), random(256), ...bytes.slice(at + 1)]
    else if (way === 2) bytes = [...bytes.slice(0, at), ...Array.from({ length: random(60) }, () => random(256))]
    else bytes = [...bytes.slice(0, at), ...Array.from({ length: random(200) }, () => pick(random, [0, 255]))]
  }
  const check = check16(bytes)
  return `2.${toBase64url([...bytes, check >> 8, check & 255])}`
}

/** A file with one value of it another one, or its text broken. */
function brokenFile(random: Random): string {
  if (random(3) === 0) return broken(file, random)
  const value: unknown = JSON.parse(file)
  let at = value
  for (let depth = random(6); depth >= 0; depth--) {
    if (typeof at !== 'object' || at === null) break
    const keys = Object.keys(at)
    const key =
      random(12) === 0 ? pick(random, ['__proto__', 'constructor', 'x', '\u202e']) : (keys[random(keys.length)] ?? 'x')
    const inner: unknown = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
    if (depth === 0 || typeof inner !== 'object') {
      Object.defineProperty(at, key, {
        value: pick(random, HOSTILE),
        enumerable: true,
        configurable: true,
        writable: true,
      })
      break
    }
    at = inner
  }
  return JSON.stringify(value)
}

/** `count` broken things, the same for the same seed. */
export function* mutated(count: number, seed: number): Generator<Answer> {
  const random = seeded(seed)
  for (let i = 0; i < count; i++) {
    const way = random(10)
    if (way < 3) yield asked('link', broken(pick(random, links), random), ofLink)
    else if (way < 7) yield asked('sealed link', sealed(pick(random, links), random), ofLink)
    else if (way < 8) yield asked('scenario link', broken(pick(random, scenarioLinks), random), ofScenarioLink)
    else yield asked('file', brokenFile(random), ofFile)
  }
}

/**
 * A large cluster as people have it, then `count` links close to what one may hold, and as many with some of their bytes changed, which
 * mostly says other things as large.
 */
export function* large(count: number, seed: number): Generator<Answer> {
  const random = seeded(seed)
  const { topology, flow } = generate({ nodes: 300, pods: 3_000, services: 30 }, 'real', seed)
  const sound = encodeLink(topology, flow)
  if (sound.ok) yield asked('near a limit', sound.value, ofLink)
  let made = 0
  for (const { hash } of nearLimits(random)) {
    if (made++ === count) return
    yield asked('near a limit', hash, ofLink)
    yield asked('near a limit', sealed(hash, random), ofLink)
  }
}

function asked(kind: Answer['kind'], input: string, open: (input: string) => readonly string[] | null): Answer {
  const timed = () => {
    const start = process.cpuUsage()
    const said = open(input)
    const { user, system } = process.cpuUsage(start)
    return { said, ms: (user + system) / 1_000 }
  }
  return { kind, input, ...timed(), again: () => timed().ms }
}

function ofLink(hash: string): readonly string[] | null {
  const opened = decodeLink(hash)
  if (!opened.ok) return [topologyLinkText(opened.error, topologyLinkEn)]
  const { problems } = opened.value
  return problems.length === 0 ? null : problems.map((problem) => problemText(problem, en))
}

function ofScenarioLink(hash: string): readonly string[] | null {
  const state = stateOf(`#${hash}`)
  if (!state.ok) return [hashProblemText(state.error, en.link, topologyLinkEn)]
  hashOf(state.value)
  return null
}

function ofFile(text: string): readonly string[] | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The command line and the page say line and column.
    return ['not JSON: line 1']
  }
  const topology = check(value)
  return topology.ok ? null : topology.error.map((problem) => problemText(problem, en))
}
