/*! English: where the article and the kernel differ, each with both citations. */
import { code, type Rich, rich } from './rich'

/** What the article has, and what is so. */
export interface ErratumText {
  readonly says: Rich
  /** Where the article says it. */
  readonly section: string
  readonly is: Rich
  /** Where the kernel, Kubernetes or Terway says it. */
  readonly source: string
  /** No error of the article's: this page's model ends before it. */
  readonly beyond?: true
}

const links = 'Data Link Forwarding Diagram'

export const errataEn = {
  heading: 'Where the article and the kernel differ',
  slips: "Slips in the article's text",
  article: 'The article',
  kernel: 'In fact:',
  beyondHeading: 'What the article has and this page does not',
  beyond: 'Here:',
  texts: {
    'eight-categories': {
      says: rich`speaks of seven scenarios and of eight categories of data links, and lists seven.`,
      section: 'Classification of the links, and the headings of the scenarios',
      is: rich`There are seven: scenarios 1 to 7. None is missing here.`,
      source: 'the article itself, Scenarios 1 to 7',
    },
    ngin1: {
      says: rich`writes both ${code('ngin1')} and ${code('nginx1')}.`,
      section: 'Names of the Services in its text',
      is: rich`It is one Service, ${code('nginx1')}: ${code('192.168.2.253')} and ${code('10.0.3.63')}.`,
      source: 'the article itself, its list of Services and what ipvsadm prints of these addresses',
    },
    'client-address': {
      says: rich`gives the centos pod the address ${code('10.0.1.104')}.`,
      section: 'Scenario 3, Kernel Routing',
      is: rich`That is the nginx pod's of scenarios 1 and 2. The centos pod sends from ${code('10.0.1.91')}: its ${code('eth0')} has no other address to choose from.`,
      source: 'net/ipv4/devinet.c: inet_select_addr',
    },
    'veth1-route': {
      says: rich`has a ${code('veth1')} in the pod, to which the Service range points.`,
      section: 'Kernel Routing and Summary of scenarios 1 to 3',
      is: rich`The pod has ${code('eth0')} and one default route, for Services too. ${code('veth1')} belongs to Terway's exclusive-ENI mode.`,
      source:
        'Terway plugin/datapath/policy_router_linux.go: generateContCfgForPolicy; exclusive_eni_linux.go: generateVeth1Cfg',
    },
    'two-wirings': {
      says: rich`has a second way to wire a pod beside the veth pair with policy routing: ${code('ipvlan')} L2.`,
      section: 'Terway ENIIP Mode Architecture Design, and the Summary',
      is: rich`Only the veth pair is modelled, as in all seven scenarios: it costs this pass through the host's stack, and runs on kernel 3.10. With ipvlan two pods of one ENI meet inside its driver, without a ${code('cali…')} and without rules 512 and 2048; it needs kernel 4.19, and new clusters are not offered it.`,
      source: 'Terway plugin/terway/cni.go: getDatePath; plugin/datapath/ipvlan_linux.go',
      beyond: true,
    },
    'nginx1-entry': {
      says: rich`prints ${code('192.168.2.115')} as the destination of the conntrack entry for nginx1.`,
      section: 'Scenario 4, Conntrack Table Information',
      is: rich`The original tuple is that of the first packet, so the entry has ${code('192.168.2.253')}, nginx1's ClusterIP.`,
      source: 'net/netfilter/nf_conntrack_core.c: init_conntrack',
    },
    'out-by-primary': {
      says: rich`says that the request passes through the ENI allocated by the pod; its own list of the link has the primary ${code('eth0')}.`,
      section: `Scenarios 4 and 5, ${links}`,
      is: rich`IPVS asks for the route without a source, nat again with the pod's source but ${code('iif lo')}. Rule 2048 of Terway 1.4.1 wants ${code('iif cali…')}, so table main sends it out of ${code('eth0')}.`,
      source: 'net/netfilter/ipvs/ip_vs_xmit.c: do_output_route4; net/ipv4/netfilter.c: ip_route_me_harder',
    },
    'no-local-backend': {
      says: rich`lists ${code('10.0.1.104')} and ${code('10.0.3.58')} as backends, and calls this a node without a backend.`,
      section: 'Scenarios 4 to 6, IPVS Rules on Source ECS',
      is: rich`${code('10.0.1.104')} would be on this very node. Real servers are the Service's endpoints: here ${code('10.0.3.58')} only.`,
      source: 'kubernetes pkg/proxy/ipvs/proxier.go: syncEndpoint',
    },
    'no-entry': {
      says: rich`names nginx1, ${code('192.168.2.253')} and ${code('10.0.3.63')} above the empty conntrack table.`,
      section: 'Scenario 6, Conntrack Table Information',
      is: rich`The Service that was asked is nginx, ${code('10.0.3.62')}. It leaves no entry: the packet ends before it is confirmed at the end of INPUT.`,
      source: 'net/netfilter/ipvs/ip_vs_core.c: ip_vs_leave; net/netfilter/nf_conntrack_core.c: __nf_conntrack_confirm',
    },
    'refused-at-once': {
      says: rich`says that the destination cannot be accessed.`,
      section: 'Scenario 6, Summary',
      is: rich`It is refused at once and does not time out: ICMP port unreachable (3/3), which connect() reports as "connection refused". These errors are limited in rate: fast retries see silence.`,
      source: 'net/netfilter/ipvs/ip_vs_core.c: ip_vs_leave; net/ipv4/tcp_ipv4.c: tcp_v4_err',
    },
    'external-ip': {
      says: rich`calls this address the ExternalIP, as ${code('kubectl get service')} heads the column.`,
      section: 'Scenarios 2 and 5 to 7',
      is: rich`It is ${code('status.loadBalancer.ingress[0].ip')}, so the ${code('KUBE-LOAD-BALANCER')} sets apply, not those of ${code('spec.externalIPs')}.`,
      source: 'kubernetes pkg/proxy/ipvs/proxier.go: syncProxyRules, kubeLoadBalancerSet',
    },
  },
} satisfies {
  texts: Readonly<Record<string, ErratumText>>
  heading: string
  slips: string
  article: string
  kernel: string
  beyondHeading: string
  beyond: string
}
