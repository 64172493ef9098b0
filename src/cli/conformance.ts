/*! `npm run -s conformance -- DIR…`: recorded against computed. One line a difference, then `N passed, N failed`. */
import { loadAllPlanes } from '../sim/all-planes'
import { notModelled, runCase } from './case'
import { readCases } from './case-files'
import { compare } from './compare'
import { type Observed, observe } from './observed'

loadAllPlanes()
const paths = process.argv.slice(2)
if (paths.length === 0) {
  console.error('usage: npm run -s conformance -- FILE_OR_DIR…')
  process.exitCode = 2
} else {
  try {
    let passed = 0
    let failed = 0
    for (const file of readCases(paths)) {
      const reason = notModelled(file)
      if (reason !== null) {
        failed++
        console.log(`${file.id}: not modelled: ${reason}`)
        continue
      }
      const differences = compare(file.observed as Observed, observe(runCase(file)))
      if (differences.length === 0) passed++
      else failed++
      for (const { step, expected, got } of differences) {
        console.log(`${file.id}: ${step}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`)
      }
    }
    console.log(`${passed} passed, ${failed} failed`)
    if (failed > 0) process.exitCode = 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}
