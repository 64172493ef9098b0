/*! The netfilter rows of kube-proxy 1.20 on .1.82 in S4 to S6, word for word as datapath.md §3.9 works them out (comments left
out there and here; the kubelet's KUBE-FIREWALL is that of §3.3). */
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import { finalState, nodeNetns, simulate, tablesOf, tableText } from '../../src/sim'

const nat = `
-A PREROUTING -j KUBE-SERVICES
-A OUTPUT -j KUBE-SERVICES
-A POSTROUTING -j KUBE-POSTROUTING
-A KUBE-FIREWALL -j KUBE-MARK-DROP
-A KUBE-LOAD-BALANCER -m set --match-set KUBE-LOAD-BALANCER-LOCAL dst,dst -j RETURN
-A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ
-A KUBE-MARK-DROP -j MARK --set-xmark 0x8000/0x8000
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-NODE-PORT -p tcp -m set --match-set KUBE-NODE-PORT-LOCAL-TCP dst -j RETURN
-A KUBE-NODE-PORT -p tcp -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -j MASQUERADE --random-fully
-A KUBE-SERVICES -m set --match-set KUBE-LOAD-BALANCER dst,dst -j KUBE-LOAD-BALANCER
-A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP src,dst -j KUBE-MARK-MASQ
-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT
-A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
-A KUBE-SERVICES -m set --match-set KUBE-LOAD-BALANCER dst,dst -j ACCEPT
`
const filter = `
-A INPUT -j KUBE-FIREWALL
-A FORWARD -j KUBE-FORWARD
-A OUTPUT -j KUBE-FIREWALL
-A KUBE-FIREWALL -m mark --mark 0x8000/0x8000 -j DROP
-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT
-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
`
/** Members of the sets that have any. */
const members = {
  'KUBE-CLUSTER-IP': ['192.168.2.115,tcp:80', '192.168.2.253,tcp:80'],
  'KUBE-LOAD-BALANCER': ['10.0.3.62,tcp:80', '10.0.3.63,tcp:80'],
  'KUBE-LOAD-BALANCER-LOCAL': ['10.0.3.62,tcp:80'],
}

describe.each(['s4', 's5', 's6'] as const)('%s', (id) => {
  const { topology, flow } = scenarioById(id).question
  const run = simulate(topology, flow)
  const tables = tablesOf(run.world, finalState(run.trace), nodeNetns('cn-hongkong.10.0.1.82'))
  const printed = (table: string): string => tableText(tables.find((t) => t.id === table)?.lines ?? [])
  const rules = (table: string): readonly string[] =>
    printed(table)
      .split('\n')
      .filter((line) => line.startsWith('-A'))
      .map((line) => line.replace(/ -m comment --comment ("[^"]*"|\S+)/, ''))

  it('iptables-save -t nat', () => expect(rules('nat')).toEqual(nat.trim().split('\n')))
  it('iptables-save -t filter', () => expect(rules('filter')).toEqual(filter.trim().split('\n')))

  it('ipset list', () => {
    const sets = new Map(
      printed('ipset')
        .split('\n\n')
        .map((set) => [/^Name: (\S+)/.exec(set)?.[1], set.split('Members:\n')[1]?.split('\n') ?? []] as const),
    )
    for (const [name, wanted] of Object.entries(members)) expect(sets.get(name), name).toEqual(wanted)
    expect(sets.get('KUBE-LOOP-BACK')).toEqual([])
    const [local, all] = [sets.get('KUBE-NODE-PORT-LOCAL-TCP') ?? [], sets.get('KUBE-NODE-PORT-TCP') ?? []]
    expect([local.length, all.length]).toEqual([1, 2])
    expect(all).toContain(local[0])
  })
})
