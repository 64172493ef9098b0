/*! English: what is wrong with a link. */
import type { LinkMessages } from './ui-messages'

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

export const linkEn: LinkMessages = {
  'too-long': ({ length, limit }) =>
    `This link is ${length} characters long; at most ${limit} can be a link of this page.`,
  version: ({ found }) => `This link does not begin with a version ("1."), but with "${found}".`,
  'newer-version': ({ found }) => `This link has version ${found}, which is newer than this page.`,
  character: ({ at, found }) => `Character ${at} of this link, ${found}, does not belong there.`,
  scenario: ({ at, found }) => `No scenario is called "${found}" (character ${at} of this link).`,
  word: ({ at, found, scenario }) => `"${found}" is no variant of scenario ${scenario} (character ${at} of this link).`,
  twice: ({ at, found }) => `"${found}" says again what was said before (character ${at} of this link).`,
  hop: ({ at, found }) => `"${found}" is not the number of a hop (character ${at} of this link).`,
  order: ({ at, found }) => `"${found}" stands behind the end of this link (character ${at}).`,
  cut: ({ at }) => `This link is cut off after character ${at}.`,
  flow: ({ at, found }) => `"${found}" is not a flow (character ${at} of this link).`,
  'flow-end': ({ at, found, scenario }) =>
    `The cluster of scenario ${scenario} has no "${found}" (character ${at} of this link).`,
  needs: ({ at, found, needs }) => `"${found}" makes sense only with "${needs}" (character ${at} of this link).`,
  'hop-beyond': ({ hop, hops }) => `This link asks for hop ${hop}; this walk has ${plural(hops, 'hop')}.`,
  'no-walk': ({ at }) =>
    `The cluster at character ${at} of this link cannot be compared: it has mistakes, so no packet walks there. Open it by itself to mend them.`,
  'not-here': () =>
    'This is the address of a cluster that is kept in one browser, and not in this one. Share makes a link that holds it.',
  'kept-broken': () =>
    'This cluster is kept in this browser, and what is kept cannot be read. Nothing was removed: its menu under “Your clusters” saves its text as a file.',
  'kept-newer': () =>
    'A newer release of this page keeps this cluster, and this one cannot read it. Reload the page to get the newer one. Nothing was changed: its menu under “Your clusters” saves its text as a file.',
  'not-loaded': () => 'A part of this page that opens the link did not arrive. Reload the page to try again.',
  kept: 'What you had is still open below.',
}
