/*! How an open cluster stands, in two or three words: its verdict, its problems, or what it lacks. */
import { runOf } from '../../store/select'
import type { AppState } from '../../store/store'
import { listLine } from '../../text/verdict-text'
import type { OwnText } from './use-own-text'

export function stateWords(state: AppState, text: OwnText): string {
  const { own } = state
  if (own === null) return ''
  if (own.scenario !== null) return listLine(runOf(state), 1, text).text
  if (own.problems.length > 0) return text.own.problems(own.problems.length)
  return own.topology.nodes.length === 0 ? text.own.noHost : text.own.nothingAsked
}
