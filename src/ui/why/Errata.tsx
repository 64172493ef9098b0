/*! Where the article and the kernel differ at this hop: what each has, with its citation. Slips of its text stay shut: they are on
the first hop that anybody sees, and tell nothing of the packet. */
import { type ErratumId, errataAt, isSlip } from '../../scenarios/errata'
import { type ErratumText, errataEn } from '../../text/errata-en'
import { Sentence } from '../parts/Sentence'
import { useApp, useHere } from '../use-app'
import css from './why.module.css'

const { heading, slips, article, kernel, beyondHeading, beyond } = errataEn
const texts: Readonly<Record<ErratumId, ErratumText>> = errataEn.texts

export function Errata() {
  const { run, index } = useHere()
  const scenario = useApp((state) => state.scenario)
  // The article tells nothing of a flow or a cluster of one's own.
  const own = useApp((state) => state.flow !== null || state.own !== null)
  const found = own ? [] : errataAt(scenario, run, index)
  const shut = found.filter(isSlip)
  const past = found.filter((id) => texts[id].beyond)
  const open = found.filter((id) => !isSlip(id) && !past.includes(id))
  return (
    <>
      <Section title={heading} ids={open} here={kernel} />
      <Section title={beyondHeading} ids={past} here={beyond} />
      {shut.length > 0 ? (
        <details className={css['disclosure']} key={scenario}>
          <summary>
            {slips} <span>{shut.length}</span>
          </summary>
          <div className={css['slips']}>
            <List ids={shut} here={kernel} />
          </div>
        </details>
      ) : null}
    </>
  )
}

interface ListProps {
  readonly ids: readonly ErratumId[]
  /** Before what is so: "In fact:". */
  readonly here: string
}

function Section({ title, ...list }: ListProps & { readonly title: string }) {
  return list.ids.length === 0 ? null : (
    <section className={css['errata']} aria-label={title}>
      <h3>{title}</h3>
      <List {...list} />
    </section>
  )
}

function List({ ids, here }: ListProps) {
  return (
    <ul>
      {ids.map((id) => {
        const { says, section, is, source } = texts[id]
        return (
          <li key={id} data-erratum={id}>
            <p>
              <b>{article}</b> <Sentence text={says} /> <cite>{section}</cite>
            </p>
            <p>
              <b>{here}</b> <Sentence text={is} /> <cite>{source}</cite>
            </p>
          </li>
        )
      })}
    </ul>
  )
}
