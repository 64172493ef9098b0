/*! The VPC's router: the route table of the vSwitch that sends, then the ENI that owns the address (§5.1). It is no hop: the TTL
stays, and what it drops it drops silently. */
import { lookupVpcRoute, type VpcRoute } from '../cloud/vpc-route'
import type { SlbSession } from '../cloud/rows'
import { isError, type Packet } from '../net/packet'
import { NO_ROWS } from '../trace/trace'
import { type Crossing, dropCrossing } from './crossing'
import { arriveOutside, deliverTo, deliverToOwner, outside, sendOut } from './deliver'
import { laterStages } from './optional'
import { VPC } from './places'
import { backThroughSlb, slbSessionOf, throughSlb } from './slb'
import type { Next, Walker } from './walker'

/** From an ENI, or from a line. */
export function routeInVpc(walker: Walker, crossing: Crossing, sent: Packet): Next {
  const { index } = walker.world.cloud
  if (index.vips.has(sent.dst | 0)) return throughSlb(walker, crossing, sent)
  const table = crossing.sender === null ? index.systemTable : crossing.sender.table
  const route = lookupVpcRoute(table, sent.dst)
  const session = slbSessionOf(walker, sent)
  if (session !== null) return answerBySlb(walker, crossing, sent, session, route)
  if (index.eipsByPrivate.size > 0 && (route === null || route.dst.length === 0)) {
    // An error goes by the packet that it quotes.
    const eip = index.eipsByPrivate.get((isError(sent.l4) ? sent.l4.inner.dst : sent.src) | 0)
    if (eip !== undefined) return laterStages().leaveByEip(walker, crossing, sent, eip)
  }
  if (route === null) return noRoute(walker, crossing, sent, null)
  return follow(walker, crossing, sent, route)
}

function follow(walker: Walker, crossing: Crossing, sent: Packet, route: VpcRoute): Next {
  const { index } = walker.world.cloud
  const { target } = route
  switch (target.kind) {
    case 'local':
      return deliverToOwner(walker, crossing, sent, [route])
    case 'eni': {
      const eni = index.bound.get(target.eni)
      return eni === undefined
        ? noRoute(walker, crossing, sent, route)
        : deliverTo(walker, crossing, sent, eni, [route, eni.row])
    }
    case 'nat-gateway': {
      const gateway = index.gateways.get(target.gateway)
      return gateway === undefined
        ? noRoute(walker, crossing, sent, route)
        : laterStages().leaveByGateway(walker, crossing, sent, gateway, route)
    }
    case 'outside':
    case 'service': {
      const to = outside(walker, target.kind === 'outside' ? target.client : serviceHost(walker, sent))
      if (to === null) {
        const reason = { kind: 'outside-unknown', dst: sent.dst, where: 'service' } as const
        return dropCrossing(walker, crossing, VPC, sent, reason, [route])
      }
      return arriveOutside(walker, to, sendOut(walker, crossing, sent, to, [route]))
    }
    case 'blackhole':
      return noRoute(walker, crossing, sent, route)
  }
}

const serviceHost = (walker: Walker, { dst }: Packet) => walker.world.cloud.index.hosts.get(dst | 0)?.netns

const noRoute = (walker: Walker, crossing: Crossing, sent: Packet, route: VpcRoute | null): Next =>
  dropCrossing(
    walker,
    crossing,
    VPC,
    sent,
    { kind: 'vpc-no-route', dst: sent.dst, route },
    route === null ? NO_ROWS : [route],
  )

/** The platform catches the answer of a connection that the SLB handed on, wherever a route would lead it (§5.4). */
function answerBySlb(
  walker: Walker,
  crossing: Crossing,
  sent: Packet,
  session: SlbSession,
  route: VpcRoute | null,
): Next {
  const { index } = walker.world.cloud
  if (index.owners.has(sent.dst | 0)) {
    const restored = backThroughSlb(walker, crossing, sent, session)
    crossing.sender = null
    return deliverToOwner(walker, crossing, restored, NO_ROWS)
  }
  const line = route?.target.kind === 'outside' ? route.target.client : undefined
  const to = outside(walker, line ?? index.hosts.get(sent.dst | 0)?.netns)
  if (to === null) return noRoute(walker, crossing, sent, route)
  const out = sendOut(walker, crossing, sent, to, line === undefined || route === null ? [session] : [route])
  return arriveOutside(walker, to, backThroughSlb(walker, crossing, out, session))
}
