/*! kube-proxy's releases differ by the rows of one table (release.ts): no other file of it knows a release, each row says what made it,
and none is idle: without it the rows that are written, or the endpoints in them, are others. */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Release from '../../src/sim/control/kube-proxy/release'
import { type Feature, SINCE } from '../../src/sim/control/kube-proxy/release'
import type * as Sim from '../../src/sim'
import { cidr, ipv4, type KubeProxyMode, type KubeProxyRelease, type Topology } from '../../src/sim'
import { CENTOS, cluster, NGINX } from './cloud'

const turned = vi.hoisted(() => ({ off: '' }))
vi.mock('../../src/sim/control/kube-proxy/release', async (original) => {
  const real = await original<typeof Release>()
  const has: typeof real.has = (release, feature) => feature !== turned.off && real.has(release, feature)
  return { ...real, has }
})

const FOLDER = 'src/sim/control/kube-proxy'
const text = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8')
const features = Object.keys(SINCE) as Feature[]

/** The simulator anew, with the table that can be turned: other tests' set-up has loaded it already. */
let sim: typeof Sim
beforeAll(async () => {
  vi.resetModules()
  sim = await import('../../src/sim')
  const { loadAllPlanes } = await import('../../src/sim/all-planes')
  loadAllPlanes()
})
beforeEach(() => {
  turned.off = ''
})

/** Services that have everything a release may treat in its own way, with a ready endpoint on the other node, or one that terminates. */
const topologyOf = (mode: KubeProxyMode, release: KubeProxyRelease): Topology => {
  const plain = cluster({})
  const policies = ['Cluster', 'Local'] as const
  const kinds = policies.flatMap((external) => [CENTOS, NGINX].map((pod) => ({ external, pod })))
  return {
    ...plain,
    kubeProxy: { mode, release, scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
    pods: plain.pods.map((pod) => (pod.name === CENTOS ? { ...pod, endpoint: 'serving-terminating' } : pod)),
    services: kinds.map(({ external, pod }, at) => ({
      name: `web-${at}`,
      clusterIP: ipv4(`192.168.2.${20 + at}`),
      lbIP: ipv4(`10.0.3.${80 + at}`),
      lbIPMode: at === 0 ? 'Proxy' : 'VIP',
      externalIPs: [ipv4(`198.51.100.${7 + at}`)],
      sourceRanges: [cidr('172.16.0.0/16')],
      internalTrafficPolicy: 'Local',
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 31_080 + at }],
      externalTrafficPolicy: external,
      endpoints: { pods: [pod] },
    })),
  }
}

const MODES = ['ipvs', 'iptables', 'nftables'] as const
const RELEASES = ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'] as const

/** All rows of kube-proxy and the kubelet on both nodes. */
const rowsOf = (mode: KubeProxyMode, release: KubeProxyRelease): string => {
  const { netns } = sim.compile(sim.resolve(topologyOf(mode, release)))
  return JSON.stringify(
    [...netns.values()].map(({ chains, ipsets, virtualServers, nftBases, nftRules, nftElements, addrs }) => [
      chains,
      ipsets,
      virtualServers,
      nftBases,
      nftRules,
      nftElements,
      addrs,
    ]),
  )
}

describe('the table of releases', () => {
  it('is the only place of kube-proxy that knows a release', () => {
    const others = readdirSync(FOLDER).filter((file) => !file.startsWith('release.') && !file.endsWith('.test.ts'))
    expect(others.length).toBeGreaterThan(5)
    for (const file of others) {
      const code = text(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      expect([file, code.match(/'1\.\d\d'|\brelease\s*[<>=!]=?[^>]/g) ?? []]).toEqual([file, []])
    }
  })

  it('says at each row which change of Kubernetes made it', () => {
    const rows = [...text('release.ts').matchAll(/\/\*\*([^*]*)\*\/\s+(\w+): '1\.\d\d',/g)]
    expect(rows.map(([, , name]) => name)).toEqual(features)
    for (const [, words, name] of rows) expect([name, words]).toEqual([name, expect.stringMatching(/kubernetes #\d+/)])
  })

  it.each(features)('%s: from its release on other rows are written, before it the same', (feature) => {
    const differs = MODES.flatMap((mode) =>
      RELEASES.filter((release) => {
        turned.off = ''
        const as = rowsOf(mode, release)
        turned.off = feature
        return rowsOf(mode, release) !== as
      }),
    )
    expect(differs.length).toBeGreaterThan(0)
    const since = Number(SINCE[feature].slice(2))
    for (const release of differs) expect(Number(release.slice(2))).toBeGreaterThanOrEqual(since)
  })
})
