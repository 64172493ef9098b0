/*! What a field of the flow bar opens. */
import type { Picker } from '../actions'
import { EndPicker } from './EndPicker'
import { PortPicker } from './PortPicker'

interface Props {
  readonly mode: Picker
  /** `focus`: give the focus back to the field. */
  readonly onClose: (focus: boolean) => void
}

export default function FlowPicker({ mode, onClose }: Props) {
  return mode === 'port' ? <PortPicker onClose={onClose} /> : <EndPicker mode={mode} onClose={onClose} />
}
