/*! Which addresses of a captured packet are not those that the client itself sees: they were replaced on the way. */
import { crossings, formatIpv4, type LegKind, type NetnsId, type Packet, type Run, type Tap } from '../../sim'

/** The flow as the client's own interface shows it. */
export interface ClientView {
  readonly client: string
  readonly asked: string
}

export function clientView(run: Run): ClientView {
  const first = crossings(run.trace)[0]
  return {
    client: first ? formatIpv4(first.packet.src) : '',
    asked: formatIpv4(run.flow.to.ip),
  }
}

/** The addresses of a packet that differ from the client's view, in the order in which tcpdump prints them. */
export function valuesOf(packet: Packet, leg: LegKind, { client, asked }: ClientView): readonly string[] {
  const [src, dst] = [formatIpv4(packet.src), formatIpv4(packet.dst)]
  const [wantSrc, wantDst] = leg === 'request' ? [client, asked] : [asked, client]
  return [...(src === wantSrc ? [] : [src]), ...(dst === wantDst ? [] : [dst])]
}

export interface Replaced {
  /** Addresses of the client's view that nobody sees on this interface. */
  readonly values: readonly string[]
  /** Where they are still seen: the client's last interface before the rewrite. */
  readonly at: { readonly netns: NetnsId; readonly dev: string }
}

export function replacedHere(run: Run, tap: Tap): Replaced | null {
  const all = crossings(run.trace)
  const view = clientView(run)
  const here = all.filter((crossing) => crossing.netns === tap.netns && crossing.dev === tap.dev)
  const seen = new Set(here.flatMap(({ packet }) => [formatIpv4(packet.src), formatIpv4(packet.dst)]))
  const values = [view.client, view.asked].filter((value) => !seen.has(value))
  const at = all.findLast(
    ({ packet, leg }) =>
      leg === 'request' && formatIpv4(packet.src) === view.client && formatIpv4(packet.dst) === view.asked,
  )
  return here.length === 0 || values.length === 0 || !at ? null : { values, at }
}
