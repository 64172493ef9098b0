import { createServer } from 'node:net'
import { defineConfig } from '@playwright/test'
import { findBrowser, launchArgs } from './scripts/browser.mjs'

/** A free port, chosen once: the workers read this file again and must find the same one. */
async function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(String(typeof address === 'object' ? address?.port : address)))
    })
  })
}

process.env.ENISCOPE_E2E_PORT ??= await freePort()
const port = process.env.ENISCOPE_E2E_PORT
const baseURL = `http://127.0.0.1:${port}/`

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  // What a busy machine upset is run once more; scripts/test.mjs says how many.
  retries: 1,
  timeout: 120_000,
  // Nothing here measures time: what a busy machine shows late is there all the same.
  expect: { timeout: 20_000 },
  globalTimeout: 20 * 60_000,
  reporter: 'list',
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: baseURL,
    timeout: 120_000,
  },
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    locale: 'en-US',
    trace: 'off',
    launchOptions: { args: launchArgs, ...findBrowser() },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
})
