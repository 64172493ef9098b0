/*! What mends or breaks a flow, in a link. Objects are told by their place in the cluster's lists, from 1:

  e-xc-1, e-xl-1   the first Service's external policy is Cluster, Local; e-ic-1, e-il-1 its internal one
  e-rb-1-2         one more backend of the first Service on the second node
  e-kr-128         kube-proxy 1.28; e-km-iptables its mode, e-ks-lc its scheduler, e-ma it masquerades everything
  e-tr-142         Terway from 1.4.2 on
  e-xe-1-h4jtf     the first Service has the pod …-h4jtf as an endpoint no more
  e-np-h4jtf       a network policy lets nobody in to the pod …-h4jtf
  e-sl-2-1         the SLB has a listener for the second Service's first port; e-sx-1 it has its first one no more

and, with a number that no list holds:

  e-lt-p2-81       the second pod listens on TCP port 81 too (e-lu UDP; n: node, c: client)
  e-sp-1-t81       the first Service has TCP port 81 too, which leads where its first one does (u: UDP)
  e-gi-0-t80-a0a000301   the assumed group (1: the first one) lets 10.0.3.1 in by TCP port 80; e-go: out to; i: ICMP       */
import {
  BASIC_GROUP,
  backendOn,
  type Edit,
  ipv4FromNumber,
  type KubeProxyRelease,
  type ListenerSpec,
  resolve,
  type ServiceSpec,
  type Topology,
} from '../sim'

type Word = readonly [word: string, edit: Edit]

const RELEASES: readonly KubeProxyRelease[] = ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34']

/** Those that can be listed. */
export function mendWords(
  topology: Topology,
  shortName: (name: string, topology: Topology) => string,
): readonly Word[] {
  const resolved = resolve(topology)
  const words: readonly Word[] = [
    ...topology.services.flatMap((service, at): readonly Word[] => {
      const n = at + 1
      const name = nameOf(service)
      return [
        [`e-xc-${n}`, { kind: 'set-external-policy', service: service.name, policy: 'Cluster' }],
        [`e-xl-${n}`, { kind: 'set-external-policy', service: service.name, policy: 'Local' }],
        [`e-ic-${n}`, { kind: 'set-service', service: name, change: { internalTrafficPolicy: 'Cluster' } }],
        [`e-il-${n}`, { kind: 'set-service', service: name, change: { internalTrafficPolicy: 'Local' } }],
        ...topology.nodes.flatMap((node, index): readonly Word[] => {
          const edit = backendOn(topology, resolved, name, node.name)
          return edit === null ? [] : [[`e-rb-${n}-${index + 1}`, edit]]
        }),
        ...endpointsOf(service).map(
          (pod, _, pods): Word => [
            `e-xe-${n}-${shortName(pod, topology)}`,
            {
              kind: 'set-service',
              service: name,
              change: { endpoints: { pods: pods.filter((other) => other !== pod) } },
            },
          ],
        ),
        ...listenersOf(topology, at),
      ]
    }),
    ...RELEASES.map((release): Word => [`e-kr-${release.replace('.', '')}`, { kind: 'set-kube-proxy', release }]),
    ...(['ipvs', 'iptables', 'nftables'] as const).map(
      (mode): Word => [`e-km-${mode}`, { kind: 'set-proxy-mode', mode }],
    ),
    ...(['rr', 'wrr', 'lc', 'sh'] as const).map(
      (scheduler): Word => [`e-ks-${scheduler}`, { kind: 'set-kube-proxy-options', change: { scheduler } }],
    ),
    ['e-ma', { kind: 'set-kube-proxy-options', change: { masqueradeAll: true } }],
    ['e-tr-141', { kind: 'set-terway', release: '1.4.1' }],
    ['e-tr-142', { kind: 'set-terway', release: '1.4.2' }],
    ...topology.pods.flatMap((pod): readonly Word[] => {
      const short = shortName(pod.name, topology)
      const policy = { name: `deny-${pod.name}`, pods: [pod.name], ingress: [] }
      return [[`e-np-${short}`, { kind: 'add-network-policy', policy }]]
    }),
    ...(topology.slb?.listeners ?? []).map((_, at): Word => [`e-sx-${at + 1}`, { kind: 'remove-listener', at }]),
  ]
  // Services of the same pods grow together: one edit, one word.
  const edits = new Set<string>()
  return words.filter(([, edit]) => {
    const key = JSON.stringify(edit)
    const isNew = !edits.has(key)
    edits.add(key)
    return isNew
  })
}

const endpointsOf = ({ endpoints }: ServiceSpec): readonly string[] => ('pods' in endpoints ? endpoints.pods : [])

const nameOf = ({ name, namespace = 'default' }: { readonly name: string; readonly namespace?: string }): string =>
  namespace === 'default' ? name : `${namespace}/${name}`

function listenersOf(topology: Topology, at: number): readonly Word[] {
  const service = topology.services[at]
  const backends = resolve(topology).services[at]?.backends ?? []
  if (!topology.slb || !service || service.lbIP === null || backends.length === 0) return []
  const { lbIP: vip } = service
  return service.ports.map(({ port, protocol, targetPort }, index) => [
    `e-sl-${at + 1}-${index + 1}`,
    {
      kind: 'add-listener',
      listener: { vip, port, protocol, backends: backends.map(({ ip }) => ({ ip, port: targetPort })) },
    },
  ])
}

const PROTOCOLS = { t: 'TCP', u: 'UDP', i: 'ICMP' } as const
const letterOf = (protocol: string): string => protocol.slice(0, 1).toLowerCase()

/** The edit of a word with a number; undefined: it is none. Nothing of a stranger's word is taken but numbers. */
export function readMendWord(word: string, topology: Topology): Edit | undefined {
  const listener = /^e-l([tu])-([pnc])([1-9]\d{0,4})-([1-9]\d{0,4})$/.exec(word)
  if (listener) {
    const [, letter = '', kind = '', n = '', port = ''] = listener
    return listenerEdit(topology, kind, Number(n) - 1, {
      port: Number(port),
      protocol: letter === 'u' ? 'UDP' : 'TCP',
    })
  }
  const served = /^e-sp-([1-9]\d{0,4})-([tu])([1-9]\d{0,4})$/.exec(word)
  if (served) {
    const [, n = '', letter = '', port = ''] = served
    return portEdit(topology, Number(n) - 1, letter === 'u' ? 'UDP' : 'TCP', Number(port))
  }
  const rule = /^e-g([io])-(0|[1-9]\d{0,3})-(?:([tu])([1-9]\d{0,4})|i)-a([0-9a-f]{8})$/.exec(word)
  if (!rule) return undefined
  const [, way, n = '', letter, port, peer = ''] = rule
  return ruleEdit(topology, Number(n), way === 'i' ? 'in' : 'out', letter ?? 'i', Number(port ?? 0), peer)
}

/** Words with a number, cut off before they can be read: `e-lt-p2-` is an edit of which the port is missing. */
const BEGUN = [
  /^e-l(?:[tu](?:-(?:[pnc](?:[1-9]\d{0,4}-?)?)?)?)?$/,
  /^e-sp?(?:-(?:[1-9]\d{0,4}(?:-[tu]?)?)?)?$/,
  /^e-g(?:[io](?:-(?:(?:0|[1-9]\d{0,3})(?:-(?:(?:[tu](?:[1-9]\d{0,4})?|i)(?:-(?:a[0-9a-f]{0,7})?)?)?)?)?)?)?$/,
] as const

/** Whether a word may be the beginning of one that `readMendWord` reads. */
export const isBegunMendWord = (word: string): boolean => BEGUN.some((begun) => begun.test(word))

const isPort = (port: number): boolean => port <= 65_535

function listenerEdit(topology: Topology, kind: string, at: number, listener: ListenerSpec): Edit | undefined {
  if (!isPort(listener.port)) return undefined
  const listen = (before: readonly ListenerSpec[] | undefined) => ({ listen: [...(before ?? []), listener] })
  const [pod, node, client] = [topology.pods[at], topology.nodes[at], topology.clients[at]]
  if (kind === 'p') return pod && { kind: 'set-pod', pod: nameOf(pod), change: listen(pod.listen) }
  if (kind === 'n') return node && { kind: 'set-node', node: node.name, change: listen(node.listen) }
  return client && { kind: 'set-client', client: client.name, change: listen(client.listen) }
}

function portEdit(topology: Topology, at: number, protocol: 'TCP' | 'UDP', port: number): Edit | undefined {
  const service = topology.services[at]
  const like = service?.ports.find((each) => each.protocol === protocol)
  if (!service || !like || !isPort(port)) return undefined
  const ports = [...service.ports, { protocol, port, targetPort: like.targetPort, nodePort: null }]
  return { kind: 'set-service', service: nameOf(service), change: { ports } }
}

function ruleEdit(
  topology: Topology,
  n: number,
  direction: 'in' | 'out',
  letter: string,
  port: number,
  peer: string,
): Edit | undefined {
  const group = n === 0 ? BASIC_GROUP.id : topology.securityGroups?.[n - 1]?.id
  const protocol = letter === 't' || letter === 'u' ? PROTOCOLS[letter] : PROTOCOLS.i
  if (group === undefined || !isPort(port)) return undefined
  return {
    kind: 'add-security-rule',
    group,
    rule: {
      direction,
      policy: 'accept',
      priority: 1,
      protocol,
      ...(port === 0 ? {} : { ports: { from: port, to: port } }),
      peer: { cidr: { address: ipv4FromNumber(Number.parseInt(peer, 16)), length: 32 } },
    },
    at: 0,
  }
}

/** The word that such an edit might have; whoever asks reads it back to be sure. */
export function writeMendWord(edit: Edit, topology: Topology): string | null {
  if (edit.kind === 'set-pod') return listenerWord('p', topology.pods, edit.pod, edit.change.listen)
  if (edit.kind === 'set-node') return listenerWord('n', topology.nodes, edit.node, edit.change.listen)
  if (edit.kind === 'set-client') return listenerWord('c', topology.clients, edit.client, edit.change.listen)
  if (edit.kind === 'set-service') {
    const at = topology.services.findIndex((each) => nameOf(each) === edit.service)
    const added = edit.change.ports?.at(-1)
    return at < 0 || !added ? null : `e-sp-${at + 1}-${letterOf(added.protocol)}${added.port}`
  }
  return edit.kind === 'add-security-rule' ? ruleWord(edit, topology) : null
}

function ruleWord(
  { group, rule }: Extract<Edit, { kind: 'add-security-rule' }>,
  { securityGroups = [] }: Topology,
): string | null {
  const { direction, protocol, ports, peer } = rule
  if (!('cidr' in peer)) return null
  const at = securityGroups.findIndex(({ id }) => id === group)
  const hex = peer.cidr.address.toString(16).padStart(8, '0')
  return `e-g${direction.slice(0, 1)}-${at + 1}-${letterOf(protocol)}${ports?.from ?? ''}-a${hex}`
}

function listenerWord(
  letter: string,
  list: readonly { readonly name: string; readonly namespace?: string }[],
  name: string,
  listen: readonly ListenerSpec[] | undefined,
): string | null {
  const at = list.findIndex((each) => nameOf(each) === name)
  const added = listen?.at(-1)
  return at < 0 || !added ? null : `e-l${letterOf(added.protocol)}-${letter}${at + 1}-${added.port}`
}
