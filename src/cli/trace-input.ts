/*! The words of the command line → a topology and a flow, or one sentence that says which word is wrong. */
import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readJson } from '../base/json'
import { err, ok, type Result } from '../base/result'
import { allScenarios, choiceOf, isAllowed, questionOf, type Scenario, scenarioById, type Variant } from '../scenarios'
import {
  check,
  type Flow,
  type Ipv4,
  parseIpv4,
  type Problem,
  type Question,
  type Source,
  type Topology,
  visible,
} from '../sim'
import type { AllMessages } from '../text/messages'
import { problemText } from '../text/problem-text'

export interface Asked {
  readonly topology: Topology
  readonly flow: Flow
  readonly form: Form
}

/** How the answer is written. */
export type Form = 'list' | (typeof FORMS)[number]
const FORMS = ['json', 'markdown', 'mermaid', 'lab', 'traceroute'] as const

interface Options {
  readonly variant?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly port?: string | undefined
  readonly sport?: string | undefined
  readonly backend?: string | undefined
  readonly udp?: boolean | undefined
  readonly ping?: boolean | undefined
  readonly ttl?: string | undefined
  readonly traceroute?: boolean | undefined
  readonly json?: boolean | undefined
  readonly markdown?: boolean | undefined
  readonly mermaid?: boolean | undefined
  readonly lab?: boolean | undefined
  readonly help?: boolean | undefined
}

const DEFAULT_SPORT = 40001
const LIMIT_BYTES = 50_000_000

/** What is asked, or one sentence. */
export function question(args: readonly string[], language: AllMessages): Result<Asked, string> {
  const { cli } = language
  const parsed = words(args)
  if (!parsed.ok) return err(`${cli.badOption({ found: visible(parsed.error) })}\n\n${cli.usage}`)
  const { what, options } = parsed.value
  if (what === undefined || options.help) return err(cli.usage)
  const [form = 'list', other] = FORMS.filter((name) => options[name])
  if (other !== undefined) return err(cli.twoForms({ first: `--${form}`, second: `--${other}` }))
  const given = what.endsWith('.json') ? ofFile(what, options, language) : ofScenario(what, options, language)
  if (!given.ok) return given
  const flow = changedFlow(given.value, options, language)
  return flow.ok ? ok({ topology: given.value.topology, flow: flow.value, form }) : flow
}

function words(args: readonly string[]): Result<{ what: string | undefined; options: Options }, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        variant: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        port: { type: 'string' },
        sport: { type: 'string' },
        backend: { type: 'string' },
        udp: { type: 'boolean' },
        ping: { type: 'boolean' },
        ttl: { type: 'string' },
        traceroute: { type: 'boolean' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        mermaid: { type: 'boolean' },
        lab: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return ok({ what: positionals[0], options: values })
  } catch (error) {
    // parseArgs says which option it does not know, or which lacks its value.
    return err(error instanceof Error ? error.message.replace(/\. To specify.*/s, '.') : String(error))
  }
}

function ofScenario(id: string, { variant: text }: Options, { cli }: AllMessages): Result<Question, string> {
  const scenario = scenarioById(id.toLowerCase())
  const found = visible(id)
  if (!scenario)
    return err(
      cli.noSuchScenario({
        found,
        known: allScenarios()
          .map((s) => s.id)
          .join(', '),
      }),
    )
  const variant = variantOf(scenario, text === undefined ? [] : text.split(',').map((word) => word.trim()), cli)
  return variant.ok ? ok(questionOf(scenario, variant.value)) : variant
}

function variantOf(scenario: Scenario, chosen: readonly string[], cli: AllMessages['cli']): Result<Variant, string> {
  const { id, groups } = scenario
  const taken = new Map<string, string>()
  const variant: { -readonly [Group in keyof Variant]: Variant[Group] } = {}
  for (const word of chosen) {
    const group = groups.find(({ choices }) => choices.some((choice) => choice.id === word))
    const choice = group?.choices.find((candidate) => candidate.id === word)
    if (!group || !choice) {
      const known = groups.flatMap(({ choices }) => choices.map((candidate) => candidate.id)).join(', ')
      return err(cli.noSuchWord({ found: visible(word), scenario: id, known }))
    }
    const first = taken.get(group.id)
    if (first !== undefined) return err(cli.twoWords({ first, second: word }))
    taken.set(group.id, word)
    variant[group.id] = choice.id
  }
  for (const group of groups) {
    const choice = choiceOf(group, variant)
    if (choice.needs && !isAllowed(scenario, choice, variant)) {
      return err(cli.needsWord({ found: choice.id, needs: choice.needs.choice }))
    }
  }
  return ok(variant)
}

/** A cluster of one's own; its flow comes from the options. */
function ofFile(file: string, options: Options, language: AllMessages): Result<Question, string> {
  const { cli } = language
  if (options.variant !== undefined) return err(cli.variantOfFile)
  const text = textOf(file, cli)
  if (!text.ok) return text
  const value = jsonOf(file, text.value, cli)
  if (!value.ok) return value
  const topology = check(value.value)
  if (!topology.ok) return err(wrongText(file, topology.error, language))
  for (const option of ['from', 'to', ...(options.ping ? [] : (['port'] as const))] as const) {
    if (options[option] === undefined) return err(cli.needed({ option: `--${option}` }))
  }
  const flow: Flow = {
    from: { kind: 'pod', name: '' },
    to: { ip: topology.value.vpc.address, port: 0 },
    protocol: 'TCP',
    sport: DEFAULT_SPORT,
    backend: null,
  }
  return ok({ topology: topology.value, flow })
}

/** Nobody mends more at a time. */
const MOST_LINES = 10

/** What is wrong with a cluster in a file, a line each. */
export function wrongText(file: string, problems: readonly Problem[], language: AllMessages): string {
  const shown = problems.slice(0, MOST_LINES).map((problem) => `${visible(file)}: ${problemText(problem, language)}`)
  const more = problems.length - shown.length
  return [...shown, ...(more > 0 ? [language.cli.moreProblems({ count: more })] : [])].join('\n')
}

export function textOf(file: string, cli: AllMessages['cli']): Result<string, string> {
  const name = visible(file)
  try {
    if (statSync(file).size > LIMIT_BYTES) return err(cli.tooLarge({ file: name, limit: `${LIMIT_BYTES / 1e6} MB` }))
    return ok(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return err(cli.unreadable({ file: name, why: code === 'ENOENT' ? 'no such file' : code }))
  }
}

export function jsonOf(file: string, text: string, cli: AllMessages['cli']): Result<unknown, string> {
  const read = readJson(text.replace(/^\uFEFF/, ''))
  if (read.ok) return read
  const { line, column, twice } = read.error
  const place = { file: visible(file), line, column }
  return err(twice === null ? cli.notJson(place) : cli.keyTwice({ ...place, key: visible(twice.slice(0, 60)) }))
}

/** The flow with what the options say. */
function changedFlow({ topology, flow }: Question, options: Options, { cli }: AllMessages): Result<Flow, string> {
  const from = options.from === undefined ? ok(flow.from) : sourceOf(options.from, topology, cli)
  if (!from.ok) return from
  const ip = options.to === undefined ? ok(flow.to.ip) : targetOf(options.to, topology, cli)
  if (!ip.ok) return ip
  const port = portOf('--port', options.port, flow.to.port, cli)
  if (!port.ok) return port
  const sport = portOf('--sport', options.sport, flow.sport, cli)
  if (!sport.ok) return sport
  const { backend } = options
  if (backend !== undefined) {
    const taken = onlyOf(
      '--backend',
      backend,
      meant('pod', topology.pods, backend, ({ name }) => name),
      cli,
    )
    if (!taken.ok) return taken
    if (taken.value === null) return err(cli.noSuchBackend({ found: visible(backend) }))
  }
  if (options.udp && options.ping) return err(cli.twoForms({ first: '--udp', second: '--ping' }))
  const ttl = options.ttl === undefined ? undefined : ttlOf(options.ttl)
  if (ttl === null) return err(cli.notATtl({ found: visible(options.ttl ?? '') }))
  return ok({
    from: from.value,
    to: { ip: ip.value, port: options.ping ? 0 : port.value },
    protocol: options.ping ? 'ICMP' : options.udp ? 'UDP' : flow.protocol,
    ...ttlBeside(ttl ?? flow.ttl),
    sport: sport.value,
    backend: backend?.replace(/^pod:/, '') ?? flow.backend,
  })
}

const ttlBeside = (ttl: number | undefined): Pick<Flow, 'ttl'> => (ttl === undefined ? {} : { ttl })

const ttlOf = (text: string): number | null =>
  /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 255 ? Number(text) : null

/** One thing that a name may mean; `said`: how to name it and nothing else. */
interface Meant<T> {
  readonly said: string
  readonly value: T
}

const NAMESPACE = 'default'

/** Things of one kind that the name means: bare, or with its kind in front ("node:web"), pods and Services also with their namespace. */
function meant<Item extends { readonly name: string; readonly namespace?: string }, T>(
  kind: 'pod' | 'node' | 'client' | 'service',
  list: readonly Item[],
  text: string,
  value: (item: Item, ref: string) => T,
): readonly Meant<T>[] {
  const name = text.startsWith(`${kind}:`) ? text.slice(kind.length + 1) : text
  const spaced = kind === 'pod' || kind === 'service'
  return list.flatMap((item) => {
    const ref = spaced ? `${item.namespace ?? NAMESPACE}/${item.name}` : item.name
    return name === item.name || name === ref ? [{ said: `${kind}:${ref}`, value: value(item, ref) }] : []
  })
}

/** The only one; null: none. Of several nobody is guessed: the choices are told. */
function onlyOf<T>(
  option: string,
  found: string,
  all: readonly Meant<T>[],
  { ambiguous }: AllMessages['cli'],
): Result<T | null, string> {
  const [first, second] = all
  if (first === undefined) return ok(null)
  if (second === undefined) return ok(first.value)
  const choices = [...all.slice(0, 10).map(({ said }) => said), ...(all.length > 10 ? ['…'] : [])].join(', ')
  return err(ambiguous({ option, found: visible(found), choices }))
}

function sourceOf(name: string, { pods, nodes, clients }: Topology, cli: AllMessages['cli']): Result<Source, string> {
  const alone = (bare: string) => pods.filter((pod) => pod.name === bare).length === 1
  const all = [
    ...meant('pod', pods, name, (pod, ref): Source => ({ kind: 'pod', name: alone(pod.name) ? pod.name : ref })),
    ...meant('node', nodes, name, (node): Source => ({ kind: 'node', name: node.name })),
    ...meant('client', clients, name, (client): Source => ({ kind: 'client', name: client.name })),
  ]
  const source = onlyOf('--from', name, all, cli)
  if (!source.ok) return source
  return source.value === null
    ? err(cli.noSuchSource({ found: visible(name), known: namesText([...pods, ...nodes, ...clients]) }))
    : ok(source.value)
}

function targetOf(text: string, { pods, services }: Topology, cli: AllMessages['cli']): Result<Ipv4, string> {
  const address = parseIpv4(text)
  if (address.ok) return address
  const [name, external] = text.endsWith('/external') ? [text.slice(0, -'/external'.length), true] : [text, false]
  const all = [
    ...meant('service', services, name, (service): Ipv4 | null => (external ? service.lbIP : service.clusterIP)),
    ...(external ? [] : meant('pod', pods, name, (pod): Ipv4 | null => pod.ip)),
  ]
  // null among them: that Service has no such address.
  const ip = onlyOf('--to', text, all, cli)
  if (!ip.ok) return ip
  if (ip.value !== null) return ok(ip.value)
  return all.length > 0
    ? err(cli.noExternal({ service: visible(name) }))
    : err(cli.noSuchTarget({ found: visible(text), known: namesText([...services, ...pods]) }))
}

/** The first ten names; a large cluster has thousands. */
const namesText = (list: readonly { readonly name: string }[]): string =>
  [...list.slice(0, 10).map(({ name }) => name), ...(list.length > 10 ? ['…'] : [])].join(', ')

function portOf(
  option: string,
  text: string | undefined,
  own: number,
  cli: AllMessages['cli'],
): Result<number, string> {
  if (text === undefined) return ok(own)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? ok(port) : err(cli.notAPort({ option, found: visible(text) }))
}
