/*! English: title and sentence of every kind of hop. One sentence says who does what to the packet and why, in at most 25
words; a second one says what follows from it. */
import type { FirstHops } from './messages'
import { Program, program } from './program-en'
import { changed, code, rich, strong } from './rich'

const peerWord = {
  pod: "the pod's own address",
  node: "the node's own address",
  client: "the client's own address",
} as const
const notTheOwn = { pod: 'not the pod', node: 'not the node', client: 'not the real one' } as const

const what = (process: string) => (process === 'ping' ? 'an echo request' : 'a datagram')

export const hopsEn: FirstHops = {
  podSends: ({ process, target, datagram }) => ({
    title: datagram ? `${Program(process)} sends ${what(process)}` : `${Program(process)} opens a connection`,
    sentence: datagram
      ? rich`${Program(process)} in the pod sends ${what(process)} to ${code(target)}.`
      : rich`${process} in the pod opens a connection to ${code(target)}.`,
  }),
  nodeSends: ({ host, target }) => ({
    title: 'The node itself asks',
    sentence: rich`A process on ${host} itself connects to ${code(target)}; the kernel starts at OUTPUT.`,
  }),
  clientSends: ({ target, isSlb }) => ({
    title: 'A client asks from outside',
    sentence: isSlb
      ? rich`A client outside the cluster connects to ${code(target)}, which is the SLB.`
      : rich`A client outside the cluster connects to ${code(target)}.`,
  }),
  answers: ({ process, peer }) => ({
    title: `${Program(process)} answers`,
    sentence: rich`${Program(process)} replies to whoever it saw: ${code(peer)}.`,
  }),
  refusesWithRst: ({ host, port }) => ({
    title: 'The kernel refuses',
    sentence: rich`Nothing on ${host} listens on port ${code(port)}, so its kernel answers with a TCP reset.`,
  }),
  answersWithIcmp: ({ host, from, what }) => ({
    title: `${host} reports the failure`,
    sentence: rich`The packet went no further. ${host} itself answers with ICMP ${what} from ${code(from)}.`,
  }),
  podRoute: ({ gateway, dev }) => ({
    title: 'One way out',
    sentence: rich`The pod knows one way only: everything leaves by ${code(dev)} via ${code(gateway)}.`,
  }),
  clientRoute: ({ host, dev }) => ({
    title: 'Towards the cluster',
    sentence: rich`The route of ${program(host)} sends it out by ${code(dev)}.`,
  }),
  outputToPod: ({ host, ip, dev, source }) => ({
    title: 'Straight to the pod',
    sentence: rich`${host} has a route for ${code(ip)} alone, and it points to ${code(dev)}.${
      source === null ? '' : rich` The packet gets the source ${code(source)}.`
    }`,
  }),
  outputToVpc: ({ host, ip, dev, nextHop, source }) => ({
    title: `Out by ${dev}`,
    sentence:
      nextHop === ip
        ? rich`${host} routes ${code(ip)} to ${code(dev)}, as a neighbour of its own vSwitch.${chosen(source)}`
        : rich`${host} routes ${code(ip)} to ${code(dev)}, via ${code(nextHop)}.${chosen(source)}`,
  }),
  intoVeth: ({ end, cali }) => ({
    title: 'Through the veth pair',
    sentence: rich`The packet enters the veth at ${code(end)} and comes out on the node as ${code(cali)}.`,
  }),
  outOfVeth: ({ cali, pod }) => ({
    title: `Into ${pod}`,
    sentence: rich`${code(cali)} is the node's end of the veth; what it sends comes out in ${pod} as ${code('eth0')}.`,
  }),
  eniSends: ({ dev, host, gateway, foreign }) => ({
    title: `Leaves ${host} by ${dev}`,
    sentence: rich`${code(dev)} puts on its own MAC and ${
      gateway ? "the gateway's" : 'the one that the VPC gave'
    }, and the packet leaves the machine.${
      foreign === null
        ? ''
        : rich` Its source, ${code(foreign.source)}, belongs to another ENI: ${code(foreign.owner)}.`
    }`,
  }),
  clientTransmits: ({ host, dev }) => ({
    title: 'On its way to the cluster',
    sentence: rich`The packet leaves ${program(host)} by ${code(dev)}.`,
  }),
  loopback: ({ host }) => ({
    title: 'Back into itself',
    sentence: rich`${host} talks to itself: the packet goes out and in by ${code('lo')}.`,
  }),
  insidePod: ({ pod }) => ({
    title: `Inside ${pod}`,
    sentence: rich`The packet has crossed the veth and is inside the pod.`,
  }),
  caliReceives: ({ cali, host }) => ({
    title: `On ${host}`,
    sentence: rich`${code(cali)} hands the packet to the kernel of ${host}.`,
  }),
  eniReceives: ({ dev, host }) => ({
    title: `Arrives on ${host}`,
    sentence: rich`${code(dev)} of ${host} hands the packet to the kernel: an ENI stays on the host, never in a pod.`,
  }),
  clientReceives: ({ host, dev }) => ({
    title: `At ${program(host)}`,
    sentence: rich`The packet reaches ${code(dev)} of ${program(host)}.`,
  }),
  unSnat: ({ stood, real, ofPod }) => ({
    title: 'The real destination is put back',
    sentence: rich`conntrack remembers: ${code(stood)} here stands for ${changed(real)}. The destination becomes ${ofPod ? 'the pod' : 'the sender'} again.`,
  }),
  marked: ({ target, set }) => ({
    title: 'Marked: the source will be replaced',
    sentence:
      set === null
        ? rich`A rule of kube-proxy gives the packet mark ${changed('0x4000')}: its source will be replaced.`
        : rich`${code(target)} is in ${code(set)}, so the packet gets mark ${changed('0x4000')}: its source will be replaced.`,
  }),
  localKeepsSource: ({ target }) => ({
    title: 'Local: the source stays',
    sentence: rich`${code(target)} belongs to a Service with policy Local, so the packet keeps its source and is not marked.`,
  }),
  acceptedUnmarked: ({ target, set }) => ({
    title: 'A Service address, no mark',
    sentence: rich`${code(target)} is in ${code(set)}, which asks for no mark: the source will stay.`,
  }),
  newConnection: ({ host }) => ({
    title: 'Nothing to do here',
    sentence: rich`No rule of ${host} wants this packet; conntrack notes a new connection.`,
  }),
  knownConnection: ({ host }) => ({
    title: 'A known connection',
    sentence: rich`conntrack on ${host} knows this connection, so the nat rules are not asked again.`,
  }),
  notTracked: ({ host }) => ({
    title: 'Nothing to do here',
    sentence: rich`No rule of ${host} wants this packet.`,
  }),
  forThisHostVip: ({ ip, dev }) => ({
    title: 'For this host',
    sentence: rich`${code(ip)} is an address of ${code(dev)}, so the packet is for this host.`,
  }),
  forThisHost: ({ ip, dev, host }) => ({
    title: 'For this host',
    sentence: rich`${code(ip)} is an address of ${host} itself (${code(dev)}), so the packet is for this host.`,
  }),
  routeToPod: ({ ip, dev }) => ({
    title: 'A route for this pod alone',
    sentence: rich`The host has a route for ${code(ip)} alone, and it points to ${code(dev)}.`,
  }),
  routeByRule: ({ priority, source, dev }) => ({
    title: "By the rule of the pod's own ENI",
    sentence: rich`Rule ${code(priority)} sends what comes from ${code(source)} to the table of its own ENI, ${code(dev)}.`,
  }),
  routeByMain: ({ dev, ip }) => ({
    title: `Out by ${dev}`,
    sentence: rich`No rule is for this packet, so the main table answers: ${code(ip)} goes out by ${code(dev)}.`,
  }),
  inputToIpvs: () => ({
    title: 'Up to INPUT',
    sentence: rich`Addressed to this host, the packet goes up to INPUT, where IPVS waits.`,
  }),
  inputToSocket: ({ host }) => ({
    title: 'Up to INPUT',
    sentence: rich`Addressed to ${host} itself, the packet goes up to INPUT, towards a socket.`,
  }),
  ipvsPicks: ({ real, virtual }) => ({
    title: `IPVS picks ${real}`,
    sentence: rich`IPVS picks ${changed(real)} for ${code(virtual)} and writes it in as the new destination.`,
  }),
  ipvsRouteOut: ({ dev, primary }) => ({
    title: 'IPVS looks up its route',
    sentence: rich`IPVS asks for a route without the packet's source, so the main table answers: ${
      primary ? 'primary ' : ''
    }${code(dev)}.`,
  }),
  ipvsRouteToPod: ({ ip, dev }) => ({
    title: 'IPVS looks up its route',
    sentence: rich`IPVS asks for a route to ${code(ip)}: the pod is on this host, behind ${code(dev)}.`,
  }),
  reroutedRuleMisses: ({ priority, iif, dev }) => ({
    title: `Routed again: ${dev} stays`,
    sentence: rich`The destination changed, so OUTPUT routes again, now with the pod's source. Rule ${code(
      priority,
    )} wants ${code(`iif ${iif}`)} and does not match: ${code(dev)} stays.`,
  }),
  reroutedByRule: ({ priority, dev, was }) => ({
    title: `Routed again: ${dev}`,
    sentence: rich`The destination changed, so OUTPUT routes again, now with the pod's source: rule ${code(
      priority,
    )} sends it to ${code(dev)}${dev === was ? '' : rich` instead of ${code(was)}`}.`,
  }),
  reroutedSame: ({ ip, dev }) => ({
    title: 'Routed again, same way',
    sentence: rich`The destination changed, so OUTPUT asks for the route again: ${code(ip)} is still behind ${code(dev)}.`,
  }),
  outputPasses: ({ host }) => ({
    title: 'Nothing to do here',
    sentence: rich`No rule in OUTPUT of ${host} wants this packet.`,
  }),
  unDnat: ({ virtual, process }) => ({
    title: 'IPVS puts the Service address back',
    sentence: rich`IPVS puts ${changed(virtual)} back as the source: the address that ${program(process)} asked.`,
  }),
  passesThrough: ({ host }) => ({
    title: 'Only passing through',
    sentence: rich`Only passing through ${host}: nothing but the TTL changes.`,
  }),
  snat: ({ host, was, now, ofPod, byMark, out, dev }) => ({
    title: 'The source becomes the node',
    sentence: rich`${
      byMark ? rich`The packet carries mark ${code('0x4000')}, so` : 'The pod asked for itself, so'
    } ${host} replaces ${ofPod ? "the pod's address" : code(was)} with its own, ${changed(now)}. ${
      {
        primary: "Every answer will now come back to this node's primary eth0.",
        secondary: rich`The node's address is on ${code(dev)}, too, but answers come to primary eth0.`,
        pod: 'Every answer will now be for the node first.',
      }[out]
    }`,
  }),
  noMark: ({ source, ofPod }) => ({
    title: 'The source stays',
    sentence: ofPod
      ? rich`No mark, no SNAT: the pod's own address, ${code(source)}, stays on the packet.`
      : rich`No mark, no SNAT: ${code(source)} stays on the packet.`,
  }),
  postroutingNothing: ({ host }) => ({
    title: 'Nothing to do here',
    sentence: rich`No rule in POSTROUTING of ${host} wants this packet.`,
  }),
  postroutingPasses: ({ host }) => ({
    title: 'Nothing to do here',
    sentence: rich`The connection is known; ${host} has nothing to change on the way out.`,
  }),
  vpcDelivers: ({ ip, dev, host }) => ({
    title: `Delivered to ${dev} of ${host}`,
    sentence: rich`The VPC looks up who owns ${code(ip)}: ENI ${code(dev)} of ${host}. It knows nothing of pods.`,
  }),
  vpcDeliversElsewhere: ({ ip, dev, left }) => ({
    title: `Back by ${dev}, not ${left}`,
    sentence: rich`The VPC delivers to the ENI that owns ${code(ip)}: ${strong(dev)}, not the ${code(left)} that the request left by.`,
  }),
  vpcDeliversToNode: ({ ip, dev, left }) => ({
    title: left === null ? `Back to primary ${dev}` : `Back by ${dev}, not ${left}`,
    sentence: rich`The answer is for ${code(ip)}, so it comes back to primary ${code(dev)}${
      left === null ? '.' : rich`, not to the ${code(left)} that the request left by.`
    }`,
  }),
  vpcSendsOut: ({ ip, slb }) => ({
    title: 'Out of the VPC',
    sentence: slb
      ? rich`${code(ip)} lies outside the VPC, and the SLB holds this connection: the answer goes back through it.`
      : rich`${code(ip)} lies outside the VPC: the packet leaves it.`,
  }),
  slbReceives: ({ virtual, slb }) => ({
    title: 'The SLB takes it',
    sentence: rich`${code(virtual)} is a listener of the SLB ${code(slb)}.`,
  }),
  slbPicks: ({ backend }) => ({
    title: `The SLB picks ${backend}`,
    sentence: rich`The SLB picks a backend of its group, pod IP and pod port, and writes ${changed(backend)} in as the destination.`,
  }),
  slbRestores: ({ virtual }) => ({
    title: 'The SLB puts its address back',
    sentence: rich`The SLB puts its own address, ${changed(virtual)}, back as the source.`,
  }),
  slbSends: ({ to }) => ({
    title: 'Out to the client',
    sentence: rich`The SLB sends the answer on to ${code(to)}.`,
  }),
  delivered: ({ process, peer, source, kept }) => ({
    title: `${Program(process)} has it`,
    sentence: kept
      ? rich`${Program(process)} takes it, and sees ${peerWord[source]}, ${code(peer)}.`
      : rich`${Program(process)} takes it. It sees ${strong(peer)} as its client, ${notTheOwn[source]}.`,
  }),
  replyDelivered: ({ process, asked }) => ({
    title: `${Program(process)} has its answer`,
    sentence: rich`${Program(process)} has its answer, from the very address it asked: ${code(asked)}.`,
  }),
  errorDelivered: ({ process, says }) => ({
    title: says,
    sentence: rich`The kernel hands the error to the socket: ${program(process)} says "${says}".`,
  }),
}

const chosen = (source: string | null) => (source === null ? '' : rich` The packet gets the source ${code(source)}.`)
