/*! All words of the page and those for clusters of one's own, which come with what shows them. */
import { useMemo } from 'react'
import { type EditMessages, editsEn } from '../../text/edits-en'
import { type OwnMessages, ownEn } from '../../text/own-en'
import type { AllMessages } from '../../text/messages'
import { problemEn } from '../../text/problem-en'
import { type Text, useText } from '../use-app'

export type OwnText = Text & { readonly own: OwnMessages; readonly edits: EditMessages } & Pick<AllMessages, 'problem'>

export function useOwnText(): OwnText {
  const text = useText()
  return useMemo(() => ({ ...text, own: ownEn, edits: editsEn, problem: problemEn }), [text])
}
