#!/usr/bin/env node
/*! `npm start`: builds the page if need be, serves it, prints the address.

    node scripts/serve.mjs [--port N]     with --port exactly that one, else 4173 or the next free one

All of dist is read once, at start, into a map from address to bytes. So a path can lead nowhere but to a built file, a
file is compressed once and well, and a build that runs meanwhile disturbs nobody (start again to see it). */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { headerPolicy } from './csp.mjs'
import { newest } from './newest.mjs'
import { root } from './root.mjs'

const host = '127.0.0.1'
const firstPort = 4173
const dist = join(root, 'dist')

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
}
const alreadyCompressed = new Set(['.png', '.woff2'])

/** Address → what to answer. `.vite/` and other dot files are for tools, not for readers. */
function load(folder, address = '/', files = new Map()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) load(path, `${address}${entry.name}/`, files)
    else if (entry.isFile()) files.set(address + entry.name, answerFor(path, address + entry.name))
  }
  return files
}

function answerFor(path, address) {
  const extension = extname(path)
  const plain = readFileSync(path)
  const gzip = alreadyCompressed.has(extension) ? undefined : gzipSync(plain, { level: 9 })
  return {
    plain,
    gzip: gzip && gzip.length < plain.length ? gzip : undefined,
    headers: {
      'Content-Type': types[extension] ?? 'application/octet-stream',
      // Names under assets/ carry a hash of the content; everything else is asked for again.
      'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      Vary: 'Accept-Encoding',
    },
  }
}

const securityHeaders = {
  'Content-Security-Policy': headerPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

function handle(files, request, response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const address = (request.url ?? '/').split('?', 1)[0]
  const file = files.get(address.endsWith('/') ? `${address}index.html` : address)
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not found\n')
    return
  }
  if (request.headers['if-none-match'] === file.headers.ETag) {
    response.writeHead(304, file.headers).end()
    return
  }
  const gzip = file.gzip && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = gzip ? file.gzip : file.plain
  const headers = { ...file.headers, 'Content-Length': body.length, ...(gzip && { 'Content-Encoding': 'gzip' }) }
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body)
}

function buildIfNeeded() {
  const sources = [
    'src',
    'public',
    'index.html',
    'vite.config.ts',
    'scripts/csp.mjs',
    'scripts/lean-cytoscape.mjs',
    'package-lock.json',
  ]
  const built = statSync(join(dist, 'index.html'), { throwIfNoEntry: false })
  if (built && built.mtimeMs >= newest(sources.map((path) => join(root, path)))) return
  console.log('Building the page …')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function listen(server, port, mayMove) {
  server.once('error', (error) => {
    if (error.code === 'EADDRINUSE' && mayMove && port < firstPort + 100) {
      listen(server, port + 1, mayMove)
      return
    }
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken.` : error.message)
    process.exit(1)
  })
  server.listen(port, host)
}

const { values } = parseArgs({ options: { port: { type: 'string' } } })
const port = values.port === undefined ? firstPort : Number(values.port)
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port takes a number from 1 to 65535, not "${values.port}".`)
  process.exit(1)
}

buildIfNeeded()
const files = load(dist)
const server = createServer((request, response) => handle(files, request, response))
server.once('listening', () => {
  server.removeAllListeners('error')
  console.log(`eniscope is at http://${host}:${server.address().port}/   (Ctrl-C ends it)`)
})
listen(server, port, values.port === undefined)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0))
