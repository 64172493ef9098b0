/*! Single edits that could break a flow that works: the switches that its way passed, turned the other way. */
import { BASIC_GROUP } from '../../topology/edit'
import type { TerwayRelease } from '../../topology/types'
import { refsOf } from '../../topology/pod-ref'
import { machineOf, stepsOf } from '../../trace/trace'
import { nodeNetns } from '../../world'
import { type Ask, type Candidate, MOST_CANDIDATES, serviceName, withPolicy } from './ask'
import { modes, releases } from './proxy'

export function breakersOf(ask: Ask): readonly Candidate[] {
  return [...policies(ask), ...servers(ask), ...devices(ask), ...filters(ask), ...releasesOf(ask)].slice(
    0,
    MOST_CANDIDATES,
  )
}

function policies({ run, service, address }: Ask): readonly Candidate[] {
  if (service === null || address === null) return []
  if (address !== 'clusterIP')
    return service.externalTrafficPolicy === 'Local'
      ? []
      : [{ topic: 'policy', edit: withPolicy(run, service, 'Local') }]
  return service.internalTrafficPolicy === 'Local'
    ? []
    : [
        {
          topic: 'policy',
          edit: { kind: 'set-service', service: serviceName(service), change: { internalTrafficPolicy: 'Local' } },
        },
      ]
}

/** The pod that answers is no endpoint any more (as one that is not ready), or the SLB loses its listener. */
function servers({ run: { topology, trace }, question, service }: Ask): readonly Candidate[] {
  const taken = trace.request.steps.find(({ event }) => event.kind === 'deliver')
  const pod = topology.pods.find(
    ({ namespace, name }) => taken !== undefined && machineOf(taken.place) === `pod:${namespace}/${name}`,
  )
  const picked = trace.request.steps.find(({ event }) => event.kind === 'slb-receive')?.before
  const at = (question.topology.slb?.listeners ?? []).findIndex(
    ({ vip, port }) => picked !== undefined && picked.dst === vip && 'dport' in picked.l4 && picked.l4.dport === port,
  )
  return [
    ...(pod !== undefined && service !== null && 'pods' in service.endpoints
      ? [
          {
            topic: 'endpoint',
            edit: {
              kind: 'set-service',
              service: serviceName(service),
              change: { endpoints: { pods: service.endpoints.pods.filter((name) => name !== pod.name) } },
            },
          } as const,
        ]
      : []),
    ...(at < 0 ? [] : [{ topic: 'slb', edit: { kind: 'remove-listener', at } } as const]),
  ]
}

/** Strict reverse path filter where a packet came in, source check where one went out. */
function devices({ run: { topology, trace }, nodes }: Ask): readonly Candidate[] {
  const passed = (kind: 'receive' | 'transmit', node: string): ReadonlySet<string> =>
    new Set(
      stepsOf(trace).flatMap(({ event, place }) =>
        event.kind === kind && machineOf(place) === nodeNetns(node) ? [event.dev] : [],
      ),
    )
  return topology.nodes
    .filter(({ name }) => nodes.includes(name))
    .flatMap((node): readonly Candidate[] => [
      ...[...passed('receive', node.name)]
        .filter((dev) => dev !== 'lo' && Math.max(node.rpFilter[dev] ?? 0, node.rpFilter['all'] ?? 0) === 0)
        .map(
          (dev): Candidate => ({
            topic: 'rp-filter',
            edit: { kind: 'set-device-rp-filter', node: node.name, dev, value: 1 },
          }),
        ),
      ...node.enis
        .filter(({ dev, sourceDestCheck }) => !sourceDestCheck && passed('transmit', node.name).has(dev))
        .map(
          ({ dev }): Candidate => ({
            topic: 'source-check',
            edit: { kind: 'set-source-check', node: node.name, dev, value: true },
          }),
        ),
    ])
}

/** A policy that selects the server and allows nothing; one basic group without a rule. */
function filters({ run: { topology, trace }, question }: Ask): readonly Candidate[] {
  const taken = trace.request.steps.find(({ event }) => event.kind === 'deliver')
  const pod = topology.pods.find(
    ({ namespace, name, hostNetwork }) =>
      !hostNetwork && taken !== undefined && machineOf(taken.place) === `pod:${namespace}/${name}`,
  )
  const ungrouped = topology.nodes.some(({ enis }) => enis.some(({ securityGroups }) => securityGroups.length === 0))
  return [
    ...(pod === undefined || (question.topology.networkPolicies ?? []).some(({ name }) => name === `deny-${pod.name}`)
      ? []
      : [
          {
            topic: 'network-policy',
            edit: {
              kind: 'add-network-policy',
              policy: { name: `deny-${pod.name}`, pods: [refsOf(topology.pods)(pod)], ingress: [] },
            },
          } as const,
        ]),
    ...(ungrouped
      ? [{ topic: 'security-group', edit: { kind: 'set-default-security-group', group: BASIC_GROUP } } as const]
      : []),
    ...(question.topology.securityGroups ?? [])
      .filter(({ type, innerAccessPolicy }) => type === 'basic' && innerAccessPolicy !== 'drop')
      .map(
        ({ id }): Candidate => ({
          topic: 'security-group',
          edit: { kind: 'set-inner-access', group: id, policy: 'drop' },
        }),
      ),
  ]
}

const OTHER: Readonly<Record<TerwayRelease, TerwayRelease>> = { '1.4.1': '1.4.2', '1.4.2': '1.4.1' }

function releasesOf({ run: { topology } }: Ask): readonly Candidate[] {
  const { terway, kubeProxy } = topology
  return [
    ...releases(kubeProxy),
    { topic: 'terway', edit: { kind: 'set-terway', release: OTHER[terway.release] } },
    ...modes(kubeProxy),
    ...(terway.symmetricRouting === undefined && terway.release !== '1.4.1'
      ? [{ topic: 'symmetric-routing', edit: { kind: 'set-symmetric-routing', value: true } } as const]
      : []),
  ]
}
