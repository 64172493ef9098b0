/*! Edits of a person's own in a link, each one word:

  e-rp1-2-eth0   rp_filter of eth0 on the second node is 1        e-sr1        Terway's symmetric routing is on
  e-sc1-2-eth0   its source/destination check is on               e-sg         ENIs without a group are in a basic one
  e-if0-2        ip_forward on the second node is 0
  e-df0-2-eth0   forwarding of eth0 there is 0
  e-ia0-1        members of the first group do not reach others   e-b-h4jtf    the backend is the pod …-h4jtf
  e-la1-1        the SLB's first listener has a whitelist of the VPC (e-lc-1-2: and of the second client), e-la0-1 none
  e-lb-h4jtf     the SLB takes the pod …-h4jtf, e-ln-2 the node

What mends or breaks a flow has more of them (mend-edit-words.ts). */
import { BASIC_GROUP, type Edit, hostCidr, resolve, type Topology } from '../sim'
import { mendWords, readMendWord, writeMendWord } from './mend-edit-words'

const known = new WeakMap<Topology, ReadonlyMap<string, Edit>>()

/** Every edit that a person can make of their own in this topology, by its word. A word keeps its meaning for ever. */
export function editWords(topology: Topology): ReadonlyMap<string, Edit> {
  const before = known.get(topology)
  if (before) return before
  // A link's words are of these letters; a device with another name has none.
  const words = new Map(
    [...wordsFor(topology), ...mendWords(topology, shortName)].filter(([word]) => /^[a-z0-9-]+$/.test(word)),
  )
  known.set(topology, words)
  return words
}

/** The word of an edit; null: no person makes it here. */
export function wordOf(edit: Edit, topology: Topology): string | null {
  for (const [word, other] of editWords(topology)) if (sameEdit(edit, other)) return word
  const word = writeMendWord(edit, topology)
  const read = word === null ? undefined : editOfWord(word, topology)
  return read !== undefined && sameEdit(edit, read) ? word : null
}

/** The edit of a word; undefined: it is none. */
export const editOfWord = (word: string, topology: Topology): Edit | undefined =>
  editWords(topology).get(word) ?? readMendWord(word, topology)

/** Every edit of a kind is made with the same fields in the same order. */
const sameEdit = (a: Edit, b: Edit): boolean => JSON.stringify(a) === JSON.stringify(b)

function wordsFor(topology: Topology): readonly (readonly [word: string, edit: Edit])[] {
  const { nodes, pods } = resolve(topology)
  const perNode = nodes.flatMap(({ name: node, enis }, index): [string, Edit][] => {
    const n = index + 1
    const veths = pods.filter((pod) => pod.node === node && !pod.hostNetwork).map(({ veth }) => veth)
    const devices = ['all', ...enis.map(({ dev }) => dev), ...veths]
    return [
      ...devices.flatMap((dev) =>
        ([0, 1, 2] as const).map((value): [string, Edit] => [
          `e-rp${value}-${n}-${dev}`,
          { kind: 'set-device-rp-filter', node, dev, value },
        ]),
      ),
      ...devices
        .slice(1)
        .flatMap((dev) =>
          [false, true].map((value): [string, Edit] => [
            `e-df${Number(value)}-${n}-${dev}`,
            { kind: 'set-device-forwarding', node, dev, value },
          ]),
        ),
      ...enis.flatMap(({ dev }) =>
        [false, true].map((value): [string, Edit] => [
          `e-sc${Number(value)}-${n}-${dev}`,
          { kind: 'set-source-check', node, dev, value },
        ]),
      ),
      ...[false, true].map((value): [string, Edit] => [
        `e-if${Number(value)}-${n}`,
        { kind: 'set-ip-forward', node, value },
      ]),
      [`e-ln-${n}`, { kind: 'set-slb-backend', backend: node }],
    ]
  })
  return [
    ...perNode,
    ...[false, true].map((value): [string, Edit] => [`e-sr${Number(value)}`, { kind: 'set-symmetric-routing', value }]),
    ...(topology.slb?.listeners ?? []).flatMap((_, at): [string, Edit][] => [
      [`e-la0-${at + 1}`, { kind: 'set-listener-acl', at, acl: null }],
      [`e-la1-${at + 1}`, { kind: 'set-listener-acl', at, acl: { type: 'white', entries: [topology.vpc] } }],
      ...topology.clients.map(({ ip }, client): [string, Edit] => [
        `e-lc-${at + 1}-${client + 1}`,
        { kind: 'set-listener-acl', at, acl: { type: 'white', entries: [topology.vpc, hostCidr(ip)] } },
      ]),
    ]),
    ['e-sg', { kind: 'set-default-security-group', group: BASIC_GROUP }],
    ...(topology.securityGroups ?? []).flatMap(({ id }, index): [string, Edit][] => [
      [`e-ia0-${index + 1}`, { kind: 'set-inner-access', group: id, policy: 'drop' }],
      [`e-ia1-${index + 1}`, { kind: 'set-inner-access', group: id, policy: 'accept' }],
    ]),
    ...topology.pods.flatMap(({ name }): [string, Edit][] => [
      [`e-b-${shortName(name, topology)}`, { kind: 'set-backend', backend: name }],
      [`e-lb-${shortName(name, topology)}`, { kind: 'set-slb-backend', backend: name }],
    ]),
  ]
}

/** A pod's last part, which Kubernetes makes by chance, where no other pod ends in it. */
function shortName(name: string, { pods }: Topology): string {
  const last = name.slice(name.lastIndexOf('-') + 1)
  return pods.filter((pod) => pod.name === last || pod.name.endsWith(`-${last}`)).length === 1 ? last : name
}
