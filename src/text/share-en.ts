/*! English: what becomes of a long link. */
const NAMES = {
  discord: 'Discord',
  telegram: 'Telegram',
  slack: 'Slack',
  chrome: 'Chrome',
} as const

export const shareEn = {
  cutBy: ({ where, characters }: { readonly where: keyof typeof NAMES; readonly characters: number }) =>
    `too long for ${NAMES[where]} (${characters.toLocaleString('en')} at most): send a file there`,
}
