/*! Start: make the store, restore habits, follow the link, show the first picture, fetch the page. The only file that acts when it
is imported. */
// First of all: it says in which order the layers of all other styles count.
import './ui/theme/base.css'
import './ui/theme/tokens.css'
import { waits } from './store/link-state'
import { comesLater, loadLater } from './store/load-later'
import { ghostOf, runOf, walks } from './store/select'
import { createAppStore } from './store/store'
import { syncBrowser } from './store/sync-browser'
import { syncLink } from './store/sync-link'
import { addLaterWords } from './text/later-words'
import { pictureEn } from './text/picture-en'
import { whenPainted } from './ui/start/when-painted'
import { sayAbove, showFirstPicture } from './ui/start/first-picture'

/** Private modes may refuse even to name it. */
function habits(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

async function start(): Promise<void> {
  const store = createAppStore()
  syncBrowser(store, habits())
  syncLink(store, window)
  const opened = store.getState()
  const root = document.getElementById('root')
  if (!root) return
  // A cluster of the person's own may have none.
  if (walks(opened)) {
    showFirstPicture(root, { ...opened, run: runOf(opened), ghost: ghostOf(opened) })
    await whenPainted()
  }
  try {
    const { mount } = await import('./ui/mount')
    mount(root, store)
  } catch {
    sayAbove(root, pictureEn.pageFailed)
  }
}

comesLater(async () => addLaterWords((await import('./text/later-words-en')).laterWordsEn))
// The first picture is that of the link. What it needs cannot be fetched: the page opens without it.
if (waits(window.location.hash)) void loadLater().then(start, start)
else void start()
