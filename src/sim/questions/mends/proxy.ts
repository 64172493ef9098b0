/*! Other releases, modes and options of kube-proxy and Terway. */
import type { KubeProxyMode, KubeProxyRelease, KubeProxySpec, Scheduler, TerwayRelease } from '../../topology/types'
import type { Ask, Candidate } from './ask'

const RELEASES: readonly KubeProxyRelease[] = ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34']
const MODES: readonly KubeProxyMode[] = ['ipvs', 'iptables', 'nftables']
const SCHEDULERS: readonly Scheduler[] = ['rr', 'wrr', 'lc', 'sh']
const TERWAY: readonly TerwayRelease[] = ['1.4.1', '1.4.2']
/** nftables mode is stable since 1.33 (kubernetes KEP-3866). */
const NFTABLES_SINCE: KubeProxyRelease = '1.33'

/** Newer releases first, the nearest one first; older ones, the nearest first. */
export function proxyCandidates({ run: { topology } }: Ask): readonly Candidate[] {
  const { kubeProxy, terway } = topology
  return [
    ...schedulers(kubeProxy),
    ...modes(kubeProxy),
    ...releases(kubeProxy),
    ...TERWAY.filter((release) => release !== terway.release).map(
      (release): Candidate => ({ topic: 'terway', edit: { kind: 'set-terway', release } }),
    ),
    // Only newer releases have it (≥ 1.15).
    ...(terway.symmetricRouting === true || terway.release === '1.4.1'
      ? []
      : [{ topic: 'symmetric-routing', edit: { kind: 'set-symmetric-routing', value: true } } as const]),
    ...(kubeProxy.masqueradeAll
      ? []
      : [
          {
            topic: 'masquerade-all',
            edit: { kind: 'set-kube-proxy-options', change: { masqueradeAll: true } },
          } as const,
        ]),
  ]
}

export const allows = (mode: KubeProxyMode, release: KubeProxyRelease): boolean =>
  mode !== 'nftables' || RELEASES.indexOf(release) >= RELEASES.indexOf(NFTABLES_SINCE)

export function releases({ release: own, mode }: KubeProxySpec): readonly Candidate[] {
  const at = RELEASES.indexOf(own)
  return [...RELEASES.slice(at + 1), ...RELEASES.slice(0, at).toReversed()]
    .filter((release) => allows(mode, release))
    .map((release) => ({ topic: 'kube-proxy', edit: { kind: 'set-kube-proxy', release } }))
}

export const modes = ({ mode: own, release }: KubeProxySpec): readonly Candidate[] =>
  MODES.filter((mode) => mode !== own && allows(mode, release)).map((mode) => ({
    topic: 'mode',
    edit: { kind: 'set-proxy-mode', mode },
  }))

/** Only IPVS has them. */
const schedulers = ({ scheduler: own, mode }: KubeProxySpec): readonly Candidate[] =>
  (mode === 'ipvs' ? SCHEDULERS : [])
    .filter((scheduler) => scheduler !== own)
    .map((scheduler) => ({ topic: 'scheduler', edit: { kind: 'set-kube-proxy-options', change: { scheduler } } }))
