/*! Where a packet can stand. */
import type { NetnsId } from '../kernel/row'

/** The stages of a host's kernel that have a station in the picture. */
export type KernelStage = 'prerouting' | 'routing' | 'input' | 'ipvs' | 'forward' | 'output' | 'postrouting'

export type Place =
  /** At a process: in a pod, at a client, or a process of the host itself (then: the IPVS·socket cell of the picture). */
  | { readonly kind: 'process'; readonly netns: NetnsId }
  | { readonly kind: 'stage'; readonly netns: NetnsId; readonly stage: KernelStage }
  | { readonly kind: 'link'; readonly netns: NetnsId; readonly dev: string }
  | { readonly kind: 'vpc' }
  | { readonly kind: 'slb'; readonly id: string }
  /** The NAT gateway: where the VPC ends and the Internet begins. */
  | { readonly kind: 'gateway'; readonly id: string }
