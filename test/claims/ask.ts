/*! How the claims read a run: crossings, conntrack entries, real servers, as short texts. */
import { must } from '../../src/base/assert'
import { type ChoiceId, choiceOf, questionOf, type ScenarioId, scenarioById, type Variant } from '../../src/scenarios'
import {
  crossings,
  finalState,
  formatIpv4,
  type Ipv4,
  type LegKind,
  type Netns,
  nodeNetns,
  type Run,
  simulate,
  type Tuple,
} from '../../src/sim'

export const NODE_1_82 = 'cn-hongkong.10.0.1.82'
export const NODE_3_49 = 'cn-hongkong.10.0.3.49'
export const CALI_OF = {
  zp5jg: 'calif03b26f9a43',
  h5wnp: 'cali44ae9fbceeb',
  lwrfc: 'cali12c00c674d4',
  h4jtf: 'cali94cb3613be5',
  kxwdb: 'cali3bf836b51e8',
} as const

/** The run of a scenario with these choices. */
export function ask(id: ScenarioId, ...words: readonly ChoiceId[]): Run {
  const scenario = scenarioById(id)
  const variant: Variant = Object.fromEntries(
    words.map((word) => [
      must(
        scenario.groups.find((g) => g.choices.some((c) => c.id === word)),
        word,
      ).id,
      word,
    ]),
  )
  for (const group of scenario.groups) choiceOf(group, variant)
  const { topology, flow } = questionOf(scenario, variant)
  return simulate(topology, flow)
}

/** `h5wnp`, `.1.82`, `client`: short names, as the article's tables have them. */
const shortName = (name: string): string =>
  name.startsWith('cn-hongkong.10.0') ? name.slice('cn-hongkong.10.0'.length) : name.slice(name.lastIndexOf('-') + 1)

/** The interfaces that a leg crosses, in order: `h5wnp eth0`, `.1.82 cali44ae9fbceeb`, … */
export const way = (run: Run, leg: LegKind): readonly string[] =>
  crossings(run.trace)
    .filter((crossing) => crossing.leg === leg)
    .map(({ netns, dev }) => `${shortName(netnsOf(run, netns).name)} ${dev}`)

/** What a capture on one interface shows of a leg: `10.0.1.91 > 10.0.3.58`. */
export const seenAt = (run: Run, place: string, leg: LegKind = 'request'): readonly string[] =>
  crossings(run.trace)
    .filter(({ netns, dev, leg: of }) => of === leg && `${shortName(netnsOf(run, netns).name)} ${dev}` === place)
    .map(({ packet }) => `${formatIpv4(packet.src)} > ${formatIpv4(packet.dst)}`)

/** Every address that any packet carries at any interface of a node. */
export const addressesOn = (run: Run, node: string): ReadonlySet<string> =>
  new Set(
    crossings(run.trace)
      .filter(({ netns }) => netns === nodeNetns(node))
      .flatMap(({ packet }) => [formatIpv4(packet.src), formatIpv4(packet.dst)]),
  )

/** Packets of the whole trace that any ENI sees. */
export const packetsOnEnis = (run: Run): number =>
  crossings(run.trace).filter(
    ({ netns, dev }) => netnsOf(run, netns).links.find(({ name }) => name === dev)?.type.kind === 'eni',
  ).length

export const netnsOf = (run: Run, id: Netns['id']): Netns => must(run.world.netns.get(id), id)
export const nodeOf = (run: Run, name: string): Netns => netnsOf(run, nodeNetns(name))

/** Conntrack entries of a node when the walk has ended: `10.0.1.91:40001 > 10.0.3.63:80 | 10.0.3.58:80 > 10.0.1.82:40001`. */
export const conntrackOn = (run: Run, node: string): readonly string[] =>
  finalState(run.trace)
    .conntrack.filter(({ netns }) => netns === nodeNetns(node))
    .map(({ orig, reply }) => `${tupleText(orig)} | ${tupleText(reply)}`)

const tupleText = ({ src, sport, dst, dport }: Tuple) => `${formatIpv4(src)}:${sport} > ${formatIpv4(dst)}:${dport}`

/** Real servers of a virtual server on a node, sorted. */
export const realServers = (run: Run, node: string, address: Ipv4): readonly string[] =>
  must(
    nodeOf(run, node).virtualServers.find(({ addr, port }) => addr === address && port === 80),
    `virtual server ${formatIpv4(address)}:80 on ${node}`,
  )
    .reals.map(({ addr, port }) => `${formatIpv4(addr)}:${port}`)
    .toSorted()

/** Kernel stacks of hosts and pods that a leg passes, in order. */
export const stacks = (run: Run, leg: LegKind = 'request'): readonly string[] => [
  ...new Set(
    (leg === 'request' ? run.trace.request : must(run.trace.reply, 'a reply')).steps.flatMap(({ place }) => {
      if (!('netns' in place)) return []
      const { type, name } = netnsOf(run, place.netns)
      return type === 'client' ? [] : [shortName(name)]
    }),
  ),
]

/** The source address that the server's socket saw. */
export const serverSaw = (run: Run): string | null => {
  const taken = run.trace.request.steps.find(({ event }) => event.kind === 'deliver')
  return taken ? formatIpv4(taken.before.src) : null
}
