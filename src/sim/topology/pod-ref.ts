/*! A pod by reference: `name`, or `namespace/name` where two namespaces have a pod of that name. */
import type { PodSpec } from './types'

type Named = Pick<PodSpec, 'name' | 'namespace'>

/** The pod that is meant, the first declared one of a bare name; undefined: none is. A name has no slash (RFC 1123). */
export const podNamed = <P extends Named>(pods: readonly P[], ref: string | null | undefined): P | undefined =>
  pods.find(({ name, namespace = 'default' }) => ref === name || ref === `${namespace}/${name}`)
