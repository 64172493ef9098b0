/*! English: names of the section "More links", which come with it. */

type Titled = { readonly title: string }

export const moreLinksEn = {
  m1: { title: 'Node → own pod' },
  m2: { title: "Node → other node's pod" },
  m3: { title: 'Pod → own node' },
  m4: { title: 'Pod → other node' },
  m5: { title: 'Node → ClusterIP' },
  m6: { title: 'Node → ExternalIP' },
  m7: { title: 'Pod → its own Service (hairpin)' },
  m8: { title: 'Pod → Internet by SNAT gateway' },
  m9: { title: 'Pod with an EIP → Internet' },
  m10: { title: 'Pod → leased line' },
  m11: { title: 'Pod → shared service' },
  m12: { title: 'Client → NodePort, policy Cluster' },
  m13: { title: 'Client → NodePort, Local, backend here' },
  m14: { title: 'Client → NodePort, Local, backend elsewhere' },
  m15: { title: 'Client → SLB → pod' },
  m16: { title: 'Pod → hostNetwork pod' },
  m17: { title: 'Port that the Service does not have' },
  m18: { title: 'Port where nobody listens' },
  m19: { title: 'Ping a pod' },
  m20: { title: 'Ping a ClusterIP' },
  m21: { title: 'UDP: pod → DNS by ClusterIP' },
  m22: { title: 'Node → other node' },
  m23: { title: 'Node → Internet by SNAT gateway' },
  m24: { title: 'Node → leased line' },
  m25: { title: 'Node → ExternalIP, Local, backend elsewhere' },
  m26: { title: 'Node → its own NodePort' },
  m27: { title: 'Pod → NodePort of its own node' },
  m28: { title: 'Pod → NodePort of another node, Local' },
  m29: { title: 'Pod → itself by its own IP' },
  m30: { title: "Pod → headless Service (a pod's IP)" },
  m31: { title: 'hostNetwork pod → ClusterIP' },
  m32: { title: 'Service with a hostNetwork backend' },
  m33: { title: 'Service with two backends' },
  m34: { title: 'Service with session affinity' },
  m35: { title: 'Pod → spec.externalIPs' },
  m36: { title: 'internalTrafficPolicy Local, no backend here' },
  m37: { title: 'Service without endpoints' },
  m38: { title: 'Service with a wrong targetPort' },
  m39: { title: "Outside the Service's source ranges" },
  m40: { title: 'VIP port where only the host listens' },
  m41: { title: 'Service address that nobody has' },
  m42: { title: 'VPC address that nobody has' },
  m43: { title: 'Client → pod IP by leased line' },
  m44: { title: 'Client → SLB → NodePort (ECS backends)' },
  m45: { title: 'SLB without a healthy backend' },
  m46: { title: 'Internet → SLB → pod' },
  m47: { title: "Internet → a pod's EIP" },
  m48: { title: "Internet → the SNAT gateway's EIP" },
  m49: { title: 'Internet → pod IP' },
  m50: { title: 'Ping a pod from another node' },
  m51: { title: 'Ping a pod from a leased line' },
  m52: { title: "Ping the SLB's address" },
  m53: { title: 'Ping the Internet' },
  m54: { title: 'Traceroute to a pod: TTL 1' },
  m55: { title: 'Traceroute to a pod: TTL 2' },
  m56: { title: 'Traceroute to a ClusterIP: UDP, TTL 2' },
  m57: { title: 'UDP port where nobody listens' },
  m58: { title: 'UDP: client → SLB → DNS' },
} satisfies Readonly<Record<string, Titled>>

/** Above the groups of the list. */
export const moreGroupsEn = {
  nodes: 'Pods and nodes',
  services: 'Services',
  ports: 'NodePort and SLB',
  outside: 'Internet, leased line, shared services',
  ping: 'Ping, traceroute, UDP',
  fails: 'Where it fails',
}

/** What a language has to say here. */
export interface MoreLinkMessages {
  readonly title: Readonly<Record<keyof typeof moreLinksEn, Titled>>
  readonly group: Readonly<Record<keyof typeof moreGroupsEn, string>>
}
