/*! The front door of the simulator: everything outside `src/sim` imports from here. */
export type { CloudRow } from './cloud/cloud'
export type * from './cloud/gateway'
export type * from './cloud/network-acl'
export * from './cloud/rows'
export type * from './cloud/security-group'
export { SHARED_SERVICES } from './cloud/vpc-route'
export type * from './kernel/addr'
export type * from './kernel/conntrack'
export type * from './kernel/fib'
export type * from './kernel/ipvs'
export type * from './kernel/link'
export type * from './kernel/neigh'
export type * from './kernel/netfilter/ipset'
export type * from './kernel/netfilter/iptables'
export type * from './kernel/netfilter/nftables'
export type * from './kernel/netns'
export type * from './kernel/row'
export * from './kernel/rule'
export type * from './kernel/socket'
export type * from './kernel/sysctl'
export * from './net/ip'
export * from './net/mac'
export * from './net/packet'
export * from './net/parse-ip'
export { probeOf, type Run, simulate, simulateIn } from './simulate'
export { isReady, loadPlanes } from './load-planes'
export { compile } from './control/compile'
export { podsBehind } from './topology/pods-behind'
export { resolve } from './topology/resolve'
export { verdict, walk } from './walk/walk'
export { makeMemory, type Probe } from './walk/walker'
export {
  type Assumption,
  assumptionsIn,
  assumptionsOf,
  type Default,
  type DefaultValue,
  sameVerdict,
} from './questions/assumptions'
export { allBackends, type Backend, type Backends, backendsIn, backendsOf } from './questions/backends'
export { choiceOf } from './questions/choice'
export { type ComparedColumn, compareRuns, type Comparison } from './questions/compare/compare'
export { sliceOf } from './questions/slice'
export { alternativesOf, assumedValue, defaultsOf, editFor } from './questions/defaults'
export type { MendEdit, MendTopic } from './questions/mends/ask'
export {
  breaking,
  breaksOf,
  type Mend,
  mending,
  type Mends,
  mendsOf,
  type Tried,
} from './questions/mends/mends'
export type { OtherFlow } from './questions/mends/price'
export { type Loser, type LoserReason, losersOf, type Seen } from './questions/losers'
export { REASONS, type ReasonFacts, type Unmet, UNMET } from './questions/reasons'
export type { Manner } from './questions/share'
export { tracerouteOf } from './questions/traceroute'
export { type Writer, type WrittenFor, whoWrote } from './questions/wrote'
export { labScript } from './lab/lab'
export { captureOf, crossings, interfacesOf, type Tap } from './show/capture'
export type { Command } from './show/command'
export { type CommandWords, sayIn } from './show/command-messages'
export { commandsFor } from './show/commands'
export { type Table, tableText } from './show/line'
export { showRow, toolOf } from './show/row'
export { synTimes } from './show/syn-retries'
export { tablesOf } from './show/tables'
export { type CaptureLine, tcpdump, tcpdumpCommand } from './show/tcpdump'
export { visible } from './show/visible'
export {
  check,
  broughtIn,
  judge,
  type Problem,
  type ProblemPath,
  problemsOf,
  readTopology,
  topologyToJson,
} from './topology/check'
export * from './topology/edits/consequences'
export { EMPTY_CLUSTER } from './topology/edits/empty'
export * from './topology/edits/free'
export * from './topology/edits/propose'
export * from './topology/edits/propose-cloud'
export * from './topology/edits/wizard'
export type { Change, MovePod } from './topology/edits/kinds'
export { findNamed, nameOf } from './topology/edits/names'
export { INSTANCE_TYPES, instanceType } from './topology/instance-types'
export { objectAt, type ObjectRef } from './topology/object'
export type { Finding } from './topology/problem'
export { canSend } from './topology/can-send'
export { backendOn } from './topology/backend-pod'
export { applyEdit, applyEdits, BASIC_GROUP, type Edit, type Question } from './topology/edit'
export * from './topology/flow-choice'
export * from './topology/parse-flow'
export * from './topology/targets'
export { redact, redactor } from './topology/redact'
export type * from './topology/types'
export { withoutDerived } from './topology/without-derived'
export type * from './trace/effect'
export type * from './trace/place'
export { finalState, stateAfter, stateAt } from './trace/state'
export * from './trace/trace'
export type * from './trace/verdict'
export {
  clientNetns,
  nodeNetns,
  podNetns,
  changeNetns,
  type World,
  withoutRow,
} from './world'
export { podNamed } from './topology/pod-ref'
