/*! Cytoscape built from its own sources, without the parts that this page never calls: 84 kB gzipped instead of 138.

The published file is transpiled for old browsers and registers everything that it can do, so no bundler can tell what is unused.
The package carries its sources too; the modules below each hold one feature, and one that does nothing takes their place.
`heap` and `lodash-es` are what these sources import. Tests and the dev server use the published file. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { normalizePath } from 'vite'
import { root } from './root.mjs'

const home = normalizePath(realpathSync(join(root, 'node_modules/cytoscape')))
const source = `${home}/src`
const { version } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'))

/** Nothing to register, nothing to call. A function with a prototype, because a layout is made like a class. */
const nothing = 'export default function () {}'

const standIns = new Map([
  // Layouts other than preset: our own layout.ts says where everything stands.
  ...modules('extensions/layout', ['breadthfirst', 'circle', 'concentric', 'cose', 'grid', 'random']),
  // Graph algorithms: the simulator walks, the picture does not.
  ...modules('collection/algorithms', [
    'a-star',
    'affinity-propagation',
    'bellman-ford',
    'betweenness-centrality',
    'bfs-dfs',
    'closeness-centrality',
    'degree-centrality',
    'dijkstra',
    'floyd-warshall',
    'hierarchical-clustering',
    'hierholzer',
    'hopcroft-tarjan-biconnected',
    'k-clustering',
    'karger-stein',
    'kruskal',
    'markov-clustering',
    'page-rank',
    'tarjan-strongly-connected',
  ]),
  // The WebGL renderer is never switched on: flat boxes on a canvas are faster.
  ...modules('extensions/renderer/canvas/webgl', ['drawing-redraw-webgl']),
  // No box shows an image, and none is made of the picture: exports come from our own painter.
  ...modules('extensions/renderer/canvas', ['drawing-images', 'export-image']),
  // Nothing in it moves by itself: the camera and the packet are driven from outside.
  ...modules('core/animation', ['step-all']),
  // Our styles are data, not text and not built by calls.
  ...modules('style', ['string-sheet']),
  ...modules('', ['stylesheet']),
  // Every browser of ours has it.
  ...modules('', ['promise'], 'export default Promise'),
  // Names are left to the overlay: no element has a label, so these are called and return at once.
  ...modules(
    'extensions/renderer/base/coord-ele-math',
    ['labels'],
    `const nothing = () => {}
    export default {
      recalculateNodeLabelProjection: nothing, recalculateEdgeLabelProjections: nothing, calculateLabelAngles: nothing
    }`,
  ),
  ...modules(
    'extensions/renderer/canvas',
    ['drawing-label-text'],
    'export default { drawElementText() {}, eleTextBiggerThanMin: () => false, getTextAngle: () => 0 }',
  ),
  // So are arrowheads: no line has any but 'none'.
  ...modules(
    'extensions/renderer/base',
    ['arrow-shapes'],
    `const no = () => false
    const zero = () => 0
    export default {
      arrowShapeWidth: 0.3,
      registerArrowShapes() {
        this.arrowShapes = { none: { collide: no, roughCollide: no, draw() {}, spacing: zero, gap: zero } }
      }
    }`,
  ),
  ...modules('extensions/renderer/canvas', ['arrow-shapes']),
  ...modules('', ['version'], `export default '${version}'`),
])

/** Parts of modules that hold what is used beside what is not: each pattern must be found, or the build stops. */
const cuts = new Map([
  // Every colour of ours is a hexadecimal number, every one of its defaults that or one of these names.
  cut('util', 'colors', [
    [
      /(export const colors = \{)[^]*?\n\};/,
      '$1 transparent: [0, 0, 0, 0], black: [0, 0, 0], white: [255, 255, 255] };',
    ],
    [/export const hsl2tuple = [^]*?\n\};/, 'export const hsl2tuple = () => undefined;'],
  ]),
  // A box is a rectangle with four or two round corners; an anchor has the shape that a node has by default, an ellipse.
  cut('extensions/renderer/base', 'node-shapes', [
    [/BRp\.generateRoundPolygon = [^]*?(?=\nBRp\.generateRoundRectangle)/, ''],
    [/BRp\.generateCutRectangle = [^]*?(?=\nBRp\.generateBottomRoundrectangle)/, ''],
    [/ {2}this\.generatePolygon\( 'triangle'[^\n]*\n[^\n]*'round-triangle'[^\n]*/, ''],
    [/ {2}this\.generateCutRectangle\(\);\s*this\.generateBarrel\(\);/, ''],
    [/(this\.generateBottomRoundrectangle\(\);)[^]*?(?=\n\};\s*export default)/, '$1'],
  ]),
  // A line is straight or segments: no curves, no loops, no right-angled routes of its own.
  cut(
    'extensions/renderer/base/coord-ele-math',
    'edge-control-points',
    [
      'findHaystackPoints',
      'findLoopPoints',
      'findCompoundLoopPoints',
      'findBezierPoints',
      'findTaxiPoints',
      'tryToCorrectInvalidPoints',
    ].map((name) => without('BRp', name)),
  ),
  // A box has one colour, without charts.
  cut('extensions/renderer/canvas', 'drawing-nodes', [without('CRp', 'drawPie'), without('CRp', 'drawStripe')]),
  // Nor is anything chosen with a rubber band.
  cut('extensions/renderer/canvas', 'drawing-redraw', [
    without('CRp', 'createGradientStyleFor'),
    without('CRp', 'drawSelectionRectangle'),
  ]),
  cut('extensions/renderer/base/coord-ele-math', 'coords', [without('BRp', 'getAllInBox')]),
  cut('extensions/renderer/canvas', 'drawing-edges', [without('CRp', 'drawEdgeTrianglePath')]),
])

/** The method stays, and does nothing. @param {string} owner @param {string} name */
function without(owner, name) {
  return /** @type {const} */ ([
    new RegExp(`${owner}\\.${name} = function\\([^]*?\\n\\};`),
    `${owner}.${name} = function () {};`,
  ])
}

/** @param {string} folder @param {string} name @param {readonly (readonly [RegExp, string])[]} changes */
function cut(folder, name, changes) {
  const [[file]] = modules(folder, [name])
  const code = changes.reduce(
    (text, [pattern, instead]) => {
      if (!pattern.test(text)) throw new Error(`lean-cytoscape: nothing in ${file} matches ${pattern}`)
      return text.replace(pattern, instead)
    },
    readFileSync(file, 'utf8'),
  )
  return /** @type {const} */ ([file, code])
}

/** @param {string} folder @param {readonly string[]} names */
function modules(folder, names, code = nothing) {
  return names.map((name) => {
    const file = normalizePath(join(source, folder, `${name}.mjs`))
    if (!existsSync(file)) throw new Error(`lean-cytoscape: Cytoscape ${version} has no ${file}`)
    return /** @type {const} */ ([file, code])
  })
}

/** @type {import('vite').Plugin} */
export const leanCytoscape = {
  name: 'eniscope:lean-cytoscape',
  apply: 'build',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === 'cytoscape') return `${source}/index.mjs`
    return id.startsWith('lodash/') ? this.resolve(id.replace('lodash/', 'lodash-es/'), importer) : null
  },
  load: (id) => standIns.get(id) ?? cuts.get(id) ?? null,
}
