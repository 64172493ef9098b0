/*! The Commands tab: for every step of every scenario there is something to type, it only reads, and no name breaks out of it. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionOf, scenarioById, scenarios, variantsOf } from '../../src/scenarios'
import {
  type Command,
  commandsFor,
  type DropReason,
  ipv4,
  type NatGateway,
  type Place,
  type Question,
  type Run,
  sayIn,
  type SecurityGroup,
  simulate,
  type SlbListener,
  type Step,
  stepsOf,
  type Trace,
} from '../../src/sim'
import { commandsEn } from '../../src/text/commands-en'

const runOf = ({ topology, flow }: Question): Run => simulate(topology, flow)
const allOf = (run: Run): readonly Command[] => stepsOf(run.trace).flatMap((_, index) => commandsFor(run, index))

const bash = (dir: string, path: string, ...args: readonly string[]): string =>
  execFileSync('/bin/bash', ['--noprofile', '--norc', ...args], {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', PATH: path },
  })

const runs = scenarios.flatMap((scenario) =>
  variantsOf(scenario).map((variant) => ({
    name: `${scenario.id} ${Object.values(variant).join(' ')}`.trim(),
    run: runOf(questionOf(scenario, variant)),
  })),
)

/** Programs that the commands may start, with the words that make them read. */
const READS: readonly RegExp[] = [
  /^tcpdump -nne -t -i /,
  /^ip (-br |-4 )*(route get|route show table local|rule show|neigh show|link show|addr|maddr)\b/,
  /^(ipvsadm -Ln|ipvsadm -Lnc|conntrack -L|ipset test|iptables-save -c -t|nstat -asz|ss -H|sysctl net\.|dmesg \|) ?/,
  /^aliyun \w+ Describe\w+ /,
  /^nft list chain ip kube-proxy /,
  /^kubectl get /,
]

describe('commands', () => {
  it.each(runs)('$name: every step has a command', ({ run }) => {
    const without = stepsOf(run.trace).flatMap((step, i) =>
      commandsFor(run, i).length === 0 ? [`${i} ${step.event.kind}`] : [],
    )
    expect(without).toEqual([])
  })

  it('every command only reads', () => {
    const commands = new Set(runs.flatMap(({ run }) => allOf(run).map(({ command }) => command)))
    expect(commands.size).toBeGreaterThan(100)
    for (const command of commands) {
      const inside = command.replace(/^nsenter -t (\d+|"\$\(crictl inspectp .*?\)"\)") -n /, '')
      expect(
        READS.some((reads) => reads.test(inside)),
        command,
      ).toBe(true)
      expect(inside, command).not.toMatch(/\s-w\b|>|\btee\b|;|&&/)
    }
  })

  it('sentences are short: a question, what to expect, what it means if not', () => {
    for (const { run } of runs) {
      for (const { question, expect: expected, ifNot } of allOf(run)) {
        expect(sayIn(commandsEn, question)).toMatch(/^[A-Z].*\?$/)
        const said = [question, ...(ifNot ? [ifNot] : [])].map((message) => sayIn(commandsEn, message))
        for (const sentence of said) expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(25)
        expect(sayIn(commandsEn, expected)).not.toBe('')
      }
    }
  })

  const first = (id: 's5' | 's6', kind: string): readonly string[] => {
    const run = runOf(scenarioById(id).question)
    const index = stepsOf(run.trace).findIndex(({ event }) => event.kind === kind)
    return commandsFor(run, index).map(({ command }) => command)
  }
  it('S5 proves the mark by its set, the source by conntrack, both route look-ups by asking as IPVS asks', () => {
    expect(first('s5', 'prerouting')[0]).toBe('ipset test KUBE-LOAD-BALANCER 10.0.3.63,tcp:80')
    expect(first('s5', 'ipvs-dnat')[0]).toBe('ipvsadm -Ln -t 10.0.3.63:80')
    expect(first('s5', 'ipvs-route')[0]).toBe('ip route get 10.0.3.58')
    expect(first('s5', 'output')[0]).toBe('ip route get 10.0.3.58 from 10.0.1.91 iif lo mark 0x4000')
    expect(first('s5', 'postrouting')[0]).toBe(
      'conntrack -L -p tcp --orig-src 10.0.1.91 --orig-dst 10.0.3.63 --orig-port-dst 80',
    )
  })
  it('S6 proves the drop by the empty virtual server and the policy of its Service', () => {
    expect(first('s6', 'drop').slice(0, 2)).toEqual([
      'ipvsadm -Ln -t 10.0.3.62:80',
      "kubectl get service --namespace=default -o jsonpath='{.spec.externalTrafficPolicy}' -- nginx",
    ])
  })
  it('uses the PID of the article, and asks crictl where it gives none', () => {
    const sent = first('s5', 'send')[0]
    expect(sent).toMatch(/^nsenter -t 2211426 -n tcpdump /)
    const answered = first('s5', 'answer')[0]
    expect(answered).toContain("crictl pods -q --namespace=default --name='^nginx-7d6877d777-h4jtf$'")
  })
})

describe('a drop', () => {
  const run = runOf(scenarioById('s6').question)
  const steps = run.trace.request.steps
  const at = steps.findIndex(({ event }) => event.kind === 'drop')
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('not in the world of S6')
    return value
  }
  const host = must([...run.world.netns.values()].find(({ type }) => type === 'host'))
  const listener: SlbListener = {
    kind: 'slb-listener',
    netns: null,
    by: { plane: 'cloud', object: '' },
    slb: 'lb-1',
    vip: ipv4('10.0.3.62'),
    port: 80,
    proto: 'TCP',
    backends: [],
    acl: null,
  }
  const by = { plane: 'cloud', object: '' } as const
  const gateway: NatGateway = { kind: 'nat-gateway', netns: null, by, id: 'ngw-1', entries: [] }
  const group: SecurityGroup = {
    kind: 'security-group',
    netns: null,
    by,
    id: 'sg-1',
    type: 'basic',
    innerAccess: true,
    rules: [],
  }
  const reasons: { readonly [K in DropReason['kind']]: DropReason & { readonly kind: K } } = {
    'no-route': { kind: 'no-route', dst: ipv4('10.0.9.4') },
    'rp-filter': { kind: 'rp-filter', dev: 'eth0', wouldUse: 'eth1', sysctl: must(host.sysctls[0]) },
    'martian-source': { kind: 'martian-source', dev: 'eth0', src: ipv4('10.0.1.82'), row: null },
    'forwarding-off': { kind: 'forwarding-off', dev: 'eth1', sysctl: null },
    'neigh-failed': { kind: 'neigh-failed', dev: 'eth0', nextHop: ipv4('10.0.1.9') },
    'ttl-exceeded': { kind: 'ttl-exceeded' },
    'netfilter-drop': { kind: 'netfilter-drop', rule: must(host.chains[0]) },
    'netfilter-reject': { kind: 'netfilter-reject', rule: must(host.chains[0]) },
    'ipvs-no-server': { kind: 'ipvs-no-server', virtualServer: must(host.virtualServers[0]) },
    'no-socket': { kind: 'no-socket', port: 80 },
    'not-asked': { kind: 'not-asked', expected: ipv4('10.0.3.62') },
    broadcast: { kind: 'broadcast', dst: ipv4('10.0.1.255'), row: null, errno: null },
    multicast: { kind: 'multicast', dst: ipv4('239.1.1.1'), dev: 'eth1' },
    'link-down': { kind: 'link-down', dev: 'eth1' },
    'no-masquerade-address': { kind: 'no-masquerade-address' },
    'source-check': { kind: 'source-check', eni: must(run.world.cloud.enis[0]), src: ipv4('10.0.1.91') },
    'vpc-no-owner': { kind: 'vpc-no-owner', dst: ipv4('10.0.9.4') },
    'slb-no-listener': { kind: 'slb-no-listener', vip: ipv4('10.0.3.62'), port: 81 },
    'slb-no-backend': { kind: 'slb-no-backend', listener },
    'slb-acl': { kind: 'slb-acl', listener, src: ipv4('10.0.1.91') },
    'destination-check': { kind: 'destination-check', eni: must(run.world.cloud.enis[0]), dst: ipv4('10.0.9.4') },
    'security-group': {
      kind: 'security-group',
      eni: must(run.world.cloud.enis[0]),
      direction: 'in',
      row: group,
      session: null,
    },
    'network-acl': {
      kind: 'network-acl',
      acl: { kind: 'network-acl', netns: null, by, id: 'nacl-1', vswitches: ['vsw-1'], rules: [] },
      rule: null,
      vswitch: 'vsw-1',
      direction: 'out',
    },
    'vpc-no-route': { kind: 'vpc-no-route', dst: ipv4('10.9.9.4'), route: null },
    'internet-no-route': { kind: 'internet-no-route', dst: ipv4('10.0.9.4') },
    'snat-no-entry': { kind: 'snat-no-entry', gateway, src: ipv4('10.0.1.91') },
    'snat-no-session': { kind: 'snat-no-session', entry: null, dst: ipv4('8.210.1.1') },
    'outside-unknown': { kind: 'outside-unknown', dst: ipv4('8.8.8.8'), where: 'internet' },
  }
  const places: Readonly<Partial<Record<DropReason['kind'], Place>>> = {
    'source-check': { kind: 'vpc' },
    'vpc-no-owner': { kind: 'vpc' },
    'slb-no-listener': { kind: 'slb', id: 'lb-1' },
    'slb-no-backend': { kind: 'slb', id: 'lb-1' },
    'slb-acl': { kind: 'slb', id: 'lb-1' },
    'destination-check': { kind: 'vpc' },
    'security-group': { kind: 'vpc' },
    'network-acl': { kind: 'vpc' },
    'vpc-no-route': { kind: 'vpc' },
    'internet-no-route': { kind: 'vpc' },
    'snat-no-entry': { kind: 'gateway', id: 'ngw-1' },
    'snat-no-session': { kind: 'gateway', id: 'ngw-1' },
    'outside-unknown': { kind: 'gateway', id: 'ngw-1' },
  }
  it.each(Object.values(reasons))('$kind has a command of its own', (reason) => {
    const drop = must(steps[at])
    const changed: Step = { ...drop, place: places[reason.kind] ?? drop.place, event: { kind: 'drop', reason } }
    const trace: Trace = { ...run.trace, request: { kind: 'request', steps: steps.with(at, changed) } }
    const commands = commandsFor({ ...run, trace }, at)
    expect(commands[0]?.command).not.toMatch(/^tcpdump/)
    for (const { command } of commands)
      expect(
        READS.some((reads) => reads.test(command)),
        command,
      ).toBe(true)
  })
})

describe('L14 hostile names in commands', () => {
  const names = [
    '$(touch pwned)',
    '`touch pwned`',
    'x; touch pwned #',
    "x'; touch pwned; '",
    'x"; touch pwned; "',
    'x\ntouch pwned\n',
    'x\r\u202etouch pwned',
    '-x | touch pwned',
    '-rf',
  ]
  let dir = ''
  let bin = ''
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'commands-'))
    bin = mkdtempSync(join(tmpdir(), 'commands-bin-'))
    // Stand-ins that write down what they were given, and nothing else on the PATH but what could do harm.
    const stub = '#!/bin/bash\nprintf \'%s\\0\' "$0" "$@" >>"${0%/*}/log"\n'
    for (const program of [
      'nsenter',
      'crictl',
      'tcpdump',
      'ip',
      'ipvsadm',
      'conntrack',
      'ipset',
      'iptables-save',
      'nstat',
      'ss',
      'sysctl',
      'dmesg',
      'aliyun',
      'kubectl',
      'grep',
    ]) {
      writeFileSync(join(bin, program), stub)
      chmodSync(join(bin, program), 0o755)
    }
    writeFileSync(join(bin, 'touch'), '#!/bin/bash\n: >"$1"\n')
    chmodSync(join(bin, 'touch'), 0o755)
  })
  afterAll(() => {
    rmSync(dir, { recursive: true })
    rmSync(bin, { recursive: true })
  })

  /** The scenario with every name that a person may choose replaced. */
  function hostile({ topology, flow }: Question, name: string): Question {
    return {
      topology: {
        ...topology,
        pods: topology.pods.map(
          (p, i) =>
            ({
              ...p,
              name: `${name}${i}`,
              namespace: name,
              veth: `${name}${i}`,
              pid: i === 0 ? 7 : undefined,
            }) as typeof p,
        ),
        nodes: topology.nodes,
        services: topology.services.map((s, i) => ({
          ...s,
          name: `${name}${i}`,
          namespace: name,
          endpoints: { selector: { app: 'nginx' } },
        })),
        slb: topology.slb && { ...topology.slb, id: name },
      },
      flow: {
        ...flow,
        from: flow.from.kind === 'pod' ? { kind: 'pod', name: `${name}0` } : flow.from,
        backend: null,
      },
    }
  }

  it.each(names.map((name) => [JSON.stringify(name), name]))('%s stays a name', (_shown, name) => {
    const all = ['s4', 's5', 's6', 's7'] as const
    const commands = all.flatMap((id) => allOf(runOf(hostile(scenarioById(id).question, name))))
    const lines = [...new Set(commands.map(({ command }) => command))]
    expect(lines.length).toBeGreaterThan(40)
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
    // Each line alone is a whole command: bash reads it as the body of a function and runs nothing.
    bash(dir, bin, '-c', `for line in "$@"; do eval "f() { $line"$'\n}' || exit; done`, 'bash', ...lines)
    bash(dir, bin, '-c', lines.join('\n'))
    expect(readdirSync(dir)).toEqual([])
    const log = readFileSync(join(bin, 'log'), 'utf8').split('\0')
    expect(log).toContain(`${name}0`)
    expect(log).toContain(`--namespace=${name}`)
    rmSync(join(bin, 'log'))
  })
})
