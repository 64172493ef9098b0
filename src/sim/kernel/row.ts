/*! What every row of a machine has in common: whose it is and who wrote it. */
import type { Brand } from '../../base/brand'

/** One network namespace, or one device of the cloud: `node:cn-hongkong.10.0.1.82`, `pod:default/nginx-…`, `client:…`. */
export type NetnsId = Brand<string, 'NetnsId'>

/** Who wrote a row, and for which object ("pod default/nginx-…", "Service default/nginx"). */
export interface Origin {
  readonly plane: 'kernel' | 'os' | 'kubelet' | 'terway' | 'kube-proxy' | 'cloud'
  readonly object: string
}

export interface RowBase {
  /** The namespace that holds the row. Cloud rows have none. */
  readonly netns: NetnsId | null
  readonly by: Origin
}
