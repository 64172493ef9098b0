/*! English: names of the section "More links". */

/** What a language has to say here. */
export type MoreLinkMessages = Readonly<
  Record<
    `m${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21}`,
    { readonly title: string }
  >
>

export const moreLinksEn: MoreLinkMessages = {
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
}
