/*! What a link has said so far. Writing and reading keep the same notes, so that a later field can point back. */
import type { Cidr, ClientSpec, Ipv4, NodeSpec, PodSpec, ServiceSpec, VSwitchSpec } from '../../sim'

/** What words are kept apart by, so that few others stand beside one that is said again. */
export type Role = 'stem' | 'phrase' | 'word' | 'last'

/** Words by number: those of this link by their role, and those that every link starts with. */
export class Words {
  readonly given: Numbered
  readonly #own: Readonly<Record<Role, Numbered>> = {
    stem: new Numbered(),
    phrase: new Numbered(),
    word: new Numbered(),
    last: new Numbered(),
  }

  constructor(before?: Words) {
    this.given = new Numbered()
    if (before) for (const word of [...before.given.list, ...before.of('word').list]) this.given.add(word)
  }

  of(role: Role): Numbered {
    return this.#own[role]
  }

  add(role: Role, word: string): void {
    if (this.given.numberOf(word) === undefined) this.#own[role].add(word)
  }
}

export class Numbered {
  readonly #numbers = new Map<string, number>()
  readonly list: string[] = []

  readonly numberOf = (word: string): number | undefined => this.#numbers.get(word)

  add(word: string): void {
    if (this.#numbers.has(word)) return
    this.#numbers.set(word, this.list.length)
    this.list.push(word)
  }
}

/** Pods that share namespace and the stem of their name: the replicas of a workload. */
export interface Group {
  readonly namespace: string
  readonly pods: number[]
}

export class Seen {
  readonly words: Words
  /** Stem → the number that ended the last name made of it. */
  readonly numbers = new Map<string, number>()
  /** Kind of name → the part last said. */
  readonly lastPart = new Map<string, string>()
  vpc: Cidr | null = null
  readonly vswitches: VSwitchSpec[] = []
  readonly vswitchNames: string[] = []
  readonly #vswitchNumbers = new Map<string, number>()
  /** Last address said of each vSwitch. */
  readonly lastIn = new Map<number, Ipv4>()
  /** Last address of each kind that lies in no vSwitch. */
  readonly lastOf = new Map<string, Ipv4>()
  readonly nodes: NodeSpec[] = []
  readonly nodeNames: string[] = []
  readonly #nodesByName = new Map<string, NodeSpec>()
  readonly #devices = new Map<string, readonly string[]>()
  readonly pods: PodSpec[] = []
  readonly podNames: string[] = []
  /** Pods by name and by namespace/name: for writing. In reading nobody asks for a name that is not known yet. */
  readonly podNumbers = new Map<string, number>()
  /** Stem of a name → the last pod that has it. */
  readonly replicas = new Map<string, PodSpec>()
  readonly groups: Group[] = []
  readonly groupOf = new Map<string, number>()
  readonly lastPort = new Map<string, number>()
  readonly groupOfPod: number[] = []
  readonly services: ServiceSpec[] = []
  readonly clients: ClientSpec[] = []
  lastGroup = -1
  lastPodRef = -1
  lastNode = -1
  lastNodePort = 30_000

  constructor(before?: Seen) {
    this.words = new Words(before?.words)
  }

  vswitch(name: string | undefined): number {
    return this.#vswitchNumbers.get(name ?? '') ?? -1
  }

  addVSwitch(vswitch: VSwitchSpec): void {
    if (!this.#vswitchNumbers.has(vswitch.name)) this.#vswitchNumbers.set(vswitch.name, this.vswitches.length)
    this.vswitches.push(vswitch)
    this.vswitchNames.push(vswitch.name)
  }

  nodeCalled(name: string | undefined): NodeSpec | undefined {
    return this.#nodesByName.get(name ?? '')
  }

  /** Its ENIs by name; none of a node that is not there. */
  devicesOf(name: string | undefined): readonly string[] {
    return this.#devices.get(name ?? '') ?? []
  }

  addNode(node: NodeSpec): void {
    if (!this.#nodesByName.has(node.name)) {
      this.#nodesByName.set(node.name, node)
      this.#devices.set(
        node.name,
        node.enis.map(({ dev }) => dev),
      )
    }
    this.nodes.push(node)
    this.nodeNames.push(node.name)
  }

  addPod(pod: PodSpec, stem: string, writing: boolean): void {
    const { name, namespace = 'default' } = pod
    const number = this.pods.length
    this.pods.push(pod)
    this.podNames.push(name)
    this.replicas.set(stem, pod)
    if (writing) {
      if (!this.podNumbers.has(name)) this.podNumbers.set(name, number)
      this.podNumbers.set(`${namespace}/${name}`, number)
    }
    const key = `${namespace}/${stem}`
    const group = this.groupOf.get(key)
    this.groupOfPod.push(group ?? this.groups.length)
    if (group === undefined) {
      this.groupOf.set(key, this.groups.length)
      this.groups.push({ namespace, pods: [number] })
    } else this.groups[group]?.pods.push(number)
  }

  /** Names of a workload's pods. All pods are known when it is asked. */
  namesOf(group: number): readonly string[] {
    this.#namesOfGroup[group] ??= (this.groups[group]?.pods ?? []).map((at) => this.podNames[at] ?? '')
    return this.#namesOfGroup[group]
  }
  readonly #namesOfGroup: (readonly string[])[] = []

  /** The workload whose first pod has these labels. All pods are known when it is asked. */
  groupLabelled(labels: Readonly<Record<string, string>>): number | undefined {
    if (this.#groupsByLabels === null) {
      this.#groupsByLabels = new Map()
      for (const [number, { pods }] of this.groups.entries()) {
        const text = JSON.stringify(this.pods[pods[0] ?? -1]?.labels ?? {})
        if (!this.#groupsByLabels.has(text)) this.#groupsByLabels.set(text, number)
      }
    }
    return this.#groupsByLabels.get(JSON.stringify(labels))
  }
  #groupsByLabels: Map<string, number> | null = null

  /** Lists of addresses that have an owner. Services and clients are told when it is asked first. */
  get owned(): readonly OwnedAddresses[] {
    this.#owned ??= [
      owned(this.pods.map(({ ip }) => ip)),
      owned(this.services.map(({ lbIP }) => lbIP)),
      owned(this.services.map(({ clusterIP }) => clusterIP)),
      owned(this.nodes.map(({ ip }) => ip)),
      owned(this.clients.map(({ ip }) => ip)),
      owned(this.services.map(({ externalIPs }) => externalIPs?.[0])),
    ]
    return this.#owned
  }
  #owned: readonly OwnedAddresses[] | null = null
}

/** Addresses of a list of things, and the first thing that has one. */
export interface OwnedAddresses {
  readonly list: readonly (Ipv4 | null | undefined)[]
  readonly numberOf: ReadonlyMap<Ipv4, number>
}

function owned(list: OwnedAddresses['list']): OwnedAddresses {
  const numberOf = new Map<Ipv4, number>()
  list.forEach((ip, number) => {
    if (ip !== null && ip !== undefined && !numberOf.has(ip)) numberOf.set(ip, number)
  })
  return { list, numberOf }
}
