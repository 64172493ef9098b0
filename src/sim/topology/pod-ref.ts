/*! A pod by reference: `name`, or `namespace/name` where two namespaces have a pod of that name. */
import type { PodSpec } from './types'

type Named = Pick<PodSpec, 'name' | 'namespace'>

/** Whether the reference means this pod; a bare name means every pod of that name. */
export const isPod = ({ name, namespace = 'default' }: Named, ref: string | null | undefined): boolean =>
  ref === name || ref === `${namespace}/${name}`

/** The pod that is meant, the first declared one of a bare name; undefined: none is. A name has no slash (RFC 1123). */
export const podNamed = <P extends Named>(pods: readonly P[], ref: string | null | undefined): P | undefined =>
  pods.find((pod) => isPod(pod, ref))
