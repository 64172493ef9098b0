/*! Switches that several scenarios offer, each an edit of the question. */
import type { TrafficPolicy } from '../sim'
import type { VariantGroup } from './types'

/**
 * As in the article | newer releases. Terway ≤ 1.4.1 wrote `iif cali…` into rule 2048, ≥ 1.4.2 does not; upstream kube-proxy 1.20
 * left a Local address without local endpoints empty, since 1.21 it falls back to all (datapath.md §1.3, §3.6; T1–T3).
 */
export const releases: VariantGroup = {
  id: 'releases',
  choices: [
    { id: 'article', edits: [] },
    {
      id: 'newer',
      edits: [
        { kind: 'set-terway', release: '1.4.2' },
        { kind: 'set-kube-proxy', release: '1.28' },
      ],
    },
  ],
}

/**
 * How kube-proxy writes its rules (datapath.md §3.4, §3.5, §3.7). nftables mode is stable since 1.33: it does not exist beside the
 * article's releases.
 */
export const proxy: VariantGroup = {
  id: 'proxy',
  choices: [
    { id: 'ipvs', edits: [] },
    { id: 'iptables', edits: [{ kind: 'set-proxy-mode', mode: 'iptables' }] },
    {
      id: 'nftables',
      edits: [
        { kind: 'set-proxy-mode', mode: 'nftables' },
        { kind: 'set-kube-proxy', release: '1.33' },
      ],
      needs: { group: 'releases', choice: 'newer' },
    },
  ],
}

/** Terway writes 0. T5 asks what happens if somebody else set 1 (strict) or 2 (loose). */
export const rpFilter: VariantGroup = {
  id: 'rp-filter',
  choices: [
    { id: 'rp0', edits: [] },
    { id: 'rp1', edits: [{ kind: 'set-rp-filter', value: 1 }] },
    { id: 'rp2', edits: [{ kind: 'set-rp-filter', value: 2 }] },
  ],
}

/** The external traffic policy of a Service; `own` is what it has in the scenario. */
export const policy = (service: string, own: TrafficPolicy): VariantGroup => {
  const other: TrafficPolicy = own === 'Local' ? 'Cluster' : 'Local'
  return {
    id: 'policy',
    choices: [
      { id: word[own], edits: [] },
      { id: word[other], edits: [{ kind: 'set-external-policy', service, policy: other }] },
    ],
  }
}
const word = { Local: 'local', Cluster: 'cluster' } as const
