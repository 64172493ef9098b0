import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { metaPolicy } from './scripts/csp.mjs'
import { leanCytoscape } from './scripts/lean-cytoscape.mjs'
import { madePicture } from './scripts/made-picture.mjs'

/** The built page carries its policy, wherever it is hosted. The dev server is exempt: hot reload needs inline code. */
const contentSecurityPolicy: Plugin = {
  name: 'eniscope:content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy }, injectTo: 'head-prepend' },
  ],
}

/**
 * The first picture sooner: nothing is painted before it (an empty frame would hold it up), and the code of a link's, nearly all of
 * which runs before it, is compiled while it arrives instead of function by function (V8's explicit compile hints).
 */
const firstPictureFirst: Plugin = {
  name: 'eniscope:first-picture-first',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.name.startsWith('first-'))
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
    },
  },
}

export default defineConfig(({ command }) => ({
  base: './',
  plugins: [react(), contentSecurityPolicy, leanCytoscape, madePicture, firstPictureFirst],
  css: { modules: { generateScopedName: command === 'build' ? '[hash:base64:4]' : '[name]_[local]' } },
  build: {
    target: 'es2022',
    // Browsers with `light-dark()` of their own, so that it is not rewritten into a fallback of custom properties.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    manifest: true,
    // No data: addresses for fonts and the like, which the policy refuses.
    assetsInlineLimit: 0,
    // Every browser above preloads modules by itself; the polyfill fetches, which `connect-src 'none'` refuses.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // First the picture that was made here. Then what computes any other, as two files, so that two threads compile them at once:
    // the run, and what draws it. Then the page, and what comes later, each with all that it imports: one large text compresses
    // better than many small ones. test/budget.test.ts and the bench know these names.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first-picture', test: /\/src\/main\.ts$/, priority: 4 },
            { name: 'first-run', test: /\/src\/sim\/simulate\.ts$/, priority: 3 },
            { name: 'first-start', test: /\/src\/ui\/start\/start\.ts$/, priority: 2 },
            { name: 'page', test: /\/src\/ui\/mount\.tsx$/, priority: 1 },
            { name: 'hop-rows', test: /\/src\/ui\/inspector\/HopRows\.tsx$/ },
            { name: 'own', test: /\/src\/ui\/own\/own\.ts$/ },
            { name: 'why', test: /\/src\/ui\/why\/why\.ts$/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'node',
    globals: false,
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Property tests of hundreds of runs: on a busy machine of two cores five seconds are not enough.
    testTimeout: 30_000,
  },
}))
