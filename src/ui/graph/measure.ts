/*! Every number of the picture, in model units that equal px at zoom 1. y of a host counts from its top. */

/** A host, top to bottom: header · pods · veth · kernel (upper channel, upper row, gap, lower row, lower channel). */
export const HOST = { width: 388, gap: 44, header: 36, pods: 98, veth: 44, kernel: 312, radius: 12 } as const
/** From the kernel's top. */
export const KERNEL = { upperRow: 64, lowerRow: 142, row: 48 } as const

/** Centres of the stage columns, from the host's left; the upper row leaves the first one to the kernel's name. */
export const COLUMNS = [59, 149, 239, 329] as const
export const STAGE = { width: 82, height: 48, radius: 7 } as const
/**
 * A stage's name (baseline) and its two tracks, from the row's top: the halo of the nearer track ends before the name.
 */
export const UPPER = { name: 15, request: 28, reply: 37 } as const
export const LOWER = { name: 41, request: 12, reply: 21 } as const
/** The verticals OUTPUT → POSTROUTING and ROUTING → INPUT stand aside for the reply. */
export const REPLY_ASIDE = 9
/** A leg that comes to a host again has tracks of its own there: aside by so much, the stations by `x`. */
export const AGAIN = {
  x: -18,
  upper: { request: 15, reply: 8 },
  lower: { request: -8, reply: 8 },
  margin: { request: -4, reply: 3.75 },
} as const
/** OUTPUT → IPVS → OUTPUT doubles back: where its stations stand, from their usual place. */
export const DOUBLED = {
  process: { x: 34, y: -4 },
  output: { x: -16, y: -4 },
  ipvs: { x: 18, y: 3 },
  outputAgain: { x: 0, y: 15 },
} as const
/** Ticks between stages, from the row's top. */
export const TICK = 24

/** Vertical tracks, from the host's left. */
export const MARGIN = { left: { request: 6, reply: 12 }, right: { request: 382, reply: 376 } } as const
/** Levels in the upper channel, from the kernel's top. */
export const UPPER_CHANNEL = { out: { request: 20, reply: 50 }, in: { request: 30, reply: 40 } } as const
/** Levels in the lower channel, from the kernel's bottom: the first one, and those for runs of the same leg beside it. */
export const LOWER_CHANNEL = { request: [-41, -51, -61], reply: [-31, -21, -26] } as const

/** At an interface the line into the kernel stands left of the centre, the line out of it right. */
export const PORT = 7
/** The same of a reply that uses one interface both ways, as its request may have done; above the kernel both stand left. */
export const PORT_BOTH_WAYS = { into: -21, outOf: 21, outOfAbove: -35 } as const

export const POD = { width: 172, height: 98, radius: 9, slots: [104, 284], process: 30 } as const
export const SHELF = { width: 82, height: 26, step: 34, left: 18, gap: 8, columns: 4, rows: 2 } as const
export const POD_INTERFACE = { width: 84, height: 20 } as const
export const CALI = { width: 118, height: 20 } as const
export const INTERFACE_RADIUS = 6
/** Secondary ENIs stand from the left, the primary at the right. */
export const ENI = { width: 108, height: 38, inset: 24, step: 116, gap: 8 } as const
/** Width by how many secondary ENIs there are: up to two, three, more. */
export const ENI_NARROW = { three: 69, four: 50, shown: 4 } as const

/** From the kernel's bottom. */
export const VSWITCH = { below: 51, height: 56, request: 13, reply: 23, name: 47, radius: 7 } as const
/** Passes of one leg that would lie on each other share this height; the reply's begin lower then. */
export const BUS = { room: 10, replyAside: 8 } as const
export const VPC = { overhang: 10, pad: 8, name: 16, radius: 12 } as const
export const ROUTER = { width: 36, inset: 2 } as const

/** The columns of what comes in, left of the hosts, and of where things go out, right of them. `lane`: past a device to a client. */
export const COLUMN = { width: 134, gap: 34, client: 62, clientStep: 74, aboveBottom: 20, lane: 30 } as const
/** "+2": clients that are not on the way. */
export const MORE = { width: 38, height: 22, below: 8 } as const
/** An EIP's diamond, from its column's centre towards the hosts; its tag, from the vSwitch's top. */
export const EIP = { request: 52, reply: 72, tag: 36 } as const
/** From the SLB's centre, where a leg enters and leaves at its lower border: the port nearer to the hosts, and the other. */
export const SLB_PORTS = { request: { near: -7, far: -21 }, reply: { near: 21, far: 7 } } as const
export const SLB = { head: 64, entry: 40, entryStep: 46, inset: 6, foot: 2, entries: 4 } as const

/** Hosts that are not open, under the bus. `below` the VPC's band; g is at least `gap`. */
export const TILE = { width: 82, height: 40, small: 22, gap: 6, below: 26, rowGap: 8, stub: 6, radius: 7 } as const
/** Up to so many hosts are all open; so many get tiles with two lines; so many get tiles with a name only. */
export const MANY = { open: 2, tiles: 20, names: 60 } as const

export const LINE = {
  radius: 9,
  done: 3.5,
  ahead: 2,
  otherDone: 2.5,
  ghost: 2,
  box: 1.25,
  active: 1.5,
  current: 1.75,
} as const
/** One arrowhead in the middle of a straight run over `one`, two over `two`. */
export const ARROW = { length: 10, width: 11, one: 58, two: 260, rim: 1.5 } as const
export const STATION = {
  app: 6.75,
  dot: 4.75,
  ring: 4,
  appRing: 5.75,
  diamond: 11,
  halo: 11.5,
  cross: 9,
  crossRing: 14,
  numeral: 10,
} as const
/** The kernel's numeral and label, from the kernel's left and top. */
export const KERNEL_LABEL = { numeral: 37, text: 52, y: 88 } as const

/** Room around the picture, and the zoom's limits. On a phone: both margins and the peeking neighbour take 29. */
export const FIT = { above: 14, below: 40, side: 20, min: 0.8, max: 1.12, spareAbove: 0.6 } as const
export const PHONE = { margin: 12, rest: 29, above: 12 } as const
/** How far a dropped stage's name and its cross move apart. */
export const DROP_SHIFT = { upper: 4, lower: 4.5 } as const
export const TAG = { size: 11, height: 18, pad: 8 } as const
