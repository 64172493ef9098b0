/*! The cloud's devices and judges as one nftables table of its namespace, a stand-in for what the platform does outside any kernel that one can
see: the SLB's and the EIPs' translation, the NAT gateway's SNAT entries, source and destination checks, security groups (a set of
connections for each ENI), network ACLs.

  raw (−300)       source check, groups out, ACL out: what an ENI sends, as it sent it
  dstnat (−100)    SLB with its access control lists, EIP
  after it         mark 1: translated, so routed by who owns the address; bits 8–15: the vSwitch that sent it
  forward          to the Internet only by an EIP or a SNAT entry
  srcnat (100)     EIP, NAT gateway
  last (300)       ACL in, groups in, destination check: what an ENI gets, as it gets it                                    */
import { formatCidr, formatIpv4 } from '../net/ip'
import { stepsOf, type Trace } from '../trace/trace'
import type { World } from '../world'
import { judges, senderMark } from './cloud-judges'
import type { End } from './wires'

/** Lines of the script; none where the cloud only routes. */
export function cloudRules(world: World, ends: readonly End[], trace: Trace): readonly string[] {
  const { listeners, gateways, eips, index } = world.cloud
  const judged = judges(world, ends)
  const out = ends.filter(({ internet }) => internet).map(({ dev }) => dev)
  if (listeners.length === 0 && out.length === 0 && judged.length === 0) return []
  const entries = gateways.flatMap((gateway) => gateway.entries).toSorted((a, b) => b.source.length - a.source.length)
  const internet = `{ ${out.join(', ')} }`
  const on = (lines: readonly string[]) => (out.length > 0 ? lines : [])
  const pick = stepsOf(trace).find(({ event }) => event.kind === 'slb-dnat')?.event
  const vswitches = [...index.vswitches.keys()]
  return [
    `on "$p"vpc nft -f - <<'ROWS'`,
    'table ip cloud {',
    ...judged,
    'chain enter { type nat hook prerouting priority -100;',
    ...listeners.flatMap(({ vip, port, proto, backends, acl }) => {
      const to = pick?.kind === 'slb-dnat' && backends.includes(pick.backend) ? pick.backend : backends[0]
      if (!to) return []
      const asked = `ip daddr ${formatIpv4(vip)} ${proto.toLowerCase()} dport ${port}`
      const lets = `dnat to ${formatIpv4(to.address)}:${to.port}`
      const named = (what: string) =>
        acl?.entries.map((entry) => `  ${asked} ip saddr ${formatCidr(entry)} ${what}`) ?? []
      if (named('').length === 0) return [`  ${asked} ${lets}`]
      return acl?.type === 'white' ? [...named(lets), `  ${asked} drop`] : [...named('drop'), `  ${asked} ${lets}`]
    }),
    ...on(eips.map(({ eip, ip }) => `  iifname ${internet} ip daddr ${formatIpv4(eip)} dnat to ${formatIpv4(ip)}`)),
    '}',
    'chain translated { type filter hook prerouting priority -90;',
    ...ends.flatMap(({ dev, eni }) =>
      eni ? [`  iifname ${dev} meta mark set ${senderMark(vswitches.indexOf(eni.vswitch))}`] : [],
    ),
    '  ct status dnat meta mark set 1',
    '  ct status snat meta mark set 1',
    '}',
    ...on([
      'chain leaving { type filter hook forward priority 0;',
      `  oifname != ${internet} accept`,
      `  iifname ${internet} accept`,
      '  ct status dnat accept',
      '  ct status snat accept',
      ...eips.map(({ ip }) => `  ip saddr ${formatIpv4(ip)} accept`),
      ...entries.map(({ source }) => `  ip saddr ${formatCidr(source)} accept`),
      '  drop',
      '}',
      'chain leave { type nat hook postrouting priority 100;',
      `  oifname != ${internet} accept`,
      `  iifname ${internet} accept`,
      ...eips.map(({ eip, ip }) => `  ip saddr ${formatIpv4(ip)} snat to ${formatIpv4(eip)}`),
      ...entries.map(({ source, eip }) => `  ip saddr ${formatCidr(source)} snat to ${formatIpv4(eip)}`),
      '}',
    ]),
    '}',
    'ROWS',
  ]
}
