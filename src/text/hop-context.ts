/*! What the words of a hop are chosen from: the step, its leg, its machine's rows. */
import {
  formatCidr,
  formatIpv4,
  type Ipv4,
  type LegKind,
  machineOf,
  type NetnsId,
  type Row,
  type Rule,
  type Run,
  type Step,
} from '../sim'
import type { Messages } from './messages'
import type { Names } from './names'

export interface Context {
  readonly run: Run
  readonly step: Step
  readonly leg: LegKind
  readonly inLeg: number
  readonly steps: readonly Step[]
  readonly language: Messages
  readonly names: Names
}

export const endpoint = ({ addr, port }: { readonly addr: Ipv4; readonly port: number }) =>
  `${formatIpv4(addr)}:${port}`

export const nextOnMachine = ({ steps, inLeg, step }: Context): Step | undefined => {
  const next = steps[inLeg + 1]
  return next && machineOf(next.place) === machineOf(step.place) ? next : undefined
}

export const netnsOf = ({ step: { place } }: Context): NetnsId | null => ('netns' in place ? place.netns : null)

export const rowsOf = (context: Context) => {
  const netns = netnsOf(context)
  return netns === null ? undefined : context.run.world.netns.get(netns)
}

export const isEni = (context: Context, dev: string): boolean =>
  rowsOf(context)?.links.find(({ name }) => name === dev)?.type.kind === 'eni'

export const isPrimary = (context: Context, dev: string): boolean => {
  const netns = netnsOf(context)
  return context.run.world.cloud.enis.some((eni) => eni.host === netns && eni.dev === dev && eni.primary)
}

export const isPodAddress = ({ run }: Context, ip: Ipv4): boolean => run.topology.pods.some((pod) => pod.ip === ip)

export const firstOf = <K extends Row['kind']>(rows: readonly Row[], kind: K): Extract<Row, { kind: K }> | undefined =>
  rows.find((row): row is Extract<Row, { kind: K }> => row.kind === kind)

/** The prefix of the VPC's route entry that decided. */
export const prefixIn = ({ step }: Context): string => {
  const route = firstOf(step.because, 'vpc-route')
  return route ? formatCidr(route.dst) : ''
}

/** A rule that looks at the source: Terway's 2048, "from the pod, to its own ENI's table". */
export const sourceRule = (rows: readonly Row[]): Rule | undefined =>
  rows.find((row): row is Rule => row.kind === 'rule' && row.from !== null)
