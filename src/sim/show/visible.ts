/*! Characters that nobody sees. */

/**
 * Control and format characters, line and paragraph separators, all but the tab: among them all twelve Bidi_Control
 * characters, which make a text read otherwise than it is stored (attack L13).
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** The text with its invisible characters spelled out: `\u{202e}`. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (char) => (char === '\t' ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`))
