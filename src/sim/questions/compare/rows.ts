/*! Rows that differ between two runs, in the tables that either of them asked. */
import { showRow, toolOf } from '../../show/row'
import { tablesOf } from '../../show/tables'
import type { Run } from '../../simulate'
import { stateAt } from '../../trace/state'
import { type Machine, type Row, stepsOf } from '../../trace/trace'

/** One table of one machine, of a table with holders one holder: a virtual server, a set. */
export interface RowDifference {
  readonly machine: Machine
  /** The command that prints it. */
  readonly tool: string
  /** The step that asked it first: A's, where A asked it at all. */
  readonly asked: { readonly side: 'a' | 'b'; readonly index: number }
  /** Rows that the other side lacks; those that decided a step first. */
  readonly a: readonly Row[]
  readonly b: readonly Row[]
  /** What these rows belong to, in both. */
  readonly under: Row | null
  /** Some of these rows decided a step. */
  readonly decided: boolean
}

/** What packets leave behind is no difference of the clusters. */
const LEARNED: ReadonlySet<Row['kind']> = new Set([
  'conntrack',
  'ipvs-conn',
  'neigh',
  'slb-session',
  'snat-session',
  'group-session',
])

interface Entry {
  readonly row: Row
  readonly text: string
  readonly under: Row | null
}

/** Those whose rows decided come first, then in the order in which they were asked. */
export function differingRows(a: Run, b: Run): readonly RowDifference[] {
  const asked = askedTables(a, b)
  const [tableA, tableB] = [reader(a), reader(b)]
  const [rowsOfA, rowsOfB] = [readRows(a), readRows(b)]
  // A table may hold hundreds of virtual servers: those count that the way came to.
  const counts = ({ row, under }: Entry): boolean =>
    row.kind !== 'real-server' ||
    [row, under].some((each) => each !== null && (rowsOfA.rows.has(each) || rowsOfB.rows.has(each))) ||
    (under !== null && (rowsOfA.texts.has(showRow(under)) || rowsOfB.texts.has(showRow(under))))
  const differences = asked.flatMap(({ machine, tool, asked: first }): readonly RowDifference[] => {
    const [entriesA, entriesB] = [tableA(machine, tool), tableB(machine, tool)]
    const onlyA = without(entriesA, entriesB).filter(counts)
    const onlyB = without(entriesB, entriesA).filter(counts)
    const holders = new Map([...onlyA, ...onlyB].map(({ under }) => [holderKey(under), under]))
    return [...holders].map(([key, under]): RowDifference => {
      const rows = (entries: readonly Entry[], decided: ReadonlySet<Row>) =>
        entries
          .filter((entry) => holderKey(entry.under) === key)
          .map(({ row }) => row)
          .toSorted((x, y) => Number(decided.has(y)) - Number(decided.has(x)))
      const [left, right] = [rows(onlyA, rowsOfA.rows), rows(onlyB, rowsOfB.rows)]
      const decided = left.some((row) => rowsOfA.rows.has(row)) || right.some((row) => rowsOfB.rows.has(row))
      return { machine, tool, asked: first, a: left, b: right, under, decided }
    })
  })
  return differences.toSorted((x, y) => Number(y.decided) - Number(x.decided))
}

const holderKey = (under: Row | null): string => (under === null ? '' : showRow(under))

interface AskedTable {
  readonly machine: Machine
  readonly tool: string
  readonly asked: RowDifference['asked']
}

function askedTables(a: Run, b: Run): readonly AskedTable[] {
  const tables = new Map<string, AskedTable>()
  const ask = (side: 'a' | 'b', run: Run) => {
    for (const [index, { because }] of stepsOf(run.trace).entries()) {
      for (const row of because) {
        const { machine, tool } = toolOf(row)
        const key = `${machine} ${tool}`
        if (!LEARNED.has(row.kind) && !tables.has(key)) tables.set(key, { machine, tool, asked: { side, index } })
      }
    }
  }
  ask('a', a)
  ask('b', b)
  return [...tables.values()]
}

/** All rows of a table before any packet, each with what it stands under. */
function reader({ world, trace }: Run): (machine: Machine, tool: string) => readonly Entry[] {
  const known = new Map<Machine, readonly (Entry & { readonly tool: string })[]>()
  const read = (machine: Machine) => {
    let under: Row | null = null
    return tablesOf(world, stateAt(trace, 0), machine)
      .flatMap(({ lines }) => lines.flatMap(({ rows }) => rows))
      .filter(({ kind }) => !LEARNED.has(kind))
      .map((row) => {
        if (row.kind === 'virtual-server' || row.kind === 'ipset') under = row
        const holds = row.kind === 'real-server' || row.kind === 'ipset-member'
        return { row, text: showRow(row), under: holds ? under : null, tool: toolOf(row).tool }
      })
  }
  return (machine, tool) => {
    const entries = known.get(machine) ?? read(machine)
    known.set(machine, entries)
    return entries.filter((entry) => entry.tool === tool)
  }
}

function readRows({ trace }: Run): { readonly rows: ReadonlySet<Row>; readonly texts: ReadonlySet<string> } {
  const rows = new Set(stepsOf(trace).flatMap(({ because }) => because))
  return { rows, texts: new Set([...rows].filter(({ kind }) => kind === 'virtual-server').map(showRow)) }
}

/** As texts: rows of two worlds are never one object. Two alike in one table count as two. */
function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  const keyOf = ({ text, under }: Entry) => `${holderKey(under)}\n${text}`
  const left = new Map<string, number>()
  for (const entry of others) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + 1)
  return entries.filter((entry) => {
    const count = left.get(keyOf(entry)) ?? 0
    if (count > 0) left.set(keyOf(entry), count - 1)
    return count === 0
  })
}
