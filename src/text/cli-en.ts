/*! English: what the command line says besides hops and verdicts. */
import type { CliMessages } from './ui-messages'

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

export const cliEn: CliMessages = {
  usage: `usage: npm run -s trace -- SCENARIO|TOPOLOGY.json [options]

  SCENARIO             s1 to s7, the article's seven scenarios; m1 to m21, more links
  TOPOLOGY.json        a cluster of your own (then --from, --to and --port are needed)

  --variant WORD,WORD  choices of the scenario: newer, cluster, iptables, rp1, …
  --from NAME          a pod, a node or a client
  --to IP|NAME         an address, a pod, a Service (its ClusterIP) or SERVICE/external
                       of one name in two namespaces: NAMESPACE/NAME; of two kinds: pod:NAME, node:NAME, …
  --port N             the port to ask
  --sport N            the source port (40001)
  --udp                one datagram instead of a connection
  --ping               an ICMP echo request (no port)
  --ttl N              the TTL of what is sent (64)
  --backend POD        the pod that load balancing takes
  --json               the trace as JSON
  --markdown           for a ticket: hops, deciding rows, what it rests on, commands
  --mermaid            a Mermaid sequence diagram
  --traceroute         a line for each TTL: who answers, from which address
  --lab                bash: the same in network namespaces of a Linux machine, with captures
`,
  linkUsage: `usage: npm run -s link -- TOPOLOGY.json | SCENARIO     prints the hash of a link, then its length
       npm run -s link -- --slice SCENARIO [OPTIONS]  only the part that the trace of the flow asks for
       npm run -s link -- --slice TOPOLOGY.json --from NAME --to ADDRESS --port N   options as those of trace
       npm run -s link -- --decode HASH               prints what a hash holds, as JSON
`,
  flow: ({ from, to, protocol, sport }) =>
    `From ${from} to ${to}, ${protocol}, ${protocol === 'ICMP' ? 'echo id' : 'source port'} ${sport}`,
  legHeading: ({ leg, hops }) => `${leg}, ${plural(hops, 'hop')}`,
  noReply: 'Nothing answers.',
  by: 'by:',
  leaves: 'leaves:',
  unreadable: ({ file, why }) => `${file} cannot be read: ${why}.`,
  tooLarge: ({ file, limit }) => `${file} is larger than ${limit}.`,
  notJson: ({ file, line, column }) => `${file} is not JSON: line ${line}, column ${column}.`,
  keyTwice: ({ file, line, column, key }) =>
    `${file}: "${key}" stands twice in one object: line ${line}, column ${column}.`,
  noSuchScenario: ({ found, known }) =>
    `"${found}" is neither a scenario (${known}) nor a file whose name ends in .json.`,
  noSuchWord: ({ found, scenario, known }) =>
    `--variant: "${found}" is no choice of scenario ${scenario}; it has ${known}.`,
  twoWords: ({ first, second }) => `--variant: "${first}" and "${second}" are choices of the same thing; give one.`,
  needsWord: ({ found, needs }) => `--variant: "${found}" makes sense only with "${needs}".`,
  variantOfFile: '--variant: only a scenario has variants.',
  needed: ({ option }) => `${option} is needed with a cluster of your own.`,
  ambiguous: ({ option, found, choices }) => `${option}: "${found}" may be any of ${choices}; give one of these.`,
  noSuchSource: ({ found, known }) => `--from: there is no pod, node or client called "${found}"; there are ${known}.`,
  noSuchTarget: ({ found, known }) => `--to: "${found}" is neither an IPv4 address nor one of ${known}.`,
  noExternal: ({ service }) => `--to: Service ${service} has no external address.`,
  notAPort: ({ option, found }) => `${option}: "${found}" is not a port (1 to 65535).`,
  notATtl: ({ found }) => `--ttl: "${found}" is not a TTL (1 to 255).`,
  reached: 'reached',
  refused: 'refused',
  noSuchBackend: ({ found }) => `--backend: there is no pod called "${found}".`,
  twoForms: ({ first, second }) => `${first} and ${second}: one answer has one form; give one.`,
  badOption: ({ found }) => `${found}`,
  moreProblems: ({ count }) => `… and ${plural(count, 'more problem')}.`,
}
