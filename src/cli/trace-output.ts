/*! A run as a list that reads top to bottom, as JSON, and in the forms of src/export. */
import { assertNever } from '../base/assert'
import {
  assumptionsIn,
  formatIpv4,
  isError,
  labScript,
  type Leg,
  machineOf,
  type Packet,
  type Run,
  showRow,
  simulate,
  type Step,
  tracerouteOf,
} from '../sim'
import { markdownOf } from '../export/markdown'
import { mermaidOf } from '../export/mermaid'
import { because } from '../text/because'
import { commandsEn } from '../text/commands-en'
import { explain } from '../text/explain'
import { exportEn } from '../text/export-en'
import type { AllMessages } from '../text/messages'
import { namesOf } from '../text/names'
import { packetRows } from '../text/packet-table'
import { retriesText } from '../text/retries-en'
import { plainText } from '../text/rich'
import { placeWord } from '../text/step-words'
import { verdictLine, verdictText } from '../text/verdict-text'
import type { Asked } from './trace-input'

/** What goes to stdout, in the form that was asked for. */
export function answer({ topology, flow, form }: Asked, language: AllMessages): string {
  const run = simulate(topology, flow)
  const words = { ...language, exports: exportEn, commands: commandsEn }
  switch (form) {
    case 'list':
      return `${traceList(run, language).join('\n')}\n`
    case 'json':
      return `${JSON.stringify(traceJson(run, language), null, 2)}\n`
    case 'markdown':
      return markdownOf(run, assumptionsIn({ topology, flow }, run), words)
    case 'mermaid':
      return mermaidOf(run, words)
    case 'lab':
      return labScript(run)
    case 'traceroute':
      return `${tracerouteList(run, language).join('\n')}\n`
    default:
      return assertNever(form)
  }
}

const WIDTH = 15
const INDENT = ' '.repeat(6)

/** Lines of text: the verdict first, then hop by hop, grouped by machine. */
export function traceList(run: Run, language: AllMessages): readonly string[] {
  const { request, reply } = run.trace
  const { tone } = verdictText(run, language)
  const { from, to, protocol, sport } = run.flow
  const target = protocol === 'ICMP' ? formatIpv4(to.ip) : `${formatIpv4(to.ip)}:${to.port}`
  const retries = retriesText(run)
  return [
    language.cli.flow({ from: `${language.kindOf[from.kind]} ${from.name}`, to: target, protocol, sport }),
    `${tone === 'ok' ? '✓' : '✕'} ${verdictLine(run, language)}`,
    ...(retries === null ? [] : [`  ${plainText(retries)}`]),
    ...legList(run, request, 0, language),
    ...(reply ? legList(run, reply, request.steps.length, language) : ['', language.cli.noReply]),
  ]
}

/** A line for each TTL, as traceroute prints them: the address that answered, and who that is. */
export const tracerouteList = (run: Run, language: AllMessages): readonly string[] =>
  tracerouteOf(run).map(({ ttl, answer, run: probe }) => {
    const number = String(ttl).padStart(2)
    if (answer === null) return `${number}  *  ${plainText(verdictText(probe, language).sentence)}`
    const { short, full } = namesOf(run, language).of(answer.machine)
    const who = short === full ? short : `${short} ${full}`
    return `${number}  ${formatIpv4(answer.from)}  ${who}${answer.what === 'passed' ? '' : `  ${language.cli[answer.what]}`}`
  })

function legList(run: Run, leg: Leg, first: number, language: AllMessages): readonly string[] {
  const names = namesOf(run, language)
  const lines = ['', language.cli.legHeading({ leg: language.leg[leg.kind], hops: leg.steps.length })]
  leg.steps.forEach((step, index) => {
    const machine = machineOf(step.place)
    const before = leg.steps[index - 1]
    if (!before || machineOf(before.place) !== machine) {
      const { short, full } = names.of(machine)
      lines.push('', short === full ? `  ${short}` : `  ${short}  ${full}`)
    }
    lines.push(...hopList(run, step, leg, first + index, language))
  })
  return lines
}

function hopList(run: Run, step: Step, leg: Leg, index: number, language: AllMessages): readonly string[] {
  const { cli } = language
  const place = placeWord(run, step, leg.kind, language).padEnd(WIDTH)
  const changes = packetRows(step).flatMap(({ field, before, after, changed }) =>
    // MACs change at every interface; the JSON has them.
    changed && before !== null && after !== null && field !== 'smac' && field !== 'dmac'
      ? [`${language.field[field]} ${before} → ${after}`]
      : [],
  )
  const [decided] = step.because
  const left = step.effects.flatMap((effect) => {
    switch (effect.kind) {
      case 'conntrack':
        return [showRow(effect.entry)]
      case 'conntrack-gone':
        return []
      case 'ipvs-conn':
        return [showRow(effect.conn)]
      case 'neigh':
        return [showRow(effect.neigh)]
      case 'slb-session':
      case 'snat-session':
      case 'group-session':
        return [showRow(effect.session)]
      default:
        return assertNever(effect)
    }
  })
  return [
    `  ${String(index + 1).padStart(3)}  ${place} ${packetText(step.after)}`,
    `${INDENT} ${plainText(explain(run, index, language).sentence)}`,
    ...changes.map((change) => `${INDENT} * ${change}`),
    ...(decided ? [`${INDENT} ${cli.by} ${showRow(decided)}`] : []),
    ...left.map((row) => `${INDENT} ${cli.leaves} ${row}`),
  ]
}

/** `10.0.1.91:40001 > 10.0.3.63:80 TCP S ttl 64` */
function packetText({ src, dst, ttl, l4 }: Packet): string {
  const [from, to] = [formatIpv4(src), formatIpv4(dst)]
  switch (l4.proto) {
    case 'TCP':
      return `${from}:${l4.sport} > ${to}:${l4.dport} TCP ${l4.flags} ttl ${ttl}`
    case 'UDP':
      return `${from}:${l4.sport} > ${to}:${l4.dport} UDP ttl ${ttl}`
    case 'ICMP':
      return `${from} > ${to} ICMP ${l4.type}/${l4.code} ttl ${ttl}`
  }
}

/** The same for a program: addresses as text, rows as their tools print them. */
export function traceJson(run: Run, language: AllMessages): unknown {
  const { request, reply, verdict } = run.trace
  const { fate, clientSees } = verdict
  const first = request.steps.length
  return {
    flow: { ...run.flow, to: { ip: formatIpv4(run.flow.to.ip), port: run.flow.to.port } },
    verdict: {
      fate: fate.kind,
      reason: fate.kind === 'dropped' || fate.kind === 'refused' ? fate.reason.kind : null,
      clientSees: clientSees.kind,
      errno: 'errno' in clientSees ? clientSees.errno : null,
      sentence: verdictLine(run, language),
    },
    request: request.steps.map((step, index) => stepJson(run, step, request, index, language)),
    reply: reply && reply.steps.map((step, index) => stepJson(run, step, reply, first + index, language)),
  }
}

function stepJson(run: Run, step: Step, leg: Leg, index: number, language: AllMessages): unknown {
  const { short, full } = namesOf(run, language).of(machineOf(step.place))
  return {
    hop: index + 1,
    machine: { short, name: full },
    place: placeWord(run, step, leg.kind, language),
    event: step.event.kind,
    before: packetJson(step.before),
    after: packetJson(step.after),
    sentence: plainText(explain(run, index, language).sentence),
    decidedBy: step.because.map(showRow),
    because: because(run, index, language).map(({ index: earlier }) => earlier + 1),
  }
}

const packetJson = ({ src, dst, ttl, mark, smac, dmac, l4 }: Packet): unknown => ({
  src: formatIpv4(src),
  dst: formatIpv4(dst),
  ttl,
  mark,
  smac,
  dmac,
  ...(isError(l4)
    ? { ...l4, inner: { ...l4.inner, src: formatIpv4(l4.inner.src), dst: formatIpv4(l4.inner.dst) } }
    : l4),
})
