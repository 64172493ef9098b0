/*! Which browser the tests drive: Playwright's own if it is installed, else a Chromium or Chrome of the system. */

import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from './root.mjs'

const isRoot = process.getuid?.() === 0

/** Chromium's own errands (updates, sync, look-ups of its maker's hosts) are not ours, and closed networks refuse them.
 * As root it will not start inside its sandbox. */
export const launchArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(isRoot ? ['--no-sandbox'] : []),
]

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const fixedPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** `{}` for Playwright's own, `{ executablePath }` for the system's, undefined for none. */
export function findBrowser() {
  if (existsSync(chromium.executablePath())) return {}
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const executablePath = [...onPath, ...fixedPaths].find(isExecutable)
  return executablePath ? { executablePath } : undefined
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Finds a browser, installs one if there is none. Returns undefined when all is well, else the sentence to print. */
export function ensureBrowser() {
  if (findBrowser()) return undefined
  attempt('npx', ['--no-install', 'playwright', 'install', 'chromium'])
  if (findBrowser()) return undefined
  if (isRoot && existsSync('/etc/debian_version')) {
    attempt('apt-get', ['update'])
    attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  }
  if (findBrowser()) return undefined
  return 'No browser: "npx playwright install chromium" failed; install Chromium or Chrome and run the tests again.'
}

function attempt(command, args) {
  console.log(`No browser yet, trying: ${command} ${args.join(' ')}`)
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 10 * 60_000,
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** What the browser calls itself, for the log. */
export function browserVersion() {
  const path = findBrowser()?.executablePath ?? chromium.executablePath()
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return path
  }
}
