/*! The words of the page with those of the pickers, which arrive with them. */
import { useMemo } from 'react'
import { type PickerMessages, pickerEn } from '../../text/picker-en'
import { type Text, useText } from '../use-app'

export type PickerText = Text & { readonly picker: PickerMessages }

export function usePickerText(): PickerText {
  const text = useText()
  return useMemo(() => ({ ...text, picker: pickerEn }), [text])
}
