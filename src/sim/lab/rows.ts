/*! The rows of one namespace as commands, in the order in which the kernel takes them: sysctls, addresses, routes, rules, neighbours, ipsets,
IPVS, netfilter. Chance is decided as the trace decided it. */
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { Netns } from '../kernel/netns'
import { TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from '../kernel/rule'
import { formatIpv4, formatPrefix } from '../net/ip'
import { showIpsetMember } from '../show/ipset-list'
import { tableName } from '../show/ip-rule'
import { showRoute } from '../show/ip-route'
import { iptablesSave } from '../show/iptables-save'
import { tableText } from '../show/line'
import { shellQuote as q } from '../show/shell'
import { visible } from '../show/visible'
import { stepsOf, type Trace } from '../trace/trace'
import { nftFile } from './nft-file'

/** `ns`: the namespace, as a word of the script. */
export function rowsOf(each: Netns, ns: string, trace: Trace): readonly string[] {
  const own = each.rules.filter(({ priority }) => priority !== 0 && priority < 32766)
  return [
    `# ${visible(each.name)}`,
    ...each.sysctls
      .filter(({ name }) => /\.(?:all|default)\.|ip_forward/.test(name))
      .map(({ name, value }) => `on ${ns} sysctl -qw ${q(`${name}=${value}`)}`),
    ...each.addrs
      .filter(({ dev }) => dev !== 'lo')
      .map(({ dev, address, length }) => `ip -n ${ns} addr add ${formatIpv4(address)}/${length} dev ${q(dev)}`),
    ...each.links.filter(({ up, name }) => up && name !== 'lo').map(({ name }) => `ip -n ${ns} link set ${q(name)} up`),
    ...each.sysctls
      .filter(({ name }) => !/\.(?:all|default)\.|ip_forward|\.vs\./.test(name))
      .map(({ name, value }) => `on ${ns} sysctl -qw ${q(`${name}=${value}`)}`),
    ...each.routes
      .filter(({ table }) => table !== TABLE_LOCAL && table !== TABLE_DEFAULT)
      .map(
        (route) =>
          `ip -n ${ns} route replace ${showRoute({ ...route, dev: q(route.dev) })}${route.table === TABLE_MAIN ? '' : ` table ${tableName(route.table)}`}`,
      ),
    ...own.map(({ priority, from, to, iif, fwmark, table }) =>
      [
        `ip -n ${ns} rule add priority ${priority}`,
        from ? `from ${formatPrefix(from)}` : '',
        to ? `to ${formatPrefix(to)}` : '',
        iif === null ? '' : `iif ${q(iif)}`,
        fwmark ? `fwmark ${fwmark.value}/${fwmark.mask}` : '',
        `lookup ${tableName(table)}`,
      ]
        .filter((word) => word !== '')
        .join(' '),
    ),
    ...each.neighs.map(
      ({ dev, address, mac }) =>
        `ip -n ${ns} neigh replace ${formatIpv4(address)} lladdr ${mac} dev ${q(dev)} nud permanent`,
    ),
    ...each.ipsets.flatMap((set) => [
      `on ${ns} ipset create ${q(set.name)} ${set.type}${set.type === 'bitmap:port' ? ' range 0-65535' : ''}`,
      ...set.members.map((member) => `on ${ns} ipset add ${q(set.name)} ${q(showIpsetMember(member))}`),
    ]),
    ...virtualServers(each, ns, trace),
    ...(['mangle', 'nat', 'filter'] as const).flatMap((table) =>
      each.chains.some((rule) => rule.table === table)
        ? [
            `on ${ns} iptables-restore -n <<'ROWS'`,
            tableText(
              iptablesSave(
                each.chains.map((rule) => decided(rule, trace)),
                table,
              ),
            ),
            'ROWS',
          ]
        : [],
    ),
    ...nftFile(each, ns, trace),
  ]
}

/** A fresh rr takes the server that was added last (the kernel puts it first), so the one that the trace took comes last. */
function virtualServers(each: Netns, ns: string, trace: Trace): readonly string[] {
  if (each.virtualServers.length === 0) return []
  const taken = stepsOf(trace).flatMap(({ event }) => (event.kind === 'ipvs-dnat' ? [event.real] : []))
  const lines = each.virtualServers.flatMap(({ proto, addr, port, scheduler, persistent, reals }) => {
    const server = `-${proto === 'TCP' ? 't' : 'u'} ${formatIpv4(addr)}:${port}`
    const order = [...reals].reverse().toSorted((a, b) => Number(taken.includes(a)) - Number(taken.includes(b)))
    return [
      `-A ${server} -s ${scheduler}${persistent === null ? '' : ` -p ${persistent}`}`,
      ...order.map((real) => `-a ${server} -r ${formatIpv4(real.addr)}:${real.port} -m -w ${real.weight}`),
    ]
  })
  const settings = each.sysctls.filter(({ name }) => name.includes('.vs.'))
  return [
    `on ${ns} ipvsadm -R <<'ROWS'`,
    ...lines,
    'ROWS',
    ...settings.map(({ name, value }) => `on ${ns} sysctl -qw ${q(`${name}=${value}`)}`),
  ]
}

/** Chance is an input: the rule that the trace took is certain, the others never match; nor is the port drawn at random. */
function decided(rule: ChainRule, trace: Trace): ChainRule {
  const taken = stepsOf(trace).some(({ because }) => because.includes(rule))
  const target = rule.target.kind === 'masquerade' ? { ...rule.target, randomFully: false } : rule.target
  return {
    ...rule,
    target,
    matches: rule.matches.map((match) =>
      match.kind === 'statistic' ? { ...match, probability: taken ? 1 : 0 } : match,
    ),
  }
}
