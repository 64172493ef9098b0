/*! `npm run -s trace -- s5`: one walk as a readable list, as JSON, for a ticket or a diagram. For people without a browser, and for diffs.

Everything that a person can get wrong ends in one sentence on stderr that names the spot, and exit code 2. */
import { argv, exit, stderr, stdout } from 'node:process'
import { addMoreLinks } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { loadAllPlanes } from '../sim/all-planes'
import { en } from '../text/en'
import { question } from './trace-input'
import { answer } from './trace-output'

loadAllPlanes()
addMoreLinks(moreLinks)
const asked = question(argv.slice(2), en)
if (!asked.ok) {
  stderr.write(`${asked.error}\n`)
  exit(2)
}
stdout.write(answer(asked.value, en))
