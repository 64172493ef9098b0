/*! Which defaults a walk read: read off the places, devices and ENIs of its trace. */
import { assertNever } from '../../base/assert'
import { formatIpv4 } from '../net/ip'
import type { NetnsId } from '../kernel/row'
import type { Run } from '../simulate'
import { stepsOf } from '../trace/trace'
import { nodeNetns } from '../world'
import type { Default } from './defaults'
import { visitOf } from './visit'

/** What a run read of such values: per host, the devices whose packets were routed; the ENIs that sent and received; … */
interface Read {
  /** `<netns> <dev>`. */
  readonly devices: ReadonlySet<string>
  readonly enis: ReadonlySet<string>
  /** Hosts whose ip_forward stood for a device that has no value of its own. */
  readonly ipForward: ReadonlySet<NetnsId>
  /** `<netns> <dev>`: asked whether what came in by it is passed on. */
  readonly forwarding: ReadonlySet<string>
  readonly hosts: ReadonlySet<NetnsId>
  /** Listeners of the SLB that were asked: `10.0.3.62:80/TCP`. */
  readonly listeners: ReadonlySet<string>
}

/** Did the walk read it? */
export function isRead(what: Default, read: Read): boolean {
  switch (what.kind) {
    case 'rp-filter': {
      const host = nodeNetns(what.node)
      if (what.dev !== 'all') return read.devices.has(`${host} ${what.dev}`)
      return [...read.devices].some((device) => device.startsWith(`${host} `))
    }
    case 'source-check':
      return read.enis.has(what.eni)
    case 'security-group':
    case 'inner-access':
      return what.enis.some((eni) => read.enis.has(eni))
    case 'forwarding':
      return read.ipForward.has(nodeNetns(what.node))
    case 'device-forwarding':
      return read.forwarding.has(`${nodeNetns(what.node)} ${what.dev}`)
    case 'slb-acl':
      return read.listeners.has(what.target)
    case 'symmetric-routing':
      return read.hosts.size > 0
    default:
      return assertNever(what)
  }
}

export function readBy(run: Run): Read {
  const devices = new Set<string>()
  const enis = new Set<string>()
  const ipForward = new Set<NetnsId>()
  const forwarding = new Set<string>()
  const hosts = new Set<NetnsId>()
  const listeners = new Set<string>()
  for (const [index, { place, event, because }] of stepsOf(run.trace).entries()) {
    for (const row of because) {
      if (row.kind === 'eni') enis.add(row.id)
      if (row.kind === 'slb-listener') listeners.add(`${formatIpv4(row.vip)}:${row.port}/${row.proto}`)
    }
    if (place.kind === 'link' && event.kind === 'transmit') {
      const link = run.world.netns.get(place.netns)?.links.find(({ name }) => name === place.dev)
      if (link?.type.kind === 'eni') enis.add(link.type.id)
    }
    if (place.kind !== 'stage') continue
    hosts.add(place.netns)
    if (place.stage !== 'routing') continue
    const iif = visitOf(run, index)?.iif ?? 'lo'
    devices.add(`${place.netns} ${iif}`)
    if (event.kind !== 'drop' && !(event.kind === 'route-input' && event.to === 'forward')) continue
    forwarding.add(`${place.netns} ${iif}`)
    const own = run.world.netns.get(place.netns)?.index.devices.get(iif).forwarding
    if (own?.name === 'net.ipv4.ip_forward') ipForward.add(place.netns)
  }
  return { devices, enis, ipForward, forwarding, hosts, listeners }
}
