/*! English: the page of all reasons for which a packet ends. One entry a reason, without any flow's facts. */
import type { ReasonMessages, UnmetMessages } from './question-messages'

const TIME_OUT = 'time-out'
const REFUSED_RST = '"connection refused" at once (RST)'
const REFUSED_ICMP = '"connection refused" at once (ICMP 3/3)'

export const reasonsEn: ReasonMessages = {
  'no-route': {
    sentence: 'No rule leads to a table with a route to the destination.',
    where: 'routing decision, IPVS, or the sending process itself',
    clientSees:
      '"network is unreachable": at once for its own packet, by ICMP 3/0 for a forwarded one; "no route to host" by ICMP 3/1 where IPVS asks',
    proof: '`ip route get <dst> from <src> iif <dev>`; `nstat IpExtInNoRoutes IpOutNoRoutes`',
  },
  'rp-filter': {
    sentence: 'The way back to the source does not leave by the interface that the packet came in by.',
    where: 'routing decision of a packet that came in',
    clientSees: TIME_OUT,
    proof: '`nstat TcpExtIPReversePathFilter` grows; `sysctl net.ipv4.conf.<dev>.rp_filter`',
  },
  'martian-source': {
    sentence: 'The source is an address that cannot come from outside: one of the host’s own, or loopback.',
    where: 'routing decision of a packet that came in',
    clientSees: TIME_OUT,
    proof: '`dmesg` has "martian source" if log_martians is on; `in_martian_src` of /proc/net/stat/rt_cache',
  },
  'forwarding-off': {
    sentence: 'The packet is for another machine and the host does not forward.',
    where: 'routing decision of a packet that came in',
    clientSees: TIME_OUT,
    proof: '`sysctl net.ipv4.conf.<dev>.forwarding`; `nstat IpInAddrErrors`',
  },
  'neigh-failed': {
    sentence: 'Nobody on the link answers ARP for the next hop.',
    where: 'sending interface',
    clientSees: '"no route to host" after about 3 seconds (ICMP 3/1)',
    proof: '`ip neigh` shows FAILED or INCOMPLETE',
  },
  'ttl-exceeded': {
    sentence: 'The TTL is used up: by a loop, or because the client sent a probe.',
    where: 'FORWARD or IPVS',
    clientSees: '"no route to host" (ICMP 11/0); traceroute: the hop',
    proof: '`nstat IpInHdrErrors`; `tcpdump` shows the same packet again with one TTL less',
  },
  'netfilter-drop': {
    sentence:
      'A rule drops it: a NetworkPolicy, source ranges, a Local address without a local endpoint, a mark for drop.',
    where: 'filter chains at INPUT, FORWARD, OUTPUT; nftables chains at any hook',
    clientSees: TIME_OUT,
    proof: '`iptables-save -c`, `nft list ruleset`: the rule’s counter grows',
  },
  'netfilter-reject': {
    sentence: 'A rule rejects it: a Service without endpoints, or a port that the Service does not have.',
    where: 'filter chains at INPUT, FORWARD, OUTPUT; nftables chains at any hook',
    clientSees: REFUSED_ICMP,
    proof: '`iptables-save -c`, `nft list ruleset`: the rule’s counter grows',
  },
  'ipvs-no-server': {
    sentence: 'The virtual server has no real server that takes new connections.',
    where: 'IPVS',
    clientSees: `${REFUSED_ICMP}; ${TIME_OUT} while the host limits its errors`,
    proof: '`ipvsadm -Ln`: the virtual server has no line below it; no conntrack entry',
  },
  'no-socket': {
    sentence: 'It arrived, and nothing listens on the port.',
    where: 'socket of a pod, node or outside host',
    clientSees: `${REFUSED_RST}; for UDP by ICMP 3/3`,
    proof: '`ss -ltn`, `ss -lun` in that namespace',
  },
  'not-asked': {
    sentence: 'The answer comes from an address that the client did not ask, so no socket of its own wants it.',
    where: 'client’s socket',
    clientSees: TIME_OUT,
    proof: '`tcpdump` at the client: SYN-ACK from another address; `nstat TcpOutRsts` grows',
  },
  broadcast: {
    sentence: 'The destination is the broadcast address of a subnet that the host is in, or of no one host at all.',
    where: 'sending process, or the socket of the host that takes it in',
    clientSees:
      'its own host’s: "network is unreachable" at once for TCP, "permission denied" for a datagram or echo; else time-out',
    proof: '`ip route show table local` has a `broadcast` row for it',
  },
  multicast: {
    sentence: 'The destination is a group of hosts that this one does not belong to, and it routes no multicast.',
    where: 'input route',
    clientSees: TIME_OUT,
    proof: '`ip maddr show` has not the group; `mc_forwarding` of the interface is 0',
  },
  'link-down': {
    sentence: 'The interface is down, or carries addresses only and never packets.',
    where: 'sending or receiving interface',
    clientSees: TIME_OUT,
    proof: '`ip -br link`',
  },
  'no-masquerade-address': {
    sentence: 'The source must be replaced, and no interface of the host has a global address.',
    where: 'POSTROUTING',
    clientSees: TIME_OUT,
    proof: '`ip -br -4 addr`; `dmesg` has "ate my IP address"',
  },
  'source-check': {
    sentence: 'The ENI has its source/destination check on, and the source is not one of its addresses.',
    where: 'VPC, sending ENI',
    clientSees: TIME_OUT,
    proof:
      '`aliyun ecs DescribeNetworkInterfaces`: SourceDestCheck; the packet is seen on the ENI and nowhere after it',
  },
  'destination-check': {
    sentence: 'The ENI has its source/destination check on, and the destination is not one of its addresses.',
    where: 'VPC, receiving ENI',
    clientSees: TIME_OUT,
    proof: '`aliyun ecs DescribeNetworkInterfaces`: SourceDestCheck',
  },
  'security-group': {
    sentence:
      'The security groups of the ENI do not let it pass, or the answer leaves by an ENI that has no session of it.',
    where: 'VPC, sending or receiving ENI',
    clientSees: TIME_OUT,
    proof: '`aliyun ecs DescribeSecurityGroupAttribute`; the VPC’s flow log',
  },
  'network-acl': {
    sentence: 'The network ACL of the vSwitch has no rule that allows it in this direction.',
    where: 'VPC, vSwitch of the sender or receiver',
    clientSees: TIME_OUT,
    proof: '`aliyun vpc DescribeNetworkAclAttributes`: both directions, it keeps no state',
  },
  'vpc-no-owner': {
    sentence: 'No ENI of the VPC owns the address.',
    where: 'VPC',
    clientSees: TIME_OUT,
    proof: '`aliyun ecs DescribeNetworkInterfaces`: TotalCount 0 for the address',
  },
  'vpc-no-route': {
    sentence: 'The route table of the vSwitch has no row for the address, or one that leads nowhere.',
    where: 'VPC',
    clientSees: TIME_OUT,
    proof: '`aliyun vpc DescribeRouteEntryList`',
  },
  'internet-no-route': {
    sentence: 'On the Internet nobody routes to this address: it is neither an EIP nor the load balancer’s.',
    where: 'Internet',
    clientSees: TIME_OUT,
    proof: '`aliyun vpc DescribeEipAddresses`',
  },
  'snat-no-entry': {
    sentence: 'The NAT gateway has no SNAT entry for the source.',
    where: 'NAT gateway',
    clientSees: TIME_OUT,
    proof: '`aliyun vpc DescribeSnatTableEntries`',
  },
  'snat-no-session': {
    sentence: 'It comes from the Internet to an address of the NAT gateway that only answers may use.',
    where: 'NAT gateway',
    clientSees: TIME_OUT,
    proof: '`aliyun vpc DescribeSnatTableEntries`: SNAT lets no connection in',
  },
  'outside-unknown': {
    sentence:
      'It leaves for a host that the topology does not declare, or pings the load balancer: the answer is not known.',
    where: 'Internet, shared services, or the load balancer',
    clientSees: 'not known',
    proof: '`tcpdump` at the sending interface: does an answer come?',
  },
  'slb-no-listener': {
    sentence: 'The load balancer has no listener on this port.',
    where: 'SLB',
    clientSees: `${TIME_OUT} (by product perhaps a RST; not verified)`,
    proof: '`aliyun slb DescribeLoadBalancerAttribute`: ListenerPorts',
  },
  'slb-no-backend': {
    sentence: 'The listener’s server group has no backend.',
    where: 'SLB',
    clientSees: `${TIME_OUT} or RST by product (not verified)`,
    proof: '`aliyun slb DescribeHealthStatus`; event UnAvailableBackends of the Service',
  },
  'slb-acl': {
    sentence:
      'The listener’s access control list does not let the client in: not on its whitelist, or on its blacklist.',
    where: 'SLB',
    clientSees: TIME_OUT,
    proof: '`aliyun slb DescribeLoadBalancerTCPListenerAttribute`: AclStatus, AclType, AclId',
  },
}

/** Said behind "cannot happen here because". */
export const unmetEn: UnmetMessages = {
  D19: {
    condition: 'The packet is larger than the MTU of the next link and must not be fragmented.',
    why: 'every link of this mode has the same MTU of 1500 (datapath.md §1.1, §4.10), and what is walked is a handshake, a datagram or an echo without a payload that could exceed it. It appears with jumbo frames or tunnels, which the topology cannot declare.',
  },
  D23: {
    condition: 'The conntrack table is full.',
    why: 'a walk adds the entries of one flow to tables that are empty, so none ever fills.',
  },
  D24: {
    condition: 'Masquerading finds no free port, or two entries clash when they are confirmed.',
    why: 'both need a second connection to the same server from the same port at the same moment, and a question is one flow: the port of its client is free.',
  },
  D24a: {
    condition: 'The output device of a masqueraded connection changes while it lives.',
    why: 'a walk is the first packet and its first answer through rows that stand still; the device can change from the second packet of the client on. With Terway’s addresses that costs one packet and the connection goes on, unless symmetric routing is on (datapath.md §10).',
  },
}
