/*! The front door of the simulator: everything outside `src/sim` imports from here. */
export * from './cloud/rows'
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
export { probeOf, type Run, simulate, simulateIn } from './simulate'
export { compile } from './control/compile'
export { resolve } from './topology/resolve'
export { verdict, walk } from './walk/walk'
export { makeMemory, type Memory, type Probe } from './walk/walker'
export { captureOf, crossings, interfacesOf, type Tap } from './show/capture'
export type { Command } from './show/command'
export { type CommandWords, sayIn } from './show/command-messages'
export { commandsFor } from './show/commands'
export { type Table, tableText } from './show/line'
export { showRow, toolOf } from './show/row'
export { tablesOf } from './show/tables'
export { type CaptureLine, tcpdump, tcpdumpCommand } from './show/tcpdump'
export { visible } from './show/visible'
export { check, type Problem, type ProblemPath, topologyToJson } from './topology/check'
export { applyEdit, applyEdits, type Edit, type Question } from './topology/edit'
export type * from './topology/types'
export type * from './trace/effect'
export type * from './trace/place'
export { finalState, type State, stateAfter, stateAt } from './trace/state'
export * from './trace/trace'
export type * from './trace/verdict'
export {
  clientNetns,
  nodeNetns,
  podNetns,
  type Cloud,
  type CloudRows,
  changeNetns,
  type World,
  withoutRow,
} from './world'
