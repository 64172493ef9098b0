/*! Pods by name and by label, for the gate: a selector asked of every pod is a Service times a pod, a thousand times five thousand in
one link of a stranger. */
import { groupBy } from '../../base/group'
import type { PodSpec } from './types'

type Labels = Readonly<Record<string, string>>

export interface PodIndex<P> {
  /** Those of a namespace by name. Of two with one name the first. */
  readonly named: (namespace: string) => ReadonlyMap<string, P>
  /** Those of a namespace that a selector means, in the order of the list. An empty selector means none (Service spec of Kubernetes). */
  readonly selected: (namespace: string, selector: Labels) => readonly P[]
}

/** An index over pods; nothing is indexed before it is asked for. */
export function podIndex<P extends Pick<PodSpec, 'name' | 'namespace' | 'labels'>>(pods: readonly P[]): PodIndex<P> {
  let byNamespace: ReadonlyMap<string, readonly P[]> | null = null
  const names = new Map<string, ReadonlyMap<string, P>>()
  const labels = new Map<string, Lists>()
  const answers = new Map<string, readonly P[]>()
  const of = (namespace: string): readonly P[] => {
    byNamespace ??= groupBy(pods, (pod) => pod.namespace ?? 'default')
    return byNamespace.get(namespace) ?? []
  }
  return {
    named: (namespace) =>
      // The first of two is the last that is set.
      kept(
        names,
        namespace,
        () =>
          new Map(
            of(namespace)
              .toReversed()
              .map((pod) => [pod.name, pod]),
          ),
      ),
    selected: (namespace, selector) =>
      kept(answers, `${namespace} ${JSON.stringify(Object.entries(selector))}`, () => {
        const all = of(namespace)
        const lists = kept(labels, namespace, () => listsOf(all))
        return meant(lists, selector).flatMap((at) => all[at] ?? [])
      }),
  }
}

/** Key, then value of a label → places of the pods that have it, ascending. */
type Lists = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>

function listsOf(pods: readonly Pick<PodSpec, 'labels'>[]): Lists {
  const lists = new Map<string, Map<string, number[]>>()
  pods.forEach(({ labels = {} }, at) => {
    for (const key of Object.keys(labels)) {
      const values = kept(lists, key, () => new Map<string, number[]>())
      kept(values, labels[key] ?? '', () => []).push(at)
    }
  })
  return lists
}

/** What stands in the lists of all of a selector's labels. */
function meant(lists: Lists, selector: Labels): readonly number[] {
  const wanted = Object.entries(selector).map(([key, value]) => lists.get(key)?.get(value) ?? [])
  const [shortest = [], ...others] = wanted.toSorted((a, b) => a.length - b.length)
  return others.reduce(both, shortest)
}

/** What two ascending lists share. */
function both(a: readonly number[], b: readonly number[]): readonly number[] {
  const shared: number[] = []
  let at = 0
  for (const one of a) {
    while ((b[at] ?? Number.POSITIVE_INFINITY) < one) at++
    if (b[at] === one) shared.push(one)
  }
  return shared
}

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
