/*! `npm run bench`: every figure beside a floor that is measured in the same run. `--json` for machines, `--core` without a browser,
`link`: only the links, `edit`: only edits. */
import { benchCore, type Rates } from './core'
import { benchEdits, type EditFigures } from './edit'
import { benchLinks, type LinkFigures } from './link'

if (process.argv.includes('link')) {
  printLinks(benchLinks())
  process.exit()
}
if (process.argv.includes('edit')) {
  printEdits(benchEdits())
  process.exit()
}
// The core first, and whatever the page's figures need only when it is their turn: each collection of young objects passes by every
// page of the heap, and those that the other figures had filled cost a walk 7 % of its time.
const core = benchCore()
const links = benchLinks()
const edits = benchEdits()
const page = process.argv.includes('--core') ? null : await (await import('./page')).benchPage()

if (process.argv.includes('--json')) console.log(JSON.stringify({ core, page, links, edits }))
else {
  const rows: (readonly [string, string, string])[] = [
    ...[core.mix, core.seven, ...core.byMode, core.small, core.large].flatMap(ratesRows),
    [
      'a trace on 1,000 nodes',
      `${(core.small.tracesPerS / core.large.tracesPerS).toFixed(2)} ×`,
      `one on the seed cluster; a verdict ${(core.small.verdictsPerS / core.large.verdictsPerS).toFixed(2)} ×`,
    ],
    ['all rows of 1,000 nodes', `${core.largeCompileMs.toFixed(0)} ms`, 'once, not in the figures above'],
    ['first trace, cold', `${core.coldMs.toFixed(1)} ms`, ''],
  ]
  if (page !== null) {
    rows.push(
      [
        'first picture',
        `${page.firstPictureMs.toFixed(0)} ms`,
        `${(page.firstPictureMs / page.emptyPageMs).toFixed(2)} × the empty React page`,
      ],
      [
        'first picture of a link',
        `${page.linkPictureMs.toFixed(0)} ms`,
        `${(page.linkPictureMs / page.emptyPageMs).toFixed(2)} × the empty React page`,
      ],
      ['empty React page', `${page.emptyPageMs.toFixed(0)} ms`, 'floor'],
      ['bytes before the first picture', `${page.beforePictureKb.toFixed(1)} kB gz`, ''],
      ['bytes before the first picture of a link', `${page.beforeLinkPictureKb.toFixed(1)} kB gz`, ''],
      ['bytes of the first view', `${page.firstViewKb.toFixed(1)} kB gz`, ''],
      ['frames a second while playing', page.frames.perSecond.toFixed(0), ''],
      ['main thread a frame while playing', `${page.frames.mainThreadMs.toFixed(1)} ms`, ''],
      ['Cytoscape renders while gliding', String(page.frames.rendersWhileGliding), ''],
    )
  } else if (!process.argv.includes('--core')) console.log('no browser found: the page is not measured')
  for (const [name, value, note] of rows) console.log(`${name.padEnd(36)}${value.padStart(14)}  ${note}`)
  printLinks(links)
  printEdits(edits)
}

function printEdits(figures: readonly EditFigures[]): void {
  for (const { name, editMs, copyMs } of figures) {
    const beside = `${(editMs / copyMs).toFixed(0)} × a copy of the topology, ${copyMs.toFixed(2)} ms`
    console.log(`${`edit to picture: ${name}`.padEnd(36)}${`${editMs.toFixed(1)} ms`.padStart(14)}  ${beside}`)
  }
}

function ratesRows(rates: Rates): (readonly [string, string, string])[] {
  const beside = (figure: number): string => `${ratio(figure, rates.bareLookupsPerS)} of the bare look-ups`
  return [
    [rates.name, `${rates.questions} asked`, `${rates.steps.toFixed(1)} steps on average`],
    ['  full traces a second, one core', per(rates.tracesPerS), beside(rates.tracesPerS)],
    ['  verdicts a second (recorder off)', per(rates.verdictsPerS), beside(rates.verdictsPerS)],
    ['  bare look-ups of the same walks', per(rates.bareLookupsPerS), 'floor'],
  ]
}

function printLinks(links: readonly LinkFigures[]): void {
  for (const { name, characters, floor, encodeMs, decodeMs } of links) {
    const beside = floor === null ? '' : `${(characters / floor).toFixed(2)} × the floor of ${per(floor)}`
    const times = encodeMs === 0 ? '' : `encode ${encodeMs.toFixed(1)} ms, decode and gate ${decodeMs.toFixed(1)} ms`
    console.log(`${`link: ${name}`.padEnd(36)}${per(characters).padStart(14)}  ${beside.padEnd(30)}${times}`)
  }
}

function per(value: number): string {
  return Math.round(value).toLocaleString('en')
}
function ratio(value: number, floor: number): string {
  return `1/${(floor / value).toFixed(1)}`
}
