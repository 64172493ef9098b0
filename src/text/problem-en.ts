/*! English: what is wrong at a spot of a cluster, and what is worth pointing out. */
import type { ProblemMessages } from './ui-messages'

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

const referred = {
  vswitch: 'vSwitch',
  node: 'node',
  eni: 'ENI of that node',
  pod: 'pod',
  'security-group': 'security group',
  'nat-gateway': 'NAT gateway',
  address: 'pod or node',
} as const

export const problemEn: ProblemMessages = {
  whole: 'the file',
  'wrong-type': ({ expected, found }) => `should be ${expected}, not ${found}.`,
  missing: 'is missing.',
  'unknown-key': 'is not a known field.',
  'too-long': ({ limit, length }) => `has ${length} characters; at most ${limit} are allowed.`,
  'too-many': ({ limit, count }) => `has ${count} entries; at most ${limit} are allowed.`,
  'too-few': ({ limit }) => `needs at least ${plural(limit, 'entry', 'entries')}.`,
  'not-one-of': ({ allowed, found }) => `should be one of ${allowed}, not ${found}.`,
  'not-an-address': ({ found }) => `"${found}" is not an IPv4 address like 10.0.1.82.`,
  'not-a-prefix': ({ found }) => `"${found}" is not a prefix like 10.0.1.0/24.`,
  'host-bits-set': ({ found }) => `"${found}" has address bits behind its prefix length.`,
  'not-a-mac': ({ found }) => `"${found}" is not a MAC address like 00:16:3e:9c:21:af.`,
  'not-a-name': ({ found }) => `"${found}" cannot be a name here.`,
  'out-of-range': ({ min, max, found }) => `${found} is not a whole number from ${min} to ${max}.`,
  duplicate: ({ found, first }) => `"${found}" is already taken by ${first}.`,
  'unknown-reference': ({ to, found }) => `there is no ${referred[to]} called "${found}".`,
  outside: ({ found, of }) => `${found} lies outside ${of}.`,
  'inside-vpc': ({ found, of }) => `${found} lies inside the VPC (${of}); a client stands outside.`,
  overlaps: ({ found, other }) => `${found} overlaps vSwitch ${other}.`,
  ambiguous: ({ found, say }) => `${found} may be several pods: say ${say}.`,
  'selects-nobody': ({ found }) => `there is no pod called "${found}": the policy says nothing about it.`,
  'reserved-address': ({ found, of }) => `${found} is an address that vSwitch ${of} keeps for itself.`,
  'too-many-enis': ({ type, limit, count }) => `${count} ENIs are more than an ${type} has (${limit}).`,
  'too-many-addresses': ({ type, limit, count }) =>
    `${count} pods are more than an ENI of an ${type} has addresses (${limit}).`,
  'no-endpoints': 'no pod backs this Service: who asks it gets no answer.',
  'no-backends': 'nobody stands behind this listener: who asks it gets no answer.',
  'first-eni': 'the first ENI of a node is eth0, its primary.',
  'host-network': ({ address }) => `a hostNetwork pod has its node's address, ${address}, on eth0.`,
  'primary-eni': 'the primary ENI, eth0, has no addresses for pods.',
}
