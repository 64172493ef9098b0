/*! The first picture of the plain address is made when the page is built, by the functions that compute every other. */
import { join } from 'node:path'
import { normalizePath, runnerImport } from 'vite'
import { root } from './root.mjs'

const at = (file) => normalizePath(join(root, 'src/ui/start', file))

/** Puts it into made-picture.ts. @type {import('vite').Plugin} */
export const madePicture = {
  name: 'eniscope:made-picture',
  apply: 'build',
  async load(id) {
    if (id !== at('made-picture.ts')) return null
    const { module } = await runnerImport(at('make-picture.ts'))
    // A painted node's key is of no use to who draws it once.
    const text = JSON.stringify(module.makePicture(), (name, value) => (name === 'key' ? undefined : value))
    return `export const madePicture = JSON.parse(${JSON.stringify(text)})`
  },
}
