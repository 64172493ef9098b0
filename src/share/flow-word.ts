/*! An own flow as one word of a link, short enough for a chat:

  f-p0-s1l-80         pod 0 asks the LoadBalancer address of Service 1, TCP port 80
  f-c0-n1-31080       client 0 asks node 1: a NodePort
  f-n0-aac100514-u53  node 0 asks 172.16.5.20 (hexadecimal), UDP port 53
  f-p0-p1-ping        with -t3 behind it: TTL 3, a probe of traceroute

Ends are named by their place in the lists of the cluster that the link opens; such a list may only grow at its end. */
import { err, ok, type Result } from '../base/result'
import { type FlowChoice, type Ipv4, ipv4FromNumber, podNamed, type PodSpec, type Source, type Topology } from '../sim'

/** `end`: an end that the cluster does not have; `cut`: it may go on; `flow`: it is none. `at` counts from 0 in the word. */
export interface FlowWordProblem {
  readonly code: 'flow' | 'end' | 'cut'
  readonly at: number
  readonly found: string
}

const KINDS = { p: 'pod', n: 'node', c: 'client' } as const
const LISTS = { p: 'pods', n: 'nodes', c: 'clients' } as const
type End = keyof typeof KINDS
const isEnd = (letter: string): letter is End => Object.hasOwn(KINDS, letter)

/** The word of a flow. Its source exists; a target is any address. */
export function flowWord({ from, to, protocol, ttl }: FlowChoice, topology: Topology): string {
  const port = protocol === 'ICMP' ? 'ping' : `${protocol === 'UDP' ? 'u' : ''}${to.port}`
  const probe = ttl === undefined ? [] : [`t${ttl}`]
  return ['f', sourceWord(from, topology), targetWord(to.ip, topology), port, ...probe].join('-')
}

function sourceWord({ kind, name }: Source, topology: Topology): string {
  if (kind === 'pod') return `p${topology.pods.findIndex((pod) => pod === podNamed(topology.pods, name))}`
  const letter = kind === 'node' ? 'n' : 'c'
  return `${letter}${topology[LISTS[letter]].findIndex((end) => end.name === name)}`
}

function targetWord(ip: Ipv4, { services, pods, nodes, clients }: Topology): string {
  for (const [index, { clusterIP, lbIP, externalIPs = [] }] of services.entries()) {
    if (clusterIP === ip) return `s${index}`
    if (lbIP === ip) return `s${index}l`
    if (externalIPs[0] === ip) return `s${index}x`
  }
  // A hostNetwork pod has its node's address: the node goes before.
  const lists = [
    ['n', nodes],
    ['p', pods],
    ['c', clients],
  ] as const
  for (const [letter, list] of lists) {
    const index = list.findIndex((end) => end.ip === ip)
    if (index >= 0) return `${letter}${index}`
  }
  return `a${(ip >>> 0).toString(16).padStart(8, '0')}`
}

/** The flow of a word that begins with `f-`. Total. */
export function flowOfWord(word: string, topology: Topology): Result<FlowChoice, FlowWordProblem> {
  const [, source = '', target = '', port = '', last, ...more] = word.split('-')
  const atTarget = 3 + source.length
  const atPort = atTarget + target.length + 1
  const none = (at: number, found: string) => err<FlowWordProblem>({ code: 'flow', at, found })
  const cut = err<FlowWordProblem>({ code: 'cut', at: word.length, found: word })

  const from = /^[pnc]$/.test(source) ? null : sourceOf(source, topology)
  if (source === '' || (from === null && target === '')) return cut
  if (from === null || from === 'none') return none(2, source)
  if (from === 'unknown') return err({ code: 'end', at: 2, found: source })
  if (target === '' || (port === '' && /^([pncs]|a[0-9a-f]{0,7})$/.test(target))) return cut
  const ip = addressOf(target, topology)
  if (ip === 'none') return none(atTarget, target)
  if (ip === 'unknown') return err({ code: 'end', at: atTarget, found: target })
  const hops = last === undefined ? undefined : /^t([1-9]\d{0,2})$/.exec(last)?.[1]
  const probe = hops === undefined ? {} : { ttl: Number(hops) }
  if (last !== undefined && (hops === undefined || Number(hops) > 255 || more.length > 0)) {
    return more.length === 0 && (last === '' || last === 't') ? cut : none(atPort, [port, last, ...more].join('-'))
  }
  if (port === '' || 'ping'.startsWith(port) || port === 'u')
    return port === 'ping' ? ok({ from, to: { ip, port: 0 }, protocol: 'ICMP', ...probe }) : cut
  const [, udp, digits] = /^(u?)([1-9]\d{0,4})$/.exec(port) ?? []
  const number = Number(digits ?? 0)
  if (number < 1 || number > 65_535) return none(atPort, port)
  return ok({ from, to: { ip, port: number }, protocol: udp === 'u' ? 'UDP' : 'TCP', ...probe })
}

/** `p0` … in canonical form: no leading zeros. */
function indexed(word: string): { readonly letter: string; readonly index: number; readonly tail: string } | null {
  const [, letter, index, tail] = /^([pncs])(0|[1-9]\d{0,5})([lx]?)$/.exec(word) ?? []
  return letter === undefined ? null : { letter, index: Number(index), tail: tail ?? '' }
}

function sourceOf(word: string, topology: Topology): Source | 'none' | 'unknown' {
  const end = indexed(word)
  if (end === null || end.tail !== '' || !isEnd(end.letter)) return 'none'
  if (end.letter === 'p') {
    const pod = topology.pods[end.index]
    return pod === undefined ? 'unknown' : { kind: 'pod', name: refOf(pod, topology) }
  }
  const name = topology[LISTS[end.letter]][end.index]?.name
  return name === undefined ? 'unknown' : { kind: KINDS[end.letter], name }
}

/** A bare name means the first pod that has it. */
const refOf = (pod: PodSpec, { pods }: Topology): string =>
  podNamed(pods, pod.name) === pod ? pod.name : `${pod.namespace ?? 'default'}/${pod.name}`

function addressOf(word: string, topology: Topology): Ipv4 | 'none' | 'unknown' {
  if (/^a[0-9a-f]{8}$/.test(word)) return ipv4FromNumber(Number.parseInt(word.slice(1), 16))
  const end = indexed(word)
  if (end === null || (end.tail !== '' && end.letter !== 's')) return 'none'
  if (isEnd(end.letter)) return topology[LISTS[end.letter]][end.index]?.ip ?? 'unknown'
  const service = topology.services[end.index]
  const ip = end.tail === 'l' ? service?.lbIP : end.tail === 'x' ? service?.externalIPs?.[0] : service?.clusterIP
  return ip ?? 'unknown'
}
