/*! Who may import whom. One table, default deny: an import that no row allows fails here, with the row's reason. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

interface Layer {
  /** What files it holds: a folder (ends with a slash) or one file. The longest match names a file's layer. */
  readonly at: string
  /** What they may import: a folder with all below it (ends with a slash), the files of one row (ends with a star), one
   * file, one package. */
  readonly may: readonly string[]
  readonly because: string
}

// `base` and a folder's own files are open to all; what may additionally be imported stands in the row.
const net = 'src/sim/net/'
const rows = ['src/sim/kernel/', 'src/sim/cloud/']
const world = 'src/sim/world.ts'
const trace = 'src/sim/trace/'
const door = 'src/sim/index.ts'
const pure = 'pure data and functions behind the front door: no React, no store, no page'
const picture = 'layout, routes and painter are pure: no React, no Cytoscape, so that tests and exports use them too'
const plane = 'a control plane writes rows and never walks; planes do not import each other, they meet in compile.ts'
const declared = ['src/sim/topology/', world, ...rows, net]
const planeMay = [...declared, 'src/sim/control/*']
// A line each: basics, layout, routes and call-outs, styled data, painter.
const graphData = [
  'geometry',
  'measure',
  'text-width',
  'words',
  'box',
  'layout',
  'host-boxes',
  'pod-boxes',
  'stage-boxes',
  'eni-boxes',
  'vpc-boxes',
  'column-boxes',
  'tiles',
  'route',
  'stations',
  'bus',
  'leg',
  'tags',
  'callout',
  'callout-places',
  'fit',
  'scene',
  'picture',
  'element',
  'element-boxes',
  'element-labels',
  'element-lines',
  'paint',
  'paint-node',
  'paint-attrs',
  'paint-arrowheads',
  'paint-stations',
  'paint-svg',
  'paint-overlay',
].map((name) => `src/ui/graph/${name}.ts`)
const pictureMay = [...graphData, 'src/ui/theme/tokens.ts', door]
const uiMay = [
  'src/ui/',
  'src/store/',
  'src/share/',
  'src/export/',
  'src/text/',
  'src/scenarios/',
  door,
  'react',
  'react-dom',
  'zustand',
  'lucide-react',
]

const noReact = uiMay.filter((name) => !['react', 'react-dom', 'lucide-react'].includes(name))

const layers: readonly Layer[] = [
  { at: 'src/base/', may: [], because: 'base knows nothing of networks and stands on nothing' },
  { at: net, may: [net], because: 'values that travel: they know only base' },
  { at: 'src/sim/net/parse-ip.ts', may: [net, 'ipaddr.js'], because: 'the only file that knows ipaddr.js' },
  ...['src/sim/net/hash.ts', 'src/sim/net/hash-256.ts'].map((at) => ({
    at,
    may: [net, '@noble/hashes/legacy.js', '@noble/hashes/sha2.js', '@noble/hashes/utils.js'],
    because: 'only they know a hash library',
  })),
  { at: 'src/sim/topology/', may: [net], because: 'a declaration has no state' },
  ...['src/sim/topology/check.ts', 'src/sim/topology/fits.ts', 'src/sim/topology/schema.ts'].map((at) => ({
    at,
    may: [net, 'src/sim/topology/', 'valibot'],
    because: 'what a person wrote is judged here, and valibot is known nowhere else',
  })),
  {
    at: 'src/sim/kernel/',
    may: [net],
    because: 'a kernel knows addresses and rows, never a pod, a Service or a scenario',
  },
  {
    at: 'src/sim/cloud/',
    may: [net, 'src/sim/kernel/row.ts', 'src/sim/kernel/wire.ts'],
    because: 'the cloud knows addresses, rows and where its wires end, never a pod, a Service or a scenario',
  },
  { at: world, may: [...rows, net], because: 'the world is kernel rows and cloud rows, nothing declared' },
  { at: 'src/sim/control/', may: declared, because: plane },
  {
    at: 'src/sim/control/compile.ts',
    may: [...declared, 'src/sim/control/'],
    because: 'the order in which the planes run',
  },
  { at: 'src/sim/control/host/', may: planeMay, because: plane },
  { at: 'src/sim/control/vpc/', may: planeMay, because: plane },
  { at: 'src/sim/control/terway/', may: planeMay, because: plane },
  { at: 'src/sim/control/kube-proxy/', may: planeMay, because: plane },
  { at: 'src/sim/control/slb/', may: planeMay, because: plane },
  { at: trace, may: [world, ...rows, net], because: 'a trace is data about rows: it looks nothing up' },
  {
    at: 'src/sim/walk/',
    may: [world, ...rows, trace, net],
    because: 'a packet sees only rows: never the topology, never a control plane',
  },
  { at: 'src/sim/show/', may: [world, ...rows, trace, net], because: 'printers read the world and feed nothing back' },
  { at: 'src/sim/lab/', may: ['src/sim/'], because: 'the lab prints a whole run and feeds nothing back' },
  { at: 'src/sim/questions/', may: ['src/sim/'], because: 'questions run the whole simulator' },
  { at: 'src/sim/simulate.ts', may: ['src/sim/'], because: 'the only file that knows the whole pipeline' },
  { at: door, may: ['src/sim/'], because: 'the front door' },
  { at: 'src/sim/load-planes.ts', may: ['src/sim/'], because: 'it fetches all-planes.ts when a cluster needs it' },
  { at: 'src/sim/all-planes.ts', may: ['src/sim/'], because: 'it hands every plane to compile' },
  { at: 'src/scenarios/', may: [door], because: pure },
  { at: 'src/share/', may: [door, 'valibot', 'fflate'], because: pure },
  { at: 'src/text/', may: [door], because: pure },
  { at: 'src/export/', may: [door, 'src/text/'], because: pure },
  {
    at: 'src/store/',
    may: [door, 'src/scenarios/', 'src/share/', 'zustand/vanilla', 'zustand/middleware'],
    because: 'the store works without React and knows no page',
  },
  { at: 'src/ui/', may: uiMay, because: 'a component decides no network fact: it sees the store and the front door' },
  { at: 'src/ui/theme/tokens.ts', may: [], because: 'colours and sizes are plain data' },
  ...graphData.map((at) => ({ at, may: pictureMay, because: picture })),
  {
    at: 'src/ui/graph/cytoscape.ts',
    may: [...graphData, 'src/ui/graph/style.ts', 'src/ui/theme/tokens.ts', door, 'cytoscape'],
    because: 'the only file that knows Cytoscape, an island without React',
  },
  {
    at: 'src/cli/',
    may: ['src/sim/', 'src/scenarios/', 'src/export/', 'src/share/', 'src/text/', 'node:'],
    because: 'command lines have no page',
  },
  { at: 'src/ui/mount.tsx', may: [...uiMay, 'react-dom/client'], because: 'the living page starts here' },
  { at: 'src/ui/start/', may: noReact, because: 'the first picture does not wait for React' },
  { at: 'src/main.ts', may: noReact, because: 'the page starts here, with a picture that does not wait for React' },
]

/** Loaded only when the first picture stands: nothing may import it but by `import(…)`, or for its types. */
const lazyOnly = ['src/ui/graph/cytoscape.ts']

interface Import {
  readonly from: string
  readonly line: number
  readonly how: 'static' | 'type' | 'dynamic'
}

function importsOf(file: string, source: string): Import[] {
  const { module, program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const line = (offset: number) => source.slice(0, offset).split('\n').length
  const found: Import[] = []
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const typesOnly = entries.length > 0 && entries.every((entry) => entry.isType)
    found.push({ from: moduleRequest.value, line: line(start), how: typesOnly ? 'type' : 'static' })
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) {
      if (moduleRequest) found.push({ from: moduleRequest.value, line: line(start), how: isType ? 'type' : 'static' })
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end)
    // A computed name cannot be judged, so it is not allowed: the quotes stay on and nothing matches.
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text)?.[2]
    found.push({ from: literal ?? text, line: line(moduleRequest.start), how: 'dynamic' })
  }
  for (const node of nodesOf(program)) {
    if (node.type === 'TSImportType') {
      const from = (node.source as { value: string }).value
      found.push({ from, line: line(node.start as number), how: 'type' })
    }
  }
  return found
}

function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  const node = value as Record<string, unknown>
  if (typeof node.type === 'string') yield node
  for (const child of Object.values(node)) yield* nodesOf(child)
}

function matches(path: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return layerOf(path)?.at === pattern.slice(0, -1)
  return pattern.endsWith('/') || pattern === 'node:' ? path.startsWith(pattern) : path === pattern
}

function layerOf(file: string): Layer | undefined {
  return layers.filter(({ at }) => matches(file, at)).toSorted((a, b) => b.at.length - a.at.length)[0]
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** What is wrong with a file's imports, a sentence each. `resolve` turns "../net/ip" into the path of a file. */
function judge(file: string, source: string, resolve = resolveImport): string[] {
  const layer = layerOf(file)
  if (!layer) return [`${file}: no row of the import table holds this file; give it one`]
  const problems: string[] = []
  for (const { from, line, how } of importsOf(file, source)) {
    const target = from.startsWith('.') ? resolve(file, from) : from
    const forbid = (reason: string) => problems.push(`${file}:${line} imports ${target}: ${reason}`)
    const own = layer.at.endsWith('/') && layerOf(target) === layer
    const allowed = own || matches(target, 'src/base/') || layer.may.some((pattern) => matches(target, pattern))
    if (isTest(target)) forbid('a test is imported by nobody')
    else if (!allowed) forbid(layer.because)
    else if (how === 'static' && lazyOnly.includes(target)) forbid('it is loaded by import(…), after the first picture')
  }
  return problems
}

function resolveImport(file: string, from: string): string {
  const path = posix.normalize(posix.join(posix.dirname(file), from.replace(/\?.*$/, '')))
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((name) => allFiles.has(name)) ?? path
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const allFiles = new Set(
  readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      posix.normalize(
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
    ),
)
const sources = [...allFiles]
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !isTest(path))
  .toSorted()

describe('layers', () => {
  it('every import in src is one that the table allows', () => {
    const problems = sources.flatMap((file) => judge(file, readFileSync(join(root, file), 'utf8')))
    expect(problems).toEqual([])
  })

  it('reads the files it judges', () => {
    expect(sources).toContain('src/main.ts')
    expect(sources).toContain('src/base/result.ts')
  })

  const exact = (file: string, from: string) => posix.join(posix.dirname(file), from)
  const seeded: readonly (readonly [why: string, file: string, source: string])[] = [
    ['the walk asks what the user declared', 'src/sim/walk/route.ts', `import { x } from '../topology/types.ts'`],
    ['the walk asks a control plane', 'src/sim/walk/route.ts', `import type { X } from '../control/terway/ipam.ts'`],
    ['a kernel knows a pod', 'src/sim/kernel/fib.ts', `export * from '../topology/types.ts'`],
    ['one plane imports another', 'src/sim/control/terway/veth.ts', `import { x } from '../kube-proxy/ipvs.ts'`],
    ['common ground of the planes imports one of them', 'src/sim/control/names.ts', `import './terway/veth.ts'`],
    ['a plane imports the place where planes meet', 'src/sim/control/slb/a.ts', `import '../compile.ts'`],
    ['the simulator reads a file', 'src/sim/simulate.ts', `import { readFileSync } from 'node:fs'`],
    ['ipaddr.js in a component', 'src/ui/App.tsx', `import ip from 'ipaddr.js'`],
    ['a component looks a route up', 'src/ui/App.tsx', `import { lookup } from '../sim/kernel/fib.ts'`],
    ['a side door, dynamically', 'src/ui/App.tsx', `const x = await import('../sim/kernel/fib.ts')`],
    ['a side door, for a type only', 'src/ui/App.tsx', `let x: import('../sim/kernel/fib.ts').Route`],
    ['a computed name', 'src/ui/App.tsx', 'const x = (name: string) => import(`../sim/${name}.ts`)'],
    ['Cytoscape outside its file', 'src/ui/graph/GraphPane.tsx', `import cytoscape from 'cytoscape'`],
    ['Cytoscape in the first load', 'src/ui/graph/GraphPane.tsx', `import { createGraph } from './cytoscape.ts'`],
    ['React in the layout', 'src/ui/graph/layout.ts', `import { useMemo } from 'react'`],
    ['the store knows React', 'src/store/store.ts', `import { create } from 'zustand'`],
    ['a test is imported', 'src/ui/App.tsx', `import { x } from './App.test.tsx'`],
    ['a folder without a row', 'src/helpers/util.ts', `export const x = 1`],
  ]
  it.each(seeded)('finds a seeded violation: %s', (_why, file, source) => {
    const problems = judge(file, source, exact)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(file)
  })

  const fine: readonly (readonly [file: string, source: string])[] = [
    [
      'src/sim/walk/route.ts',
      `import { lookup } from '../kernel/fib.ts'; import type { A } from '../../base/brand.ts'`,
    ],
    ['src/sim/control/compile.ts', `import { a } from './terway/veth.ts'; import { b } from './slb/slb.ts'`],
    ['src/sim/control/terway/veth.ts', `import { names } from '../names.ts'`],
    ['src/ui/App.tsx', `import css from './App.module.css'; import { compile } from '../sim/index.ts'`],
    ['src/ui/graph/GraphPane.tsx', `import type { Graph } from './cytoscape.ts'; const g = import('./cytoscape.ts')`],
  ]
  it.each(fine)('allows what the table allows: %s', (file, source) => {
    expect(judge(file, source, exact)).toEqual([])
  })
})
