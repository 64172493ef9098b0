/*! Every text of the product: ids, and the facts that each needs. A language is one value of type `AllMessages`.

Sentences are functions of facts that are already text (addresses dotted, names as the page shows them), so a language decides
words and their order, never what happened: explain.ts does that. Words follow design/README.md §7. */
import type { MoreLinkMessages } from './more-links-en'
import type { ClientSees, DropReason, Fate, Flow, KernelStage, LegKind } from '../sim'
import type { QuestionMessages } from './question-messages'
import type { Rich } from './rich'
import type { CliMessages, LinkMessages, ProblemMessages, UiMessages } from './ui-messages'

/** Title and sentence of one hop. */
export interface HopWords {
  readonly title: string
  readonly sentence: Rich
}
type Hop<Facts> = (facts: Facts) => HopWords

/** Titles and sentences by what happened. `host` is a machine's short name (ECS1), addresses are text. */
export interface HopMessages {
  readonly podSends: Hop<{ process: string; target: string; datagram: boolean }>
  readonly nodeSends: Hop<{ host: string; target: string }>
  readonly clientSends: Hop<{ target: string; isSlb: boolean }>
  readonly answers: Hop<{ process: string; peer: string }>
  readonly answersFromRoute: Hop<{ process: string; peer: string; asked: string; source: string }>
  readonly refusesWithRst: Hop<{ host: string; port: number }>
  readonly answersWithIcmp: Hop<{ host: string; from: string; what: string }>
  readonly podRoute: Hop<{ gateway: string; dev: string }>
  readonly clientRoute: Hop<{ host: string; dev: string }>
  readonly outputToPod: Hop<{ host: string; ip: string; dev: string; source: string | null }>
  readonly outputToVpc: Hop<{ host: string; ip: string; dev: string; nextHop: string; source: string | null }>
  readonly intoVeth: Hop<{ end: string; cali: string }>
  readonly outOfVeth: Hop<{ cali: string; pod: string }>
  readonly eniSends: Hop<{
    dev: string
    host: string
    gateway: boolean
    foreign: { source: string; owner: string } | null
  }>
  readonly clientTransmits: Hop<{ host: string; dev: string }>
  readonly loopback: Hop<{ host: string }>
  readonly insidePod: Hop<{ pod: string }>
  readonly caliReceives: Hop<{ cali: string; host: string }>
  readonly eniReceives: Hop<{ dev: string; host: string }>
  readonly clientReceives: Hop<{ host: string; dev: string }>
  readonly unSnat: Hop<{ stood: string; real: string; ofPod: boolean }>
  readonly marked: Hop<{ target: string; set: string | null }>
  /** kube-proxy's mark for drop, 0x8000: only INPUT and OUTPUT heed it. */
  readonly markedForDrop: Hop<{ target: string; mark: string }>
  readonly localKeepsSource: Hop<{ target: string }>
  readonly acceptedUnmarked: Hop<{ target: string; set: string }>
  readonly newConnection: Hop<{ host: string }>
  readonly knownConnection: Hop<{ host: string }>
  readonly notTracked: Hop<{ host: string }>
  readonly forThisHostVip: Hop<{ ip: string; dev: string }>
  readonly forThisHost: Hop<{ ip: string; dev: string; host: string }>
  readonly routeToPod: Hop<{ ip: string; dev: string }>
  readonly routeByRule: Hop<{ priority: number; source: string; dev: string }>
  readonly routeByMain: Hop<{ dev: string; ip: string }>
  readonly inputToIpvs: Hop<Record<never, never>>
  readonly inputToSocket: Hop<{ host: string }>
  readonly ipvsPicks: Hop<{ real: string; virtual: string }>
  readonly ipvsRouteOut: Hop<{ dev: string; primary: boolean }>
  readonly ipvsRouteToPod: Hop<{ ip: string; dev: string }>
  readonly reroutedRuleMisses: Hop<{ priority: number; iif: string; dev: string }>
  readonly reroutedByRule: Hop<{ priority: number; dev: string; was: string }>
  readonly reroutedSame: Hop<{ ip: string; dev: string }>
  readonly outputPasses: Hop<{ host: string }>
  readonly natDnat: Hop<{ real: string; virtual: string; marked: boolean }>
  readonly natUnDnat: Hop<{ virtual: string; process: string }>
  readonly unDnat: Hop<{ virtual: string; process: string }>
  readonly passesThrough: Hop<{ host: string }>
  /** `out`: by the primary ENI, by another one that carries the node's address too, or to a pod of this host. */
  readonly snat: Hop<{
    host: string
    was: string
    now: string
    ofPod: boolean
    byMark: boolean
    out: 'primary' | 'secondary' | 'pod'
    dev: string
  }>
  readonly noMark: Hop<{ source: string; ofPod: boolean }>
  readonly postroutingNothing: Hop<{ host: string }>
  readonly postroutingPasses: Hop<{ host: string }>
  readonly vpcDelivers: Hop<{ ip: string; dev: string; host: string }>
  readonly vpcDeliversElsewhere: Hop<{ ip: string; dev: string; left: string }>
  readonly vpcDeliversToNode: Hop<{ ip: string; dev: string; left: string | null }>
  readonly vpcSendsOut: Hop<{ ip: string; slb: boolean }>
  readonly slbReceives: Hop<{ virtual: string; slb: string }>
  readonly slbPicks: Hop<{ backend: string }>
  readonly slbRestores: Hop<{ virtual: string }>
  readonly slbSends: Hop<{ to: string }>
  readonly vpcRoutesTo: Hop<{ prefix: string; dev: string; host: string }>
  readonly vpcToGateway: Hop<{ prefix: string; gateway: string }>
  readonly gatewaySnat: Hop<{ now: string; source: string | null }>
  readonly gatewayUnSnat: Hop<{ stood: string; real: string }>
  readonly eipOut: Hop<{ was: string; now: string }>
  readonly eipIn: Hop<{ eip: string; real: string }>
  readonly delivered: Hop<{ process: string; peer: string; source: 'pod' | 'node' | 'client'; kept: boolean }>
  readonly replyDelivered: Hop<{ process: string; asked: string }>
  readonly errorDelivered: Hop<{ process: string; says: string }>
}

/** What a drop's words may use besides its reason. */
export interface DropFacts {
  /** The machine (ECS1). */
  readonly at: string
  readonly client: string
  readonly src: string
  readonly dst: string
  /** `10.0.3.62:80`. */
  readonly target: string
  readonly leg: LegKind
  /** The Service of this address has external policy Local. */
  readonly local: boolean
}
export interface DropWords<Reason> {
  readonly title: string
  /** A title that says more, where the reason knows it; null: the one above says all. */
  readonly titled?: (reason: Reason) => string | null
  /** For the verdict bar, after "Dropped by IPVS on ECS1:". */
  readonly clause: (reason: Reason, facts: DropFacts) => Rich
  readonly sentence: (reason: Reason, facts: DropFacts) => Rich
  /** What lies behind it; null: nothing to add. */
  readonly why: (reason: Reason, facts: DropFacts) => Rich | null
}
export type ReasonOf = { readonly [Kind in DropReason['kind']]: Extract<DropReason, { readonly kind: Kind }> }
/** A reason that cannot be explained does not compile. */
export type DropMessages = { readonly [Kind in keyof ReasonOf]: DropWords<ReasonOf[Kind]> }
/** What the scenarios meet, in every variant that needs nothing fetched. */
export type FirstDrops = Pick<DropMessages, 'rp-filter' | 'ipvs-no-server'>
export type LaterDrops = Omit<DropMessages, keyof FirstDrops>

/** Hops that need kube-proxy in another mode, a NAT gateway, an EIP or a route of the VPC's own. */
export type LaterHops = Pick<
  HopMessages,
  | 'answersFromRoute'
  | 'markedForDrop'
  | 'natDnat'
  | 'natUnDnat'
  | 'vpcRoutesTo'
  | 'vpcToGateway'
  | 'gatewaySnat'
  | 'gatewayUnSnat'
  | 'eipOut'
  | 'eipIn'
>
export type FirstHops = Omit<HopMessages, keyof LaterHops>

/** "Because": what an earlier hop did that this one rests on. */
export interface BecauseMessages {
  readonly mark: (facts: { target: string; set: string | null }) => Rich
  readonly noMark: (facts: { target: string }) => Rich
  readonly local: (facts: { ip: string; dev: string }) => Rich
  readonly dnat: (facts: { real: string; virtual: string }) => Rich
  readonly natDnat: (facts: { real: string; virtual: string }) => Rich
  readonly firstRoute: (facts: { dev: string }) => Rich
  readonly rerouted: (facts: { dev: string }) => Rich
  readonly snat: (facts: { host: string; was: string; now: string }) => Rich
  readonly left: (facts: { host: string; dev: string }) => Rich
  readonly seen: (facts: { process: string; peer: string }) => Rich
  readonly unDnat: (facts: { virtual: string }) => Rich
  readonly dropped: (facts: { at: string }) => Rich
  readonly gatewaySnat: (facts: { was: string; now: string }) => Rich
  readonly slbPick: (facts: { backend: string }) => Rich
  readonly icmp: (facts: { host: string }) => Rich
  /** Two things that one hop did. */
  readonly both: (facts: { first: Rich; second: Rich }) => Rich
}

export interface VerdictMessages {
  readonly pill: Readonly<Record<Fate['kind'], string>>
  readonly stacks: (facts: { count: number; eachWay: boolean; noEni: boolean }) => Rich
  readonly asymmetric: (facts: { host: string; out: string; back: string }) => Rich
  readonly sees: (facts: { process: string; peer: string; source: 'pod' | 'node' | 'client'; kept: boolean }) => Rich
  /** The client asked a Service address and heard from it. */
  readonly neverLearns: (facts: { process: string }) => Rich
  readonly dropped: (facts: { where: string; clause: Rich; onTheWayBack: boolean }) => Rich
  readonly loop: (facts: { host: string }) => Rich
  /** What is not known, and what is still certain: how far it gets, and with which source. */
  readonly notModelled: (facts: { readonly clause: Rich; readonly source: string; readonly host: string }) => Rich
  readonly clientSees: (facts: {
    process: string
    sees: ClientSees
    protocol: Flow['protocol']
    /** What a ping prints of the error that came. */
    said: string | null
  }) => Rich
  readonly droppedStacks: (facts: { count: number; noEni: boolean }) => Rich
  /** Where a drop happened: "by IPVS on ECS1". */
  readonly at: {
    readonly stage: (facts: { stage: KernelStage; host: string }) => string
    readonly link: (facts: { dev: string; host: string }) => string
    readonly process: (facts: { host: string }) => string
    readonly vpc: () => string
    readonly slb: () => string
    readonly gateway: () => string
  }
  /** Second line of a scenario in the list. */
  readonly line: {
    readonly stacks: (facts: { count: number; ways: number }) => string
    readonly returnsBy: (facts: { dev: string }) => string
    readonly sourceLost: (facts: { source: 'pod' | 'node' | 'client' }) => string
    readonly sourceLostReturnsBy: (facts: { source: 'pod' | 'node' | 'client'; dev: string }) => string
    readonly dropped: (facts: { host: string }) => string
    readonly refused: (facts: { host: string }) => string
    readonly loop: () => string
    readonly notModelled: () => string
  }
}

/** What newer releases change on this way, one sentence a fact. */
export interface DifferenceMessages {
  readonly nothing: () => Rich
  readonly nowReachable: (facts: { process: string; kept: boolean; target: string }) => Rich
  readonly nowEnds: (facts: { where: string }) => Rich
  readonly nowSymmetric: (facts: { out: string; was: string }) => Rich
  readonly nowAsymmetric: (facts: { out: string; was: string; source: string }) => Rich
  readonly leavesBy: (facts: { out: string; was: string }) => Rich
}

/** What the page says at first sight: lists, verdict, picture, timeline. */
export interface Messages {
  /** BCP 47. */
  readonly language: string
  readonly product: string
  readonly documentTitle: (facts: { scenario: string; verdict: string }) => string

  readonly leg: Readonly<Record<LegKind, string>>
  readonly stage: Readonly<Record<KernelStage, string>>
  readonly machine: {
    readonly node: (n: number) => string
    readonly pod: (n: number) => string
    readonly client: string
    readonly vpc: string
    readonly slb: string
    readonly gateway: string
    readonly kernelOf: (name: string) => string
    readonly kernel: (short: string) => string
  }
  readonly tick: {
    readonly route: string
    readonly cali: string
    readonly stage: Readonly<Record<KernelStage, string>>
    readonly snat: string
    readonly dnat: string
    readonly unSnat: string
    readonly unDnat: string
    readonly rst: string
    readonly icmp: string
  }
  readonly process: { readonly client: string; readonly curl: string; readonly ping: string }
  /** What an ICMP error says: "port unreachable". */
  readonly icmp: (type: number, code: number) => string
  /** What the client's program prints: "Connection refused". */
  readonly errno: Readonly<Record<Extract<ClientSees, { readonly errno: string }>['errno'], string>>

  readonly hop: FirstHops & Partial<LaterHops>
  readonly drop: FirstDrops & Partial<LaterDrops>
  readonly verdict: VerdictMessages
  readonly difference: DifferenceMessages

  /** A row of the packet table. */
  readonly field: Readonly<Record<'source' | 'dest' | 'mark' | 'ttl' | 'smac' | 'dmac' | 'icmp' | 'inner', string>>
  readonly packet: {
    readonly heading: string
    readonly before: string
    readonly after: string
    readonly unchanged: string
    readonly changedFromTo: (facts: { field: string; before: string; after: string }) => string
    readonly none: string
  }
  /** One hop for a screen reader. */
  readonly hopItem: (facts: {
    n: number
    machine: string
    place: string
    title: string
    changes: readonly string[]
  }) => string

  /** Of the article; more links have their names with them (later-words.ts: titleOf). */
  readonly scenario: Readonly<Record<'s1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7', { readonly title: string }>> &
    Partial<MoreLinkMessages['title']>
  readonly group: Readonly<
    Record<'proxy' | 'policy' | 'service' | 'target' | 'enis' | 'backend' | 'rp-filter' | 'releases', string>
  >
  readonly choice: Readonly<
    Record<
      | 'local'
      | 'cluster'
      | 'nginx'
      | 'nginx1'
      | 'pod-ip'
      | 'nginx-clusterip'
      | 'nginx-externalip'
      | 'nginx1-clusterip'
      | 'nginx1-externalip'
      | 'one-eni'
      | 'two-enis'
      | 'h4jtf'
      | 'kxwdb'
      | 'rp0'
      | 'rp1'
      | 'rp2'
      | 'article'
      | 'newer'
      | 'ipvs'
      | 'iptables'
      | 'nftables',
      { readonly label: string; readonly hint: string | null }
    >
  >
  readonly kindOf: Readonly<
    Record<'pod' | 'node' | 'client' | 'clusterIP' | 'externalIP' | 'podIP' | 'service', string>
  >

  readonly ui: UiMessages
}

/** All texts. Those that only a tab, a file or the command line needs come with it, so that the page is small at first sight. */
export interface AllMessages extends Messages {
  readonly because: BecauseMessages
  readonly question: QuestionMessages
  readonly problem: ProblemMessages
  readonly link: LinkMessages
  readonly cli: CliMessages
}
