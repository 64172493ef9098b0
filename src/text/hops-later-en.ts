/*! English: hops that only a cluster or a mode of a person's own can meet (hops-en.ts has the rest). */
import type { LaterHops } from './messages'
import { Program, program } from './program-en'
import { changed, code, rich } from './rich'

export const hopsLaterEn: LaterHops = {
  answersFromRoute: ({ process, peer, asked, source }) => ({
    title: `${Program(process)} answers from another address`,
    sentence: rich`${Program(process)} answers ${code(peer)} by UDP from a socket bound to no address, so the route chooses the source: ${changed(source)}, not ${code(asked)} as asked. A server that uses ${code('IP_PKTINFO')} would answer from the asked one.`,
  }),
  markedForDrop: ({ target, mark }) => ({
    title: 'Marked for drop',
    sentence: rich`No backend may take ${code(target)} here, so the packet gets mark ${changed(mark)}. Only INPUT and OUTPUT drop it for that.`,
  }),
  natDnat: ({ real, virtual, marked }) => ({
    title: `${real} takes the place of the Service`,
    sentence: rich`A rule of kube-proxy picks ${changed(real)} for ${code(virtual)} and writes it in as the new destination.${
      marked ? rich` It also sets mark ${changed('0x4000')}: the source will be replaced.` : ''
    }`,
  }),
  natUnDnat: ({ virtual, process }) => ({
    title: 'conntrack puts the Service address back',
    sentence: rich`conntrack puts ${changed(virtual)} back as the source: the address that ${program(process)} asked.`,
  }),
  vpcRoutesTo: ({ prefix, dev, host }) => ({
    title: `Routed to ${dev} of ${host}`,
    sentence: rich`The VPC has a route entry ${code(prefix)} whose next hop is ENI ${code(dev)} of ${host}.`,
  }),
  vpcToGateway: ({ prefix, gateway }) => ({
    title: 'To the SNAT gateway',
    sentence: rich`No ENI owns the address. The route entry ${code(prefix)} leads to the NAT gateway ${code(gateway)}.`,
  }),
  gatewaySnat: ({ now, source }) => ({
    title: 'The source becomes an EIP',
    sentence:
      source === null
        ? rich`The SNAT gateway knows this connection and puts ${changed(now)} on as the source.`
        : rich`The SNAT entry for ${code(source)} replaces the source with its EIP, ${changed(now)}.`,
  }),
  gatewayUnSnat: ({ stood, real }) => ({
    title: 'The private address is put back',
    sentence: rich`The SNAT gateway remembers: ${code(stood)} here stands for ${changed(real)}.`,
  }),
  eipOut: ({ was, now }) => ({
    title: 'Out with its own EIP',
    sentence: rich`${code(was)} has an EIP of its own: ${changed(now)} becomes the source. The SNAT gateway is not asked.`,
  }),
  eipIn: ({ eip, real }) => ({
    title: 'The EIP becomes the private address',
    sentence: rich`The EIP ${code(eip)} is bound to ${changed(real)}, which becomes the destination.`,
  }),
}
