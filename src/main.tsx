/*! Start: make the store, restore habits, follow the link, mount the page. The only file that acts when it is imported. */
// First of all: it says in which order the layers of all other styles count.
import './ui/theme/base.css'
import './ui/theme/tokens.css'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLater } from './store/load-later'
import { waits } from './store/link-state'
import { createAppStore } from './store/store'
import { syncBrowser } from './store/sync-browser'
import { syncLink } from './store/sync-link'
import { ghostOf, runOf } from './store/select'
import { FirstPicture } from './ui/start/FirstPicture'

/** Private modes may refuse even to name it. */
function habits(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** The first picture is on the screen before the rest of the page is even asked for: else both would be painted together. */
const painted = new Promise<void>((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
})
const App = lazy(async () => {
  await painted
  return { default: (await import('./ui/App')).App }
})

function start(): void {
  const store = createAppStore()
  syncBrowser(store, habits())
  syncLink(store, window)
  const opened = store.getState()
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <Suspense
        fallback={
          <FirstPicture run={runOf(opened)} ghost={ghostOf(opened)} step={opened.step} bothLegs={opened.bothLegs} />
        }
      >
        <App store={store} />
      </Suspense>
    </StrictMode>,
  )
}

// The first picture is that of the link. What it needs cannot be fetched: the page opens without it.
if (waits(window.location.hash)) void loadLater().then(start, start)
else start()
