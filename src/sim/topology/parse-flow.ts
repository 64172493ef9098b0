/*! A flow that a person typed or pasted in one go: `src dst dport`, in the ways in which people and tools write it.

  10.0.1.91 10.0.3.63 80                     h5wnp -> nginx1/external:80        node1, 10.0.3.58:53/udp
  h5wnp h4jtf ttl 3                          traceroute h5wnp 10.0.3.58
  ping 10.0.1.91 10.0.3.58                   10.0.1.91.40001 > 10.0.3.63.80     src=10.0.1.91 dst=10.0.3.63 sport=40001 dport=80

Total: any text gives a flow or one problem. Names are looked up in the declared cluster; nothing is guessed. */
import { err, ok, type Result } from '../../base/result'
import { formatIpv4, type Ipv4 } from '../net/ip'
import type { Protocol } from '../net/packet'
import { parseIpv4 } from '../net/parse-ip'
import type { FlowChoice } from './flow-choice'
import { type FlowSource, askTarget, DEFAULT_PORT, sourcesOf, type FlowTarget, targetsOf } from './targets'
import type { Topology } from './types'

export type FlowProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'too-long'; readonly length: number; readonly limit: number }
  /** Not a source, a target and a port. */
  | { readonly code: 'not-a-flow'; readonly found: string }
  | { readonly code: 'port'; readonly found: string }
  | { readonly code: 'ttl'; readonly found: string }
  | { readonly code: 'address'; readonly found: string }
  /** Nobody of that name or address sends in this cluster. */
  | { readonly code: 'source'; readonly found: string }
  | { readonly code: 'target'; readonly found: string }
  /** Several have this in their name. */
  | { readonly code: 'ambiguous'; readonly found: string; readonly first: string; readonly second: string }

/** A conntrack line has 200 characters; nobody types more. */
const LIMIT = 1_000

const problem = <P extends FlowProblem>(value: P): Result<never, FlowProblem> => err(value)

/** The flow that a text asks for. */
export function parseFlow(text: string, topology: Topology): Result<FlowChoice, FlowProblem> {
  if (text.length > LIMIT) return problem({ code: 'too-long', length: text.length, limit: LIMIT })
  const plain = plainTyped(text)
  if (plain === '') return problem({ code: 'empty' })
  const words = fieldsOf(plain) ?? positionsOf(plain)
  if (words === null) return problem({ code: 'not-a-flow', found: text.trim() })
  const from = findSource(words.source, topology)
  if (!from.ok) return from
  const port = words.port === null ? ok(null) : parsePort(words.port)
  if (!port.ok) return port
  const to = findTarget(words.target, topology)
  if (!to.ok) return to
  const hops = words.ttl === null ? ok(null) : parseTtl(words.ttl)
  if (!hops.ok) return hops
  const source = { kind: from.value.kind, name: from.value.name }
  const probe = hops.value === null ? {} : { ttl: hops.value }
  // A TTL alone is a probe of traceroute, which asks by ping.
  if (words.protocol === 'ICMP' || (hops.value !== null && words.protocol === null && port.value === null)) {
    return ok({ from: source, to: { ip: to.value.ip, port: 0 }, protocol: 'ICMP', ...probe })
  }
  const known = port.value ?? to.value.ports[0]?.port ?? DEFAULT_PORT
  const protocol = words.protocol ?? protocolAt(to.value, known)
  if (port.value !== null) return ok({ from: source, to: { ip: to.value.ip, port: port.value }, protocol, ...probe })
  return ok({ from: source, ...askTarget(to.value, { port: known, protocol }), ...probe })
}

/** UDP where that is all that is served on the port. */
const protocolAt = ({ ports }: Pick<FlowTarget, 'ports'>, port: number): 'TCP' | 'UDP' => {
  const there = ports.filter((p) => p.port === port)
  return there.length > 0 && there.every(({ protocol }) => protocol === 'UDP') ? 'UDP' : 'TCP'
}

/** Whether a text looks like more than one name: then it may be a whole flow. */
export const isWholeFlow = (text: string): boolean => {
  const plain = plainTyped(text)
  return fieldsOf(plain) !== null || positionsOf(plain) !== null
}

/** What an input method makes of digits and marks (１０。０。３。６２：８０), as a keyboard writes it. */
export const plainTyped = (text: string): string =>
  text.slice(0, LIMIT).normalize('NFKC').replaceAll('。', '.').replaceAll('、', ',').trim()

/** 1 … 65535. */
export function parsePort(text: string): Result<number, FlowProblem> {
  const plain = plainTyped(text)
  const port = /^\d{1,5}$/.test(plain) ? Number(plain) : 0
  return port >= 1 && port <= 65_535 ? ok(port) : problem({ code: 'port', found: text })
}

/** 1 … 255. */
export function parseTtl(text: string): Result<number, FlowProblem> {
  const plain = plainTyped(text)
  const ttl = /^\d{1,3}$/.test(plain) ? Number(plain) : 0
  return ttl >= 1 && ttl <= 255 ? ok(ttl) : problem({ code: 'ttl', found: text })
}

/** `10.0.3.62`, `10.0.3.62:80`, `10.0.3.62.80` (tcpdump). null: it does not even begin as an address does. */
export function parseEndpoint(
  text: string,
): Result<{ readonly ip: Ipv4; readonly port: number | null }, FlowProblem> | null {
  const plain = plainTyped(text)
  if (!/^\d{1,3}(\.\d*){0,4}(:\d*)?$/.test(plain)) return null
  const [, address = plain, port] = /^(\d+\.\d+\.\d+\.\d+)(?:[.:](.*))?$/.exec(plain) ?? []
  const ip = parseIpv4(address)
  if (!ip.ok) return problem({ code: 'address', found: plain })
  if (port === undefined || port === '') return ok({ ip: ip.value, port: null })
  const number = parsePort(port)
  return number.ok ? ok({ ip: ip.value, port: number.value }) : number
}

interface Words {
  readonly source: string
  readonly target: string
  readonly port: string | null
  readonly protocol: Protocol | null
  readonly ttl: string | null
}

const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['icmp', 'ICMP'],
  ['ping', 'ICMP'],
])

/** conntrack (`src=… dst=… dport=…`) and the kernel's LOG target (`SRC=… DPT=… PROTO=…`); the first of each counts. */
function fieldsOf(text: string): Words | null {
  const field = (...keys: readonly string[]) => {
    for (const word of text.split(/[\s,]+/)) {
      const at = word.indexOf('=')
      if (at > 0 && keys.includes(word.slice(0, at).toLowerCase()) && at < word.length - 1) return word.slice(at + 1)
    }
    return null
  }
  const [source, target] = [field('src'), field('dst')]
  if (source === null || target === null) return null
  const said = field('proto')?.toLowerCase() ?? text.split(/\s+/)[0]?.toLowerCase() ?? ''
  return { source, target, port: field('dport', 'dpt'), protocol: PROTOCOLS.get(said) ?? null, ttl: null }
}

/** Words in their order: a protocol or a TTL anywhere, a source, a target, a port behind it or with it. */
function positionsOf(text: string): Words | null {
  let protocol: Protocol | null = null
  let ttl: string | null = null
  let ttlNext = false
  const words: string[] = []
  for (const raw of text.split(/[\s,]+|->|=>|→|>/)) {
    const word = raw.replace(/[:;]$/, '')
    if (ttlNext && word !== '') {
      ttl = word
      ttlNext = false
      continue
    }
    const lower = word.toLowerCase()
    if (lower === 'ttl') {
      ttlNext = true
      continue
    }
    if (lower === 'traceroute') {
      protocol = 'ICMP'
      ttl = '1'
      continue
    }
    const named = PROTOCOLS.get(lower)
    if (named !== undefined) protocol = named
    else if (word !== '' && word !== 'IP' && lower !== 'to') words.push(word)
  }
  const [source, asked, behind] = words
  if (source === undefined || asked === undefined || words.length > 3) return null
  const slash = /^(.*)\/(tcp|udp)$/i.exec(behind ?? asked)
  const bare = slash?.[1] ?? behind ?? asked
  protocol ??= slash ? (PROTOCOLS.get(slash[2]?.toLowerCase() ?? '') ?? null) : null
  if (behind !== undefined)
    return { source: withoutPort(source), target: withoutPort(asked), port: bare, protocol, ttl }
  return { source: withoutPort(source), target: withoutPort(bare), port: portIn(bare), protocol, ttl }
}

const portIn = (text: string): string | null =>
  /^\d+\.\d+\.\d+\.\d+\.(\d+)$/.exec(text)?.[1] ?? /^[^:]*:(.*)$/.exec(text)?.[1] ?? null
const withoutPort = (text: string): string => /^(\d+\.\d+\.\d+\.\d+)\.\d+$/.exec(text)?.[1] ?? text.replace(/:.*$/, '')

/** `ECS2` is the second node, as pictures and traces number them. */
const nodeByNumber = (word: string, { nodes }: Topology): string =>
  nodes[Number(/^ecs(\d{1,4})$/i.exec(word)?.[1] ?? 0) - 1]?.name ?? word

/** Who sends: by address, name, `ECS2`, or a part of a name that only one has. */
export function findSource(text: string, topology: Topology): Result<FlowSource, FlowProblem> {
  const word = nodeByNumber(plainTyped(text), topology)
  const sources = sourcesOf(topology)
  const address = parseEndpoint(word)
  if (address !== null) {
    if (!address.ok) return address
    const { ip } = address.value
    // A hostNetwork pod has its node's address: there the node is meant.
    const owners = sources.filter((source) => source.ip === ip)
    const owner = owners.find(({ kind }) => kind === 'node') ?? owners[0]
    return owner === undefined ? problem({ code: 'source', found: formatIpv4(ip) }) : ok(owner)
  }
  const spaced = sourceInNamespace(word, topology)
  if (spaced) return ok(spaced)
  return one(
    word,
    sources,
    (source) => source.name,
    (found) => ({ code: 'source', found }),
  )
}

/** `default/web` is that pod, however many there are. */
function sourceInNamespace(word: string, topology: Topology): FlowSource | undefined {
  const pod = word.includes('/')
    ? topology.pods.find((each) => `${each.namespace ?? 'default'}/${each.name}` === word)
    : undefined
  return pod && sourcesOf(topology)[topology.pods.indexOf(pod)]
}

/** What is asked: any address; a Service (`nginx`, `nginx.default`, `nginx/external`), pod, node or client by name. */
export function findTarget(
  text: string,
  topology: Topology,
): Result<Pick<FlowTarget, 'ip' | 'ports' | 'address'>, FlowProblem> {
  const word = nodeByNumber(plainTyped(text), topology)
  const address = parseEndpoint(word)
  const targets = targetsOf(topology)
  if (address !== null) {
    if (!address.ok) return address
    const { ip } = address.value
    return ok(
      targets.find((target) => target.ip === ip && target.address !== 'nodePort') ?? { ip, ports: [], address: 'own' },
    )
  }
  const [, name = word, kind = ''] = /^([^/]*)\/(.*)$/.exec(word) ?? []
  const outer = kind === 'external' || kind === 'lb'
  if (kind !== '' && !outer) return inNamespace(name, kind, targets, topology)
  const named = targets.filter(({ address: of }) => (outer ? of === 'externalIP' : of === 'clusterIP' || of === 'own'))
  const short = name.replace(/\.svc(\.cluster\.local)?$/, '')
  const services = topology.services.filter(
    (s) => short === s.name || short === `${s.name}.${s.namespace ?? 'default'}`,
  )
  const [service, second] = services
  if (service && second) {
    const [a, b] = services.map((s) => `${s.name}.${s.namespace ?? 'default'}`)
    return problem({ code: 'ambiguous', found: word, first: a ?? '', second: b ?? '' })
  }
  const asked = outer ? service?.lbIP : service?.clusterIP
  const ofService = service && named.find((t) => t.kind === 'service' && t.ip === asked)
  if (ofService) return ok(ofService)
  if (kind !== '') return problem({ code: 'target', found: word })
  return one(
    word,
    named,
    (target) => target.name,
    (found) => ({ code: 'target', found }),
  )
}

/** `prod/web`: a pod or Service of that namespace; a Service first, as for a bare name. */
function inNamespace(
  namespace: string,
  name: string,
  targets: readonly FlowTarget[],
  { services, pods }: Topology,
): Result<FlowTarget, FlowProblem> {
  const found = [...services.map((s) => ({ ...s, ip: s.clusterIP })), ...pods].find(
    (each) => each.name === name && (each.namespace ?? 'default') === namespace,
  )
  const target = found && targets.find(({ ip, address }) => ip === found.ip && address !== 'nodePort')
  return target ? ok(target) : problem({ code: 'target', found: `${namespace}/${name}` })
}

/** The one of this name, else the only one that has this in its name; `centos-h5wnp` and `centos…h5wnp` leave the middle out. */
function one<T>(
  word: string,
  list: readonly T[],
  nameOf: (item: T) => string,
  unknown: (found: string) => FlowProblem,
): Result<T, FlowProblem> {
  const exact = list.find((item) => nameOf(item) === word)
  if (exact !== undefined) return ok(exact)
  const lower = word.toLowerCase()
  const within = word === '' ? [] : list.filter((item) => nameOf(item).includes(lower))
  const [first, second] = within.length > 0 ? within : list.filter((item) => leavesOut(nameOf(item), lower))
  if (first === undefined) return err(unknown(word))
  return second === undefined
    ? ok(first)
    : problem({ code: 'ambiguous', found: word, first: nameOf(first), second: nameOf(second) })
}

/** Whether a text is a name without its middle: its parts stand in the name in their order. */
function leavesOut(name: string, text: string): boolean {
  const parts = text.split(/-|\.{3}/).filter((part) => part !== '')
  let end = 0
  return (
    parts.length > 1 &&
    parts.every((part) => {
      const at = name.indexOf(part, end)
      end = at + part.length
      return at >= 0
    })
  )
}
