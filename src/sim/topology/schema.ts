/*! The JSON form of a topology: the same shape as types.ts, with addresses dotted ("10.0.1.82"), prefixes ("10.0.1.0/24") and
MACs as text. Strict: an unknown key is a problem, counts and lengths are limited before anything is built from them (L11). */
import * as v from 'valibot'
import type { Cidr, Ipv4 } from '../net/ip'
import { type Mac, parseMac } from '../net/mac'
import { parseCidr, parseIpv4 } from '../net/parse-ip'

/** Sized for the largest cluster that the performance goals speak of. */
export const LIMITS = {
  vswitches: 200,
  nodes: 1_000,
  enis: 16,
  pods: 30_000,
  services: 2_000,
  ports: 50,
  addresses: 50,
  endpoints: 5_000,
  policies: 500,
  policyRules: 100,
  clients: 100,
  listeners: 500,
  groups: 500,
  groupsOfEni: 10,
  rules: 200,
  routes: 500,
  entries: 500,
  labels: 64,
  sysctls: 32,
  name: 253,
  process: 64,
} as const

// Messages of the checks below are codes of problem.ts; check.ts reads them back. Descriptions are for docs/topology.schema.json.

export const address = v.pipe(
  v.string(),
  v.description('an IPv4 address'),
  v.rawTransform<string, Ipv4>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseIpv4(dataset.value)
    if (parsed.ok) return parsed.value
    addIssue({ message: 'not-an-address' })
    return NEVER
  }),
)

export const prefix = v.pipe(
  v.string(),
  v.description('an IPv4 prefix'),
  v.rawTransform<string, Cidr>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseCidr(dataset.value)
    if (parsed.ok) return parsed.value
    addIssue({ message: parsed.error === 'host-bits-set' ? 'host-bits-set' : 'not-a-prefix' })
    return NEVER
  }),
)

export const macAddress = v.pipe(
  v.string(),
  v.description('a MAC address'),
  v.rawTransform<string, Mac>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseMac(dataset.value)
    if (parsed.ok) return parsed.value
    addIssue({ message: 'not-a-mac' })
    return NEVER
  }),
)

const named = (pattern: RegExp, limit: number = LIMITS.name) =>
  v.pipe(v.string(), v.maxLength(limit), v.regex(pattern, 'not-a-name'))

/** Kubernetes' own rule for object names (RFC 1123 subdomain). No character of it needs quoting anywhere. */
const objectName = named(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
/** A pod by reference: pod-ref.ts. */
const podRef = named(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\/)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
/** Ids of cloud things and instance types, names of vSwitches and clients. */
const plainName = named(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
/** ENIs keep the names that the kernel gives them (datapath.md §1.5). */
const eniName = named(/^eth\d{1,2}$/, 15)
/** IFNAMSIZ: 15 characters. Must not be a name that every JavaScript object has. */
const linkName = v.pipe(
  v.string(),
  v.maxLength(15),
  v.check((name) => /^[a-z][a-z0-9._-]*$/.test(name) && !(name in Object.prototype), 'not-a-name'),
)
/** One interface, where `all` and `default` would say something else. */
const deviceName = v.pipe(
  linkName,
  v.check((name) => name !== 'all' && name !== 'default', 'not-a-name'),
  v.description('the name of an interface'),
)
const processName = named(/^[A-Za-z0-9]([A-Za-z0-9 ._/-]*[A-Za-z0-9])?$/, LIMITS.process)

const integer = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.check((n) => Number.isInteger(n) && n >= min && n <= max, `out-of-range ${min} ${max}`),
  )
const port = integer(1, 65_535)
const ifindex = integer(1, 0x7fffffff)
const rpValue = v.picklist([0, 1, 2])

/** Nobody reads more issues of a list than these; a file of 20 MB has room for a million, which would fill the memory of a page. */
const ENOUGH = 50
/** As many values may be such that no thing may have them, and the rest is read all the same: a name of each pod, and more. */
const MOST_READ = 40_000
const CHUNK = 64

/** The same schema of a list, which stops where enough is wrong in it. */
function bounded<Whole extends v.ArraySchema<v.GenericSchema, undefined>>(whole: Whole): Whole {
  const run: Whole['~run'] = (dataset, config) => {
    const input = dataset.value
    if (!Array.isArray(input) || input.length <= CHUNK) return whole['~run'](dataset, config)
    const value: unknown[] = []
    const issues: v.BaseIssue<unknown>[] = []
    let typed = true
    for (let at = 0; at < input.length && issues.length < (typed ? MOST_READ : ENOUGH); at += CHUNK) {
      const part = whole['~run']({ typed: false, value: input.slice(at, at + CHUNK) }, config)
      typed &&= part.typed
      value.push(...(part.value as unknown[]))
      for (const issue of part.issues ?? []) {
        const [place, ...inner] = issue.path ?? []
        if (place)
          issues.push({ ...issue, path: [{ ...place, input, key: Number(place.key) + at } as typeof place, ...inner] })
      }
    }
    // What was not looked into is not read.
    if (value.length < input.length) typed = false
    // The very shape that the whole schema answers in; TypeScript cannot know that the parts make one.
    return { typed, value, ...(issues.length > 0 && { issues }) } as unknown as ReturnType<Whole['~run']>
  }
  return { ...whole, '~run': run }
}

const list = <Item extends v.GenericSchema>(item: Item, limit: number, least = 0) =>
  v.pipe(
    // The count is looked at before the items: a huge list costs nothing.
    v.custom<unknown[]>(Array.isArray, 'wrong-type a list'),
    v.maxLength(limit, `too-many ${limit}`),
    bounded(v.array(item)),
    // Behind the items, so that a list with too few is read all the same.
    v.minLength(least, `too-few ${least}`),
  )

const protocol = v.picklist(['TCP', 'UDP'])
const policy = v.picklist(['Cluster', 'Local'])

const listener = v.strictObject({ port, protocol, process: v.exactOptional(processName) })
const listen = v.exactOptional(list(listener, LIMITS.ports))

/** Keys that a record cannot hold: reading it would leave them out without a word (L7). */
export const inheritedKey = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null
    ? ['__proto__', 'prototype', 'constructor'].find((key) => Object.hasOwn(value, key))
    : undefined
const ownKeys = v.custom<Record<string, unknown>>((value) => inheritedKey(value) === undefined, 'not-a-name')
/** Counted before the first entry is looked at. */
const atMost = (limit: number) =>
  v.check<Record<string, unknown>, string>(
    (map) => typeof map !== 'object' || map === null || Object.keys(map).length <= limit,
    `too-many ${limit}`,
  )

const labelMap = v.pipe(
  ownKeys,
  atMost(LIMITS.labels),
  v.record(named(/^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/), v.pipe(v.string(), v.maxLength(63))),
)

const perDevice = <Value extends v.GenericSchema>(name: typeof linkName | typeof deviceName, value: Value) =>
  v.pipe(ownKeys, atMost(LIMITS.sysctls), v.record(name, value))

const node = v.strictObject({
  name: objectName,
  ip: address,
  vswitch: plainName,
  instanceType: v.exactOptional(plainName),
  enis: list(
    v.strictObject({
      dev: eniName,
      ifindex: v.exactOptional(ifindex),
      id: v.exactOptional(plainName),
      mac: v.exactOptional(macAddress),
      vswitch: v.exactOptional(plainName),
      sourceDestCheck: v.exactOptional(v.boolean()),
      securityGroups: v.exactOptional(list(plainName, LIMITS.groupsOfEni)),
    }),
    LIMITS.enis,
    1,
  ),
  rpFilter: v.exactOptional(perDevice(linkName, rpValue)),
  ipForward: v.exactOptional(v.boolean()),
  forwarding: v.exactOptional(perDevice(deviceName, v.boolean())),
  listen,
})

const pod = v.strictObject({
  name: objectName,
  namespace: v.exactOptional(objectName),
  node: objectName,
  hostNetwork: v.exactOptional(v.boolean()),
  eni: eniName,
  ip: address,
  labels: v.exactOptional(labelMap),
  pid: v.exactOptional(integer(1, 4_194_304)),
  veth: v.exactOptional(linkName),
  ifindex: v.exactOptional(ifindex),
  podIfindex: v.exactOptional(ifindex),
  mac: v.exactOptional(macAddress),
  hostMac: v.exactOptional(macAddress),
  listen,
  endpoint: v.exactOptional(v.picklist(['ready', 'serving-terminating', 'not-ready'])),
})

const service = v.strictObject({
  name: objectName,
  namespace: v.exactOptional(objectName),
  clusterIP: address,
  lbIP: v.nullable(address),
  externalIPs: v.exactOptional(list(address, LIMITS.addresses)),
  sourceRanges: v.exactOptional(list(prefix, LIMITS.addresses)),
  ports: list(v.strictObject({ protocol, port, targetPort: port, nodePort: v.nullable(port) }), LIMITS.ports, 1),
  externalTrafficPolicy: policy,
  internalTrafficPolicy: v.exactOptional(policy),
  affinitySeconds: v.exactOptional(v.nullable(integer(1, 86_400))),
  endpoints: v.union([
    v.strictObject({ pods: list(objectName, LIMITS.endpoints) }),
    v.strictObject({ selector: labelMap }),
  ]),
  lbIPMode: v.exactOptional(v.picklist(['VIP', 'Proxy'])),
})

const policyRule = v.strictObject({
  peers: v.exactOptional(
    list(
      v.union([v.strictObject({ pods: list(podRef, LIMITS.endpoints) }), v.strictObject({ cidr: prefix })]),
      LIMITS.policyRules,
    ),
  ),
  ports: v.exactOptional(list(v.strictObject({ port, protocol }), LIMITS.ports)),
})

const networkPolicy = v.strictObject({
  name: objectName,
  pods: list(podRef, LIMITS.endpoints),
  ingress: v.exactOptional(list(policyRule, LIMITS.policyRules)),
  egress: v.exactOptional(list(policyRule, LIMITS.policyRules)),
})

const portRange = v.strictObject({ from: port, to: port })
const direction = v.picklist(['in', 'out'])
const verdict = v.picklist(['accept', 'drop'])
const anyProtocol = v.picklist(['TCP', 'UDP', 'ICMP', 'ALL'])

const natGateway = v.strictObject({
  id: plainName,
  entries: list(v.strictObject({ source: prefix, eip: address }), LIMITS.entries),
})

const securityGroup = v.strictObject({
  id: plainName,
  type: v.picklist(['basic', 'advanced']),
  innerAccessPolicy: v.exactOptional(verdict),
  rules: list(
    v.strictObject({
      direction,
      policy: verdict,
      priority: integer(1, 100),
      protocol: anyProtocol,
      ports: v.exactOptional(portRange),
      peer: v.union([v.strictObject({ cidr: prefix }), v.strictObject({ group: plainName })]),
    }),
    LIMITS.rules,
  ),
})

const networkAcl = v.strictObject({
  id: plainName,
  vswitches: list(plainName, LIMITS.vswitches),
  rules: list(
    v.strictObject({
      direction,
      policy: verdict,
      protocol: anyProtocol,
      ports: v.exactOptional(portRange),
      cidr: prefix,
    }),
    LIMITS.rules,
  ),
})

const vpcRoute = v.strictObject({
  table: v.exactOptional(plainName),
  destination: prefix,
  via: v.union([
    v.strictObject({ node: objectName, eni: v.exactOptional(eniName) }),
    v.strictObject({ natGateway: plainName }),
    v.strictObject({ blackhole: v.literal(true) }),
  ]),
})

export const topologySchema = v.strictObject({
  vpc: prefix,
  vswitches: list(
    v.strictObject({
      name: plainName,
      cidr: prefix,
      gateway: v.exactOptional(address),
      routeTable: v.exactOptional(plainName),
    }),
    LIMITS.vswitches,
    1,
  ),
  nodes: list(node, LIMITS.nodes),
  pods: list(pod, LIMITS.pods),
  services: list(service, LIMITS.services),
  clients: list(
    v.strictObject({
      name: plainName,
      ip: address,
      internet: v.exactOptional(v.boolean()),
      mac: v.exactOptional(macAddress),
      listen,
    }),
    LIMITS.clients,
  ),
  slb: v.nullable(
    v.strictObject({
      id: plainName,
      listeners: list(
        v.strictObject({
          vip: address,
          port,
          protocol,
          backends: list(v.strictObject({ ip: address, port }), LIMITS.endpoints),
          acl: v.exactOptional(
            v.strictObject({ type: v.picklist(['white', 'black']), entries: list(prefix, LIMITS.entries) }),
          ),
        }),
        LIMITS.listeners,
      ),
    }),
  ),
  terway: v.strictObject({
    release: v.picklist(['1.4.1', '1.4.2']),
    symmetricRouting: v.exactOptional(v.boolean()),
  }),
  kubeProxy: v.strictObject({
    mode: v.picklist(['ipvs', 'iptables', 'nftables']),
    release: v.picklist(['1.20', '1.24', '1.28', '1.30', '1.33', '1.34']),
    scheduler: v.picklist(['rr', 'wrr', 'lc', 'sh']),
    clusterCIDR: v.nullable(prefix),
    masqueradeAll: v.boolean(),
    serviceCIDRs: v.exactOptional(list(prefix, LIMITS.addresses)),
  }),
  networkPolicies: v.exactOptional(list(networkPolicy, LIMITS.policies)),
  natGateway: v.exactOptional(natGateway),
  eips: v.exactOptional(list(v.strictObject({ eip: address, ip: address }), LIMITS.entries)),
  securityGroups: v.exactOptional(list(securityGroup, LIMITS.groups)),
  networkAcls: v.exactOptional(list(networkAcl, LIMITS.groups)),
  routes: v.exactOptional(list(vpcRoute, LIMITS.routes)),
})
