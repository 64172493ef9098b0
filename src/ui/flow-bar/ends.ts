/*! Who asks whom, as the flow bar says it. */
import { formatIpv4, type Question, sourcesOf, targetAt, targetsOf } from '../../sim'
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
  const { from, to, protocol } = flow
  const source = sourcesOf(topology).find(({ kind, name }) => kind === from.kind && name === from.name)
  const target = targetAt(targetsOf(topology), flow)
  const address = formatIpv4(to.ip)
  const kind = target === null || target.address === 'own' ? '' : kindOf(target.address, text)
  const full = target === null ? address : [target.name, kind].filter((word) => word !== '').join(' ')
  const ping = protocol === 'ICMP'
  const word = text.flow.protocols[protocol]
  return {
    from: {
      name: short(from.name),
      full: from.name,
      address: source ? formatIpv4(source.ip) : '',
    },
    to: {
      name: target === null ? address : [short(target.name), kind].filter((part) => part !== '').join(' '),
      full: target?.node ? `${full} ${target.node}` : full,
      address: target === null ? '' : address,
    },
    port: { protocol: word, number: ping ? null : to.port, full: ping ? word : `${to.port} ${word}` },
    asked: ping ? address : `${address}:${to.port}`,
  }
}

function kindOf(address: 'clusterIP' | 'externalIP' | 'nodePort' | 'eip' | 'slb', { kindOf: words }: Text): string {
  switch (address) {
    case 'clusterIP':
      return words.clusterIP
    case 'externalIP':
      return words.externalIP
    case 'nodePort':
      return 'NodePort'
    case 'eip':
      return 'EIP'
    case 'slb':
      return 'SLB'
  }
}

/** `centos-67756b6dc8-h5wnp` → `centos…h5wnp`; `cn-hongkong.10.0.1.82` → `…10.0.1.82`. */
export function short(name: string): string {
  if (name.length <= 16) return name
  const node = /^cn-[a-z]+\.(.*)$/.exec(name)
  if (node) return `…${node[1]}`
  const parts = name.split('-')
  return parts.length > 2 ? `${parts[0]}…${parts[parts.length - 1]}` : `${name.slice(0, 7)}…${name.slice(-7)}`
}
