/*! `npm run -s link -- topology.json`: the hash of a link that carries a whole topology, and back. A file holds a topology
(the JSON that `check` reads); a scenario also brings its flow. `--slice`: only what the trace of a flow asks for, as the page's Share
offers it; the flow is told as `trace` is told it. Whatever a person can get wrong ends in one sentence and exit code 2. */
import { argv, exit, stderr, stdout } from 'node:process'
import { err, ok, type Result } from '../base/result'
import { addMoreLinks, scenarioById } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { isComparison, sidesOf } from '../share/comparison-link'
import { decodeLink, encodeLink } from '../share/topology-link'
import { check, formatIpv4, type Flow, simulate, sliceOf, topologyToJson, type Topology, visible } from '../sim'
import { loadAllPlanes } from '../sim/all-planes'
import { en } from '../text/en'
import { hashProblemText } from '../text/link-text'
import { problemText } from '../text/problem-text'
import { topologyLinkEn } from '../text/topology-link-en'
import { noLinkText, topologyLinkText } from '../text/topology-link-text'
import { jsonOf, question, textOf } from './trace-input'

loadAllPlanes()
addMoreLinks(moreLinks)

function answer(words: readonly string[]): Result<string, string> {
  const [first, second] = words
  if (words.includes('--slice')) return sliced(words.filter((word) => word !== '--slice'))
  if (first === '--decode' && second !== undefined) return decoded(second)
  if (first === undefined || first.startsWith('-')) return err(en.cli.linkUsage)
  const scenario = scenarioById(first.toLowerCase())
  if (scenario) return encoded(scenario.question.topology, scenario.question.flow)
  const text = textOf(first, en.cli)
  const value = text.ok ? jsonOf(first, text.value, en.cli) : text
  if (!value.ok) return value
  const topology = check(value.value)
  if (topology.ok) return encoded(topology.value, null)
  const [problem] = topology.error
  return err(`${visible(first)}: ${problem === undefined ? '' : problemText(problem, en)}`)
}

/** What the trace asked for of its topology, with the flow. */
function sliced(words: readonly string[]): Result<string, string> {
  if (words.length === 0) return err(en.cli.linkUsage)
  const asked = question(words, en)
  if (!asked.ok) return asked
  const { topology, flow } = asked.value
  return encoded(sliceOf(topology, flow, simulate(topology, flow).trace), flow)
}

function encoded(topology: Topology, flow: Flow | null): Result<string, string> {
  const hash = encodeLink(topology, flow)
  return hash.ok ? ok(`${hash.value}\n${hash.value.length}\n`) : err(noLinkText(hash.error, topologyLinkEn))
}

function decoded(hash: string): Result<string, string> {
  if (!isComparison(hash)) return held(hash, 0)
  const sides = sidesOf(hash)
  if (!sides.ok) return err(hashProblemText(sides.error, en.link, topologyLinkEn))
  const { left, right, shift } = sides.value
  const [a, b] = [held(left, 0), held(right, shift)]
  if (!a.ok || !b.ok) return a.ok ? b : a
  return ok(`[\n${a.value.trimEnd()},\n${b.value.trimEnd()}\n]\n`)
}

/** `shift`: where its characters stand in the whole link. */
function held(hash: string, shift: number): Result<string, string> {
  const opened = decodeLink(hash)
  if (!opened.ok) {
    const { error } = opened
    return err(topologyLinkText('at' in error ? { ...error, at: error.at + shift } : error, topologyLinkEn))
  }
  const { topology, flow, problems, hop, reply } = opened.value
  for (const problem of problems) stderr.write(`${problemText(problem, en)}\n`)
  const asked = flow && { ...flow, to: { ...flow.to, ip: formatIpv4(flow.to.ip) } }
  return ok(`${JSON.stringify({ topology: topologyToJson(topology), flow: asked, hop, reply }, null, 2)}\n`)
}

const answered = answer(argv.slice(2))
if (answered.ok) stdout.write(answered.value)
else {
  stderr.write(`${answered.error}\n`)
  exit(2)
}
