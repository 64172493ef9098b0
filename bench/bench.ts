/*! `npm run bench`: every figure beside a floor that is measured in the same run. `--json` for machines. */
import { benchCore } from './core'

const json = process.argv.includes('--json')
const core = benchCore()
if (json) console.log(JSON.stringify({ core }))
else console.log(core)
