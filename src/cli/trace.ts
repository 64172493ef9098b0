/*! `npm run -s trace -- s5`: one walk as a readable list, or as JSON. For people without a browser, and for diffs.

Everything that a person can get wrong ends in one sentence on stderr that names the spot, and exit code 2. */
import { argv, exit, stderr, stdout } from 'node:process'
import { addMoreLinks } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { simulate } from '../sim'
import { loadAllPlanes } from '../sim/all-planes'
import { en } from '../text/en'
import { question } from './trace-input'
import { traceJson, traceList } from './trace-output'

loadAllPlanes()
addMoreLinks(moreLinks)
const asked = question(argv.slice(2), en)
if (!asked.ok) {
  stderr.write(`${asked.error}\n`)
  exit(2)
}
const { topology, flow, json } = asked.value
const run = simulate(topology, flow)
stdout.write(json ? `${JSON.stringify(traceJson(run, en), null, 2)}\n` : `${traceList(run, en).join('\n')}\n`)
