/*! Two runs beside each other, over the page, which stays as it is beneath: the pictures, one forked list of hops, the rows that
differ. A dialog of the browser's own: Esc closes it, and the focus goes back to where it was. */
import { ArrowLeftRight, Link2, X } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Comparison, Run } from '../../sim'
import {
  canSwap,
  comparisonOf,
  compareWith,
  goTo,
  openInstead,
  openSide,
  type Side,
  stopComparing,
  swapSides,
} from '../../store/compare'
import { clusterSide, clustersBeside, type ClusterOffer, offersBeside, offersToOpen } from '../../store/compare-offers'
import { ghostOf, questionOf, runOf } from '../../store/select'
import { compareEn } from '../../text/compare-en'
import { useActions } from '../actions'
import { endsOf } from '../flow-bar/ends'
import { Banner } from '../parts/Banner'
import { useMedia } from '../parts/media'
import parts from '../parts/parts.module.css'
import { Segmented } from '../parts/Segmented'
import { PHONE } from '../parts/window-sizes'
import { ThemeButton, Tool } from '../top-bar/TopBar'
import { useApp, useStore, useText } from '../use-app'
import { ForkedList } from './ForkedList'
import { HopWords } from './HopWords'
import { titleAt } from './column-title'
import { ComparePaper } from './ComparePaper'
import css from './compare.module.css'
import { type Lens, useLens } from './lens'
import { RowsPanel } from './RowsPanel'
import { SideMenu } from './SideMenu'
import { nameLine, shortName, sideNames } from './side-names'
import { SidePane } from './SidePane'
import { sameLayout, sideModel, type SideModel } from './side-picture'
import { useCompareKeys } from './use-compare-keys'

export function Compare() {
  const state = useApp((app) => app)
  const { versus } = state
  return versus ? <Shown open={openSide(state)} other={versus.other} column={versus.column} /> : null
}

interface Shown {
  readonly open: Side
  readonly other: Side
  readonly column: number
}

function Shown({ open, other, column }: Shown) {
  const store = useStore()
  const text = useText()
  const phone = useMedia(PHONE)
  const paper = useMedia('print')
  const [a, b] = [runOf(open), runOf(other)]
  const comparison = comparisonOf(a, b)
  const names = sideNames(open, other, text)
  const ref = useRef<HTMLDialogElement>(null)
  const [modelA, modelB] = useModels(open, other)
  const lens = useLens(sameLayout(modelA, modelB))
  useCompareKeys(ref, comparison, lens)
  useModal(ref)
  const title = compareEn.beside({ a: nameLine(names[0]), b: nameLine(names[1]) })
  useTitle(compareEn.title(title))
  const go = (to: number) => goTo(store, to)
  const current = Math.min(column, comparison.columns.length - 1)
  return (
    <dialog
      ref={ref}
      className={css['page']}
      aria-label={text.ui.compare}
      tabIndex={-1}
      data-compare
      onClose={(event) => {
        // An effect that ran twice closed it and opened it again.
        if (!event.currentTarget.open) stopComparing(store)
      }}
    >
      <div className={css['top']}>
        <Bar open={open} other={other} names={names} />
        <Banner />
      </div>
      <Panes {...{ comparison, current, phone, names, lens }} models={[modelA, modelB]} />
      <section className={css['hops']} aria-label={compareEn.hops}>
        <Head comparison={comparison} onGo={go} />
        <ForkedList {...{ a, b, comparison, current }} onGo={go} names={[shortName(names[0]), shortName(names[1])]} />
        <HopWords a={a} b={b} comparison={comparison} current={current} />
      </section>
      <div className={css['tables']}>
        <RowsPanel a={a} b={b} comparison={comparison} onGo={go} />
      </div>
      {paper ? <ComparePaper {...{ open, other, a, b, comparison, current, title }} /> : null}
    </dialog>
  )
}

function useModal(ref: React.RefObject<HTMLDialogElement | null>) {
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    dialog.showModal()
    // Not its first button: keys are for the whole of it.
    dialog.focus({ preventScroll: true })
    return () => dialog.close()
  }, [ref])
}

function useTitle(title: string) {
  useLayoutEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
}

interface BarProps {
  readonly open: Side
  readonly other: Side
  readonly names: ReturnType<typeof sideNames>
}

function Bar({ open, other, names: [nameA, nameB] }: BarProps) {
  const store = useStore()
  const text = useText()
  const { openShare } = useActions()
  const [lost, setLost] = useState<string | null>(null)
  const state = store.getState()
  const swaps = state.versus !== null && canSwap(state, state.versus)
  const clusters = clustersBeside(open.own)
  const choose = (then: (side: Side) => void) => (cluster: ClusterOffer) => {
    const side = clusterSide(cluster.id, open)
    setLost(side ? null : compareEn.noCluster(cluster.name))
    if (side) then(side)
  }
  const asked = endsOf(questionOf(open), text)
  const otherAsked = endsOf(questionOf(other), text)
  const differs = asked.asked !== otherAsked.asked || asked.from.full !== otherAsked.from.full
  return (
    <header className={css['bar']}>
      <h1>{text.ui.compare}</h1>
      <p className={css['flow']}>
        <b title={asked.from.full}>{asked.from.name}</b> <code>{asked.from.address}</code> → <b>{asked.to.name}</b>{' '}
        <code>{asked.asked}</code>
      </p>
      <div className={css['sides']}>
        <SideMenu
          letter="A"
          name={nameA}
          offers={offersToOpen(state)}
          clusters={clusters}
          onOffer={({ side }) => openInstead(store, side)}
          onCluster={choose((side) => openInstead(store, side))}
        />
        <SideMenu
          letter="B"
          name={nameB}
          offers={offersBeside(state)}
          clusters={clusters}
          onOffer={({ side }) => compareWith(store, side)}
          onCluster={choose((side) => compareWith(store, side))}
        />
        <button
          type="button"
          className={parts['button']}
          aria-label={compareEn.swap}
          aria-disabled={!swaps}
          title={swaps ? undefined : compareEn.cannotSwap}
          onClick={() => swapSides(store)}
        >
          <ArrowLeftRight size={16} /> <span className={css['word']}>{compareEn.swap}</span>
        </button>
      </div>
      <div className={css['tools']}>
        <Tool label={text.ui.share} press="s" icon={Link2} word={css['word']} onClick={openShare} />
        <ThemeButton />
        <button
          type="button"
          className={parts['button']}
          onClick={() => stopComparing(store)}
          title={`${text.ui.close} (Esc)`}
        >
          <X size={16} /> {text.ui.close}
        </button>
      </div>
      <output className={css['said']}>{lost ?? (differs && other.own ? compareEn.otherFlow : '')}</output>
    </header>
  )
}

/** Both pictures, each with the other's ways in its layout. */
function useModels(open: Side, other: Side): readonly [SideModel, SideModel] {
  const text = useText()
  const [a, b] = [runOf(open), runOf(other)]
  const both = useMemo((): readonly [Run, Run] => [a, b], [a, b])
  const [ghostA, ghostB] = [ghostOf(open), ghostOf(other)]
  const modelA = useMemo(() => sideModel(both[0], both, ghostA, text), [both, ghostA, text])
  const modelB = useMemo(() => sideModel(both[1], both, ghostB, text), [both, ghostB, text])
  return [modelA, modelB]
}

const NOTHING: SideModel['stations'] = []

interface PanesProps {
  readonly names: BarProps['names']
  readonly models: readonly [SideModel, SideModel]
  readonly lens: Lens
  readonly comparison: Comparison
  readonly current: number
  readonly phone: boolean
}

function Panes({ models: [modelA, modelB], lens, comparison, current, phone, names }: PanesProps) {
  const together = sameLayout(modelA, modelB)
  const [shown, setShown] = useState<'A' | 'B'>('A')
  const column = comparison.columns[current]
  const near = (side: 'a' | 'b') =>
    comparison.columns.slice(0, current + 1).findLast((each) => each[side] !== null)?.[side] ?? 0
  const pane = (letter: 'A' | 'B') => {
    const side = letter === 'A' ? 'a' : 'b'
    const step = column?.[side] ?? null
    return (
      <SidePane
        key={letter}
        letter={letter}
        name={names[letter === 'A' ? 0 : 1]}
        model={letter === 'A' ? modelA : modelB}
        step={step}
        near={near(side)}
        title={titleAt(comparison, current, step)}
        phone={phone}
        lens={lens}
        beside={together ? (letter === 'A' ? modelB : modelA).stations : NOTHING}
      />
    )
  }
  if (!phone) return <main className={css['panes']}>{[pane('A'), pane('B')]}</main>
  return (
    <main className={css['panes']}>
      <Segmented
        label={compareEn.picture}
        labelHidden
        choices={(['A', 'B'] as const).map((id, at) => ({
          id,
          label: `${id} · ${shortName(names[at === 0 ? 0 : 1])}`,
        }))}
        chosen={shown}
        onChoose={setShown}
      />
      {pane(shown)}
    </main>
  )
}

function Head({
  comparison: { first, parts: fates, columns, rows },
  onGo,
}: {
  readonly comparison: Comparison
  readonly onGo: (to: number) => void
}) {
  const differs = columns.some(({ same }) => !same)
  return (
    <div className={css['head']}>
      <h2>{compareEn.hops}</h2>
      {first ? (
        <button type="button" className={parts['button']} onClick={() => onGo(first.column)} data-go="first">
          {compareEn.first(first.column + 1)}
        </button>
      ) : null}
      {fates === null ? null : (
        <button type="button" className={parts['button']} onClick={() => onGo(fates)} data-go="parts">
          {compareEn.parts(fates + 1)}
        </button>
      )}
      {differs || fates !== null ? null : (
        <p data-same>{first || rows.length > 0 ? compareEn.sameWay : compareEn.identical}</p>
      )}
    </div>
  )
}
