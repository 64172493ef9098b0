/*! Where the article and the kernel differ at this hop: what each has, with its citation. */
import { type ErratumId, errataAt } from '../../scenarios/errata'
import { type ErratumText, errataEn } from '../../text/errata-en'
import { Sentence } from '../parts/Sentence'
import { useApp, useHere } from '../use-app'
import css from './why.module.css'

const { heading, article, kernel } = errataEn
const texts: Readonly<Record<ErratumId, ErratumText>> = errataEn.texts

export function Errata() {
  const { run, index } = useHere()
  const scenario = useApp((state) => state.scenario)
  // The article tells nothing of a flow of one's own.
  const own = useApp((state) => state.flow) !== null
  const found = own ? [] : errataAt(scenario, run, index)
  if (found.length === 0) return null
  return (
    <section className={css['errata']} aria-label={heading}>
      <h3>{heading}</h3>
      <ul>
        {found.map((id) => {
          const { says, section, is, source } = texts[id]
          return (
            <li key={id} data-erratum={id}>
              <p>
                <b>{article}</b> <Sentence text={says} /> <cite>{section}</cite>
              </p>
              <p>
                <b>{kernel}</b> <Sentence text={is} /> <cite>{source}</cite>
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
