/*! The words for a link that does not open; fetched when there is one. */
import { linkEn } from '../../text/link-en'
import { type LinkProblemFacts, linkProblemText } from '../../text/link-text'

export default function LinkProblem({ problem }: { readonly problem: LinkProblemFacts }) {
  return <>{linkProblemText(problem, linkEn)}</>
}
