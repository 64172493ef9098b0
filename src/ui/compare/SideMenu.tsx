/*! One side of a comparison in the bar: what it is, and what it could be. A select of the browser's own: keyboard and touch know it. */
import { groupBy } from '../../base/group'
import type { ClusterOffer, Offer } from '../../store/compare-offers'
import { compareEn } from '../../text/compare-en'
import { useText } from '../use-app'
import css from './compare.module.css'
import { nameLine, offerName, type SideName } from './side-names'

interface Props {
  readonly letter: 'A' | 'B'
  readonly name: SideName
  readonly offers: readonly Offer[]
  readonly clusters: readonly ClusterOffer[]
  readonly onOffer: (offer: Offer) => void
  readonly onCluster: (cluster: ClusterOffer) => void
}

const NOW = 'now'

export function SideMenu({ letter, name, offers, clusters, onOffer, onCluster }: Props) {
  const text = useText()
  const named = offers.map((offer, index) => ({ offer, index, ...offerName(offer, text) }))
  const groups = [...groupBy(named, (each) => each.group ?? '')]
  const choose = (value: string) => {
    const [kind, at] = value.split(' ')
    const offer = kind === 'offer' ? offers[Number(at)] : undefined
    const cluster = kind === 'cluster' ? clusters[Number(at)] : undefined
    if (offer) onOffer(offer)
    else if (cluster) onCluster(cluster)
  }
  return (
    <span className={css['side']}>
      <Letter letter={letter} />
      <select
        value={NOW}
        aria-label={compareEn.menu(letter, nameLine(name))}
        title={nameLine(name)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value={NOW}>{nameLine(name)}</option>
        {groups.map(([label, each]) => (
          <optgroup key={label} label={label}>
            {each.map(({ index, label: word }) => (
              <option key={index} value={`offer ${index}`}>
                {word}
              </option>
            ))}
          </optgroup>
        ))}
        {clusters.length === 0 ? null : (
          <optgroup label={compareEn.clusters}>
            {clusters.map(({ id, name: word }, index) => (
              <option key={id} value={`cluster ${index}`}>
                {word}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </span>
  )
}

export const Letter = ({ letter }: { readonly letter: 'A' | 'B' }) => (
  <b className={css['letter']} data-letter>
    {letter}
  </b>
)
