/*! Fields of the cluster as a whole: the VPC, Terway, kube-proxy. */
import type {
  Edit,
  KubeProxyMode,
  KubeProxyRelease,
  KubeProxySpec,
  Scheduler,
  TerwayRelease,
  Topology,
} from '../../../sim'
import { type Field, fieldsBy, flag, one, oneOf, orNull, prefix, someOf } from './field'

const terwayRelease = oneOf<TerwayRelease>('1.4.1', '1.4.2')
const proxyMode = oneOf<KubeProxyMode>('ipvs', 'iptables', 'nftables')
const proxyRelease = oneOf<KubeProxyRelease>('1.20', '1.24', '1.28', '1.30', '1.33', '1.34')
const schedulers = oneOf<Scheduler>('rr', 'wrr', 'lc', 'sh')

export function settingFields({ vpc, terway, kubeProxy, networkPolicies }: Topology): readonly Field[] {
  const { mode, release } = kubeProxy
  const field = fieldsBy<KubeProxySpec>(kubeProxy, (change): Edit => ({ kind: 'set-kube-proxy-options', ...change }))
  return [
    one('vpc', vpc, prefix, (cidr): Edit => ({ kind: 'set-vpc', cidr })),
    one('terwayRelease', terway.release, terwayRelease, (to): Edit => ({ kind: 'set-terway', release: to })),
    one(
      'symmetricRouting',
      terway.symmetricRouting ?? false,
      flag,
      (value): Edit => ({
        kind: 'set-symmetric-routing',
        value,
      }),
    ),
    one('felix', networkPolicies !== undefined, flag, (value): Edit => ({ kind: 'set-felix', value })),
    one('mode', mode, proxyMode, (to): Edit => ({ kind: 'set-proxy-mode', mode: to })),
    one('release', release, proxyRelease, (to): Edit => ({ kind: 'set-kube-proxy', release: to })),
    field('scheduler', schedulers),
    field('clusterCIDR', orNull(prefix)),
    field('masqueradeAll', flag),
    field('serviceCIDRs', someOf(prefix)),
  ]
}
