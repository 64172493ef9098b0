/*! `npm run -s observe -- FILE_OR_DIR…`: one JSON line a case, in the recordings' own format. */
import { loadAllPlanes } from '../sim/all-planes'
import { notModelled, runCase } from './case'
import { readCases } from './case-files'
import { observe } from './observed'

loadAllPlanes()
const paths = process.argv.slice(2)
if (paths.length === 0) {
  console.error('usage: npm run -s observe -- FILE_OR_DIR…')
  process.exitCode = 2
} else {
  try {
    for (const file of readCases(paths)) {
      const reason = notModelled(file)
      console.log(
        JSON.stringify(
          reason === null ? { id: file.id, observed: observe(runCase(file)) } : { id: file.id, notModelled: reason },
        ),
      )
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}
