/*! Who asks whom, as the flow bar says it. */
import { formatIpv4, type Run } from '../../sim'
import { factsOf } from '../../text/facts'
import type { Messages } from '../../text/messages'

export interface FlowEnd {
  /** Cut in the middle so that the hash survives: `centos…h5wnp`. */
  readonly name: string
  readonly full: string
  readonly address: string
}

export function endsOf(run: Run, text: Messages): { readonly from: FlowEnd; readonly to: FlowEnd } {
  const { flow, topology } = run
  const { ip, port } = flow.to
  const address = `${formatIpv4(ip)}:${port}`
  const source = { name: short(flow.from.name), full: flow.from.name, address: formatIpv4(factsOf(run).client) }
  const service = topology.services.find(({ clusterIP, lbIP }) => clusterIP === ip || lbIP === ip)
  if (service) {
    const kind = service.clusterIP === ip ? text.kindOf.clusterIP : text.kindOf.externalIP
    const name = `${service.name} ${kind}`
    return { from: source, to: { name, full: name, address } }
  }
  const pod = topology.pods.find((candidate) => candidate.ip === ip)
  const full = pod?.name ?? formatIpv4(ip)
  return { from: source, to: { name: short(full), full, address } }
}

/** `centos-67756b6dc8-h5wnp` → `centos…h5wnp`; `cn-hongkong.10.0.1.82` → `….10.0.1.82`. */
function short(name: string): string {
  if (name.length <= 16) return name
  const node = /^cn-[a-z]+\.(.*)$/.exec(name)
  if (node) return `…${node[1]}`
  const parts = name.split('-')
  return parts.length > 2 ? `${parts[0]}…${parts[parts.length - 1]}` : `${name.slice(0, 7)}…${name.slice(-7)}`
}
