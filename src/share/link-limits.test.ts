import { expect, it } from 'vitest'
import { cutBy, linkLimits } from './link-limits'

it('a link is cut by those whose limit it passes', () => {
  expect(cutBy(2_000)).toEqual([])
  expect(cutBy(4_097).map(({ where }) => where)).toEqual(['discord', 'telegram'])
  expect(linkLimits.map(({ characters }) => characters)).toEqual([2_000, 4_096, 40_000, 2_097_152])
})

it('each limit says who states it: the maker of the chat or of the browser', () => {
  const makers = linkLimits.map(({ source }) => new URL(source).hostname)
  expect(makers).toEqual(['discord.com', 'core.telegram.org', 'api.slack.com', 'chromium.googlesource.com'])
})
