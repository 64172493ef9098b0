/*! What one link may hold. Smaller than what a file may (sim/topology/schema.ts): a link is opened within a blink, and chats and
browsers cut long ones anyway; a larger cluster travels as a file, or as the slice that a trace asked for. They belong to the version of the link:
numbers of their own, which stay when those of files change. */

export const LIMITS = {
  /** Characters of the whole hash. */
  characters: 65_536,
  vswitches: 200,
  nodes: 500,
  enis: 16,
  pods: 5_000,
  services: 1_000,
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
  label: 63,
  process: 64,
  link: 15,
} as const
