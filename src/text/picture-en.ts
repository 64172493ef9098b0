/*! English: the words that stand only in the picture and on the packet. */

/** What a language has to say here, beside `Messages`; the first part is all that the layout asks for. */
export interface PictureMessages {
  /** Short name of the nth host: "ECS1". */
  readonly host: (n: number) => string
  /** Instead of the page around the picture. */
  readonly pageFailed: string
  /** First line of a kernel's name; the host's short name is the second. */
  readonly kernelOf: string
  readonly ipvs: string
  /** The same cell where a process of the host itself sends or receives. */
  readonly socket: string
  /** On an ENI that gives no pod its address. */
  readonly noPod: string
  readonly veth: string
  readonly eni: string
  readonly primary: string
  readonly router: string
  readonly vpc: string
  readonly slb: string
  /** The program of a pod in which nothing listens. */
  readonly client: string
  readonly pid: string
  readonly vswitch: string
  readonly backendEnis: string
  /** The same where the group lists nodes. */
  readonly backendNodes: string
  readonly gateway: string
  /** Above the gateway's entries. */
  readonly snatEntries: string
  /** Where a host outside is: at the left; of the Internet; at the right, by a leased line; one of the cloud's services. */
  readonly outside: string
  readonly internet: string
  readonly leasedLine: string
  readonly sharedService: string
  readonly pods: (n: number) => string
  readonly hosts: (n: number) => string
  readonly outBy: (dev: string) => string
  readonly backBy: (dev: string) => string

  /** Head of the packet's call-out: "Request at cali44ae9fbceeb". */
  readonly legAt: (facts: { leg: string; place: string }) => string
  readonly source: string
  readonly destination: string
  /** The source is not chosen yet. */
  readonly open: string
  /** A place on the way, for a screen reader. */
  readonly place: (facts: { name: string; hop: number }) => string
}

export const pictureEn: PictureMessages = {
  pageFailed: 'The rest of the page could not be fetched. Reload it to try again.',
  host: (n) => `ECS${n}`,
  kernelOf: 'kernel of',
  ipvs: 'IPVS',
  socket: 'socket',
  noPod: 'no pod',
  veth: 'veth',
  eni: 'ENI',
  primary: 'primary',
  router: 'router',
  vpc: 'VPC',
  slb: 'SLB',
  client: 'curl',
  pid: 'PID',
  vswitch: 'vSwitch',
  backendEnis: 'backend ENIs',
  backendNodes: 'backend nodes',
  gateway: 'SNAT gateway',
  snatEntries: 'SNAT entries',
  outside: 'outside the cluster',
  internet: 'on the Internet',
  leasedLine: 'by a leased line',
  sharedService: 'shared service',
  pods: (n) => (n === 1 ? '1 pod' : `${n} pods`),
  hosts: (n) => (n === 1 ? '1 host' : `${n} hosts`),
  outBy: (dev) => `out by ${dev}`,
  backBy: (dev) => `back by ${dev}`,

  legAt: ({ leg, place }) => `${leg} at ${place}`,
  source: 'src',
  destination: 'dst',
  open: 'not chosen yet',
  place: ({ name, hop }) => `${name}, hop ${hop}`,
}
