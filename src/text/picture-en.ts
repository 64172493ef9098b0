/*! English: the words that stand in the picture and on the packet. */
import type { LegKind } from '../sim'

/** What a language has to say here. The first part is what the layout asks for. */
export interface PictureMessages {
  readonly host: (n: number) => string
  /** First line of a kernel's name; the host's short name is the second. */
  readonly kernelOf: string
  readonly ipvs: string
  readonly socket: string
  readonly veth: string
  readonly eni: string
  readonly primary: string
  /** On an ENI that gives no pod its address. */
  readonly noPod: string
  readonly pid: string
  readonly router: string
  readonly vswitch: string
  readonly vpc: string
  readonly slb: string
  readonly backendEnis: string
  readonly outside: string
  readonly client: string
  readonly pods: (n: number) => string
  readonly hosts: (n: number) => string

  readonly outBy: (dev: string) => string
  readonly backBy: (dev: string) => string
  readonly neverArrives: (process: string) => string
  readonly nothingOnEnis: string

  /** Head of the packet's call-out. */
  readonly legAt: (facts: { leg: LegKind; place: string }) => string
  readonly source: string
  readonly destination: string
  /** The source is not chosen yet. */
  readonly open: string
  readonly dropped: string
  /** A place on the way, for a screen reader. */
  readonly place: (facts: { name: string; hop: number }) => string
  readonly loading: string
}

export const pictureEn: PictureMessages = {
  host: (n) => `ECS${n}`,
  kernelOf: 'kernel of',
  ipvs: 'IPVS',
  socket: 'socket',
  veth: 'veth',
  eni: 'ENI',
  primary: 'primary',
  noPod: 'no pod',
  pid: 'PID',
  router: 'router',
  vswitch: 'vSwitch',
  vpc: 'VPC',
  slb: 'SLB',
  backendEnis: 'backend ENIs',
  outside: 'outside the cluster',
  client: 'curl',
  pods: (n) => (n === 1 ? '1 pod' : `${n} pods`),
  hosts: (n) => (n === 1 ? '1 host' : `${n} hosts`),

  outBy: (dev) => `out by ${dev}`,
  backBy: (dev) => `back by ${dev}`,
  neverArrives: (process) => `never arrives at ${process}`,
  nothingOnEnis: '0 packets on any ENI',

  legAt: ({ leg, place }) => `${leg === 'request' ? 'Request' : 'Reply'} at ${place}`,
  source: 'src',
  destination: 'dst',
  open: 'not chosen yet',
  dropped: 'Dropped here',
  place: ({ name, hop }) => `${name}, hop ${hop}`,
  loading: 'Loading …',
}
