/*! The floor for the first picture: a page that is React and one word. */
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root) createRoot(root).render(<p>floor</p>)
