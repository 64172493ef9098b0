/*! What the picker offers for a text: rows in groups, and what a row or the text itself asks for. Pure. */
import { err, ok, type Result } from '../../base/result'
import { allScenarios, type ScenarioId } from '../../scenarios'
import {
  askTarget,
  findSource,
  findTarget,
  type FlowChoice,
  type FlowProblem,
  type FlowSource,
  type FlowTarget,
  formatIpv4,
  isWholeFlow,
  parseEndpoint,
  parseFlow,
  parsePort,
  plainTyped,
  sourcesOf,
  targetAt,
  targetsOf,
  type Topology,
} from '../../sim'
import { titleOf } from '../../text/later-words'
import type { PickerText } from './use-picker-text'

/** Which end is chosen; `find`: anything. */
export type PickerMode = 'from' | 'to' | 'find'
export type OptionKind = FlowTarget['kind'] | 'scenario' | 'more' | 'flow' | 'address'

export type Asks =
  | { readonly kind: 'source'; readonly source: FlowSource }
  | { readonly kind: 'target'; readonly target: FlowTarget }
  | { readonly kind: 'scenario'; readonly id: ScenarioId }
  | { readonly kind: 'flow'; readonly flow: FlowChoice }
  /** The text as it stands. */
  | { readonly kind: 'typed' }

export interface Option {
  readonly id: string
  readonly name: string
  /** Behind the name, in plain weight. */
  readonly detail: string
  /** At the right. */
  readonly address: string
  readonly asks: Asks
}
export interface OptionGroup {
  readonly kind: OptionKind
  readonly options: readonly Option[]
  /** Found, but not shown. */
  readonly more: number
}

/** Rows of a group; who looks for one of more has to type. */
const ROWS = 12

/** The rows for a text, best group first. */
export function optionsFor(
  mode: PickerMode,
  text: string,
  topology: Topology,
  words: PickerText,
): readonly OptionGroup[] {
  const plain = plainTyped(text)
  const { name } = splitPort(plain)
  // `centos-h5wnp` and `centos…h5wnp` leave out the middle of a name.
  const wanted = name.toLowerCase().split(/\s+|-|\.{3}/)
  const fits = ({ name: of, detail, address }: Option): boolean => {
    const hay = `${of} ${detail} ${address}`.toLowerCase()
    return wanted.every((word) => hay.includes(word))
  }
  const group = (kind: OptionKind, options: readonly Option[]): OptionGroup => {
    const found = options.filter(fits)
    return { kind, options: found.slice(0, ROWS), more: Math.max(0, found.length - ROWS) }
  }
  const rows = mode === 'from' ? sourceRows(topology, words) : targetRows(topology, words)
  const ends = (['service', 'pod', 'node', 'client'] as const).map((kind) => group(kind, rows.get(kind) ?? []))
  const links = mode === 'find' && plain !== '' ? linkGroups(words).map(([kind, options]) => group(kind, options)) : []
  const found = [...flowRow(plain, topology, words), ...ends, ...links].filter(({ options }) => options.length > 0)
  return [...found, ...typedRow(plain, words)]
}

/** Which row stands for the flow as it is; the first one, if none does. */
export function currentRow(
  groups: readonly OptionGroup[],
  mode: PickerMode,
  flow: FlowChoice,
  topology: Topology,
): number {
  const target = targetAt(targetsOf(topology), flow)
  const isCurrent = ({ asks }: Option): boolean => {
    if (asks.kind === 'source') return asks.source.kind === flow.from.kind && asks.source.name === flow.from.name
    if (asks.kind !== 'target' || target === null || mode === 'from') return false
    return asks.target.ip === target.ip && asks.target.address === target.address && asks.target.name === target.name
  }
  return Math.max(0, groups.flatMap(({ options }) => options).findIndex(isCurrent))
}

const endpoint = (ip: FlowTarget['ip'], ports: FlowTarget['ports']): string => {
  const [only, ...others] = ports
  return only && others.every(({ port }) => port === only.port) ? `${formatIpv4(ip)}:${only.port}` : formatIpv4(ip)
}

const grouped = <T extends { readonly kind: OptionKind }>(
  items: readonly T[],
  row: (item: T, index: number) => Option,
): ReadonlyMap<OptionKind, readonly Option[]> => {
  const groups = new Map<OptionKind, Option[]>()
  items.forEach((item, index) => groups.set(item.kind, [...(groups.get(item.kind) ?? []), row(item, index)]))
  return groups
}

/** `ECS1`, as the picture calls it. */
const numberOf = (name: string, { nodes }: Topology, { machine }: PickerText): string =>
  machine.node(nodes.findIndex((node) => node.name === name) + 1)

const sourceRows = (topology: Topology, words: PickerText) =>
  grouped(sourcesOf(topology), (source, index) => ({
    id: `source-${index}`,
    name: source.name,
    detail: source.kind === 'node' ? numberOf(source.name, topology, words) : '',
    address: formatIpv4(source.ip),
    asks: { kind: 'source', source },
  }))

/** Services by what a person means first: the outer address, the ClusterIP, then NodePorts. */
const RANK = { externalIP: 0, slb: 0, clusterIP: 1, own: 1, eip: 1, nodePort: 2 } as const

const targetRows = (topology: Topology, words: PickerText) =>
  grouped(
    targetsOf(topology).toSorted((a, b) => RANK[a.address] - RANK[b.address]),
    (target, index) => ({
      id: `target-${index}`,
      name: target.name,
      detail:
        target.kind === 'node'
          ? numberOf(target.name, topology, words)
          : words.picker.address(
              target.node === null ? target : { ...target, node: numberOf(target.node, topology, words) },
            ),
      address: target.kind === 'service' ? endpoint(target.ip, target.ports) : formatIpv4(target.ip),
      asks: { kind: 'target', target },
    }),
  )

function linkGroups(text: PickerText): readonly (readonly [OptionKind, readonly Option[]])[] {
  const rows = allScenarios().map(
    ({ id }): Option => ({
      id: `link-${id}`,
      name: titleOf(text, id),
      detail: '',
      address: id.startsWith('s') ? id.slice(1) : '',
      asks: { kind: 'scenario', id },
    }),
  )
  const isArticle = ({ asks }: Option) => asks.kind === 'scenario' && asks.id.startsWith('s')
  return [
    ['scenario', rows.filter(isArticle)],
    ['more', rows.filter((row) => !isArticle(row))],
  ]
}

/** `src dst dport` in one go. */
function flowRow(plain: string, topology: Topology, { flow, picker }: PickerText): readonly OptionGroup[] {
  if (!isWholeFlow(plain)) return []
  const parsed = parseFlow(plain, topology)
  if (!parsed.ok) return []
  const { from, to, protocol, ttl } = parsed.value
  const target = formatIpv4(to.ip)
  const name = picker.wholeFlow({
    from: from.name,
    to: protocol === 'ICMP' ? target : `${target}:${to.port}`,
    protocol: `${flow.protocols[protocol]}${ttl === undefined ? '' : ` TTL ${ttl}`}`,
  })
  const asks: Asks = { kind: 'flow', flow: parsed.value }
  return [{ kind: 'flow', more: 0, options: [{ id: 'flow', name, detail: '', address: '', asks }] }]
}

/** The last row takes what looks like an address as one. */
function typedRow(plain: string, { picker }: PickerText): readonly OptionGroup[] {
  if (parseEndpoint(plain) === null) return []
  const option: Option = { id: 'typed', name: '', detail: picker.asTyped(plain), address: '', asks: { kind: 'typed' } }
  return [{ kind: 'address', more: 0, options: [option] }]
}

/** `nginx1:81` is a name and a port. */
function splitPort(plain: string): { readonly name: string; readonly port: string | null } {
  const [, name = plain, port] = /^([^\s:]*):([^\s:]*)$/.exec(plain) ?? []
  return { name, port: port === undefined || port === '' ? null : port }
}

/** What the current flow becomes by a row, or by the text where no row was chosen. */
export function askedBy(
  mode: PickerMode,
  asks: Exclude<Asks, { kind: 'scenario' }>,
  text: string,
  current: FlowChoice,
  topology: Topology,
): Result<FlowChoice, FlowProblem> {
  const plain = plainTyped(text)
  switch (asks.kind) {
    case 'flow':
      return ok(asks.flow)
    case 'source':
      return ok({ ...current, from: { kind: asks.source.kind, name: asks.source.name } })
    case 'target':
      return withTarget(current, asks.target, splitPort(plain).port)
    case 'typed': {
      if (plain === '') return err({ code: 'empty' })
      if (isWholeFlow(plain)) return parseFlow(plain, topology)
      if (mode === 'from') {
        const source = findSource(plain, topology)
        return source.ok ? ok({ ...current, from: { kind: source.value.kind, name: source.value.name } }) : source
      }
      const address = parseEndpoint(plain)
      const { name, port } = splitPort(plain)
      const target = findTarget(address === null ? name : plain, topology)
      if (!target.ok) return target
      const typed = address?.ok ? (address.value.port?.toString() ?? null) : port
      return withTarget(current, target.value, typed)
    }
  }
}

function withTarget(
  current: FlowChoice,
  target: Pick<FlowTarget, 'ip' | 'ports' | 'address'>,
  typed: string | null,
): Result<FlowChoice, FlowProblem> {
  const wanted = { port: current.to.port, protocol: current.protocol }
  if (typed === null) return ok({ from: current.from, ...askTarget(target, wanted) })
  const port = parsePort(typed)
  if (!port.ok) return port
  const served = target.ports.find((p) => p.port === port.value)
  const protocol = served?.protocol ?? (current.protocol === 'ICMP' ? 'TCP' : current.protocol)
  return ok({ from: current.from, to: { ip: target.ip, port: port.value }, protocol })
}
