/*! What we print against what the real tools printed on a real kernel, line by line. `test/recordings/tools` has both: the
case file (what was built, what was asked) and the tools' output.

Left aside, because the recording was made after the connection was closed, or because a lab is not the cloud: counters and
connections of ipvsadm, timers and state of conntrack, sequence numbers, options and ARP of tcpdump. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Case, runCase } from '../../src/cli/case'
import {
  captureOf,
  finalState,
  type Machine,
  type NetnsId,
  type Run,
  type Table,
  tablesOf,
  tableText,
  tcpdump,
} from '../../src/sim'

const recorded = [
  's1-node-to-pod',
  's2-diff-eni-nginx1-externalip',
  's4-nginx-clusterip',
  's5-nginx1-externalip',
  's6-nginx-externalip-kp120',
  's6-nginx-externalip-kp128',
  's7-slb-h4jtf',
]

const read = (name: string): string => readFileSync(new URL(`../recordings/tools/${name}`, import.meta.url), 'utf8')

interface Output {
  readonly machine: { readonly type: string; readonly name: string }
  readonly command: string
  readonly lines: readonly string[]
}

/** "######## node cn-hongkong.10.0.1.82", then "$ ip rule show" with what it printed, and so on. */
function outputsOf(recording: string): readonly Output[] {
  return recording.split(/^#{8} /m).flatMap((part) => {
    const [, type, name, rest] = /^(\S+) (\S+)\n([\s\S]*)$/.exec(part) ?? []
    if (type === undefined || name === undefined || rest === undefined) return []
    return rest.split(/^\$ /m).flatMap((block) => {
      const [command, ...lines] = block.split('\n')
      return command
        ? [{ machine: { type, name }, command, lines: lines.map((l) => l.trimEnd()).filter((l) => l !== '') }]
        : []
    })
  })
}

const netnsOf = (run: Run, { type, name }: Output['machine']): NetnsId => {
  const wanted = type === 'node' ? 'host' : type
  const found = [...run.world.netns.values()].find((netns) => netns.type === wanted && netns.name === name)
  if (!found) throw new Error(`no ${type} ${name}`)
  return found.id
}

function printed(run: Run, machine: Machine, id: string): readonly string[] {
  const table: Table | undefined = tablesOf(run.world, finalState(run.trace), machine).find((t) => t.id === id)
  if (!table) throw new Error(`${machine} has no table ${id}`)
  return tableText(table.lines)
    .split('\n')
    .filter((l) => l !== '')
}

/** ActiveConn and InActConn: theirs are of the time after the close. */
const withoutCounters = (line: string): string => line.replace(/^(\s+-> \S+\s+Masq\s+\d+)\s+\d+\s+\d+$/, '$1')
/** "tcp      6 117 TIME_WAIT src=" and "[ASSURED]". */
const withoutTimers = (line: string): string =>
  line.replace(/^((?:tcp|udp)\s+\d+) \d+ (?:[A-Z_]+ )?/, '$1 ').replace(/\[ASSURED\] /, '')
/** "IP " in front; sequence numbers, window and options. */
const withoutNumbers = (line: string): string =>
  line
    .replace(/^IP /, '')
    .replace(/seq \d+/, 'seq N')
    .replace(/ack \d+/, 'ack N')
    .replace(/, options \[[^\]]*\]/, '')
const withoutFrame = (line: string): string => line.replace(/^.*ethertype IPv4 \(0x0800\), length \d+: /, '')
const isFirstExchange = (line: string): boolean => /Flags \[S\.?\]|ICMP/.test(line)

describe.each(recorded)('%s', (id) => {
  const run = runCase(JSON.parse(read(`${id}.json`)) as Case)
  const outputs = outputsOf(read(`${id}.txt`))
  const of = (pattern: RegExp) =>
    outputs.flatMap((output) => {
      const match = pattern.exec(output.command)
      return match ? [{ ...output, match, label: `${output.machine.name}: ${output.command}` }] : []
    })

  it('ip rule show', () => {
    const all = of(/^ip rule show$/)
    expect(all.length).toBeGreaterThan(0)
    for (const { machine, lines, label } of all)
      expect(printed(run, netnsOf(run, machine), 'rule'), label).toEqual(lines)
  })

  it('ip route show table …, every table', () => {
    const ids: Readonly<Record<string, number>> = { local: 255, main: 254 }
    const all = of(/^ip route show(?: table (\S+))?$/)
    expect(all.length).toBeGreaterThan(2)
    for (const { machine, lines, label, match } of all) {
      const table = match[1] ?? 'main'
      expect(printed(run, netnsOf(run, machine), `route-${ids[table] ?? table}`), label).toEqual(lines)
    }
  })

  it('ipvsadm -Ln, counters aside', () => {
    const all = of(/^ipvsadm -Ln$/)
    expect(all.length).toBeGreaterThan(0)
    for (const { machine, lines, label } of all) {
      const ours = printed(run, netnsOf(run, machine), 'ipvs').map(withoutCounters)
      expect(ours, label).toEqual(lines.map(withoutCounters))
    }
  })

  it('conntrack -L, timers and state aside', () => {
    const all = of(/^conntrack -L$/)
    expect(all.length).toBeGreaterThan(0)
    for (const { machine, lines, label } of all) {
      const ours = printed(run, netnsOf(run, machine), 'conntrack').map(withoutTimers)
      expect(ours, label).toEqual(lines.map(withoutTimers))
    }
  })

  it('tcpdump: SYN, SYN-ACK and ICMP on every interface', () => {
    const all = of(/^tcpdump -nn -t -i (\S+)$/)
    expect(all.length).toBeGreaterThan(1)
    for (const { machine, lines, label, match } of all) {
      const seen = captureOf(run.trace, netnsOf(run, machine), match[1] ?? '', Number.POSITIVE_INFINITY)
      const ours = tcpdump(seen).map(({ text }) => withoutNumbers(withoutFrame(text)))
      expect(ours, label).toEqual(lines.filter(isFirstExchange).map(withoutNumbers))
    }
  })

  it('no capture where the recording has none', () => {
    const listened = new Set(of(/^tcpdump -nn -t -i (\S+)$/).map(({ machine, match }) => `${machine.name} ${match[1]}`))
    const ours = [...run.world.netns.values()].flatMap((netns) =>
      netns.links
        .filter((link) => captureOf(run.trace, netns.id, link.name, Number.POSITIVE_INFINITY).length > 0)
        .map((link) => `${netns.name} ${link.name}`),
    )
    expect(ours.toSorted()).toEqual([...listened].toSorted())
  })
})
