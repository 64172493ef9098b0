/*! What tcpdump would have seen of this flow, at any interface, up to this hop. Loaded when first asked for. */
import type { ReactNode } from 'react'
import {
  type CaptureLine,
  captureOf,
  interfacesOf,
  type Machine,
  machineOf,
  type NetnsId,
  type Run,
  stepsOf,
  type Tap,
  tcpdump,
  tcpdumpCommand,
} from '../../sim'
import { namesOf } from '../../text/names'
import { CopyButton } from '../parts/CopyButton'
import parts from '../parts/parts.module.css'
import { useActions } from '../actions'
import { useApp, useHere, useText } from '../use-app'
import { clientView, replacedHere, valuesOf } from './capture-values'
import css from './tab.module.css'

export default function CaptureTab() {
  const { run, index, step, machine } = useHere()
  const text = useText()
  const asked = useApp((state) => state.capture)
  const { listenAt } = useActions()
  const taps = interfacesOf(run.world, run.trace)
  const here = step.place.kind === 'link' ? step.place.dev : null
  const chosen =
    taps.find((tap) => asked !== null && tap.netns === asked.netns && tap.dev === asked.dev) ??
    taps.find((tap) => tap.netns === machine && tap.dev === here) ??
    taps.find((tap) => tap.netns === machine && tap.count > 0) ??
    taps.find((tap) => tap.count > 0) ??
    taps[0]
  if (!chosen) return null
  const names = namesOf(run, text)
  const first = hostOf(run, chosen.netns, machine)
  const near = taps.filter((tap) => tap.netns === first)
  const order = [...new Set(stepsOf(run.trace).map((passed) => machineOf(passed.place)))]
  const far = taps
    .filter((tap) => tap.netns !== first && (tap.count > 0 || tap.eni))
    .toSorted((a, b) => rank(order, a.netns) - rank(order, b.netns))
  const farNames = [...new Set(far.map((tap) => names.of(tap.netns).short))]
  const choose = (tap: Tap) => listenAt({ netns: tap.netns, dev: tap.dev })
  return (
    <div className={css['capture']}>
      <Taps title={names.of(first).short} taps={near} chosen={chosen} choose={choose} label={(tap) => tap.dev} />
      <Taps
        title={farNames.join(', ')}
        taps={far}
        chosen={chosen}
        choose={choose}
        label={(tap) => (tap.dev.startsWith('cali') ? tap.dev : `${names.of(tap.netns).short} ${tap.dev}`)}
      />
      <Seen tap={chosen} />
      <p className={css['quiet']}>{text.page.captureNote(index + 1)}</p>
    </div>
  )
}

/** Machines in the order in which the packet comes by; the others last. */
const rank = (order: readonly Machine[], machine: Machine): number =>
  order.includes(machine) ? order.indexOf(machine) : order.length

/** The group that stands first: the machine of the hop if the choice is on it, else the machine of the choice. */
const hostOf = (run: Run, chosen: NetnsId, machine: string): NetnsId =>
  [...run.world.netns.keys()].find((netns) => netns === machine) ?? chosen

interface TapsProps {
  readonly title: string
  readonly taps: readonly Tap[]
  readonly chosen: Tap
  readonly choose: (tap: Tap) => void
  readonly label: (tap: Tap) => string
}

function Taps({ title, taps, chosen, choose, label }: TapsProps) {
  const { run } = useHere()
  const text = useText()
  const { ui } = text
  const names = namesOf(run, text)
  if (taps.length === 0) return null
  return (
    <fieldset aria-label={`${ui.interfaces}: ${title}`}>
      <h3 className={css['heading']}>{title}</h3>
      <div className={css['taps']}>
        {taps.map((tap) => (
          <button
            key={`${tap.netns} ${tap.dev}`}
            type="button"
            aria-pressed={tap.netns === chosen.netns && tap.dev === chosen.dev}
            data-empty={tap.count === 0}
            data-tap={`${names.of(tap.netns).short} ${tap.dev}`}
            data-count={tap.count}
            aria-label={`${label(tap)}, ${ui.packets(tap.count)}`}
            onClick={() => choose(tap)}
          >
            <code>{label(tap)}</code> <b>{tap.count}</b>
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Seen({ tap }: { readonly tap: Tap }) {
  const { run, index } = useHere()
  const text = useText()
  const lines = tcpdump(captureOf(run.trace, tap.netns, tap.dev, index))
  const command = tcpdumpCommand(tap.dev)
  return (
    <section data-capture={tap.dev}>
      <div className={css['blockHead']}>
        <h3>
          <code># {command}</code>
        </h3>
        {lines.length > 0 ? (
          <CopyButton
            text={lines.map((line) => line.text).join('\n')}
            words={[text.ui.copy, text.ui.copied, text.ui.copyRefused]}
            what={command}
          />
        ) : null}
      </div>
      {lines.map((line) => (
        <SeenLine key={line.crossing.step} line={line} current={line.crossing.step === index} />
      ))}
      {lines.length < tap.count ? (
        <p className={css['quiet']}>{text.page.stillToCome(tap.count - lines.length)}</p>
      ) : null}
      {tap.count === 0 ? <Nothing tap={tap} /> : null}
      {lines.length > 0 ? <Replaced tap={tap} /> : null}
    </section>
  )
}

function SeenLine({ line, current }: { readonly line: CaptureLine; readonly current: boolean }) {
  const { run } = useHere()
  const values = valuesOf(line.crossing.packet, line.crossing.leg, clientView(run))
  // The Ethernet header in front is quieter than what the flow is about.
  const at = line.text.indexOf(': ')
  return (
    <p className={css['seen']} data-leg={line.crossing.leg} aria-current={current ? 'step' : undefined}>
      <code className={css['frame']}>{line.text.slice(0, at + 2)}</code>
      <code>{marked(line.text.slice(at + 2), values)}</code>
    </p>
  )
}

/** The text with the given values on yellow. */
function marked(text: string, values: readonly string[]): ReactNode {
  const found = values.map((value) => ({ value, at: text.indexOf(value) })).filter(({ at }) => at >= 0)
  const first = found.toSorted((a, b) => a.at - b.at)[0]
  if (!first) return <span>{text}</span>
  const rest = values.filter((value) => value !== first.value)
  return (
    <>
      <span>{text.slice(0, first.at)}</span>
      <mark>{first.value}</mark>
      {marked(text.slice(first.at + first.value.length), rest)}
    </>
  )
}

/** Why a capture that one would expect to show an address does not. */
function Replaced({ tap }: { readonly tap: Tap }) {
  const { run } = useHere()
  const text = useText()
  const { listenAt } = useActions()
  const found = replacedHere(run, tap)
  if (!found) return null
  return (
    <p className={css['explained']}>
      {text.page.replaced({ values: found.values, dev: tap.dev })}{' '}
      <button
        type="button"
        className={parts['link']}
        onClick={() => listenAt({ netns: found.at.netns, dev: found.at.dev })}
      >
        {text.page.seeAt(found.at.dev)}
      </button>
    </p>
  )
}

function Nothing({ tap }: { readonly tap: Tap }) {
  const { run } = useHere()
  const text = useText()
  const { listenAt } = useActions()
  const names = namesOf(run, text)
  const seen = interfacesOf(run.world, run.trace).filter((other) => other.count > 0)
  const last = lastSeen(run, seen)
  const { fate } = run.trace.verdict
  const instead = seen.filter((other) => other.netns === tap.netns).map((other) => other.dev)
  return (
    <div className={css['nothing']}>
      <p>
        <b>{text.page.sawNothing({ dev: tap.dev, host: names.of(tap.netns).short })}</b>{' '}
        {fate.kind !== 'delivered' && instead.length <= 1
          ? text.page.endedBefore(last?.dev ?? '')
          : instead.length > 0
            ? text.page.wentBy(instead)
            : text.page.neverThere(names.of(tap.netns).short)}
      </p>
      {last ? (
        <button type="button" className={parts['link']} onClick={() => listenAt({ netns: last.netns, dev: last.dev })}>
          {text.page.showCapture(last.dev)}
        </button>
      ) : null}
    </div>
  )
}

/** The interface that the request crossed last. */
function lastSeen(run: Run, taps: readonly Tap[]): Tap | undefined {
  const step = run.trace.request.steps.findLast(({ place, event }) => place.kind === 'link' && event.kind !== 'drop')
  const place = step?.place
  return place?.kind === 'link' ? taps.find((tap) => tap.netns === place.netns && tap.dev === place.dev) : undefined
}
