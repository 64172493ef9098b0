/*! What a name may try in a file that leaves the page. Names like these pass no gate; should one ever, it is text all the same. */
import { describe, expect, it } from 'vitest'
import { markdownOf } from '../../src/export/markdown'
import { mermaidOf } from '../../src/export/mermaid'
import { assumptionsIn, type Question, showRow, simulate, stepsOf } from '../../src/sim'
import { commandsEn } from '../../src/text/commands-en'
import { en } from '../../src/text/en'
import { exportEn } from '../../src/text/export-en'
import { flowEn } from '../../src/text/flow-en'
import { pageEn } from '../../src/text/page-en'
import { plainFileName } from '../../src/ui/export/download'
import { animationSvg, pictureSvg, type Shown, storyboardHtml } from '../../src/ui/export/make'
import { called, MERMAID_NAMES } from './called'

const words = { ...en, exports: exportEn, commands: commandsEn }

const shown = (question: Question): Shown => ({
  question,
  run: simulate(question.topology, question.flow),
  ghost: null,
  index: 10,
  bothLegs: false,
  own: false,
  theme: 'light',
  text: { ...en, page: pageEn, flow: flowEn },
})
const markdown = (question: Question): string => {
  const run = simulate(question.topology, question.flow)
  return markdownOf(run, assumptionsIn(question, run), words)
}
const mermaid = (question: Question): string => mermaidOf(simulate(question.topology, question.flow), words)

/** What a file of ours consists of; `rest`: text between the tags. */
function partsOf(file: string) {
  const tags: string[] = []
  const attributes: (readonly [key: string, value: string])[] = []
  const styles = [...file.matchAll(/<style>([^<]*)<\/style>/g)].map(([, style = '']) => style)
  const rest = file.replace(
    /<(\/?[\w]+|!doctype html)((?:\s[\w-]+="[^"]*")*)\/?>/g,
    (_, tag: string, inside: string) => {
      tags.push(tag.replace('/', ''))
      for (const [, key = '', value = ''] of inside.matchAll(/([\w-]+)="([^"]*)"/g)) attributes.push([key, value])
      return ''
    },
  )
  return { tags: [...new Set(tags)], attributes, styles, rest }
}

const MARKUP = [
  '<img src=x onerror=alert(1)>',
  '</text></svg><script>alert(1)</script>',
  '"><foreignObject><body onload=alert(1)>',
  '<!--',
  ']]>',
  '<style>*{background:url(http://x/)}</style>',
  '&#60;script&#62;',
  '\u0000\u0008\ufffe<a xlink:href="javascript:alert(1)">',
]

describe('attacks by what is exported', () => {
  it.each(MARKUP)('L3 rows and sentences with %j are text, never markup of ours', (name) => {
    const { run } = shown(called(name))
    for (const row of stepsOf(run.trace).flatMap(({ because }) => because)) expect(typeof showRow(row)).toBe('string')
  })

  it.each(MARKUP)(
    'L4 a picture, a storyboard and an animation of %j have the elements and attributes of any other',
    (name) => {
      const [hostile, plain] = [shown(called(name)), shown(called('plain'))]
      for (const made of [pictureSvg, storyboardHtml, animationSvg]) {
        const [file, other] = [partsOf(made(hostile)), partsOf(made(plain))]
        // A name that is cut has its whole in a title.
        const known = new Set([...other.tags, 'title'])
        expect(file.tags.filter((tag) => !known.has(tag))).toEqual([])
        const keys = new Set(other.attributes.map(([key]) => key))
        expect(file.attributes.filter(([key]) => !keys.has(key))).toEqual([])
        // What a name may be in: the id of a shape, which no style sheet and no script of the file reads.
        const values = file.attributes.filter(([key]) => key !== 'data-id' && key !== 'xmlns')
        expect(values.filter(([, value]) => /[<>]|url\(|\w:|\/\//.test(value))).toEqual([])
        expect(file.tags).not.toContain('foreignObject')
        expect(file.rest).not.toContain('<')
        expect(file.styles.filter((style) => /[<&]|url|@import|onerror|onload/.test(style))).toEqual([])
        // XML 1.0 holds none of these.
        expect(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u.test(made(hostile))).toBe(false)
      }
    },
  )

  it.each(MERMAID_NAMES)('L6 a diagram with %j has the statements of any other', (name) => {
    const statements = (text: string) => text.split('\n').map((line) => /^ *[a-zA-Z0-9]+/.exec(line)?.[0] ?? line)
    const diagram = mermaid(called(name))
    expect(statements(diagram)).toEqual(statements(mermaid(called('plain'))))
    expect(diagram.replaceAll('<br/>', '').replaceAll(/#\d+;/g, '')).not.toMatch(/[;`"<$%{}[\]@]|-->>?>.*:.*:.*: /)
    expect(diagram).not.toMatch(/^ *(?:click|link|style|class|%%)/m)
  })

  it.each([
    "=cmd|' /C calc'!A0",
    '+1+1',
    '@SUM(1)',
    '| evil | cell |',
    '![x](http://x/)',
    '[x](javascript:alert(1))',
    'http://x.example/',
    'www.example.com',
    'someone@example.com',
    '<b>bold</b>',
    '# head',
    '- [ ] task',
    '@everyone',
    '~~~',
    'a\n\n---\nb',
  ])('L15 a ticket with %j: as many lines and cells, no link, no picture, no markup', (name) => {
    const text = markdown(called(name))
    const plain = markdown(called('plain'))
    const cells = (ticket: string) =>
      ticket.split('\n').map((line) => (line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0))
    expect(cells(text)).toEqual(cells(plain))
    // What is neither escaped nor inside a code span or a fence.
    const bare = text.replace(/^```sh$[\s\S]*?^```$/gm, '').replace(/\\[^\n]|(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(bare).not.toMatch(/[<@]|\]\(|!\[|^ *(?:[=+]|~~~)|:\/\/|www\./m)
  })

  it.each([
    ['../../etc/passwd', 'etc-passwd.json'],
    ['..', 'cluster.json'],
    ['.htaccess', 'htaccess.json'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j.json'],
    ['evil\u0000.exe', 'evil-.exe.json'],
    ['cluster\u202enosj.exe', 'cluster-nosj.exe.json'],
    ['NUL', 'cluster-NUL.json'],
    ['con.txt', 'cluster-con.txt.json'],
    ['-rf', 'rf.json'],
    ['', 'cluster.json'],
    ['köln 北京', 'köln-北京.json'],
    ['a'.repeat(300), `${'a'.repeat(60)}.json`],
  ])('L28 a cluster called %j is saved as %j', (name, file) => {
    expect(plainFileName(name, '.json')).toBe(file)
  })

  it('L28 no name makes a file name of more than 255 bytes, nor cuts a character', () => {
    for (const letter of ['\u{1f600}', '\u{20000}', 'é']) {
      const file = plainFileName(letter.repeat(300), '.json')
      expect(new TextEncoder().encode(file).length).toBeLessThanOrEqual(255)
      expect(/\p{Cs}/u.test(file)).toBe(false)
    }
  })
})
