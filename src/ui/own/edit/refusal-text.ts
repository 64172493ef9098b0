/*! Why a text is no value, as the sentence beside its field. */
import type { Refusal } from '../../../store/own/form/field'
import { ownEditEn } from '../../../text/own-edit-en'
import { problemSaid } from '../../../text/problem-text'
import type { OwnText } from '../use-own-text'

export function refusalText(refusal: Refusal, text: OwnText): string {
  if (refusal.code === 'no-room') return ownEditEn.noRoom
  return refusal.code === 'taken' ? ownEditEn.taken(refusal.found) : problemSaid(refusal, text)
}
