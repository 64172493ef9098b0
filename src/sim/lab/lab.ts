/*! A run as a bash script: the same rows in network namespaces of any Linux machine, the same flow, a capture in each of them.

The cloud is one namespace: it routes each address to the ENI that owns it, answers ARP for everybody, is no hop (TTL stays), drops
silently what nobody owns, and translates for the SLB. Every name is quoted (`shellQuote`); namespaces are numbered. */
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { Netns } from '../kernel/netns'
import type { NetnsId } from '../kernel/row'
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
import { probeOf, type Run } from '../simulate'
import type { Probe } from '../walk/walker'
import type { World } from '../world'

const VPC_MAC = 'ee:ff:ff:ff:ff:ff'

/** The script, ending in a line feed. */
export function labScript({ topology, flow: asked, world, trace }: Run): string {
  const flow = probeOf(topology, asked)
  const missing = notBuilt(world, flow)
  if (missing.length > 0)
    return `#!/usr/bin/env bash\necho ${q(`This lab cannot build: ${missing.join(', ')}.`)} >&2\nexit 1\n`
  const spaces = [...world.netns.values()]
  const number = (netns: NetnsId): number => spaces.findIndex((each) => each.id === netns)
  const id = (netns: NetnsId): string => `"$p"${number(netns)}`
  const ipvs = spaces.some(({ virtualServers }) => virtualServers.length > 0)
  const sets = spaces.some(({ ipsets }) => ipsets.length > 0)
  const chains = spaces.some((each) => each.chains.length > 0)
  const tools = [
    'ip',
    'iptables',
    'tcpdump',
    'python3',
    ...(chains ? ['iptables-restore'] : []),
    ...(sets ? ['ipset'] : []),
    ...(ipvs ? ['ipvsadm'] : []),
  ]
  return `${[
    '#!/usr/bin/env bash',
    'set -euo pipefail',
    `[ "$(id -u)" = 0 ] || { echo 'This script makes network namespaces: run it as root.' >&2; exit 1; }`,
    `for tool in ${tools.join(' ')}; do`,
    `  command -v "$tool" >/dev/null || { echo "This script needs $tool, which is not installed." >&2; exit 1; }`,
    'done',
    'work=$(mktemp -d)',
    '# Namespaces are numbered; the number of this process keeps two runs apart.',
    'p=eslab$$-',
    `spaces="${[...spaces.map((each) => `\${p}${number(each.id)}`), '${p}vpc'].join(' ')}"`,
    'finish() {',
    '  set +e',
    '  { for ns in $spaces; do ip netns pids "$ns" | xargs -r kill; ip netns del "$ns"; done; wait; } 2>/dev/null',
    '  rm -rf "$work"',
    '}',
    'trap finish EXIT',
    'for ns in $spaces; do ip netns add "$ns"; ip -n "$ns" link set lo up; done',
    'on() { ns=$1; shift; ip netns exec "$ns" "$@"; }',
    'on "$p"vpc sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.default.send_redirects=0 net.ipv4.conf.default.proxy_arp=1',
    'ip -n "$p"vpc route add blackhole default',
    'on "$p"vpc iptables -t mangle -A PREROUTING -j TTL --ttl-inc 1',
    ...links(spaces, world, id),
    ...spaces.flatMap((each) => rows(each, id(each.id), trace)),
    ...cloud(world, spaces, trace, id),
    ...listeners(spaces, id, number),
    ...spaces.map(
      ({ id: own }) =>
        `on ${id(own)} tcpdump -i any -nn -tt -l 'tcp or udp or icmp' >"$work/${number(own)}.txt" 2>"$work/${number(own)}.err" &`,
    ),
    '# Everybody has to listen before the packet goes: wait a minute at most.',
    'ready() { for _ in $(seq 600); do if "$@"; then return; fi; sleep 0.1; done; echo "Not ready: $*" >&2; exit 1; }',
    ...spaces.map(({ id: own }) => `ready grep -q 'listening on' "$work/${number(own)}.err"`),
    ...spaces.flatMap(({ id: own, sockets }) =>
      sockets.map(({ proto, port }) => `ready test -e "$work/${number(own)}.${proto}.${port}"`),
    ),
    ...client(flow, id(flow.from)),
    'sleep 1',
    "echo 'Crossings: namespace, interface, direction, packet'",
    ...spaces.map(({ id: own, name }) => `printf '%s = %s\\n' ${number(own)} ${q(visible(name))}`),
    // By time; of each interface and direction the first packet of a kind: what is sent again is left out.
    `for n in ${spaces.map(({ id: own }) => number(own)).join(' ')}; do sed "s|^|$n |" "$work/$n.txt"; done | sort -s -n -k2,2 |`,
    `  awk '/Flags \\[(S|S\\.|R|R\\.)\\]|UDP|ICMP/ { key=$1" "$3" "$4" "$6" "$8" "$9$10; if (!(key in seen)) { seen[key]=1; line="crossing " $1; for (i=3;i<=NF;i++) line=line " " $i; print line } }'`,
  ].join('\n')}\n`
}

function links(spaces: readonly Netns[], world: World, id: (netns: NetnsId) => string): readonly string[] {
  let count = 0
  return spaces.flatMap((each) =>
    each.links.flatMap((link): readonly string[] => {
      const ns = id(each.id)
      const named = `name ${q(link.name)} index ${link.ifindex} address ${link.mac}`
      switch (link.type.kind) {
        case 'loopback':
          return []
        case 'veth': {
          const { peer } = link.type
          if (each.type !== 'pod') return []
          const mac = world.netns.get(peer.netns)?.index.devices.get(peer.name).link?.mac ?? VPC_MAC
          return [
            `ip link add netns ${ns} ${named} type veth peer netns ${id(peer.netns)} name ${q(peer.name)} index ${peer.ifindex} address ${mac}`,
          ]
        }
        case 'eni':
        case 'uplink':
          return [`ip link add netns ${ns} ${named} type veth peer netns "$p"vpc name v${count++} address ${VPC_MAC}`]
        case 'dummy':
          return [`ip -n ${ns} link add ${q(link.name)} type dummy`]
      }
    }),
  )
}

function rows(each: Netns, ns: string, trace: Trace): readonly string[] {
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

/** What the lab has no rows for; it says so and does nothing. */
const notBuilt = (
  { netns, cloud: { enis, gateways, eips, groups, acls } }: World,
  { proto, ttl }: Probe,
): readonly string[] => [
  ...([...netns.values()].some(({ nftBases }) => nftBases.length > 0) ? ['nftables mode'] : []),
  ...(gateways.length > 0 ? ['a NAT gateway'] : []),
  ...(eips.length > 0 ? ['EIPs'] : []),
  ...(groups.length > 0 ? ['security groups'] : []),
  ...(acls.length > 0 ? ['network ACLs'] : []),
  ...(enis.some(({ sourceDestCheck }) => sourceDestCheck) ? ['a source/destination check'] : []),
  ...(proto === 'ICMP' ? ['an echo'] : []),
  ...(ttl === null ? [] : ['a TTL of its own']),
]

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

function cloud(
  world: World,
  spaces: readonly Netns[],
  trace: Trace,
  id: (netns: NetnsId) => string,
): readonly string[] {
  const ends = spaces.flatMap((each) =>
    each.links.filter(({ type }) => type.kind === 'eni' || type.kind === 'uplink').map((link) => ({ each, link })),
  )
  const pick = stepsOf(trace).find(({ event }) => event.kind === 'slb-dnat')?.event
  return [
    '# the cloud',
    ...ends.flatMap(({ each, link }, index) => {
      const { type } = link
      const eni = type.kind === 'eni' ? world.cloud.index.enis.get(type.id) : undefined
      const gateway = eni ? world.cloud.index.vswitches.get(eni.vswitch)?.gateway : undefined
      const owned = eni
        ? eni.addresses.map(({ address }) => address)
        : each.addrs.filter(({ dev }) => dev === link.name).map(({ address }) => address)
      return [
        `ip -n "$p"vpc link set v${index} up`,
        ...(gateway === undefined ? [] : [`ip -n "$p"vpc addr add ${formatIpv4(gateway)}/32 dev v${index}`]),
        ...owned.flatMap((address) => [
          `ip -n "$p"vpc route add ${formatIpv4(address)}/32 dev v${index}`,
          `ip -n "$p"vpc neigh add ${formatIpv4(address)} lladdr ${link.mac} dev v${index} nud permanent`,
        ]),
      ]
    }),
    ...world.cloud.listeners.flatMap(({ vip, port, proto, backends }) => {
      const [first] = backends
      const to = pick?.kind === 'slb-dnat' && backends.includes(pick.backend) ? pick.backend : first
      return [
        ...(to
          ? [
              `on "$p"vpc iptables -t nat -A PREROUTING -d ${formatIpv4(vip)} -p ${proto.toLowerCase()} --dport ${port} -j DNAT --to-destination ${formatIpv4(to.address)}:${to.port}`,
            ]
          : []),
        ...spaces
          .filter(({ type }) => type === 'client')
          .map(
            ({ id: client }) =>
              `ip -n ${id(client)} neigh replace ${formatIpv4(vip)} lladdr ${VPC_MAC} dev eth0 nud permanent`,
          ),
      ]
    }),
  ]
}

const SERVER =
  'import socket,sys\np=int(sys.argv[2]);s=socket.socket(socket.AF_INET,socket.SOCK_STREAM if sys.argv[1]=="TCP" else socket.SOCK_DGRAM)\ns.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1);s.bind(("0.0.0.0",p))\nif sys.argv[1]=="TCP":\n  s.listen();open(sys.argv[3],"w")\n  while True: c,a=s.accept();c.recv(64);c.send(b"pong");c.close()\nopen(sys.argv[3],"w")\nwhile True: d,a=s.recvfrom(64);s.sendto(b"pong",a)'
const CLIENT =
  'import socket,sys\nt=sys.argv[1]=="TCP";s=socket.socket(socket.AF_INET,socket.SOCK_STREAM if t else socket.SOCK_DGRAM)\ns.settimeout(4);s.bind(("0.0.0.0",int(sys.argv[2])))\ntry: s.connect((sys.argv[3],int(sys.argv[4])));s.send(b"ping");s.recv(64);print("verdict: connected")\nexcept TimeoutError: print("verdict: time-out")\nexcept OSError as e: print("verdict:",e.strerror)'
const listeners = (
  spaces: readonly Netns[],
  id: (netns: NetnsId) => string,
  number: (netns: NetnsId) => number,
): readonly string[] =>
  spaces.flatMap((each) =>
    each.sockets.map(
      ({ proto, port }) =>
        `on ${id(each.id)} python3 -c ${q(SERVER)} ${proto} ${port} "$work/${number(each.id)}.${proto}.${port}" &`,
    ),
  )
const client = ({ proto: protocol, sport, dst, dport }: Probe, ns: string): readonly string[] => [
  `on ${ns} python3 -c ${q(CLIENT)} ${protocol} ${sport} ${formatIpv4(dst)} ${dport}`,
]
