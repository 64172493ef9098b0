/*! `tcpdump -nne -t -i <if>`: one line a packet, with its Ethernet header, without a time (a made-up one would be a lie).

Sequence numbers are relative to the connection's first, TCP options are left out; the frame's length counts them. */
import { assertNever } from '../../base/assert'
import { formatIpv4 } from '../net/ip'
import { ZERO_MAC } from '../net/mac'
import { type IcmpEcho, type IcmpError, isError, type L4, type Packet, type TcpFlags } from '../net/packet'
import type { Crossing } from './capture'
import { shellQuote } from './shell'

export interface CaptureLine {
  readonly text: string
  readonly crossing: Crossing
}

export const tcpdumpCommand = (dev: string): string => `tcpdump -nne -t -i ${shellQuote(dev)}`

export const tcpdump = (seen: readonly Crossing[]): readonly CaptureLine[] =>
  seen.map((crossing) => ({ text: showPacket(crossing.packet), crossing }))

/** "00:16:3e:9c:21:af > ee:ff:ff:ff:ff:ff, ethertype IPv4 (0x0800), length 74: 10.0.1.82.40001 > 10.0.3.58.80: Flags [S], …". */
export function showPacket(packet: Packet): string {
  const frame = `${packet.smac ?? ZERO_MAC} > ${packet.dmac ?? ZERO_MAC}, ethertype IPv4 (0x0800)`
  return `${frame}, length ${ETHERNET + IP + payload(packet.l4)}: ${showIp(packet)}`
}

/** The line without its Ethernet header, as `tcpdump -nn -t` has it behind "IP ". */
export function showIp(packet: Packet): string {
  const { l4 } = packet
  const [src, dst] = [formatIpv4(packet.src), formatIpv4(packet.dst)]
  switch (l4.proto) {
    case 'TCP':
      return `${src}.${l4.sport} > ${dst}.${l4.dport}: ${showFlags(l4.flags)}, length 0`
    case 'UDP':
      return `${src}.${l4.sport} > ${dst}.${l4.dport}: UDP, length ${DATAGRAM}`
    case 'ICMP':
      return `${src} > ${dst}: ICMP ${isError(l4) ? showError(l4) : showEcho(l4)}, length ${payload(l4)}`
    default:
      return assertNever(l4)
  }
}

const ETHERNET = 14
const IP = 20
const UDP = 8
const ICMP = 8
/** ping sends 56 bytes of data. */
const ECHO = 56
/** A datagram that says "ping". */
const DATAGRAM = 4

/** Bytes behind the IP header. SYN and SYN-ACK have 20 bytes of options (mss, sackOK, timestamps, nop, wscale), a RST none. */
function payload(l4: L4): number {
  switch (l4.proto) {
    case 'TCP':
      return l4.flags === 'RA' ? 20 : 40
    case 'UDP':
      return UDP + DATAGRAM
    case 'ICMP':
      if (!isError(l4)) return ICMP + ECHO
      return ICMP + IP + (l4.inner.proto === 'TCP' ? 40 : UDP + DATAGRAM)
    default:
      return assertNever(l4)
  }
}

/** Windows are Linux's defaults at an MTU of 1500. */
function showFlags(flags: TcpFlags): string {
  switch (flags) {
    case 'S':
      return 'Flags [S], seq 0, win 64240'
    case 'SA':
      return 'Flags [S.], seq 0, ack 1, win 65160'
    case 'RA':
      return 'Flags [R.], seq 0, ack 1, win 0'
    default:
      return assertNever(flags)
  }
}

const showEcho = ({ type, id, seq }: IcmpEcho): string =>
  `echo ${type === 8 ? 'request' : 'reply'}, id ${id}, seq ${seq}`

function showError({ type, code, inner }: IcmpError): string {
  const dst = formatIpv4(inner.dst)
  if (type === 11) return code === 0 ? 'time exceeded in-transit' : 'ip reassembly time exceeded'
  switch (code) {
    case 0:
      return `net ${dst} unreachable`
    case 1:
      return `host ${dst} unreachable`
    case 3:
      return inner.proto === 'ICMP'
        ? `${dst} protocol 1 port unreachable`
        : `${dst} ${inner.proto.toLowerCase()} port ${inner.dport} unreachable`
    case 13:
      return `host ${dst} unreachable - admin prohibited filter`
    default:
      return `${dst} unreachable - #${code}`
  }
}
