/*! All words of the page and those of what explains an answer, which come with the parts that need them. */
import { useMemo } from 'react'
import { type MendMessages, mendEn } from '../../text/mend-en'
import { questionsEn } from '../../text/questions-en'
import type { QuestionLanguage } from '../../text/question-words'
import { type WhyMessages, whyEn } from '../../text/why-en'
import { type Text, useText } from '../use-app'

export type WhyText = Text & QuestionLanguage & { readonly why: WhyMessages; readonly mend: MendMessages }

export function useWhyText(): WhyText {
  const text = useText()
  return useMemo(() => ({ ...text, question: questionsEn, why: whyEn, mend: mendEn }), [text])
}
