/*! The name of an object as a field. Two of a kind with one name cannot be told apart, so a name that is taken is refused. */
import { err, ok } from '../../../base/result'
import { type Edit, type NamedKind, namesOf, type Topology } from '../../../sim'
import { name, type OneField } from './field'

export const renaming = (topology: Topology, kind: NamedKind, now: string, edit: (to: string) => Edit): OneField => ({
  kind: 'one',
  id: 'name',
  input: name.input,
  value: now,
  edit: (text) => {
    const to = text.trim()
    return to !== now && namesOf(topology, kind).includes(to) ? err({ code: 'taken', found: to }) : ok(edit(to))
  },
})
