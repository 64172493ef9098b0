/*! Start: the first picture at once, then the page. At the plain address the picture was made when the page was built; with a link
it is computed. The only file that acts when it is imported. */
// First of all: it says in which order the layers of all other styles count.
import './ui/theme/base.css'
import './ui/theme/tokens.css'
import { browserStorage, keptHabits } from './store/habits'
import { pictureEn } from './text/picture-en'
import { sayAbove, showFirstPicture } from './ui/start/first-picture'
import { madePicture } from './ui/start/made-picture'
import { whenPainted } from './ui/start/when-painted'

async function open(root: Element): Promise<void> {
  const { theme, bothLegs } = keptHabits(browserStorage())
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
  // No link leads elsewhere, and no habit draws it otherwise.
  const isMade = ['', `#${madePicture?.hash}`].includes(window.location.hash) && bothLegs !== true
  const picture = isMade ? madePicture : null
  if (picture) {
    showFirstPicture(root, picture)
    await whenPainted()
  }
  const loadPage = () => import('./ui/mount')
  try {
    // The picture of a link goes before the page.
    const [{ start }] = await Promise.all([import('./ui/start/start'), picture && loadPage()])
    const store = await start(root, picture !== null)
    const { mount } = await loadPage()
    mount(root, store)
  } catch {
    sayAbove(root, pictureEn.pageFailed)
  }
}

const root = document.getElementById('root')
if (root) void open(root)
