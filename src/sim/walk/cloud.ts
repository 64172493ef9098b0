/*! Between machines: what an ENI or a host outside has sent enters the cloud here.

  ENI ─▶ source check ─▶ security groups ─▶ network ACL ─▶ route table ─┬─▶ the ENI that owns the address
  line ────────────────────────────────────────────────────────▲       ├─▶ a line, a shared service
  Internet ─▶ EIP, SNAT session or SLB only                            └─▶ NAT gateway or EIP ─▶ Internet        */
import type { BoundEni } from '../cloud/cloud'
import type { Packet } from '../net/packet'
import { NO_ROWS } from '../trace/trace'
import { type Crossing, dropCrossing, makeCrossing } from './crossing'
import { arriveOutside, outside } from './deliver'
import { laterStages } from './optional'
import { VPC } from './places'
import { judgeAcl, judgeGroups } from './security-group'
import { throughSlb } from './slb'
import { routeInVpc } from './vpc'
import type { Next, Walker } from './walker'

/** A frame that left an outside host by its line. */
export function enterByLine(walker: Walker, sent: Packet): Next {
  const crossing = makeCrossing(walker, null)
  return walker.world.cloud.index.hosts.get(sent.src | 0)?.where === 'internet'
    ? fromInternet(walker, crossing, sent)
    : routeInVpc(walker, crossing, sent)
}

/** A frame that left a host by an ENI; null: one that the cloud does not know. */
export function leaveEni(walker: Walker, sent: Packet, sender: BoundEni | null): Next {
  const crossing = makeCrossing(walker, sender)
  if (sender === null) return routeInVpc(walker, crossing, sent)
  const { row } = sender
  if (row.sourceDestCheck && !row.addresses.some((own) => own.address === sent.src)) {
    const reason = { kind: 'source-check', eni: row, src: sent.src } as const
    return dropCrossing(walker, crossing, VPC, sent, reason, [row])
  }
  const refused = judgeGroups(walker, crossing, sender, 'out', sent) ?? judgeAcl(walker, crossing, sender, 'out', sent)
  return refused ?? routeInVpc(walker, crossing, sent)
}

/** On the Internet nobody knows a private address: EIPs and the SLB's addresses only lead here (§5.5). */
function fromInternet(walker: Walker, crossing: Crossing, sent: Packet): Next {
  const { index } = walker.world.cloud
  if (index.vips.has(sent.dst | 0)) return throughSlb(walker, crossing, sent)
  if (index.eipsByPublic.size + index.snatAddresses.size > 0) {
    const entered = laterStages().enter(walker, crossing, sent)
    if (entered !== null) return entered
  }
  const other = index.hosts.get(sent.dst | 0)
  const to = other?.where === 'internet' ? outside(walker, other.netns) : null
  // Between two hosts of the Internet: the cloud never sees it.
  if (to !== null) return arriveOutside(walker, to, sent)
  return dropCrossing(walker, crossing, VPC, sent, { kind: 'internet-no-route', dst: sent.dst }, NO_ROWS)
}
