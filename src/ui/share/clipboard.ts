/*! The clipboard: the only file that writes to it. A browser may refuse, so the caller must offer another way. */

/** Whether the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
