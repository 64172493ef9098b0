/*! What stands open beside the current station: the packet's call-out, or the drop card. Pure. */
import { locate } from '../../text/facts'
import { explain } from '../../text/explain'
import type { Messages } from '../../text/messages'
import { placeCallout } from './callout'
import { type CardForm, type ChipForm, channelCard, chipForm, slotCard, slotChip } from './chip-size'
import type { ChipText } from './chip-text'
import { bottom, type Point, type Rect } from './geometry'
import type { PictureModel } from './overlay-model'
import type { Rich } from '../../text/rich'

export type Opened =
  | { readonly kind: 'chip'; readonly rect: Rect; readonly short: boolean; readonly stacked: boolean }
  | {
      readonly kind: 'card'
      readonly rect: Rect
      readonly title: string
      readonly sentence: Rich
      readonly why: Rich | null
    }

/** What of a picture is asked here. */
type Drawn = Pick<PictureModel, 'run' | 'layout' | 'request' | 'reply'>

export interface OpenedAt {
  readonly opened: Opened
  readonly leader: readonly Point[]
}

export function openedAt(model: Drawn, step: number, chip: ChipText, text: Messages): OpenedAt {
  const { run, layout, request, reply } = model
  const { leg, inLeg } = locate(run, step)
  const way = leg.kind === 'reply' && reply ? reply : request
  const station = way.stations[inLeg]
  if (!station) throw new Error(`no station for step ${step}`)
  const { card } = explain(run, step, text)
  const box = layout.boxes.get(station.box)
  // Above a stage: in a free pod slot.
  const isInSlot = (rect: Rect) => box?.kind === 'stage' && bottom(rect) <= box.rect.y
  if (card === null) {
    const place = (form: ChipForm) => ({ form, ...placeCallout(layout, way, station, form.size) })
    const inSlot = place(slotChip(chip))
    const { form, rect, leader } = isInSlot(inSlot.rect) ? inSlot : place(chipForm(chip, box?.kind ?? 'vpc'))
    return { opened: { kind: 'chip', rect, short: form.short, stacked: form.stacked }, leader }
  }
  const { sentence, why } = card
  const place = ({ size }: CardForm) => placeCallout(layout, way, station, size)
  const high = slotCard(sentence, why)
  const slot = place(high)
  const inSlot = isInSlot(slot.rect)
  const low = channelCard(sentence, why)
  const { rect, leader } = inSlot ? slot : place(low)
  const shown = inSlot || low.whole ? why : null
  return { opened: { kind: 'card', rect, title: text.ui.droppedHere, sentence, why: shown }, leader }
}
