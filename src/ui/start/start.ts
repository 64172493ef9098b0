/*! What stands behind the picture: the store, with habits restored and the link followed; and the picture of a link. */
import { browserStorage } from '../../store/habits'
import { waits } from '../../store/link-state'
import { comesLater, loadLater } from '../../store/load-later'
import { walks } from '../../store/select'
import { type AppStore, createAppStore } from '../../store/store'
import { syncBrowser } from '../../store/sync-browser'
import { syncLink } from '../../store/sync-link'
import { addLaterWords } from '../../text/later-words'
import { showFirstPicture } from './first-picture'
import { firstPictureOf } from './first-picture-of'
import { whenPainted } from './when-painted'

/** The store of this window. `shows`: its picture stands in the root already. Else it is put there, and seen when this resolves. */
export async function start(root: Element, shows: boolean): Promise<AppStore> {
  comesLater(async () => addLaterWords((await import('../../text/later-words-en')).laterWordsEn))
  // What a link needs may not come: the page opens without it.
  if (waits(window.location.hash)) await loadLater().catch(() => undefined)
  const store = createAppStore()
  syncBrowser(store, browserStorage())
  syncLink(store, window)
  const opened = store.getState()
  // A cluster of the person's own may have no picture.
  if (!shows && walks(opened)) {
    showFirstPicture(root, firstPictureOf(opened))
    await whenPainted()
  }
  return store
}
