/*! Frames in one SVG that plays by itself: no script, CSS in the file shows each part during the frames that have it. What several
frames share stands in it once. */
import type { Rect } from '../graph/geometry'
import type { PaintNode } from '../graph/paint-node'
import { svgText } from '../graph/paint-svg'
import type { Theme } from '../theme/tokens'

/** A node and the frames that show it. */
interface Part {
  readonly node: PaintNode
  readonly text: string
  readonly frames: Set<number>
}

/** `seconds`: how long a frame stays; the last one stays three times as long, then it begins again. */
export function playingSvg(frames: readonly PaintNode[], view: Rect, theme: Theme, seconds: number): string {
  const classes = new Map<string, string>()
  const count = frames.length + 2
  const classOf = (shown: ReadonlySet<number>): string => {
    const on = Array.from({ length: count }, (_, at) => shown.has(Math.min(at, frames.length - 1)))
    const pattern = on.map((one) => (one ? '1' : '0')).join('')
    const known = classes.get(pattern) ?? `f${classes.size}`
    classes.set(pattern, known)
    return known
  }
  const [first] = frames
  if (!first) throw new Error('a picture without frames')
  const whole = merged(
    frames.map((node) => node),
    new Set(frames.keys()),
    classOf,
    frames.length,
  )
  const svg = svgText(whole, view, theme)
  const style = [...classes].map(([pattern, name]) => keyframes(name, pattern, seconds)).join('')
  return svg.replace('>', `><style>${style}</style>`)
}

/** Groups of the same name are opened; of all other nodes each distinct one is kept once. */
function merged(
  nodes: readonly PaintNode[],
  shown: ReadonlySet<number>,
  classOf: (shown: ReadonlySet<number>) => string,
  all: number,
): PaintNode {
  const [first] = nodes
  if (!first) throw new Error('a group without a frame')
  const order = [...shown]
  const parts: Part[] = []
  nodes.forEach((each, at) => {
    const frame = order[at] ?? 0
    let from = 0
    for (const child of each.children) {
      const open = isSection(child)
      const text = open ? child.key : JSON.stringify(child)
      const found = parts.findIndex((part, index) => index >= from && part.text === text)
      if (found >= 0) {
        parts[found]?.frames.add(frame)
        from = found + 1
      } else {
        parts.splice(from, 0, { node: child, text, frames: new Set([frame]) })
        from++
      }
    }
  })
  const children = parts.map(({ node, text, frames }, index): PaintNode => {
    const key = `${index}`
    if (isSection(node)) {
      const inFrames = nodes.flatMap((each, at) => {
        const child = each.children.find((one) => isSection(one) && one.key === text)
        return child && frames.has(order[at] ?? 0) ? [child] : []
      })
      return { ...merged(inFrames, frames, classOf, all), key }
    }
    if (frames.size === all) return { ...node, key }
    return { key, tag: 'g', attrs: { className: classOf(frames) }, children: [node], text: null }
  })
  return { ...first, children }
}

/** The groups that every frame has, whatever is in them. */
const SECTIONS: ReadonlySet<string> = new Set([
  'picture',
  'ground',
  'overlay',
  'arrowheads',
  'labels',
  'stations',
  'here',
  'numerals',
  'tags',
  'leader',
  'callout',
  'caption',
])
const isSection = ({ tag, key }: PaintNode): boolean => tag === 'g' && SECTIONS.has(key)

/** "1100…" → visible in the first two frames. `step-end`: nothing fades. */
function keyframes(name: string, pattern: string, seconds: number): string {
  const stops = Array.from(pattern, (bit, at) =>
    at === 0 || bit !== pattern[at - 1]
      ? `${Number(((100 * at) / pattern.length).toFixed(4))}%{visibility:${bit === '1' ? 'visible' : 'hidden'}}`
      : '',
  ).join('')
  const length = Number((pattern.length * seconds).toFixed(2))
  return `@keyframes ${name}{${stops}}.${name}{animation:${name} ${length}s step-end infinite}`
}
