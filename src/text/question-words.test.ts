/*! Sentences of questions, as a person reads them. */
import { describe, expect, it } from 'vitest'
import { must } from '../base/assert'
import { questionOf, type ScenarioId, scenarioById } from '../scenarios'
import { applyEdits, type Edit, losersOf, type Row, type Run, showRow, simulate, stepsOf } from '../sim'
import { en } from './en'
import { loserText, wroteText } from './question-words'
import { plainText } from './rich'

function run(id: ScenarioId, edits: readonly Edit[] = []): Run {
  const { topology, flow } = applyEdits(questionOf(scenarioById(id), {}), edits)
  return simulate(topology, flow)
}

/** What is said of the losers of a step whose row begins so. */
function said(r: Run, kind: string, row: string): readonly string[] {
  const index = stepsOf(r.trace).findIndex(({ event }) => event.kind === kind)
  return losersOf(r, index)
    .filter((loser) => showRow(loser.row).replace('\t', ' ').startsWith(row))
    .map((loser) => plainText(loserText(loser, en)))
}

describe('why it lost', () => {
  it('S4, OUTPUT: routed again', () =>
    expect(said(run('s4'), 'output', '2048:')).toEqual(['wants iif cali44ae9fbceeb, the look-up has iif lo']))
  it('S4, OUTPUT under newer Terway: main would be next', () =>
    expect(said(run('s4', [{ kind: 'set-terway', release: '1.4.2' }]), 'output', '32766:')).toEqual([
      'Next in line: fits too, but 32766 is asked after 2048',
    ]))
  it('S4, IPVS asks for a route', () =>
    expect(said(run('s4'), 'ipvs-route', '2048:')).toEqual(['wants from 10.0.1.91, the look-up has no source yet']))
  it('a set, with the member that is not in it', () => {
    expect(
      said(run('s4'), 'prerouting', '-A KUBE-SERVICES -m comment --comment "Kubernetes service lb portal"'),
    ).toEqual(['192.168.2.115,tcp:80 is not in set KUBE-LOAD-BALANCER'])
    expect(said(run('s4'), 'prerouting', '-A KUBE-NODE-PORT')).toEqual([
      '80 is not in set KUBE-NODE-PORT-LOCAL-TCP',
      '80 is not in set KUBE-NODE-PORT-TCP',
    ])
  })
  it('a virtual server of another address', () =>
    expect(said(run('s4'), 'ipvs-dnat', 'TCP 10.0.3.63:80')).toEqual(['is 10.0.3.63, asked is 192.168.2.115']))
  it('S7, a backend of the SLB', () =>
    expect(said(run('s7'), 'slb-dnat', 'eni-')).toEqual(['Next in line: could be taken as well']))
})

describe('who wrote it', () => {
  const r = run('s5')
  const wrote = (find: (row: Row) => boolean): string =>
    plainText(
      wroteText(
        must(
          stepsOf(r.trace)
            .flatMap(({ because }) => because)
            .find(find),
          'a row',
        ),
        en,
      ),
    )
  it.each([
    ['a rule of Terway', 'rule', 'Terway wrote it for pod default/nginx-7d6877d777-h4jtf.'],
    ['a virtual server', 'virtual-server', 'kube-proxy wrote it for Service default/nginx1.'],
    ['a real server', 'real-server', 'kube-proxy wrote it for endpoint default/nginx-7d6877d777-h4jtf.'],
    ['a conntrack entry', 'conntrack', 'A packet of this flow left it behind.'],
  ] as const)('%s', (_name, kind, sentence) =>
    expect(wrote((row) => row.kind === kind && (row.kind !== 'rule' || row.priority === 512))).toBe(sentence),
  )
  it('a chain of kube-proxy', () =>
    expect(wrote((row) => row.kind === 'chain-rule' && row.chain === 'KUBE-MARK-MASQ')).toBe(
      'kube-proxy wrote it (nat).',
    ))
})
