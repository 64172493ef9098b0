/*! More links: each flow of the section ends as the kernel, kube-proxy's release and mode, and the cloud make it. */
import { describe, expect, it } from 'vitest'
import { type ChoiceId, type MoreLinkId, variantsOf } from '../../src/scenarios'
import { moreGroups, moreLinks } from '../../src/scenarios/more'
import { stepsOf } from '../../src/sim'
import { en } from '../../src/text/en'
import { explain } from '../../src/text/explain'
import { titleOf } from '../../src/text/later-words'
import { listLine, verdictText } from '../../src/text/verdict-text'
import { ask, serverSaw, way } from './ask'

/** `delivered 10.0.1.82`: who the server saw; or `no-socket, refused`: the reason and what the client sees. */
function fate(id: MoreLinkId, ...words: readonly ChoiceId[]): string {
  const run = ask(id, ...words)
  const { fate: end, clientSees } = run.trace.verdict
  if (end.kind === 'delivered') return `delivered ${serverSaw(run)}`
  return 'reason' in end ? `${end.reason.kind}, ${clientSees.kind}` : end.kind
}

const pod = '10.0.1.91'
const node = '10.0.1.82'
const client = '172.16.5.20'
const same = (text: string) => [text, text, text, text, text] as const

describe('more links', () => {
  /** IPVS 1.20, IPVS 1.28, iptables 1.20, iptables 1.28, nftables 1.33. */
  it.each<readonly [MoreLinkId, readonly [string, string, string, string, string]]>([
    ['m1', same(`delivered ${node}`)],
    ['m2', same(`delivered ${node}`)],
    ['m3', same(`delivered ${pod}`)],
    ['m4', same(`delivered ${pod}`)],
    ['m5', same(`delivered ${node}`)],
    ['m6', same(`delivered ${node}`)],
    ['m7', same(`delivered ${node}`)],
    ['m8', same('delivered 198.51.100.10')],
    ['m9', same('delivered 198.51.100.93')],
    ['m10', same(`delivered ${pod}`)],
    ['m11', same(`delivered ${pod}`)],
    ['m12', same(`delivered ${node}`)],
    ['m13', same(`delivered ${client}`)],
    // Local without a backend: nothing (1.20), all backends but their answer goes past the node (from 1.21), a drop elsewhere.
    [
      'm14',
      [
        'ipvs-no-server, refused',
        'not-asked, time-out',
        'netfilter-drop, time-out',
        'netfilter-drop, time-out',
        'netfilter-drop, time-out',
      ],
    ],
    ['m15', same(`delivered ${client}`)],
    ['m16', same(`delivered ${pod}`)],
    // IPVS keeps the VIP on the host; the other modes have no rule for the port, and the packet leaves for the Internet.
    [
      'm17',
      [
        'no-socket, refused',
        'netfilter-reject, refused',
        'outside-unknown, time-out',
        'outside-unknown, time-out',
        'netfilter-reject, refused',
      ],
    ],
    ['m18', same('no-socket, refused')],
    ['m19', same(`delivered ${pod}`)],
    [
      'm20',
      [
        `delivered ${pod}`,
        'netfilter-reject, refused',
        'outside-unknown, time-out',
        'outside-unknown, time-out',
        'netfilter-reject, refused',
      ],
    ],
    ['m21', same(`delivered ${pod}`)],
    ['m22', same(`delivered ${node}`)],
    ['m23', same('delivered 198.51.100.10')],
    ['m24', same(`delivered ${node}`)],
    // §3.6: IPVS gives the node the address itself as its source; the other modes serve it from all endpoints, nftables 1.33 drops it.
    [
      'm25',
      [
        'ipvs-no-server, refused',
        'martian-source, time-out',
        `delivered ${node}`,
        `delivered ${node}`,
        'netfilter-drop, time-out',
      ],
    ],
    ['m26', same(`delivered ${node}`)],
    ['m27', same(`delivered ${node}`)],
    ['m28', same(`delivered ${pod}`)],
    ['m29', same('delivered 10.0.1.92')],
    ['m30', same(`delivered ${pod}`)],
    ['m31', same('delivered 10.0.3.49')],
    ['m32', same(`delivered ${pod}`)],
    ['m33', same(`delivered ${pod}`)],
    ['m34', same(`delivered ${pod}`)],
    ['m35', same(`delivered ${node}`)],
    // internalTrafficPolicy is read from 1.22 on.
    [
      'm36',
      [
        `delivered ${pod}`,
        'ipvs-no-server, refused',
        `delivered ${pod}`,
        'netfilter-drop, time-out',
        'netfilter-drop, time-out',
      ],
    ],
    [
      'm37',
      [
        'ipvs-no-server, refused',
        'ipvs-no-server, refused',
        'netfilter-reject, refused',
        'netfilter-reject, refused',
        'netfilter-reject, refused',
      ],
    ],
    ['m38', same('no-socket, refused')],
    // D8; iptables 1.20 only marks what it forwards.
    [
      'm39',
      [
        'netfilter-drop, time-out',
        'netfilter-drop, time-out',
        'vpc-no-owner, time-out',
        'netfilter-drop, time-out',
        'netfilter-drop, time-out',
      ],
    ],
    // D2, D3: the kubelet listens on every address of its host.
    [
      'm40',
      [
        `delivered ${pod}`,
        'netfilter-reject, refused',
        'outside-unknown, time-out',
        'outside-unknown, time-out',
        'netfilter-reject, refused',
      ],
    ],
    ['m41', same('outside-unknown, time-out')],
    ['m42', same('vpc-no-owner, time-out')],
    ['m43', same(`delivered ${client}`)],
    ['m44', same(`delivered ${node}`)],
    ['m45', same('slb-no-backend, time-out')],
    ['m46', same('delivered 203.0.113.80')],
    ['m47', same('delivered 203.0.113.80')],
    ['m48', same('snat-no-session, time-out')],
    ['m49', same('internet-no-route, time-out')],
    ['m50', same(`delivered ${node}`)],
    ['m51', same(`delivered ${client}`)],
    ['m52', same('outside-unknown, time-out')],
    ['m53', same('delivered 198.51.100.10')],
    ['m54', same('ttl-exceeded, unreachable')],
    ['m55', same('ttl-exceeded, unreachable')],
    ['m56', same('ttl-exceeded, unreachable')],
    ['m57', same('no-socket, refused')],
    ['m58', same(`delivered ${client}`)],
  ])('%s', (id, [ipvs, ipvsNewer, iptables, iptablesNewer, nftables]) => {
    expect(fate(id)).toBe(ipvs)
    expect(fate(id, 'newer')).toBe(ipvsNewer)
    expect(fate(id, 'iptables')).toBe(iptables)
    expect(fate(id, 'iptables', 'newer')).toBe(iptablesNewer)
    expect(fate(id, 'nftables', 'newer')).toBe(nftables)
  })

  it('a hairpin never leaves the node, and comes back by the cali that it came from', () => {
    const run = ask('m7')
    expect(way(run, 'request')[1]).toBe(way(run, 'request')[2])
    expect(way(run, 'request').every((place) => !place.endsWith('eth1'))).toBe(true)
  })

  it('has every link that it names, each in one group of the list and with a name', () => {
    const grouped = moreGroups.flatMap(({ links }) => links)
    expect(grouped.toSorted()).toEqual(moreLinks.map(({ id }) => id).toSorted())
    for (const { id } of moreLinks) expect(titleOf(en, id)).not.toBe('')
  })

  it('every hop of every variant has words, and a line for the list', () => {
    for (const scenario of moreLinks) {
      for (const variant of variantsOf(scenario)) {
        const run = ask(scenario.id, ...Object.values(variant))
        stepsOf(run.trace).forEach((_, index) => expect(explain(run, index, en).title).not.toBe(''))
        expect(listLine(run, 1, en).text).not.toBe('')
        expect(verdictText(run, en).pill).not.toBe('')
      }
    }
  })
})
