/*! What `link` says: the hash of a link that carries a whole topology, and back. A file holds a topology (the JSON that `check` reads); a
scenario also brings its flow. `--slice`: only what the trace of a flow asks for, as the page's Share offers it; the flow is told as
`trace` is told it. */
import { err, ok, type Result } from '../base/result'
import { scenarioById } from '../scenarios'
import { isComparison, sidesOf } from '../share/comparison-link'
import { decodeLink, encodeLink } from '../share/topology-link'
import { formatIpv4, type Flow, readTopology, simulate, sliceOf, topologyToJson, type Topology } from '../sim'
import { en } from '../text/en'
import { hashProblemText } from '../text/link-text'
import { problemText } from '../text/problem-text'
import { topologyLinkEn } from '../text/topology-link-en'
import { noLinkText, topologyLinkText } from '../text/topology-link-text'
import { jsonOf, question, textOf, wrongText } from './trace-input'

/** What goes to standard output; `problems`: what is wrong with the topology that a link holds, a line each. */
interface Said {
  readonly text: string
  readonly problems: readonly string[]
}

/** The answer to the words of a command line, or one sentence that says which of them is wrong. */
export function answer(words: readonly string[]): Result<Said, string> {
  const [first, second] = words
  if (words.includes('--slice')) return sliced(words.filter((word) => word !== '--slice'))
  if (first === '--decode' && second !== undefined) return decoded(second)
  if (first === undefined || first.startsWith('-')) return err(en.cli.linkUsage)
  const scenario = scenarioById(first.toLowerCase())
  if (scenario) return encoded(scenario.question.topology, scenario.question.flow)
  const text = textOf(first, en.cli)
  const value = text.ok ? jsonOf(first, text.value, en.cli) : text
  if (!value.ok) return value
  const read = readTopology(value.value)
  if (!read.ok) return err(wrongText(first, read.error, en))
  // One with mistakes is sent as it is: whoever opens it sees them, and can mend them.
  const { topology, problems } = read.value
  const link = encoded(topology, null)
  if (problems.length === 0) return link
  const wrong = wrongText(first, problems, en)
  return link.ok ? ok({ ...link.value, problems: wrong.split('\n') }) : err(wrong)
}

/** What the trace asked for of its topology, with the flow. */
function sliced(words: readonly string[]): Result<Said, string> {
  if (words.length === 0) return err(en.cli.linkUsage)
  const asked = question(words, en)
  if (!asked.ok) return asked
  const { topology, flow } = asked.value
  return encoded(sliceOf(topology, flow, simulate(topology, flow).trace), flow)
}

function encoded(topology: Topology, flow: Flow | null): Result<Said, string> {
  const hash = encodeLink(topology, flow)
  return hash.ok
    ? ok({ text: `${hash.value}\n${hash.value.length}\n`, problems: [] })
    : err(noLinkText(hash.error, topologyLinkEn))
}

function decoded(hash: string): Result<Said, string> {
  if (!isComparison(hash)) return held(hash, 0)
  const sides = sidesOf(hash)
  if (!sides.ok) return err(hashProblemText(sides.error, en.link, topologyLinkEn))
  const { left, right, shift } = sides.value
  const [a, b] = [held(left, 0), held(right, shift)]
  if (!a.ok || !b.ok) return a.ok ? b : a
  return ok({
    text: `[\n${a.value.text.trimEnd()},\n${b.value.text.trimEnd()}\n]\n`,
    problems: [...a.value.problems, ...b.value.problems],
  })
}

/** `shift`: where its characters stand in the whole link. */
function held(hash: string, shift: number): Result<Said, string> {
  const opened = decodeLink(hash)
  if (!opened.ok) {
    const { error } = opened
    return err(topologyLinkText('at' in error ? { ...error, at: error.at + shift } : error, topologyLinkEn))
  }
  const { topology, flow, problems, hop, reply } = opened.value
  const asked = flow && { ...flow, to: { ...flow.to, ip: formatIpv4(flow.to.ip) } }
  return ok({
    text: `${JSON.stringify({ topology: topologyToJson(topology), flow: asked, hop, reply }, null, 2)}\n`,
    problems: problems.map((problem) => problemText(problem, en)),
  })
}
