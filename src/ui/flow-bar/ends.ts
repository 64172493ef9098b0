/*! Who asks whom, as the flow bar says it. */
import { formatIpv4, type Question, type TargetAddress, whoIsAsked } from '../../sim'
import { addressOf } from '../../text/facts'
import type { Text } from '../use-app'

export interface FlowEnd {
  /** Cut in the middle so that the hash survives: `centos…h5wnp`. */
  readonly name: string
  readonly full: string
  readonly address: string
}

export interface FlowEnds {
  readonly from: FlowEnd
  readonly to: FlowEnd
  readonly port: { readonly protocol: string; readonly number: number | null; readonly full: string }
  /** `10.0.3.63:80`; a ping has no port. */
  readonly asked: string
}

export function endsOf({ topology, flow }: Question, text: Text): FlowEnds {
  const { from, to, protocol, ttl } = flow
  const source = addressOf(topology, from)
  const asked = whoIsAsked(topology, flow)
  const address = formatIpv4(to.ip)
  const behind = asked === null ? '' : kindOf(asked.address, text)
  const ping = protocol === 'ICMP'
  const word = `${text.flow.protocols[protocol]}${ttl === undefined ? '' : ` TTL ${ttl}`}`
  return {
    from: {
      name: short(from.name, topology, text),
      full: from.name,
      address: source === null ? '' : formatIpv4(source),
    },
    to: {
      name: asked === null ? address : `${short(asked.name, topology, text)}${behind}`,
      full: asked === null ? address : `${asked.name}${behind}`,
      address: asked === null ? '' : address,
    },
    port: { protocol: word, number: ping ? null : to.port, full: ping ? word : `${to.port} ${word}` },
    asked: ping ? address : `${address}:${to.port}`,
  }
}

const kindOf = (address: TargetAddress, { kindOf: words }: Text): string =>
  address === 'own' ? '' : ` ${address === 'clusterIP' || address === 'externalIP' ? words[address] : PLAIN[address]}`
/** The same in every language. */
const PLAIN = { nodePort: 'NodePort', eip: 'EIP', slb: 'SLB' } as const

/** `centos-67756b6dc8-h5wnp` → `centos…h5wnp`; a node's long name → `ECS1`, as the picture has it. */
function short(name: string, { nodes }: Question['topology'], { machine }: Text): string {
  if (name.length <= 16) return name
  const node = nodes.findIndex((each) => each.name === name)
  if (node >= 0) return machine.node(node + 1)
  const parts = name.split('-')
  return parts.length > 2 ? `${parts[0]}…${parts[parts.length - 1]}` : `${name.slice(0, 7)}…${name.slice(-7)}`
}
