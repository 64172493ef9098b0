/*! The words for a link that does not open; fetched when there is one. */
import { linkEn } from '../../text/link-en'
import type { HashProblem } from '../../store/link-state'
import { hashProblemText } from '../../text/link-text'
import { topologyLinkEn } from '../../text/topology-link-en'

export default function LinkProblem({ problem }: { readonly problem: HashProblem }) {
  return <>{hashProblemText(problem, linkEn, topologyLinkEn)}</>
}
