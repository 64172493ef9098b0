/*! English: what an earlier hop did that this one rests on. */
import type { BecauseMessages } from './messages'
import { code, rich } from './rich'

export const becauseEn: BecauseMessages = {
  mark: ({ target, set }) =>
    set === null
      ? rich`PREROUTING set the mark`
      : rich`PREROUTING set the mark: ${code(target)} is in ipset ${code(set)}`,
  noMark: ({ target }) => rich`PREROUTING set no mark for ${code(target)}`,
  local: ({ ip, dev }) => rich`${code(ip)} is an address of ${code(dev)}, so the packet came up to IPVS`,
  dnat: ({ real, virtual }) => rich`IPVS chose ${code(real)} for ${code(virtual)}`,
  natDnat: ({ real, virtual }) => rich`A rule of kube-proxy chose ${code(real)} for ${code(virtual)}`,
  firstRoute: ({ dev }) => rich`IPVS routed it first: ${code(dev)}`,
  rerouted: ({ dev }) => rich`OUTPUT routed it again: ${code(dev)}`,
  snat: ({ host, was, now }) => rich`POSTROUTING on ${host} replaced ${code(was)} with ${code(now)}`,
  left: ({ host, dev }) => rich`The request left ${host} by ${code(dev)}`,
  seen: ({ process, peer }) => rich`${process} saw ${code(peer)} as its client`,
  unDnat: ({ virtual }) => rich`${code(virtual)} was put back as the source`,
  dropped: ({ at }) => rich`The packet was dropped ${at}`,
  gatewaySnat: ({ was, now }) => rich`The SNAT gateway replaced ${code(was)} with ${code(now)}`,
  slbPick: ({ backend }) => rich`The SLB chose ${code(backend)}`,
  icmp: ({ host }) => rich`${host} answered with the error`,
  both: ({ first, second }) => rich`${first}; ${second}`,
}
