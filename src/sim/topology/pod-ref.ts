/*! A pod by reference: `name`, or `namespace/name` where two namespaces have a pod of that name. */
import type { PodSpec } from './types'

type Named = Pick<PodSpec, 'name' | 'namespace'>

/** Whether the reference means this pod; a bare name means every pod of that name. */
export const isPod = ({ name, namespace = 'default' }: Named, ref: string | null | undefined): boolean =>
  ref === name || ref === `${namespace}/${name}`

/** The pod that is meant, the first declared one of a bare name; undefined: none is. A name has no slash (RFC 1123). */
export const podNamed = <P extends Named>(pods: readonly P[], ref: string | null | undefined): P | undefined =>
  pods.find((pod) => isPod(pod, ref))

/** How each thing of a list is told from the others: its name, with its namespace where two have that name. */
export function refsOf(list: readonly Named[]): (one: Named) => string {
  const times = new Map<string, number>()
  for (const { name } of list) times.set(name, (times.get(name) ?? 0) + 1)
  return ({ name, namespace = 'default' }) => (times.get(name) === 1 ? name : `${namespace}/${name}`)
}
