import { describe, expect, it } from 'vitest'
import { ipv4 } from '../net/ip'
import { mac, VPC_MAC } from '../net/mac'
import { type L4, makePacket, makeTuple, type Packet } from '../net/packet'
import type { Trace } from '../trace/trace'
import { nodeNetns, podNetns } from '../world'
import { captureOf, crossings } from './capture'
import { showPacket, tcpdumpCommand } from './tcpdump'

const pod = ipv4('10.0.1.91')
const vip = ipv4('10.0.3.62')
const packet = (l4: L4, src = pod, dst = vip): Packet =>
  makePacket(src, dst, 64, 0, mac('00:16:3e:9c:21:af'), VPC_MAC, l4)
const syn: L4 = { proto: 'TCP', sport: 40001, dport: 80, flags: 'S' }

describe('tcpdump -nne -t', () => {
  const frame = '00:16:3e:9c:21:af > ee:ff:ff:ff:ff:ff, ethertype IPv4 (0x0800), length '
  const inner = makeTuple('TCP', pod, vip, 40001, 80)
  const lines: readonly (readonly [string, L4, string])[] = [
    ['a SYN', syn, '74: 10.0.1.91.40001 > 10.0.3.62.80: Flags [S], seq 0, win 64240, length 0'],
    [
      'a SYN-ACK',
      { ...syn, flags: 'SA' },
      '74: 10.0.1.91.40001 > 10.0.3.62.80: Flags [S.], seq 0, ack 1, win 65160, length 0',
    ],
    ['a RST', { ...syn, flags: 'RA' }, '54: 10.0.1.91.40001 > 10.0.3.62.80: Flags [R.], seq 0, ack 1, win 0, length 0'],
    ['a datagram', { proto: 'UDP', sport: 40001, dport: 5353 }, '46: 10.0.1.91.40001 > 10.0.3.62.5353: UDP, length 4'],
    [
      'a closed port',
      { proto: 'ICMP', type: 3, code: 3, inner },
      '102: 10.0.1.91 > 10.0.3.62: ICMP 10.0.3.62 tcp port 80 unreachable, length 68',
    ],
    [
      'a closed UDP port',
      { proto: 'ICMP', type: 3, code: 3, inner: makeTuple('UDP', pod, vip, 40001, 53) },
      '74: 10.0.1.91 > 10.0.3.62: ICMP 10.0.3.62 udp port 53 unreachable, length 40',
    ],
    [
      'a host that no neighbour row has',
      { proto: 'ICMP', type: 3, code: 1, inner },
      '102: 10.0.1.91 > 10.0.3.62: ICMP host 10.0.3.62 unreachable, length 68',
    ],
    [
      'a TTL used up',
      { proto: 'ICMP', type: 11, code: 0, inner },
      '102: 10.0.1.91 > 10.0.3.62: ICMP time exceeded in-transit, length 68',
    ],
  ]
  it.each(lines)('prints %s', (_what, l4, text) => expect(showPacket(packet(l4))).toBe(frame + text))

  it('L14 quotes the name of the interface', () => {
    expect(tcpdumpCommand('eth0')).toBe('tcpdump -nne -t -i eth0')
    expect(tcpdumpCommand('$(id)')).toBe("tcpdump -nne -t -i '$(id)'")
  })
})

describe('a capture', () => {
  const [inPod, inHost] = [podNetns('default', 'centos'), nodeNetns('ecs1')]
  const [sent, changed] = [packet(syn), packet(syn, ipv4('10.0.1.82'))]
  const none = { because: [], effects: [] }
  const trace: Trace = {
    request: {
      kind: 'request',
      steps: [
        { place: { kind: 'process', netns: inPod }, event: { kind: 'send' }, before: sent, after: sent, ...none },
        {
          place: { kind: 'link', netns: inPod, dev: 'eth0' },
          event: { kind: 'transmit', dev: 'eth0', nextHop: vip },
          before: sent,
          after: changed,
          ...none,
        },
        {
          place: { kind: 'link', netns: inHost, dev: 'cali1' },
          event: { kind: 'receive', dev: 'cali1' },
          before: changed,
          after: sent,
          ...none,
        },
      ],
    },
    reply: null,
    verdict: { fate: { kind: 'delivered' }, clientSees: { kind: 'connected' } },
  }
  it('sees what leaves after all rewriting and what comes in before any', () => {
    expect(crossings(trace)).toEqual([
      { netns: inPod, dev: 'eth0', dir: 'out', packet: changed, leg: 'request', step: 1 },
      { netns: inHost, dev: 'cali1', dir: 'in', packet: changed, leg: 'request', step: 2 },
    ])
  })
  it('has seen nothing before the packet came by', () => {
    expect(captureOf(trace, inHost, 'cali1', 1)).toEqual([])
    expect(captureOf(trace, inHost, 'cali1', 2)).toHaveLength(1)
  })
})
