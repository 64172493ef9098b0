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

/**
 * The same for a text that is still being made. Safari lets a page copy only within the click itself, so it is handed the promise there
 * (Clipboard API §6.3, ClipboardItem of promises); rejects when the text could not be made.
 */
export async function copyMade(text: Promise<string>): Promise<boolean> {
  if (typeof ClipboardItem === 'undefined' || !navigator.clipboard?.write) return copyText(await text)
  const blob = text.then((made) => new Blob([made], { type: 'text/plain' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    return true
  } catch {
    // Refused, or it takes no promise: what could not be made rejects here.
    return copyText(await text)
  }
}
