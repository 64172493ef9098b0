/*! One hop for a screen reader: "Hop 11, ECS1, POSTROUTING. The source becomes the node. Source changed from … to …." */
import { machineOf, type Run } from '../../sim'
import { explain } from '../../text/explain'
import { locate } from '../../text/facts'
import type { Messages } from '../../text/messages'
import { namesOf } from '../../text/names'
import { changesInWords } from '../../text/packet-table'
import { placeWord, rewriteOf } from '../../text/step-words'

export function hopName(run: Run, index: number, text: Messages): string {
  const { step, leg } = locate(run, index)
  const { kind, short } = namesOf(run, text).of(machineOf(step.place))
  return text.hopItem({
    n: index + 1,
    machine: kind === 'node' ? text.machine.kernel(short) : short,
    place: placeWord(run, step, leg.kind, text),
    title: explain(run, index, text).title,
    changes: rewriteOf(step) === null ? [] : changesInWords(step, text),
  })
}
