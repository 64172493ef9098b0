/*! `npm run bench`: every figure beside a floor that is measured in the same run. `--json` for machines, `--core` without a browser. */
import { benchCore } from './core'
import { benchPage } from './page'

const core = benchCore()
const page = process.argv.includes('--core') ? null : await benchPage()

if (process.argv.includes('--json')) console.log(JSON.stringify({ core, page }))
else {
  const rows: (readonly [string, string, string])[] = [
    [
      'full traces a second, one core',
      per(core.tracesPerS),
      `${ratio(core.tracesPerS, core.bareLookupsPerS)} of the bare look-ups`,
    ],
    [
      'verdicts a second (recorder off)',
      per(core.verdictsPerS),
      `${ratio(core.verdictsPerS, core.bareLookupsPerS)} of the bare look-ups`,
    ],
    ['bare look-ups of the same walks', per(core.bareLookupsPerS), 'floor'],
    ['steps of a trace, on average', core.steps.toFixed(1), ''],
    ['first trace, cold', `${core.coldMs.toFixed(1)} ms`, ''],
  ]
  if (page !== null) {
    rows.push(
      [
        'first picture',
        `${page.firstPictureMs.toFixed(0)} ms`,
        `${(page.firstPictureMs / page.emptyPageMs).toFixed(2)} × the empty React page`,
      ],
      ['empty React page', `${page.emptyPageMs.toFixed(0)} ms`, 'floor'],
      ['bytes before the first picture', `${page.beforePictureKb.toFixed(1)} kB gz`, ''],
      ['bytes of the first view', `${page.firstViewKb.toFixed(1)} kB gz`, ''],
      ['frames a second while playing', page.frames.perSecond.toFixed(0), ''],
      ['main thread a frame while playing', `${page.frames.mainThreadMs.toFixed(1)} ms`, ''],
      ['Cytoscape renders while gliding', String(page.frames.rendersWhileGliding), ''],
    )
  } else if (!process.argv.includes('--core')) console.log('no browser found: the page is not measured')
  for (const [name, value, note] of rows) console.log(`${name.padEnd(36)}${value.padStart(14)}  ${note}`)
}

function per(value: number): string {
  return Math.round(value).toLocaleString('en')
}
function ratio(value: number, floor: number): string {
  return `1/${(floor / value).toFixed(1)}`
}
