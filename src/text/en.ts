/*! English, complete: for the command line, and for tests. The page fetches what lies behind the first view with what shows it. */
import { becauseEn } from './because-en'
import { cliEn } from './cli-en'
import { dropsEn } from './drops-en'
import { firstViewEn } from './first-view-en'
import { laterWordsEn } from './later-words-en'
import type { AllMessages } from './messages'
import { linkEn } from './link-en'
import { questionsEn } from './questions-en'
import { problemEn } from './problem-en'

export const en: AllMessages = {
  ...firstViewEn,
  scenario: { ...firstViewEn.scenario, ...laterWordsEn.more.title },
  hop: { ...firstViewEn.hop, ...laterWordsEn.hop },
  drop: { ...dropsEn, ...laterWordsEn.drop },
  because: becauseEn,
  question: questionsEn,
  link: linkEn,
  problem: problemEn,
  cli: cliEn,
}
