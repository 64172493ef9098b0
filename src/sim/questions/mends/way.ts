/*! What a host or the VPC could have on the way that the packet went: reverse path filter, source check, listener, routes. By the
reason for which it ended. */
import { assertNever } from '../../../base/assert'
import { EVERYWHERE, hostCidr, inCidr, type Ipv4 } from '../../net/ip'
import type { DropReason } from '../../trace/verdict'
import type { ListenerSpec, SlbAclSpec } from '../../topology/types'
import { type Ask, type Candidate, nodeOf } from './ask'

export function wayCandidates(ask: Ask): readonly Candidate[] {
  const { last } = ask
  if (last?.event.kind !== 'drop') return []
  const { reason } = last.event
  switch (reason.kind) {
    case 'rp-filter':
      return rpFilter(ask, reason)
    case 'source-check':
    case 'destination-check': {
      const node = nodeOf(ask.run, reason.eni.host)
      return node === null
        ? []
        : [{ topic: 'source-check', edit: { kind: 'set-source-check', node, dev: reason.eni.dev, value: false } }]
    }
    case 'forwarding-off': {
      const node = 'netns' in last.place ? nodeOf(ask.run, last.place.netns) : null
      if (node === null || reason.sysctl === null) return []
      // A value of its own stands where ip_forward was written before it.
      return reason.sysctl.name === 'net.ipv4.ip_forward'
        ? [{ topic: 'forwarding', edit: { kind: 'set-ip-forward', node, value: true } }]
        : [{ topic: 'forwarding', edit: { kind: 'set-device-forwarding', node, dev: reason.dev, value: true } }]
    }
    case 'no-socket':
      return listener(ask, last.before.dst, reason.port)
    case 'ttl-exceeded': {
      const { ttl, ...flow } = ask.run.flow
      return ttl === undefined ? [] : [{ topic: 'ttl', edit: { kind: 'set-flow', flow } }]
    }
    // An address of which the SLB knows nothing is nobody's.
    case 'vpc-no-owner':
      return reason.dst === ask.service?.lbIP ? slb(ask, reason) : []
    case 'slb-no-listener':
    case 'slb-no-backend':
      return slb(ask, reason)
    case 'slb-acl':
      return slbAcl(ask, reason)
    case 'vpc-no-route':
      return route(ask, reason)
    case 'snat-no-entry':
      return snat(ask, reason.src)
    // Nothing of the way: what the cluster is like, or what a filter decided (filters.ts).
    case 'security-group':
    case 'network-acl':
    case 'netfilter-drop':
    case 'netfilter-reject':
    case 'ipvs-no-server':
    case 'internet-no-route':
    case 'link-down':
    case 'martian-source':
    case 'neigh-failed':
    case 'no-masquerade-address':
    case 'no-route':
    case 'not-asked':
    case 'outside-unknown':
    case 'snat-no-session':
    case 'broadcast':
    case 'multicast':
      return []
    default:
      return assertNever(reason)
  }
}

type Reason<Kind extends DropReason['kind']> = Extract<DropReason, { readonly kind: Kind }>

/** The larger of `all` and the device's own value counts; 2 is loose (ip-sysctl.rst, rp_filter). */
function rpFilter({ run, last }: Ask, { dev }: Reason<'rp-filter'>): readonly Candidate[] {
  const node = last !== null && 'netns' in last.place ? nodeOf(run, last.place.netns) : null
  if (node === null) return []
  const values = [
    [dev, 0],
    ['all', 0],
    [dev, 2],
  ] as const
  return values.map(([of, value]) => ({
    topic: 'rp-filter',
    edit: { kind: 'set-device-rp-filter', node, dev: of, value },
  }))
}

/** A program on that port, where the packet arrived. */
function listener({ question: { topology }, run: { flow } }: Ask, ip: Ipv4, port: number): readonly Candidate[] {
  const { protocol } = flow
  if (protocol === 'ICMP') return []
  const more = (listen: readonly ListenerSpec[] | undefined): readonly ListenerSpec[] => [
    ...(listen ?? []),
    { port, protocol },
  ]
  const pod = topology.pods.find((each) => each.ip === ip && each.hostNetwork !== true)
  if (pod) {
    const name = (pod.namespace ?? 'default') === 'default' ? pod.name : `${pod.namespace}/${pod.name}`
    return [{ topic: 'listener', edit: { kind: 'set-pod', pod: name, change: { listen: more(pod.listen) } } }]
  }
  const node = topology.nodes.find((each) => each.ip === ip)
  if (node)
    return [{ topic: 'listener', edit: { kind: 'set-node', node: node.name, change: { listen: more(node.listen) } } }]
  const client = topology.clients.find((each) => each.ip === ip)
  return client
    ? [
        {
          topic: 'listener',
          edit: { kind: 'set-client', client: client.name, change: { listen: more(client.listen) } },
        },
      ]
    : []
}

/** What the cloud controller would program for the Service: a listener, the pods behind it. */
function slb(
  { question: { topology }, service, run: { flow } }: Ask,
  reason: Reason<'slb-no-listener' | 'slb-no-backend' | 'vpc-no-owner'>,
): readonly Candidate[] {
  const port = service?.ports.find((each) => each.port === flow.to.port && each.protocol === flow.protocol)
  if (!topology.slb || !service || !port || service.backends.length === 0) return []
  const listener = {
    vip: flow.to.ip,
    port: flow.to.port,
    protocol: port.protocol,
    backends: service.backends.map(({ ip }) => ({ ip, port: port.targetPort })),
  }
  if (reason.kind !== 'slb-no-backend') return [{ topic: 'slb', edit: { kind: 'add-listener', listener } }]
  const at = topology.slb.listeners.findIndex(
    (each) => each.vip === listener.vip && each.port === listener.port && each.protocol === listener.protocol,
  )
  const given = topology.slb.listeners[at]
  return given ? [{ topic: 'slb', edit: { kind: 'set-listener', at, listener: { ...given, ...listener } } }] : []
}

/** The client stands in the listener's list too, or in no blacklist any more; and the list taken away, for whoever comes. */
function slbAcl({ question: { topology } }: Ask, { listener, src }: Reason<'slb-acl'>): readonly Candidate[] {
  const { vip, port, proto, acl } = listener
  const at = (topology.slb?.listeners ?? []).findIndex(
    (each) => each.vip === vip && each.port === port && each.protocol === proto,
  )
  if (at < 0 || acl === null) return []
  const { type, entries } = acl
  const others = entries.filter((entry) => !inCidr(src, entry))
  // A blacklist of this client alone would stand empty: taken away it says the same.
  const widened: SlbAclSpec[] =
    type === 'white'
      ? [{ type, entries: [...entries, hostCidr(src)] }]
      : others.length > 0
        ? [{ type, entries: others }]
        : []
  return [...widened, null].map((list) => ({ topic: 'slb', edit: { kind: 'set-listener-acl', at, acl: list } }))
}

/** A row that leads nowhere goes away; what has no row at all goes out by the NAT gateway. */
function route(
  { question: { topology }, last }: Ask,
  { dst, route: row }: Reason<'vpc-no-route'>,
): readonly Candidate[] {
  const { routes = [], natGateway } = topology
  if (row !== null)
    return routes.flatMap(({ destination, via }, at) =>
      inCidr(dst, destination) && !('natGateway' in via)
        ? [{ topic: 'route', edit: { kind: 'remove-route', at } } as const]
        : [],
    )
  if (!natGateway || last === null) return []
  return [
    {
      topic: 'route',
      edit: { kind: 'add-route', route: { destination: EVERYWHERE, via: { natGateway: natGateway.id } } },
    },
  ]
}

/** The whole vSwitch goes out by the address that others have already. */
function snat({ question: { topology } }: Ask, src: Ipv4): readonly Candidate[] {
  const { natGateway, vswitches } = topology
  const source = vswitches.find(({ cidr }) => inCidr(src, cidr))?.cidr
  const eip = natGateway?.entries[0]?.eip
  return natGateway && source && eip !== undefined
    ? [
        {
          topic: 'snat',
          edit: {
            kind: 'set-nat-gateway',
            gateway: { ...natGateway, entries: [...natGateway.entries, { source, eip }] },
          },
        },
      ]
    : []
}
