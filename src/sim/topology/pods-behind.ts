import type { PodSpec, ServiceSpec } from './types'

/** The pods behind a Service as declared, in their own order. An empty selector selects nothing: such a Service has no endpoints of its own. */
export function podsBehind(
  { namespace = 'default', endpoints }: ServiceSpec,
  pods: readonly PodSpec[],
): readonly PodSpec[] {
  const own = pods.filter((pod) => (pod.namespace ?? 'default') === namespace)
  if ('pods' in endpoints) return own.filter(({ name }) => endpoints.pods.includes(name))
  const wanted = Object.entries(endpoints.selector)
  return own.filter(({ labels = {} }) => wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value))
}
