/*! Who wrote a row, and for which object. Rows say it themselves (`by`); entries that packets leave behind have no writer. */
import type { Origin } from '../kernel/row'
import type { Row } from '../trace/trace'

export type WrittenFor =
  | { readonly kind: 'pod' | 'service' | 'endpoint' | 'node' | 'client' | 'eni' | 'slb'; readonly name: string }
  /** A part of the writer's own, or a thing of the system: `nat`, `kube-ipvs0`, `eth0`, `system route table`. */
  | { readonly kind: 'part'; readonly name: string }

export interface Writer {
  readonly plane: Origin['plane']
  readonly object: WrittenFor
}

const KINDS: readonly (readonly [prefix: string, kind: WrittenFor['kind']])[] = [
  ['pod ', 'pod'],
  ['Service ', 'service'],
  ['endpoint ', 'endpoint'],
  ['node ', 'node'],
  ['client ', 'client'],
  ['ENI ', 'eni'],
  ['SLB ', 'slb'],
]

/** null: a packet of the flow left it behind. */
export function whoWrote(row: Row): Writer | null {
  if (!('by' in row)) return null
  const { plane, object } = row.by
  const known = KINDS.find(([prefix]) => object.startsWith(prefix))
  return {
    plane,
    object:
      known === undefined ? { kind: 'part', name: object } : { kind: known[1], name: object.slice(known[0].length) },
  }
}
