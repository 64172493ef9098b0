/*! English, complete: for the command line, and for tests. The page fetches what lies behind the first view with what shows it. */
import { becauseEn } from './because-en'
import { cliEn } from './cli-en'
import { dropsEn } from './drops-en'
import { dropsLaterEn } from './drops-later-en'
import { firstViewEn } from './first-view-en'
import type { AllMessages } from './messages'
import { linkEn } from './link-en'
import { questionsEn } from './questions-en'
import { problemEn } from './problem-en'

export const en: AllMessages = {
  ...firstViewEn,
  drop: { ...dropsEn, ...dropsLaterEn },
  because: becauseEn,
  question: questionsEn,
  link: linkEn,
  problem: problemEn,
  cli: cliEn,
}
