/*! All words of the page and those for clusters of one's own, which come with what shows them. */
import { useMemo } from 'react'
import { type OwnMessages, ownEn } from '../../text/own-en'
import type { AllMessages } from '../../text/messages'
import { problemEn } from '../../text/ui-en'
import { type Text, useText } from '../use-app'

export type OwnText = Text & { readonly own: OwnMessages } & Pick<AllMessages, 'problem'>

export function useOwnText(): OwnText {
  const text = useText()
  return useMemo(() => ({ ...text, own: ownEn, problem: problemEn }), [text])
}
