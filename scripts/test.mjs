#!/usr/bin/env node
/*! `npm test`: every check there is, one after the other, and one line at the end that counts them all.

    node scripts/test.mjs            format, lint, types, dead code, build, Vitest, Playwright
    node scripts/test.mjs --fast     without the build and the browser (`npm run check`)

A stage that fails does not stop the next: one run shows everything that is wrong. A stage is quiet unless it fails. */

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { browserVersion, ensureBrowser } from './browser.mjs'
import { root } from './root.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }
const reports = join(root, 'node_modules/.cache/eniscope')

/** A check that passes or fails as a whole. */
const single = (name, ...commands) => ({ name, commands, count: (ok) => ({ passed: Number(ok), failed: Number(!ok) }) })

const stages = [
  single('format', [bin('biome'), 'format', '.']),
  single('lint', [bin('oxlint')]),
  // The first takes in every file; the next two see the same files again, in poorer worlds.
  single(
    'types',
    [bin('tsc'), '-p', 'tsconfig.json'],
    [bin('tsc'), '-p', 'src/tsconfig.json'],
    [bin('tsc'), '-p', 'src/sim/tsconfig.json'],
  ),
  single('dead code', [bin('knip'), '--no-progress']),
  { ...single('build', [bin('vite'), 'build', '--logLevel', 'warn']), slow: true },
  {
    name: 'vitest',
    report: join(reports, 'vitest.json'),
    commands: [
      [
        bin('vitest'),
        'run',
        '--allowOnly=false',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${join(reports, 'vitest.json')}`,
      ],
    ],
    count: (ok) => countVitest(ok, join(reports, 'vitest.json')),
  },
  {
    name: 'playwright',
    slow: true,
    report: join(reports, 'playwright.json'),
    before: ensureBrowser,
    note: browserVersion,
    commands: [[bin('playwright'), 'test', '--forbid-only', '--reporter=list,json']],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json') },
    count: (ok) => countPlaywright(ok, join(reports, 'playwright.json')),
  },
]

function countVitest(ok, path) {
  const report = readReport(path)
  if (!report) return { passed: 0, failed: 1 }
  // A file that could not even be loaded has no tests to count: it is one failure.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloaded
  return { passed: report.numPassedTests, failed: ok ? failed : Math.max(failed, 1), skipped: report.numPendingTests }
}

function countPlaywright(ok, path) {
  const report = readReport(path)
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  if (flaky > 0) console.log(`${flaky} browser tests passed only when run once more`)
  return { passed: expected + flaky, failed: ok ? unexpected : Math.max(unexpected, 1), skipped }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs one command; resolves to its output and whether it went well. */
function run([command, ...args], env) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32'
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...colours, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.once('error', (error) => resolve({ ok: false, output: String(error) }))
    child.once('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }))
  })
}

async function runStage(stage) {
  if (stage.report) rmSync(stage.report, { force: true })
  const trouble = stage.before?.()
  if (trouble) return { ok: false, output: trouble }
  let result = { ok: true, output: '' }
  for (const command of stage.commands) {
    result = await run(command, stage.env)
    if (!result.ok) break
  }
  return result
}

const { values } = parseArgs({ options: { fast: { type: 'boolean', default: false } } })
mkdirSync(reports, { recursive: true })
const total = { passed: 0, failed: 0 }
for (const stage of stages.filter((stage) => !(values.fast && stage.slow))) {
  const started = Date.now()
  const { ok, output } = await runStage(stage)
  const { passed, failed, skipped = 0 } = stage.count(ok)
  total.passed += passed
  total.failed += failed
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`)
  const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ')
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const note = stage.note ? `   ${stage.note()}` : ''
  console.log(`${failed > 0 ? 'FAIL' : 'ok  '} ${stage.name.padEnd(11)} ${seconds.padStart(6)} s   ${counts}${note}`)
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
