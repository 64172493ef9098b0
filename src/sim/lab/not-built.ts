/*! What the lab cannot build truthfully; then it says so and does nothing. */
import { isError } from '../net/packet'
import type { Leg } from '../trace/trace'
import type { Run } from '../simulate'
import { unfitNames } from './nft-file'

/** A reason each; none: the script builds it all. */
export function notBuilt({ world, trace }: Run): readonly string[] {
  const { netns, cloud } = world
  const legs = trace.reply ? [trace.request, trace.reply] : [trace.request]
  const events = legs.flatMap(({ steps }) => steps)
  const error = events.some(({ place, after }) => place.kind === 'vpc' && isError(after.l4))
  const translated = events.some(({ event: { kind } }) => kind === 'gateway-snat' || kind === 'eip-out')
  const ownRoute = cloud.routes.some(({ dst, target }) => target.kind === 'nat-gateway' && dst.length > 0)
  return [
    ...([...netns.values()].some((each) => unfitNames(each).length > 0) ? ['a name that nft cannot hold'] : []),
    // A set of connections cannot be asked about the packet that an error quotes.
    ...(error && cloud.groups.length > 0 ? ['security groups that an ICMP error comes by'] : []),
    // netfilter decides about NAT once for a connection, and has seen it already.
    ...(translated && legs.some(comesTwice) ? ['NAT of a packet that comes through the VPC twice'] : []),
    ...(ownRoute && cloud.eips.length > 0 ? ['EIPs beside a route of its own to the NAT gateway'] : []),
  ]
}

const comesTwice = ({ steps }: Leg): boolean => {
  const out = ['vpc-deliver', 'vpc-to-gateway', 'vpc-out', 'eip-out']
  return steps.filter(({ event: { kind } }) => out.includes(kind)).length > 1
}
