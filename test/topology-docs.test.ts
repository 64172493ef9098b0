/*! docs/topology.schema.json, made from the schema that files are read with, and docs/topology.md, which tells each of its fields.
Made anew by `UPDATE_DOCS=1 npx vitest run test/topology-docs.test.ts`, never by hand. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ConversionConfig, type JsonSchema, toJsonSchema } from '@valibot/to-json-schema'
import Ajv from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, judge, readTopology, topologyToJson } from '../src/sim'
import { topologySchema } from '../src/sim/topology/schema'
import { anyTopology } from './arbitrary-topology'
import { jsonAt } from './json-at'
import { seedCluster } from './seed-cluster'
import { validQuestion } from './valid-topology'

const docs = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs')
const file = join(docs, 'topology.schema.json')

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ADDRESS = `${OCTET}(\\.${OCTET}){3}`
/** What a JSON Schema can say of texts that the program reads with code. */
const PATTERNS: Readonly<Record<string, string>> = {
  'an IPv4 address': `^${ADDRESS}$`,
  'an IPv4 prefix': `^${ADDRESS}/(3[0-2]|[12]?\\d)$`,
  'the name of an interface': '^(?!(all|default)$)[a-z][a-z0-9._-]*$',
  'a MAC address': '^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$',
}

/** What the schema's own checks mean in JSON Schema: their messages are codes with numbers (schema.ts). */
const overrideAction: NonNullable<ConversionConfig['overrideAction']> = ({ valibotAction, jsonSchema }) => {
  const message = 'message' in valibotAction && typeof valibotAction.message === 'string' ? valibotAction.message : ''
  const [code = '', first, second] = message.split(' ')
  if ('description' in valibotAction && typeof valibotAction.description === 'string') {
    const pattern = PATTERNS[valibotAction.description]
    return { ...jsonSchema, description: valibotAction.description, ...(pattern === undefined ? {} : { pattern }) }
  }
  const { maxLength: _most, minLength: _least, ...bare } = jsonSchema
  const isMap = jsonSchema.type === 'object'
  switch (code) {
    case 'too-many':
      return { ...bare, [isMap ? 'maxProperties' : 'maxItems']: Number(first) }
    case 'too-few':
      return first === '0' ? bare : { ...bare, minItems: Number(first) }
    case 'out-of-range':
      return { ...jsonSchema, type: 'integer', minimum: Number(first), maximum: Number(second) }
    case 'not-a-name':
      // The name of a network device; other names have a pattern of their own.
      return valibotAction.type === 'check' ? { ...jsonSchema, pattern: '^[a-z][a-z0-9._-]*$' } : undefined
    default:
      return valibotAction.type === 'raw_transform' || valibotAction.type === 'check' ? jsonSchema : undefined
  }
}

/** A list is asked for first, so that its count is looked at before its items; of a record its keys. */
const overrideSchema: NonNullable<ConversionConfig['overrideSchema']> = ({ valibotSchema }) =>
  valibotSchema.type === 'custom'
    ? { type: 'message' in valibotSchema && valibotSchema.message === 'not-a-name' ? 'object' : 'array' }
    : undefined

const schema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A cluster as eniscope reads it',
  description: 'What each field means, and what is derived where it is left out: topology.md.',
  ...toJsonSchema(topologySchema, { errorMode: 'ignore', overrideSchema, overrideAction }),
}
const text = `${JSON.stringify(schema, null, 2)}\n`
if (process.env['UPDATE_DOCS']) writeFileSync(file, text)

const ajv = new Ajv({ allErrors: false })
const accepts = ajv.compile(JSON.parse(text) as object)
const jsonOf = (topology: typeof seedCluster): unknown => JSON.parse(JSON.stringify(topologyToJson(topology)))

describe('docs/topology.schema.json', () => {
  it('is what the schema says today', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text))
  })

  it('accepts every topology that the program accepts', () => {
    fc.assert(
      fc.property(validQuestion, ({ topology }) => {
        expect(accepts(jsonOf(topology)), JSON.stringify(accepts.errors)).toBe(true)
      }),
    )
  })

  it('accepts what the program reads, unless a value is one that no thing may have, whatever else is wrong with it', () => {
    const own = ['not-a-name', 'out-of-range', 'too-long', 'too-few']
    fc.assert(
      fc.property(anyTopology, (topology) => {
        const json = jsonOf(topology)
        const read = readTopology(json)
        if (read.ok && !read.value.problems.some(({ code }) => own.includes(code)))
          expect(accepts(json), JSON.stringify(accepts.errors)).toBe(true)
      }),
    )
  })

  const json = jsonOf(seedCluster)
  it.each<readonly [path: readonly (string | number)[], put: unknown]>([
    [['vpc'], undefined],
    [['colour'], 'red'],
    [['vpc'], '10.0.0.0'],
    [['pods', 0, 'ip'], '10.0.1'],
    [['pods', 0, 'ip'], '010.0.0.1'],
    [['pods', 0, 'name'], 'Nginx_1'],
    [['pods', 0, 'mac'], '00:16:3e'],
    [['pods', 0, 'veth'], '-x'],
    [['pods', 0, 'ifindex'], 1.5],
    [['services', 0, 'ports', 0, 'port'], 70_000],
    [['services', 0, 'ports'], []],
    [['services', 0, 'endpoints'], {}],
    [['vswitches'], []],
    [['clients'], Array.from({ length: 101 }, (_, n) => ({ name: `c${n}`, ip: '172.16.0.1' }))],
    [['kubeProxy', 'mode'], 'userspace'],
  ])('refuses what the program refuses: %j', (path, put) => {
    const spoilt = jsonAt(json, path, put)
    expect([accepts(spoilt), check(spoilt).ok]).toEqual([false, false])
  })
})

describe('docs/topology.md', () => {
  const page = readFileSync(join(docs, 'topology.md'), 'utf8')

  it('has an example that is read, and in which nothing is wrong', () => {
    const [, example = ''] = /```json example\n([\s\S]*?)```/.exec(page) ?? []
    const read = check(JSON.parse(example))
    expect(read.ok && judge(read.value)).toEqual({ problems: [], notes: [] })
  })

  it('tells every field of the schema and none that is not there, and what it means to leave one out', () => {
    expect(told(page)).toEqual(declared())
  })
})

/** `pods[].ip`, with `?` where it may be left out: the fields under each heading of the page. */
function told(page: string): readonly string[] {
  const fields: string[] = []
  let at: readonly string[] = []
  for (const line of page.slice(page.indexOf('## Fields'), page.indexOf('## What is judged')).split('\n')) {
    if (line.startsWith('### ')) at = placesOf(line.slice(4))
    const [, name, leftOut = ''] = /^\| `(\w+)` +\|[^|]*\|([^|]*)\|$/.exec(line) ?? []
    if (name !== undefined) for (const place of at) fields.push(`${place}${name}${leftOut.trim() === '' ? '' : '?'}`)
  }
  return fields.toSorted()
}

function placesOf(heading: string): readonly string[] {
  if (heading === 'The cluster') return ['']
  const names = [...heading.matchAll(/`([\w.[\]]+)`/g)].map(([, name = '']) => `${name}.`)
  return heading.startsWith('`listen[]`') ? ['nodes[].listen[].', 'pods[].listen[].', 'clients[].listen[].'] : names
}

/** Small records that the page tells in the row of the field that has them. */
const IN_A_ROW = [
  'labels',
  'rpFilter',
  'forwarding',
  'endpoints',
  'backends',
  'acl',
  'entries',
  'peer',
  'peers',
  'via',
  'ports',
]
const IN_OWN_TABLE = ['services[].ports']

function declared(): readonly string[] {
  const fields: string[] = []
  const visit = (node: JsonSchema | boolean | undefined, path: string): void => {
    if (typeof node !== 'object') return
    for (const option of node.anyOf ?? []) visit(option as JsonSchema, path)
    if (node.items && !Array.isArray(node.items)) visit(node.items as JsonSchema, path.replace(/\.$/, '[].'))
    for (const [name, value] of Object.entries(node.properties ?? {})) {
      fields.push(`${path}${name}${node.required?.includes(name) ? '' : '?'}`)
      if (!IN_A_ROW.includes(name) || IN_OWN_TABLE.includes(`${path}${name}`))
        visit(value as JsonSchema, `${path}${name}.`)
    }
  }
  visit(schema, '')
  return fields.toSorted()
}
