/*! NetworkPolicy in veth mode: the filter chains of Calico's Felix with Terway's patches (datapath.md §6.1, §6.2;
projectcalico/calico felix/rules/static.go, endpoints.go, dispatch.go).

  FORWARD ─▶ cali-FORWARD ┬ -i cali+ ▶ cali-from-wl-dispatch ▶ cali-fw-<cali> ▶ cali-po-<policy>   (egress)
                          └ -o cali+ ▶ cali-to-wl-dispatch ─▶ cali-tw-<cali> ▶ cali-pi-<policy>   (ingress)

A packet to a VIP passes INPUT, not FORWARD: there it only gets a mark that names its cali, and is judged in OUTPUT, after
IPVS wrote the backend's address. */
import { ipv4 } from '../../net/ip'
import { setName } from '../../topology/derive'
import type { CtState, ChainRule, Match, Target } from '../../kernel/netfilter/iptables'
import type { IpsetMember } from '../../kernel/netfilter/ipset'
import type { Origin } from '../../kernel/row'
import { isPod } from '../../topology/pod-ref'
import type { NetworkPolicySpec, Node, Pod, PolicyRuleSpec } from '../../topology/types'
import type { Draft } from '../draft'

const ACCEPT_MARK = 0x10000
const PASS_MARK = 0x20000
const ENDPOINT_MASK = 0xfff00000
/** What is not from a cali of this host. */
const NOT_CALI = 0x100000
const SCRATCH = 0xe0000
const CALI = 'cali+'

const jump = (chain: string): Target => ({ kind: 'jump', chain })
const goto = (chain: string): Target => ({ kind: 'goto', chain })
const setMark = (value: number, mask: number): Target => ({ kind: 'mark', value, mask })
const clear = (mask: number): Target => setMark(0, mask)
const marked = (value: number, mask: number, negate = false): Match => ({ kind: 'mark', value, mask, negate })
const accepted = marked(ACCEPT_MARK, ACCEPT_MARK)
const from = (dev: string): Match => ({ kind: 'in-interface', dev })
const out = (dev: string): Match => ({ kind: 'out-interface', dev })
const state = (...states: CtState[]): Match => ({ kind: 'ctstate', states, negate: false })
const ACCEPT: Target = { kind: 'accept' }
const RETURN: Target = { kind: 'return' }
const DROP: Target = { kind: 'drop' }

type Add = (chain: string, matches: readonly Match[], target: Target) => void

/** Puts Felix's rules before kube-proxy's jumps; `ipvs` turns on the endpoint marks. */
export function writePolicies(
  host: Draft,
  node: Node,
  pods: readonly Pod[],
  policies: readonly NetworkPolicySpec[],
  ipvs: boolean,
): void {
  const by: Origin = { plane: 'terway', object: 'felix' }
  const rule = (chain: string, matches: readonly Match[], target: Target): ChainRule => ({
    kind: 'chain-rule',
    netns: host.id,
    by,
    table: 'filter',
    chain,
    matches,
    target,
  })
  host.chains.unshift(
    rule('INPUT', [], jump('cali-INPUT')),
    rule('FORWARD', [], jump('cali-FORWARD')),
    rule('OUTPUT', [], jump('cali-OUTPUT')),
  )
  const add: Add = (chain, matches, target) => void host.chains.push(rule(chain, matches, target))
  const local = pods.filter((pod) => pod.node === node.name && !pod.hostNetwork)
  add('FORWARD', [accepted], ACCEPT)
  add('FORWARD', [], setMark(ACCEPT_MARK, ACCEPT_MARK))
  writeBase(add, ipvs)
  if (ipvs) writeEndpointMarks(add, local)
  writeThisHost(host, node)
  for (const pod of local) {
    add('cali-from-wl-dispatch', [from(pod.veth)], goto(`cali-fw-${pod.veth}`))
    add('cali-to-wl-dispatch', [out(pod.veth)], goto(`cali-tw-${pod.veth}`))
    writeEndpoint(add, pod, policies)
  }
  add('cali-from-wl-dispatch', [], DROP)
  add('cali-to-wl-dispatch', [], DROP)
  writeProfiles(add, local)
  for (const policy of policies) writePolicy(host, add, policy, pods)
}

function writeBase(add: Add, ipvs: boolean): void {
  if (ipvs) {
    add('cali-INPUT', [], clear(ENDPOINT_MASK))
    add('cali-INPUT', [], jump('cali-forward-check'))
    add('cali-INPUT', [marked(0, ENDPOINT_MASK, true)], RETURN)
  }
  add('cali-INPUT', [from(CALI)], goto('cali-wl-to-host'))
  add('cali-INPUT', [accepted], ACCEPT)
  add('cali-INPUT', [], clear(0xffff0000))

  add('cali-FORWARD', [], clear(SCRATCH))
  add('cali-FORWARD', [from(CALI)], jump('cali-from-wl-dispatch'))
  add('cali-FORWARD', [out(CALI)], jump('cali-to-wl-dispatch'))

  add('cali-OUTPUT', [accepted], ACCEPT)
  if (ipvs) add('cali-OUTPUT', [marked(0, ENDPOINT_MASK, true)], goto('cali-forward-endpoint-mark'))
  // A node reaches its own pods under any policy: probes.
  add('cali-OUTPUT', [out(CALI)], RETURN)
  add('cali-OUTPUT', [], clear(0xffff0000))

  // DefaultEndpointToHostAction ACCEPT: after its egress policy a pod may talk to its node.
  add('cali-wl-to-host', [], jump('cali-from-wl-dispatch'))
  add('cali-wl-to-host', [], ACCEPT)
}

/** With IPVS the request's cali is remembered in the mark from INPUT to OUTPUT. */
function writeEndpointMarks(add: Add, local: readonly Pod[]): void {
  add('cali-forward-check', [state('RELATED', 'ESTABLISHED')], RETURN)
  for (const proto of ['TCP', 'UDP'] as const) {
    add(
      'cali-forward-check',
      [
        { kind: 'protocol', proto },
        { kind: 'multiport', ranges: [[30000, 32767]] },
        { kind: 'set', set: 'cali40this-host', dims: ['dst'], negate: false },
      ],
      goto('cali-set-endpoint-mark'),
    )
  }
  add(
    'cali-forward-check',
    [{ kind: 'set', set: 'cali40this-host', dims: ['dst'], negate: true }],
    jump('cali-set-endpoint-mark'),
  )
  local.forEach((pod, index) => {
    const mark = endpointMark(index)
    add('cali-set-endpoint-mark', [from(pod.veth)], goto(`cali-sm-${pod.veth}`))
    add(`cali-sm-${pod.veth}`, [], setMark(mark, ENDPOINT_MASK))
    add('cali-from-endpoint-mark', [marked(mark, ENDPOINT_MASK)], goto(`cali-fw-${pod.veth}`))
  })
  add('cali-set-endpoint-mark', [from(CALI)], DROP)
  add('cali-set-endpoint-mark', [], setMark(NOT_CALI, ENDPOINT_MASK))
  add('cali-from-endpoint-mark', [], DROP)

  add('cali-forward-endpoint-mark', [marked(NOT_CALI, ENDPOINT_MASK, true)], jump('cali-from-endpoint-mark'))
  add('cali-forward-endpoint-mark', [out(CALI)], jump('cali-to-wl-dispatch'))
  add('cali-forward-endpoint-mark', [], clear(ENDPOINT_MASK))
  add('cali-forward-endpoint-mark', [accepted], ACCEPT)
}

/** Felix hashes the name; any value of the mask but 0 and NOT_CALI that is unique on the node does the same. */
const endpointMark = (index: number): number => ((index + 2) << 20) >>> 0

/** The addresses of the host itself. VIPs are not in it (§6.1). */
function writeThisHost(host: Draft, node: Node): void {
  const by: Origin = { plane: 'terway', object: 'felix' }
  host.ipsets.push({
    kind: 'ipset',
    netns: host.id,
    by,
    name: 'cali40this-host',
    type: 'hash:ip',
    members: [node.ip, ipv4('127.0.0.1')].map((ip) => ({
      kind: 'ipset-member',
      netns: host.id,
      by,
      set: 'cali40this-host',
      ip,
      proto: null,
      port: null,
      ip2: null,
      net: null,
    })),
  })
}

type Direction = 'ingress' | 'egress'

const selects = (names: readonly string[], pod: Pod): boolean => names.some((name) => isPod(pod, name))

function writeEndpoint(add: Add, pod: Pod, policies: readonly NetworkPolicySpec[]): void {
  const sides = [
    { chain: `cali-fw-${pod.veth}`, direction: 'egress', policy: 'cali-po-', profile: 'cali-pro-kns.' },
    { chain: `cali-tw-${pod.veth}`, direction: 'ingress', policy: 'cali-pi-', profile: 'cali-pri-kns.' },
  ] as const
  for (const side of sides) {
    const applying = policies.filter((p) => selects(p.pods, pod) && p[side.direction] !== undefined)
    add(side.chain, [state('RELATED', 'ESTABLISHED')], ACCEPT)
    add(side.chain, [state('INVALID')], DROP)
    add(side.chain, [], clear(ACCEPT_MARK))
    if (applying.length === 0) {
      add(side.chain, [], jump(`${side.profile}${pod.namespace}`))
      add(side.chain, [accepted], RETURN)
      add(side.chain, [], DROP)
      continue
    }
    add(side.chain, [], clear(PASS_MARK))
    for (const policy of applying) {
      add(side.chain, [marked(0, PASS_MARK)], jump(`${side.policy}${policy.name}`))
      add(side.chain, [accepted], RETURN)
    }
    // Selected, and nothing accepted it (D20).
    add(side.chain, [marked(0, PASS_MARK)], DROP)
  }
}

/** No policy in this direction: the namespace's profile allows all. */
function writeProfiles(add: Add, local: readonly Pod[]): void {
  for (const namespace of new Set(local.map((pod) => pod.namespace))) {
    for (const chain of [`cali-pri-kns.${namespace}`, `cali-pro-kns.${namespace}`]) {
      add(chain, [], setMark(ACCEPT_MARK, ACCEPT_MARK))
      add(chain, [accepted], RETURN)
    }
  }
}

function writePolicy(host: Draft, add: Add, policy: NetworkPolicySpec, pods: readonly Pod[]): void {
  const directions: readonly (readonly [Direction, string])[] = [
    ['ingress', `cali-pi-${policy.name}`],
    ['egress', `cali-po-${policy.name}`],
  ]
  for (const [direction, chain] of directions) {
    for (const rule of policy[direction] ?? []) {
      for (const peer of peersOf(host, rule, direction, pods)) {
        for (const port of portsOf(rule)) {
          const [protocol, ...range] = port
          add(chain, [...(protocol ? [protocol] : []), ...peer, ...range], setMark(ACCEPT_MARK, ACCEPT_MARK))
          add(chain, [accepted], RETURN)
        }
      }
    }
  }
}

/** Absent: everybody. Pods become a set of their addresses, a CIDR a match of its own. */
function peersOf(
  host: Draft,
  rule: PolicyRuleSpec,
  direction: Direction,
  pods: readonly Pod[],
): readonly (readonly Match[])[] {
  if (rule.peers === undefined) return [[]]
  return rule.peers.map((peer): readonly Match[] => {
    if ('cidr' in peer) {
      return [{ kind: direction === 'ingress' ? 'source' : 'destination', cidr: peer.cidr, negate: false }]
    }
    const name = writePeerSet(
      host,
      pods.filter((pod) => selects(peer.pods, pod)),
    )
    return [{ kind: 'set', set: name, dims: [direction === 'ingress' ? 'src' : 'dst'], negate: false }]
  })
}

function writePeerSet(host: Draft, peers: readonly Pod[]): string {
  const name = `cali40s:${setName(peers.map((pod) => pod.name))}`
  if (host.ipsets.some((set) => set.name === name)) return name
  const by: Origin = { plane: 'terway', object: 'felix' }
  const members = peers.map(
    (pod): IpsetMember => ({
      kind: 'ipset-member',
      netns: host.id,
      by,
      set: name,
      ip: pod.ip,
      proto: null,
      port: null,
      ip2: null,
      net: null,
    }),
  )
  host.ipsets.push({ kind: 'ipset', netns: host.id, by, name, type: 'hash:ip', members })
  return name
}

/** Absent: every port and protocol. */
function portsOf(rule: PolicyRuleSpec): readonly (readonly Match[])[] {
  if (rule.ports === undefined) return [[]]
  return rule.ports.map(({ port, protocol }): readonly Match[] => [
    { kind: 'protocol', proto: protocol },
    { kind: 'multiport', ranges: [[port, port]] },
  ])
}
