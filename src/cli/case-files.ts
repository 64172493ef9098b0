/*! Finds and reads case files. A folder is read in the order of its names; a `.json.gz` holds a list of cases. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Case } from './case'

/** Cases of all given files and folders. Throws a sentence that names the file. */
export function readCases(paths: readonly string[]): readonly Case[] {
  return paths.flatMap((path) => {
    const isFolder = stat(path).isDirectory()
    const files = isFolder
      ? readdirSync(path)
          .sort()
          .filter(isCaseFile)
          .map((name) => join(path, name))
      : [path]
    return files.flatMap(readFile)
  })
}

const isCaseFile = (name: string): boolean => name.endsWith('.json') || name.endsWith('.json.gz')

function stat(path: string) {
  try {
    return statSync(path)
  } catch {
    throw new Error(`${path}: no such file or folder`)
  }
}

function readFile(path: string): readonly Case[] {
  const bytes = readFileSync(path)
  let data: unknown
  try {
    data = JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
  } catch (error) {
    throw new Error(`${path}: not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const list: readonly unknown[] = Array.isArray(data) ? data : [data]
  return list.map((item) => {
    if (!isCase(item)) throw new Error(`${path}: not a case: id, spec and flow are missing`)
    return item
  })
}

/** The recordings are our own data: their head is checked, their body trusted. */
const isCase = (item: unknown): item is Case =>
  typeof item === 'object' && item !== null && 'id' in item && 'spec' in item && 'flow' in item
