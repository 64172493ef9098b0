/*! A flow that says which backend answers: what a scheduler takes first hangs on addresses, and those may be replaced. */
import { backendsIn, type Flow, type Run } from '../sim'

/** The flow of this run, to the backend that answered it. */
export function withBackend(flow: Flow, run: Run): Flow {
  const end = run.trace.request.steps.at(-1)?.after.dst
  return backendsIn(run).backends.find(({ address }) => address === end)?.flow ?? flow
}
