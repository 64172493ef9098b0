/*! Puts the living page in place of the first picture. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { AppStore } from '../store/store'
import { App } from './App'

export function mount(root: Element, store: AppStore): void {
  createRoot(root).render(
    <StrictMode>
      <App store={store} />
    </StrictMode>,
  )
}
