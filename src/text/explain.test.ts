import { describe, expect, it } from 'vitest'
import {
  changedChoices,
  type ChoiceId,
  questionOf,
  scenarioById,
  scenarios,
  type Variant,
  variantsOf,
} from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { type Run, showRow, simulate, simulateIn, stepsOf, withoutRow } from '../sim'
import { because } from './because'
import { en } from './en'
import { explain } from './explain'
import { namesOf } from './names'
import { changesInWords, packetRows } from './packet-table'
import { plainText } from './rich'
import { rewriteOf, tickLabel } from './step-words'
import { differenceText, listLine, verdictLine, verdictText } from './verdict-text'

const everyRun = scenarios.flatMap((scenario) =>
  variantsOf(scenario).map((variant) => {
    const { topology, flow } = questionOf(scenario, variant)
    return { name: [scenario.id, ...changedChoices(scenario, variant)].join(' '), run: simulate(topology, flow) }
  }),
)

const moreRuns = moreLinks.map(({ id, question: { topology, flow } }) => ({ name: id, run: simulate(topology, flow) }))

const moreRun = (id: string): Run => moreRuns.find(({ name }) => name === id)!.run

function runOf(id: string, ...words: readonly ChoiceId[]): Run {
  const scenario = scenarios.find((each) => each.id === id)!
  const variant: Variant = Object.fromEntries(
    words.map((word) => [scenario.groups.find(({ choices }) => choices.some((c) => c.id === word))!.id, word]),
  )
  const { topology, flow } = questionOf(scenario, variant)
  return simulate(topology, flow)
}

/** The sentence of the first step of a kind in a leg. */
function said(run: Run, kind: string, leg: 'request' | 'reply' = 'request'): string {
  const from = leg === 'request' ? 0 : run.trace.request.steps.length
  const index = stepsOf(run.trace).findIndex(({ event }, at) => at >= from && event.kind === kind)
  return plainText(explain(run, index, en).sentence)
}

describe('every hop of every variant', () => {
  it('has a title, a breadcrumb and a sentence without holes', () => {
    for (const { name, run } of everyRun) {
      stepsOf(run.trace).forEach((step, index) => {
        const { title, breadcrumb, sentence } = explain(run, index, en)
        const text = `${name} ${index}: ${title} | ${breadcrumb.join(' › ')} | ${plainText(sentence)}`
        expect(text).not.toMatch(/undefined|null|NaN|\[object|0\.0\.0\.0| {2}/)
        expect(breadcrumb.length).toBeGreaterThanOrEqual(2)
        expect(tickLabel(run, step, index < run.trace.request.steps.length ? 'request' : 'reply', en)).not.toBe('')
      })
    }
  })

  it('tells no part of the breadcrumb twice', () => {
    for (const { run } of [...everyRun, ...moreRuns]) {
      for (const index of stepsOf(run.trace).keys()) {
        const { breadcrumb } = explain(run, index, en)
        expect(new Set(breadcrumb).size).toBe(breadcrumb.length)
      }
    }
  })

  it('says that nothing happens only where no address, port or mark changes', () => {
    for (const { name, run } of [...everyRun, ...moreRuns]) {
      stepsOf(run.trace).forEach((step, index) => {
        const sentence = plainText(explain(run, index, en).sentence)
        if (!/^No rule|nothing to (change|do)|nothing but the TTL/i.test(sentence)) return
        const fields = packetRows(step).flatMap(({ field, changed }) => (changed && field !== 'ttl' ? [field] : []))
        expect({ name, index, sentence, fields }).toEqual({ name, index, sentence, fields: [] })
      })
    }
  })

  it('names the rule first that wrote the destination, in every mode of kube-proxy', () => {
    for (const { name, run } of [...everyRun, ...moreRuns]) {
      for (const { event, place, because: rows } of run.trace.request.steps) {
        if (!('nat' in event) || event.nat !== 'dnat' || !('netns' in place)) continue
        const [first] = rows
        expect({ name, row: first && showRow(first) }).toEqual({ name, row: expect.stringMatching(/ DNAT | dnat to /) })
      }
    }
  })

  it('says it in sentences of at most 25 words', () => {
    for (const { run } of everyRun) {
      for (const index of stepsOf(run.trace).keys()) {
        for (const sentence of plainText(explain(run, index, en).sentence).split(/(?<=[.])\s+(?=[A-Z])/)) {
          expect({ sentence, short: sentence.split(/\s+/).length <= 25 }).toEqual({ sentence, short: true })
        }
      }
    }
  })

  it('rests only on earlier hops', () => {
    for (const { run } of everyRun) {
      for (const index of stepsOf(run.trace).keys()) {
        const earlier = because(run, index, en).map((reason) => reason.index)
        expect(earlier.every((at) => at < index)).toBe(true)
        expect(new Set(earlier).size).toBe(earlier.length)
      }
    }
  })

  it('marks as changed only a value that the packet has from this hop on', () => {
    for (const { run } of everyRun) {
      stepsOf(run.trace).forEach((step, index) => {
        const wrote = packetRows(step)
          .filter(({ changed }) => changed)
          .map(({ after }) => after ?? '')
        for (const { kind, text } of explain(run, index, en).sentence) {
          if (kind === 'changed') expect(wrote.some((value) => value.includes(text))).toBe(true)
        }
      })
    }
  })
})

describe('the words of the article', () => {
  it("S5: the mark, its set, the SNAT, and what the mark's hop was", () => {
    const run = runOf('s5')
    expect(said(run, 'prerouting')).toBe(
      '10.0.3.63:80 is in KUBE-LOAD-BALANCER, so the packet gets mark 0x4000: its source will be replaced.',
    )
    const snat = run.trace.request.steps.findIndex((step) => rewriteOf(step) === 'snat')
    expect(explain(run, snat, en)).toMatchObject({
      breadcrumb: ['Request', 'ECS1 kernel', 'POSTROUTING'],
      title: 'The source becomes the node',
    })
    expect(because(run, snat, en).map(({ index, sentence }) => `${index + 1} ${plainText(sentence)}`)).toEqual([
      '5 PREROUTING set the mark: 10.0.3.63:80 is in ipset KUBE-LOAD-BALANCER',
      '8 IPVS chose 10.0.3.58:80 for 10.0.3.63:80',
    ])
    expect(said(run, 'deliver')).toBe('nginx takes it. It sees 10.0.1.82 as its client, not the pod.')
    expect(said(run, 'vpc-deliver', 'reply')).toBe('The answer is for 10.0.1.82, so it comes back to primary eth0.')
  })

  it('More links: a mark in OUTPUT, an address of its own, who is outside, and who answers a ping', () => {
    const toVip = moreRun('m6')
    expect(said(toVip, 'route-output')).toBe(
      '10.0.3.63 is an address of ECS1 itself (kube-ipvs0), so the packet is for this host.',
    )
    expect(said(toVip, 'output')).toBe(
      '10.0.3.63:80 is in KUBE-LOAD-BALANCER, so the packet gets mark 0x4000: its source will be replaced.',
    )
    const toNodePort = moreRun('m12')
    expect(said(toNodePort, 'deliver')).toBe('nginx takes it. It sees 10.0.1.82 as its client, not the real one.')
    const back = stepsOf(toNodePort.trace).findIndex((step) => rewriteOf(step) === 'un-snat')
    expect(plainText(explain(toNodePort, back, en).sentence)).toBe(
      'conntrack remembers: 10.0.1.82 here stands for 172.16.5.20. The destination becomes the sender again.',
    )
    const out = moreRun('m8')
    const arrival = out.trace.request.steps.findIndex(
      ({ place }) => place.kind === 'link' && place.netns === 'client:www',
    )
    expect(explain(out, arrival, en).title).toBe('At www')
    expect(said(moreRun('m19'), 'answer')).toBe('The kernel replies to whoever it saw: 10.0.1.91.')
    expect(verdictLine(moreRun('m19'), en)).toContain('The kernel sees 10.0.1.91.')
  })

  it('a NodePort under policy Local is told as one: its pods are elsewhere', () => {
    expect(said(moreRun('m14'), 'drop')).toMatch(/Policy Local counts only pods of this node, and it runs none\.$/)
  })

  it('S4: OUTPUT routes again, and the old rule does not match; the newer one does', () => {
    expect(said(runOf('s4'), 'output')).toBe(
      "The destination changed, so OUTPUT routes again, now with the pod's source. Rule 2048 wants iif cali44ae9fbceeb and does not match: eth0 stays.",
    )
    expect(said(runOf('s4', 'newer'), 'output')).toBe(
      "The destination changed, so OUTPUT routes again, now with the pod's source: rule 2048 sends it to eth1 instead of eth0.",
    )
    expect(said(runOf('s4'), 'vpc-deliver', 'reply')).toBe(
      'The VPC delivers to the ENI that owns 10.0.1.91: eth1, not the eth0 that the request left by.',
    )
  })

  it('S6: why it ends, who answers, what curl says', () => {
    const run = runOf('s6')
    const drop = run.trace.request.steps.length - 1
    expect(explain(run, drop, en)).toMatchObject({ title: 'Dropped: no backend on this node', tone: 'drop' })
    expect(said(run, 'drop')).toBe(
      '10.0.3.62:80 has no real server on ECS1. Policy Local counts only pods of this node, and it runs none.',
    )
    expect(said(run, 'kernel-answer', 'reply')).toContain(
      'ECS1 itself answers with ICMP port unreachable from 10.0.3.62',
    )
    expect(said(run, 'error', 'reply')).toContain('"Connection refused"')
  })

  it('S1: the node itself asks, by the route for the pod alone', () => {
    expect(said(runOf('s1'), 'send')).toBe(
      'A process on ECS1 itself connects to 10.0.1.104:80; the kernel starts at OUTPUT.',
    )
    expect(said(runOf('s1'), 'route-output')).toContain('calif03b26f9a43')
  })

  it('a SNAT on the way to a pod of the same node does not speak of eth0', () => {
    expect(said(runOf('s2', 'nginx1-externalip'), 'postrouting')).not.toContain('eth0')
  })
})

describe('names', () => {
  it('number hosts as declared and pods as passed', () => {
    const run = runOf('s5')
    const names = namesOf(run, en)
    const shorts = run.trace.request.steps.map(({ place }) =>
      'netns' in place ? names.of(place.netns).short : place.kind,
    )
    expect([...new Set(shorts)]).toEqual(['Pod1', 'ECS1', 'vpc', 'ECS2', 'Pod2'])
    expect(names.client).toBe('curl')
    expect(names.server).toBe('nginx')
  })

  it('know the server also where nothing arrives', () => {
    expect(namesOf(runOf('s6'), en).server).toBe('nginx')
  })

  it('number the stacks as the article counts them', () => {
    const counts = ['s1', 's2', 's3', 's4', 's5', 's6', 's7'].map((id) => {
      const run = runOf(id)
      const names = namesOf(run, en)
      return Math.max(...[...run.world.netns.keys()].map((machine) => names.stackNumber(machine) ?? 0))
    })
    expect(counts).toEqual([2, 3, 4, 4, 4, 2, 2])
  })

  it('ticks of S5 read as in the article', () => {
    const { request, reply } = runOf('s5').trace
    const run = runOf('s5')
    expect(request.steps.map((step) => tickLabel(run, step, 'request', en)).join(' ')).toBe(
      'curl route eth0 cali PRE route INPUT DNAT route OUT SNAT eth0 VPC eth1 PRE route FWD POST cali eth0 nginx',
    )
    expect(reply?.steps.map((step) => tickLabel(run, step, 'reply', en)).join(' ')).toBe(
      'nginx route eth0 cali PRE route FWD POST eth1 VPC eth0 un-SNAT route un-DNAT POST cali eth0 curl',
    )
  })
})

describe('verdicts', () => {
  it.each([
    ['s1', 'Delivered through 2 kernel stacks each way, no ENI on the way. nginx sees 10.0.1.82.'],
    ['s2', 'Delivered through 3 kernel stacks each way, no ENI on the way. nginx sees 10.0.1.91.'],
    ['s3', 'Delivered through 4 kernel stacks each way. nginx sees 10.0.1.91.'],
    ['s4', 'Delivered through 4 kernel stacks each way. It leaves ECS1 by eth0 and returns by eth1.'],
    ['s5', 'Delivered through 4 kernel stacks each way. nginx sees 10.0.1.82, not the pod.'],
    [
      's6',
      'Dropped by IPVS on ECS1: no real server for 10.0.3.62:80 on this node. curl gets "connection refused" at once.',
    ],
    ['s7', 'Delivered through 2 kernel stacks each way. nginx sees 172.16.5.20.'],
  ])('%s: %s', (id, expected) => {
    expect(verdictLine(runOf(id), en)).toBe(expected)
  })

  it('T5: dropped on the way back, and the client hears nothing', () => {
    expect(verdictLine(runOf('s5', 'rp1'), en)).toMatch(
      /^Dropped on the way back, .* on ECS1: it came in by eth0, but the way back goes by eth1\. curl hears nothing and times out after 127 s\.$/,
    )
  })

  it("a node's own address is the node's, whatever address it asked from", () => {
    const { topology, flow } = scenarios.find(({ id }) => id === 's4')!.question
    const run = simulate(topology, { ...flow, from: { kind: 'node', name: 'cn-hongkong.10.0.1.82' } })
    expect(verdictLine(run, en)).toContain('nginx sees 10.0.1.82.')
  })

  it('the list says the one thing worth knowing', () => {
    const lines = ['s1', 's2', 's3', 's4', 's5', 's6', 's7'].map((id) => listLine(runOf(id), id === 's2' ? 5 : 1, en))
    expect(lines.map(({ text }) => text)).toEqual([
      '2 stacks',
      '3 stacks, 5 ways',
      '4 stacks',
      'returns by eth1',
      'pod IP lost',
      'dropped on ECS1',
      '2 stacks',
    ])
    expect(lines.map(({ tone }) => tone)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'drop', 'ok'])
  })

  it.each([
    ['s1', 'Newer releases change nothing on this way.'],
    ['s4', 'Newer Terway: rule 2048 has no iif, so it leaves by eth1, not eth0.'],
    ['s5', 'Newer Terway sends 10.0.1.82 out of eth1, not eth0.'],
    ['s6', 'Newer kube-proxy puts all backends behind 10.0.3.62:80: nginx sees the real client.'],
  ])('%s: what newer releases change (T1, T2, T3)', (id, expected) => {
    expect(plainText(differenceText(runOf(id), runOf(id, 'newer'), en))).toContain(expected)
  })

  it('a verdict follows the rows: without the route to the pod it is another one', () => {
    const { topology, flow, world } = runOf('s1')
    const route = [...world.netns.values()]
      .flatMap(({ routes }) => routes)
      .find(({ dst, dev }) => dst.length === 32 && dev === 'calif03b26f9a43')!
    const run = simulateIn(topology, withoutRow(world, route), flow)
    expect(verdictText(run, en).tone).toBe('drop')
    for (const index of stepsOf(run.trace).keys()) expect(explain(run, index, en).title).not.toBe('')
  })
})

describe('a hop read aloud', () => {
  it('says where, what, and what changed', () => {
    const run = runOf('s5')
    const step = run.trace.request.steps.find((each) => rewriteOf(each) === 'snat')!
    const changes = changesInWords(step, en)
    expect(
      en.hopItem({
        n: 11,
        machine: 'ECS1 kernel',
        place: 'POSTROUTING',
        title: 'The source becomes the node',
        changes,
      }),
    ).toBe(
      'Hop 11, ECS1 kernel, POSTROUTING. The source becomes the node. Source changed from 10.0.1.91:40001 to 10.0.1.82:40001. Mark changed from 0x4000 to 0x0.',
    )
    expect(en.hopItem({ n: 13, machine: 'VPC', place: 'VPC', title: 'Delivered', changes: [] })).toBe(
      'Hop 13, VPC. Delivered.',
    )
  })

  it('does not read MACs aloud', () => {
    for (const step of stepsOf(runOf('s5').trace)) expect(changesInWords(step, en).join()).not.toContain('MAC')
  })
})

it('ping is told the ICMP error that came, TCP what its socket makes of it', () => {
  const said = (id: 'm54' | 'm20' | 's6', ...words: readonly string[]) => {
    const { topology, flow } = questionOf(scenarioById(id), words.includes('newer') ? { releases: 'newer' } : {})
    const run = simulate(topology, flow)
    return [plainText(verdictText(run, en).sentence), explain(run, stepsOf(run.trace).length - 1, en).title]
  }
  expect(said('m54')).toEqual([expect.stringContaining('ping gets "time exceeded"'), 'Time exceeded'])
  expect(said('m20', 'newer')).toEqual([
    expect.stringContaining('ping gets "port unreachable" at once'),
    'Port unreachable',
  ])
  expect(said('s6')[0]).toContain('curl gets "connection refused" at once')
})

it.each([
  ['ingress', 'in', 'cali-tw-'],
  ['egress', 'out', 'cali-fw-'],
] as const)('a drop by network policy is said in its words, not only by its chain: %s', (side, way, chain) => {
  const { topology, flow } = questionOf(scenarioById('s3'), {})
  const pods = topology.pods.map(({ name }) => name)
  const run = simulate({ ...topology, networkPolicies: [{ name: 'deny', pods, [side]: [] }] }, flow)
  expect(plainText(verdictText(run, en).sentence)).toMatch(
    new RegExp(`no NetworkPolicy that selects the pod behind cali\\w+ lets it ${way}`),
  )
  const { card, title } = explain(run, stepsOf(run.trace).length - 1, en)
  expect(card?.why && plainText(card.why)).toContain(`limits ${side} does select it`)
  expect(card?.why && plainText(card.why)).toContain(chain)
  expect(title).toBe('Dropped: no NetworkPolicy allows it')
})
