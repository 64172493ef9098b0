/*! A run as a bash script: the same rows in network namespaces of any Linux machine, the same flow, a capture in each of them.

The cloud is one namespace, a stand-in (cloud.ts). Every name is quoted (`shellQuote`); namespaces are numbered. */
import type { NetnsId } from '../kernel/row'
import { shellQuote as q } from '../show/shell'
import { visible } from '../show/visible'
import { probeOf, type Run } from '../simulate'
import { cloud } from './cloud'
import { notBuilt } from './not-built'
import { client, listeners } from './programs'
import { rowsOf } from './rows'
import { endsOf, wires } from './wires'

/** The script, ending in a line feed. */
export function labScript(run: Run): string {
  const { topology, flow: asked, world, trace } = run
  const flow = probeOf(topology, asked)
  const missing = notBuilt(run)
  if (missing.length > 0)
    return `#!/usr/bin/env bash\necho ${q(`This lab cannot build: ${missing.join(', ')}.`)} >&2\nexit 1\n`
  const spaces = [...world.netns.values()]
  const number = (netns: NetnsId): number => spaces.findIndex((each) => each.id === netns)
  const id = (netns: NetnsId): string => `"$p"${number(netns)}`
  const ends = endsOf(world)
  const inCloud = cloud(world, ends, trace, id)
  const ipvs = spaces.some(({ virtualServers }) => virtualServers.length > 0)
  const sets = spaces.some(({ ipsets }) => ipsets.length > 0)
  const chains = spaces.some((each) => each.chains.length > 0)
  const nft = spaces.some(({ nftBases }) => nftBases.length > 0) || inCloud.some((line) => line.includes(' nft -f '))
  const tools = [
    'ip',
    'iptables',
    'tcpdump',
    'python3',
    ...(chains ? ['iptables-restore'] : []),
    ...(sets ? ['ipset'] : []),
    ...(ipvs ? ['ipvsadm'] : []),
    ...(nft ? ['nft'] : []),
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
    ...wires(world, ends, id, '"$p"vpc'),
    ...spaces.flatMap((each) => rowsOf(each, id(each.id), trace)),
    ...inCloud,
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
    // By time; of each interface and direction the first packet of a kind: what is sent again is left out. An echo and its reply are two,
    // also where a host asks itself.
    `for n in ${spaces.map(({ id: own }) => number(own)).join(' ')}; do sed "s|^|$n |" "$work/$n.txt"; done | sort -s -n -k2,2 |`,
    `  awk '/Flags \\[(S|S\\.|R|R\\.)\\]|UDP|ICMP/ { key=$1" "$3" "$4" "$6" "$8" "$9$10 ($9 == "ICMP" ? $11 : ""); if (!(key in seen)) { seen[key]=1; line="crossing " $1; for (i=3;i<=NF;i++) line=line " " $i; print line } }'`,
  ].join('\n')}\n`
}
