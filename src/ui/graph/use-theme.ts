/*! The theme that the page shows: the chosen one, else the system's. */
import { useMedia } from '../parts/media'
import type { Theme } from '../theme/tokens'
import { useApp } from '../use-app'

export function useShownTheme(): Theme {
  const chosen = useApp((state) => state.theme)
  const dark = useMedia('(prefers-color-scheme: dark)')
  return chosen === 'system' ? (dark ? 'dark' : 'light') : chosen
}
