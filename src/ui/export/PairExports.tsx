/*! What a comparison can be taken away as. */
import { openSide } from '../../store/compare'
import type { Versus } from '../../store/document'
import { exportMenuEn } from '../../text/export-menu-en'
import { useShownTheme } from '../graph/use-theme'
import { useStore, useText } from '../use-app'
import { Exports } from './ExportList'

const KINDS = ['svg', 'png', 'markdown'] as const

export function PairExports({ versus: { other, column } }: { readonly versus: Versus }) {
  const open = openSide(useStore().getState())
  const theme = useShownTheme()
  const text = useText()
  const shown = { open, other, column, theme, text }
  const make = () => import('../compare/make')
  return (
    <Exports
      kinds={KINDS}
      hint={exportMenuEn.pair}
      names={[open.own?.name, other.own?.name]}
      fileOf={async (kind) => (await make()).pairFile(kind, shown)}
      textOf={async () => (await make()).pairText(shown)}
    />
  )
}
