/*! `npm run -s link -- topology.json`: the hash of a link that carries a whole topology, and back (link-answer.ts). Whatever a person
can get wrong ends in one sentence and exit code 2. */
import { argv, exit, stderr, stdout } from 'node:process'
import { loadAllPlanes } from '../sim/all-planes'
import { addMoreLinks } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { answer } from './link-answer'

loadAllPlanes()
addMoreLinks(moreLinks)
const answered = answer(argv.slice(2))
if (answered.ok) {
  for (const line of answered.value.problems) stderr.write(`${line}\n`)
  stdout.write(answered.value.text)
} else {
  stderr.write(`${answered.error}\n`)
  exit(2)
}
