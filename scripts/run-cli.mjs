#!/usr/bin/env node
/*! `npm run -s trace -- s4 --json` and its like: bundles a command line when its sources have changed, then runs it in
this very process. Nothing but the tool's own output reaches stdout. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { newest } from './newest.mjs'
import { root } from './root.mjs'

const entries = {
  trace: 'src/cli/trace.ts',
  link: 'src/cli/link.ts',
  observe: 'src/cli/observe.ts',
  conformance: 'src/cli/conformance.ts',
  bench: 'bench/bench.ts',
  fuzz: 'bench/fuzz.ts',
}

// Inside node_modules, so that what the bundle leaves outside (its dependencies) is found from there.
const cache = join(root, 'node_modules/.cache/eniscope')
const bundles = join(cache, 'bundles')

/** Builds beside, then moves into place: two tools started at once do not read each other's halves. */
async function bundle(name) {
  const { build } = await import('vite')
  const started = new Date()
  const folder = join(cache, `${name}.${process.pid}`)
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(root, entries[name]),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: 'inline',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  })
  // Dated when the build began: a source saved while it ran is newer, and the next start builds again.
  utimesSync(join(folder, `${name}.mjs`), started, started)
  mkdirSync(bundles, { recursive: true })
  renameSync(join(folder, `${name}.mjs`), join(bundles, `${name}.mjs`))
  rmSync(folder, { recursive: true, force: true })
}

const [name = '', ...args] = process.argv.slice(2)

if (name === '--bundle') {
  await bundle(args[0]).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
} else if (!Object.hasOwn(entries, name)) {
  console.error(`usage: run-cli.mjs ${Object.keys(entries).join('|')} [arguments]`)
  process.exitCode = 2
} else {
  const target = join(bundles, `${name}.mjs`)
  const sources = [
    'src',
    'bench',
    'test/mutations.ts',
    'test/near-limits.ts',
    'test/generate-cluster.ts',
    'test/seed-cluster.ts',
    'package-lock.json',
    'scripts/run-cli.mjs',
  ].map((path) => join(root, path))
  const built = statSync(target, { throwIfNoEntry: false })
  let ready = true
  if (!built || built.mtimeMs < newest(sources)) {
    // In a process of its own: the bundler would cost the tool memory, and a benchmark its quiet.
    const self = fileURLToPath(import.meta.url)
    const { status } = spawnSync(process.execPath, [self, '--bundle', name], { stdio: ['ignore', 2, 2] })
    ready = status === 0
  }
  if (ready) {
    process.argv = [process.argv[0], target, ...args]
    process.setSourceMapsEnabled(true)
    await import(pathToFileURL(target).href)
  } else {
    process.exitCode = 1
  }
}
