/*! More links: each flow of the section ends as the kernel, kube-proxy's release and mode, and the cloud make it. */
import { describe, expect, it } from 'vitest'
import { type ChoiceId, type MoreLinkId, variantsOf } from '../../src/scenarios'
import { moreLinks } from '../../src/scenarios/more'
import { stepsOf } from '../../src/sim'
import { en } from '../../src/text/en'
import { explain } from '../../src/text/explain'
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
