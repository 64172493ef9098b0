/*! A pod by reference: `name`, or `namespace/name` where two namespaces have a pod of that name. */
import type { PodSpec } from './types'

type Named = Pick<PodSpec, 'name' | 'namespace'>

const isMeant = ({ name, namespace = 'default' }: Named, ref: string): boolean =>
  ref === name || ref === `${namespace}/${name}`

/** The pod that is meant, the first declared one of a bare name; undefined: none is. A name has no slash (RFC 1123). */
export const podNamed = <P extends Named>(pods: readonly P[], ref: string | null | undefined): P | undefined =>
  ref === null || ref === undefined ? undefined : pods.find((pod) => isMeant(pod, ref))

/** The shortest reference that means this pod and no other. */
export const podRef = ({ name, namespace = 'default' }: Named, pods: readonly Named[]): string =>
  pods.filter((pod) => pod.name === name).length > 1 ? `${namespace}/${name}` : name
