/*! English: what is wrong with a link that carries a whole topology. */
import type { TopologyLinkMessages } from './topology-link-text'

const n = (count: number): string => count.toLocaleString('en')

export const topologyLinkEn: TopologyLinkMessages = {
  'too-long': ({ length, limit }) =>
    `This link is ${n(length)} characters long; at most ${n(limit)} can be a link of this page.`,
  version: ({ found }) => `This link does not begin with a version ("2."), but with "${found}".`,
  'newer-version': ({ found }) => `This link has version ${found}, which is newer than this page.`,
  character: ({ at, found }) => `Character ${at} of this link, ${found}, does not belong there.`,
  cut: ({ at }) => `This link is cut off after character ${at}.`,
  damaged: ({ at }) =>
    `This link is cut off or was changed on its way: the check at its end (character ${at}) does not fit. Ask for it again, or for a file.`,
  more: ({ at }) => `Behind character ${at} of this link stands more than a cluster.`,
  hop: ({ at, found }) => `"${found}" is not the number of a hop (character ${at} of this link).`,
  order: ({ at, found }) => `"${found}" stands behind the end of this link (character ${at}).`,
  unpacking: ({ at, what }) => `This link cannot be unpacked beyond character ${at}: ${what}`,
  'link-length': ({ length, limit }) =>
    `This cluster would make a link of ${n(length)} characters; at most ${n(limit)} are allowed. Send what the trace asked for, or a file.`,
  count: ({ where, count, limit }) => `${where}: has ${n(count)} entries; a link holds at most ${n(limit)}.`,
  'text-length': ({ where, length, limit }) =>
    `${where}: has ${n(length)} characters; a link holds at most ${n(limit)}.`,
  'text-character': ({ where, found }) => `${where}: the character ${found} cannot be in a link.`,
  number: ({ where, found }) => `${where}: ${found} is out of range.`,
  'too-much': ({ where, limit }) => `${where}: more than ${n(limit)} decisions; a link must be quick to open.`,
  'newer-field': () => 'it says something that only a newer page knows.',
  whole: 'the cluster',
}
