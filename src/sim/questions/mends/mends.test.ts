/*! Why not: what mends a flow that fails, at what price; what would break one that works. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../base/assert'
import { addMoreLinks, questionOf, type ScenarioId, scenarioById, type Variant, variantsOf } from '../../../scenarios'
import { moreLinks } from '../../../scenarios/more'
import {
  applyEdit,
  applyEdits,
  breaking,
  breaksOf,
  cidr,
  type Edit,
  formatIpv4,
  type Ipv4,
  ipv4,
  ipv4FromNumber,
  type Mend,
  mending,
  mendsOf,
  type Question,
  simulate,
} from '../..'
import { MOST_CANDIDATES } from './ask'

beforeAll(() => addMoreLinks(moreLinks))

const ask = (id: ScenarioId, variant: Variant = {}): Question => questionOf(scenarioById(id), variant)
const edited = (question: Question, ...edits: readonly Edit[]): Question => applyEdits(question, edits)

/** "policy: pod IP lost". */
const priced = ({ topic, price: { kept } }: Mend): string => `${topic}: ${kept ? 'kept' : 'lost'}`
const topics = (question: Question): readonly string[] => mendsOf(question).mends.map(({ topic }) => topic)

describe('scenario 6', () => {
  const { mends, failed } = mendsOf(ask('s6'))
  const mend = (topic: string): Mend =>
    must(
      mends.find((each) => each.topic === topic),
      topic,
    )

  it('is mended by the ClusterIP, a pod here, policy Cluster, a newer kube-proxy; the cheapest first', () =>
    expect(mends.map(priced)).toEqual(['address: kept', 'endpoint: kept', 'kube-proxy: kept', 'policy: lost']))
  it('policy Cluster loses the pod’s address: nginx sees the node', () => {
    const { price } = mend('policy')
    expect(price.sees === null ? null : formatIpv4(price.sees)).toBe('10.0.1.82')
    expect(price).toMatchObject({ kept: false, detour: null, staysOnNode: false, others: { changed: 2 } })
  })
  it('a pod on ECS1 is reached without an ENI', () =>
    expect(mend('endpoint').price).toMatchObject({ kept: true, staysOnNode: true }))
  it('the nearest newer kube-proxy is enough (it falls back to all backends since 1.21)', () =>
    expect(mend('kube-proxy').edit).toEqual({ kind: 'set-kube-proxy', release: '1.24' }))
  it('asking another address changes no other flow', () => expect(mend('address').price.others.changed).toBe(0))
  it('the scheduler, iptables mode and Terway mend nothing, each for its own reason', () => {
    expect(new Set(failed.map(({ topic }) => topic))).toEqual(
      new Set(['scheduler', 'mode', 'terway', 'masquerade-all']),
    )
    const reasons = failed.map(({ topic, run }) => [
      topic,
      'reason' in run.trace.verdict.fate ? run.trace.verdict.fate.reason.kind : null,
    ])
    expect(reasons).toContainEqual(['scheduler', 'ipvs-no-server'])
    expect(reasons).toContainEqual(['mode', 'vpc-no-owner'])
  })
  it('a mend that is made leaves nothing to mend', () => {
    for (const { edit } of mends) expect(mendsOf(edited(ask('s6'), edit))).toEqual({ mends: [], failed: [] })
  })
})

describe('where a packet ends decides what is tried', () => {
  const withPolicy = (pods: readonly string[]): Edit => ({
    kind: 'add-network-policy',
    policy: { name: 'only-these', pods, ingress: [] },
  })
  const server = 'nginx-7d6877d777-lwrfc'
  const node = 'cn-hongkong.10.0.1.82'

  it('rp_filter: that of the device, or of all', () => {
    const strict: Edit = { kind: 'set-device-rp-filter', node, dev: 'eth0', value: 1 }
    const { mends } = mendsOf(edited(ask('s5'), strict))
    expect(mends.map(({ edit }) => edit)).toContainEqual({ ...strict, value: 0 })
    expect(topics(ask('s5', { 'rp-filter': 'rp1' }))).toContain('rp-filter')
  })
  it('source check: off at the ENI that refused to send', () => {
    const checked: Edit = { kind: 'set-source-check', node, dev: 'eth0', value: true }
    expect(mendsOf(edited(ask('s4'), checked)).mends.map(({ edit }) => edit)).toContainEqual({
      ...checked,
      value: false,
    })
  })
  it('ip_forward: on where it was off', () => {
    const off: Edit = { kind: 'set-ip-forward', node, value: false }
    expect(mendsOf(edited(ask('s3'), off)).mends.map(({ edit }) => edit)).toEqual([{ ...off, value: true }])
  })
  it('forwarding of one device: on where its own value was off, which ip_forward would not change', () => {
    const off: Edit = { kind: 'set-device-forwarding', node, dev: 'eth1', value: false }
    expect(mendsOf(edited(ask('s3'), off)).mends.map(({ edit }) => edit)).toEqual([{ ...off, value: true }])
  })
  it('a ping that a Service refuses: a pod of it by its own address, which answers', () => {
    for (const proxy of ['ipvs', 'nftables'] as const) {
      const { mends } = mendsOf(ask('m20', { proxy, releases: 'newer' }))
      expect(mends.find(({ topic }) => topic === 'address')?.edit).toMatchObject({
        kind: 'set-target',
        ip: ipv4('10.0.3.58'),
      })
    }
  })
  it('no listener: the port that is served, or a listener on the one that is asked', () =>
    expect(topics(ask('m18'))).toEqual(['port', 'listener']))
  it('a port that the Service does not have: the one that it has, or one more', () =>
    expect(topics(ask('m17'))).toEqual(['port', 'target-port']))
  it('a network policy: one more rule of it, or none of it', () => {
    const question = edited(ask('s3'), withPolicy([server]))
    const edits = mendsOf(question).mends.map(({ edit }) => edit)
    expect(edits).toContainEqual({
      kind: 'set-network-policy',
      policy: 'only-these',
      change: { ingress: [{ peers: [{ pods: ['centos-67756b6dc8-h5wnp'] }], ports: [{ port: 80, protocol: 'TCP' }] }] },
    })
  })
  it('a security group that knows nobody outside: a rule for the client and the port', () => {
    const { mends } = mendsOf(edited(ask('s7'), { kind: 'set-default-security-group', group: GROUP }))
    const [rule] = mends.flatMap(({ edit }) => (edit.kind === 'add-security-rule' ? [edit] : []))
    expect(rule).toMatchObject({
      group: 'sg-1',
      rule: { direction: 'in', policy: 'accept', protocol: 'TCP', ports: { from: 80, to: 80 } },
    })
  })
  it('an access control list of the SLB: the client in the whitelist, or out of the blacklist, or no list', () => {
    const client = must(ask('s7').topology.clients[0], 'a client').ip
    const acl = (type: 'white' | 'black', ...entries: readonly string[]): Edit => ({
      kind: 'set-listener-acl',
      at: 0,
      acl: { type, entries: entries.map(cidr) },
    })
    const none: Edit = { kind: 'set-listener-acl', at: 0, acl: null }
    const host = `${formatIpv4(client)}/32`
    const edits = (edit: Edit) => {
      const closed = edited(ask('s7'), edit)
      expect(simulate(closed.topology, closed.flow).trace.verdict.fate).toMatchObject({ reason: { kind: 'slb-acl' } })
      const { mends, failed } = mendsOf(closed)
      return [...mends, ...failed].flatMap((each) => (each.topic === 'slb' && 'price' in each ? [each.edit] : []))
    }
    expect(edits(acl('white', '10.0.0.0/8'))).toEqual([acl('white', '10.0.0.0/8', host)])
    expect(edits(acl('black', host))).toEqual([none])
    expect(edits(acl('black', host, '192.0.2.0/24'))).toEqual([acl('black', '192.0.2.0/24')])
  })
  const GROUP = { id: 'sg-1', type: 'basic', rules: [] } as const
  it('source ranges: the address that was refused is let in', () => {
    const closed = edited(ask('s5'), {
      kind: 'set-service',
      service: 'nginx1',
      change: { sourceRanges: [cidr('192.0.2.0/24')] },
    })
    const edits = mendsOf(closed).mends.map(({ edit }) => edit)
    expect(edits).toContainEqual({
      kind: 'set-service',
      service: 'nginx1',
      change: { sourceRanges: [cidr('192.0.2.0/24'), cidr('10.0.1.91/32')] },
    })
  })
  it('an SLB without a listener for the Service gets one', () => {
    const bare = edited(ask('m15'), { kind: 'remove-listener', at: 0 })
    expect(topics(bare)).toContain('slb')
  })
  it('an answer that the client did not ask for is not said to be mended by what lets it be dropped', () => {
    const { mends } = mendsOf(ask('m14'))
    expect(mends.map(({ topic }) => topic)).toEqual(['address', 'endpoint', 'policy'])
    // The packet comes to a node that has no backend: policy Cluster sends it on to another one.
    expect(mends.at(-1)?.price).toMatchObject({ detour: `node:${node}`, kept: false })
  })
})

/** The same cluster in namespace `shop`, with a namesake of every pod and Service in `default` that nobody asks. */
function inShop({ topology, flow }: Question): Question {
  const shop = 'shop'
  const at = (ip: Ipv4, step: number): Ipv4 => ipv4FromNumber(ip + step)
  const { from, backend } = flow
  return {
    topology: {
      ...topology,
      pods: [
        ...topology.pods.map(({ ip, ifindex: _index, veth: _veth, ...pod }, n) => ({ ...pod, ip: at(ip, 100 + n) })),
        ...topology.pods.map((pod) => ({ ...pod, namespace: shop })),
      ],
      services: [
        ...topology.services.map((service, n) => ({
          ...service,
          clusterIP: at(service.clusterIP, 10 + n),
          lbIP: null,
          ports: service.ports.map((each) => ({ ...each, nodePort: null })),
        })),
        ...topology.services.map((service) => ({ ...service, namespace: shop })),
      ],
    },
    flow: {
      ...flow,
      from: from.kind === 'pod' ? { ...from, name: `${shop}/${from.name}` } : from,
      backend: backend === null ? null : `${shop}/${backend}`,
    },
  }
}

describe('where another namespace has pods and Services of the same names', () => {
  const server = 'nginx-7d6877d777-lwrfc'
  const shown = ({ topic, price: { kept, sees } }: Mend) => [topic, kept, sees]
  it('a failing flow has the mends that it has alone, at the same prices', () => {
    for (const id of ['s6', 'm14', 'm17', 'm18'] as const) {
      const question = ask(id)
      expect(mendsOf(inShop(question)).mends.map(shown), id).toEqual(mendsOf(question).mends.map(shown))
    }
  })
  it('only the Service that is asked is changed, and the pod that is added backs it', () => {
    const question = inShop(ask('s6'))
    const edits = mendsOf(question).mends.map(({ edit }) => edit)
    expect(edits).toContainEqual({
      kind: 'set-service',
      service: 'shop/nginx',
      change: { externalTrafficPolicy: 'Cluster' },
    })
    expect(edits.find(({ kind }) => kind === 'add-pod')).toMatchObject({
      pod: { namespace: 'shop' },
      services: ['shop/nginx', 'shop/nginx1'],
    })
  })
  it('a network policy that says namespace and name is widened for who asks', () => {
    const question = inShop(ask('s3'))
    const closed = edited(question, {
      kind: 'add-network-policy',
      policy: { name: 'only-these', pods: [`shop/${server}`], ingress: [] },
    })
    expect(mendsOf(closed).mends.map(({ edit }) => edit)).toContainEqual({
      kind: 'set-network-policy',
      policy: 'only-these',
      change: {
        ingress: [{ peers: [{ pods: ['shop/centos-67756b6dc8-h5wnp'] }], ports: [{ port: 80, protocol: 'TCP' }] }],
      },
    })
  })
  it('a working flow is broken by what breaks it alone', () => {
    const topicsOf = (question: Question) => breaksOf(question).map(({ topic }) => topic)
    for (const id of ['s3', 's5'] as const) expect(topicsOf(inShop(ask(id))), id).toEqual(topicsOf(ask(id)))
  })
})

it('of two rules of a security group that drop alike, the one that dropped the packet goes', () => {
  const client = must(ask('s7').topology.clients[0], 'a client').ip
  const drop = { direction: 'in', policy: 'drop', priority: 1, protocol: 'ALL' } as const
  const rules = [
    { ...drop, peer: { cidr: cidr('192.0.2.0/24') } },
    { ...drop, peer: { cidr: cidr(`${formatIpv4(client)}/32`) } },
    { ...drop, policy: 'accept', priority: 2, peer: { cidr: cidr('0.0.0.0/0') } },
  ] as const
  const closed = edited(ask('s7'), {
    kind: 'set-default-security-group',
    group: { id: 'sg-1', type: 'basic', rules },
  })
  const { mends } = mendsOf(closed)
  expect(mends.map(({ edit }) => edit)).toContainEqual({ kind: 'remove-security-rule', group: 'sg-1', at: 1 })
})

describe('what would break a flow that works', () => {
  const broken = (question: Question) => breaksOf(question).map(({ topic }) => topic)
  it('scenario 5: policy Local, the pod gone, strict rp_filter at eth0, a network policy', () =>
    expect(broken(ask('s5'))).toEqual(['policy', 'endpoint', 'rp-filter', 'network-policy']))
  it('scenario 4 rests on the source check of eth0', () =>
    expect(breaksOf(ask('s4')).map(({ edit }) => edit)).toContainEqual({
      kind: 'set-source-check',
      node: 'cn-hongkong.10.0.1.82',
      dev: 'eth0',
      value: true,
    }))
  it('a ping of a ClusterIP ends with newer kube-proxy; where knowledge ends nothing is claimed', () =>
    expect(breaksOf(ask('m20')).map(({ edit }) => edit)).toEqual([{ kind: 'set-kube-proxy', release: '1.28' }]))
  it('nothing, for a flow that fails', () => expect(breaksOf(ask('s6'))).toEqual([]))
})

describe('in every variant of every scenario', () => {
  const all = () =>
    (['s1', 's2', 's3', 's4', 's5', 's6', 's7', 'm14', 'm17', 'm18'] as const).flatMap((id) =>
      variantsOf(scenarioById(id))
        .slice(0, 12)
        .map((variant) => ask(id, variant)),
    )
  const arrives = ({ topology, flow }: Question) => simulate(topology, flow).trace.verdict.fate.kind === 'delivered'

  it('each mend mends, no failed one does, and there are at most sixty tries', () => {
    for (const question of all()) {
      const tries = mending(question)
      let tried = new Set<string>()
      let next = tries.next()
      for (; !next.done; next = tries.next()) tried = tried.add(JSON.stringify(next.value.edit))
      expect(tried.size).toBeLessThanOrEqual(MOST_CANDIDATES)
      for (const { edit } of next.value.mends) expect(arrives(applyEdit(question, edit))).toBe(true)
      for (const { edit } of next.value.failed) expect(arrives(applyEdit(question, edit))).toBe(false)
    }
  })
  it('the same question has the same answer', () => {
    const question = ask('s6')
    const said = () =>
      mendsOf(question).mends.map(({ edit, price }) => ({ edit, sees: price.sees, others: price.others.changed }))
    expect(said()).toEqual(said())
    expect(ipv4('10.0.1.92')).toBe(
      mendsOf(question).mends.flatMap(({ edit }) => (edit.kind === 'add-pod' ? [edit.pod.ip] : []))[0],
    )
  })
  it('each breaker breaks', () => {
    for (const question of all().slice(0, 20)) {
      let tries = 0
      for (const _ of breaking(question)) tries++
      expect(tries).toBeLessThanOrEqual(MOST_CANDIDATES)
      for (const { edit } of breaksOf(question)) expect(arrives(applyEdit(question, edit))).toBe(false)
    }
  })
})
