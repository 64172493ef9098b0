/*! Fields of the cluster as a whole: the VPC, Terway, kube-proxy. */
import type { Edit, KubeProxyMode, KubeProxyRelease, Scheduler, TerwayRelease, Topology } from '../../../sim'
import { choice, type Field, FLAG, flag, listOf, one, oneOf, orNull, prefix, put, TEXT } from './field'

const TERWAY: readonly TerwayRelease[] = ['1.4.1', '1.4.2']
const MODES: readonly KubeProxyMode[] = ['ipvs', 'iptables', 'nftables']
const RELEASES: readonly KubeProxyRelease[] = ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34']
const SCHEDULERS: readonly Scheduler[] = ['rr', 'wrr', 'lc', 'sh']

export function settingFields({ vpc, terway, kubeProxy, networkPolicies }: Topology): readonly Field[] {
  const set = { kind: 'set-kube-proxy-options' } as const
  return [
    one('vpc', TEXT, vpc, prefix, (cidr): Edit => ({ kind: 'set-vpc', cidr })),
    one(
      'terwayRelease',
      choice(...TERWAY),
      terway.release,
      oneOf(...TERWAY),
      (release): Edit => ({
        kind: 'set-terway',
        release,
      }),
    ),
    one(
      'symmetricRouting',
      FLAG,
      terway.symmetricRouting ?? false,
      flag,
      (value): Edit => ({
        kind: 'set-symmetric-routing',
        value,
      }),
    ),
    one('felix', FLAG, networkPolicies !== undefined, flag, (value): Edit => ({ kind: 'set-felix', value })),
    one('mode', choice(...MODES), kubeProxy.mode, oneOf(...MODES), (mode): Edit => ({ kind: 'set-proxy-mode', mode })),
    one(
      'release',
      choice(...RELEASES),
      kubeProxy.release,
      oneOf(...RELEASES),
      (release): Edit => ({
        kind: 'set-kube-proxy',
        release,
      }),
    ),
    one(
      'scheduler',
      choice(...SCHEDULERS),
      kubeProxy.scheduler,
      oneOf(...SCHEDULERS),
      (scheduler): Edit => ({
        ...set,
        change: { scheduler },
      }),
    ),
    one(
      'clusterCIDR',
      TEXT,
      kubeProxy.clusterCIDR,
      orNull(prefix),
      (clusterCIDR): Edit => ({
        ...set,
        change: { clusterCIDR },
      }),
    ),
    one(
      'masqueradeAll',
      FLAG,
      kubeProxy.masqueradeAll,
      flag,
      (masqueradeAll): Edit => ({
        ...set,
        change: { masqueradeAll },
      }),
    ),
    one(
      'serviceCIDRs',
      TEXT,
      kubeProxy.serviceCIDRs ?? [],
      listOf(prefix),
      (value): Edit => ({
        ...set,
        ...put('serviceCIDRs', value.length === 0 ? undefined : value),
      }),
    ),
  ]
}
