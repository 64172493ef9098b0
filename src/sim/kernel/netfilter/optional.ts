/*! nftables, handed in from outside (all-planes.ts) like the plane that writes its rows: the page opens with a cluster that has none
of them. */
import type { makeNftIndex, NftIndex, runNftChain } from './nftables'

export interface Nftables {
  readonly makeIndex: typeof makeNftIndex
  readonly runChain: typeof runNftChain
}

/** Where no rule of nftables was ever written. */
const NONE = { beforeNat: [], nat: [], afterNat: [] }
export const NO_NFT: NftIndex = {
  bases: new Map(),
  chains: new Map(),
  sets: new Map(),
  chain: () => ({ first: null }),
  at: { prerouting: NONE, input: NONE, forward: NONE, output: NONE, postrouting: NONE },
}

let added: Nftables | null = null

export function addNftables(nftables: Nftables): void {
  added = nftables
}

/** Throws if nobody handed it in: our own mistake, as rows that need it are written by a plane that comes with it. */
export function nftables(): Nftables {
  if (added === null) throw new Error('this namespace needs nftables, which were not loaded: call loadAllPlanes first')
  return added
}
