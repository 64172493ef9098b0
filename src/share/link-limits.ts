/*! Lengths at which what people send links with cuts them or does not take them, for the warning beside a link's length. */

/** Where a link of more than `characters` does not arrive whole. */
export interface LinkLimit {
  readonly where: 'discord' | 'telegram' | 'slack' | 'chrome'
  /** Of the whole message or address, the page's own address included. */
  readonly characters: number
  /** Where the number comes from. */
  readonly source: string
}

/** The shortest first. */
export const linkLimits: readonly LinkLimit[] = [
  {
    where: 'discord',
    characters: 2_000,
    source: 'https://discord.com/developers/docs/resources/message#create-message',
  },
  { where: 'telegram', characters: 4_096, source: 'https://core.telegram.org/bots/api#sendmessage' },
  {
    where: 'slack',
    characters: 40_000,
    source: 'https://api.slack.com/changelog/2018-04-truncating-really-long-messages',
  },
  {
    where: 'chrome',
    characters: 2_097_152,
    source:
      'https://chromium.googlesource.com/chromium/src/+/main/docs/security/url_display_guidelines/url_display_guidelines.md#URL-Length',
  },
]

/** Those that a whole address of this length is too long for, the first to cut it first; all are named. */
export const cutBy = (characters: number): readonly LinkLimit[] =>
  linkLimits.filter((limit) => characters > limit.characters)
