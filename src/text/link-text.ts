/*! What is wrong with a link, in one sentence that names the spot. */
import { assertNever } from '../base/assert'
import { type TopologyLinkFacts, type TopologyLinkMessages, topologyLinkText } from './topology-link-text'
import type { LinkMessages } from './ui-messages'

/** A problem of a link: a code and the facts that its words need. */
export type LinkProblemFacts = {
  readonly [Code in Exclude<keyof LinkMessages, 'kept'>]: { readonly code: Code } & Parameters<LinkMessages[Code]>[0]
}[Exclude<keyof LinkMessages, 'kept'>]

/** "This link is cut off after character 14. What you had is still open below." */
function linkProblemText(problem: LinkProblemFacts, link: LinkMessages): string {
  return `${linkSentence(problem, link)} ${link.kept}`
}

function linkSentence(problem: LinkProblemFacts, link: LinkMessages): string {
  switch (problem.code) {
    case 'too-long':
      return link['too-long'](problem)
    case 'version':
      return link.version(problem)
    case 'newer-version':
      return link['newer-version'](problem)
    case 'character':
      return link.character(problem)
    case 'scenario':
      return link.scenario(problem)
    case 'word':
      return link.word(problem)
    case 'twice':
      return link.twice(problem)
    case 'hop':
      return link.hop(problem)
    case 'order':
      return link.order(problem)
    case 'cut':
      return link.cut(problem)
    case 'flow':
      return link.flow(problem)
    case 'flow-end':
      return link['flow-end'](problem)
    case 'needs':
      return link.needs(problem)
    case 'hop-beyond':
      return link['hop-beyond'](problem)
    case 'no-walk':
      return link['no-walk'](problem)
    case 'not-here':
      return link['not-here'](problem)
    case 'kept-broken':
      return link['kept-broken'](problem)
    case 'kept-newer':
      return link['kept-newer'](problem)
    case 'not-loaded':
      return link['not-loaded'](problem)
    default:
      return assertNever(problem)
  }
}

/** The same of any hash: `topology` is a link that holds a whole one. */
export const hashProblemText = (
  problem: LinkProblemFacts | { readonly code: 'topology'; readonly problem: TopologyLinkFacts },
  link: LinkMessages,
  topologyLink: TopologyLinkMessages,
): string =>
  problem.code === 'topology'
    ? `${topologyLinkText(problem.problem, topologyLink)} ${link.kept}`
    : linkProblemText(problem, link)
