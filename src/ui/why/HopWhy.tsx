/*! What the Hop tab adds to the rows that decided: what would let the packet through, who lost, when a client that hears nothing
tries again, where the article differs, all backends where there is no room beside the picture, and on a phone, which has no verdict
bar, what the verdict rests on. */
import { useMedia } from '../parts/media'
import { PHONE } from '../parts/window-sizes'
import { useHere } from '../use-app'
import { BackendsCard } from './BackendsCard'
import { balancesAt } from './balances'
import { Errata } from './Errata'
import { MendSection } from './MendSection'
import { RestsOnSection } from './RestsOnSection'
import { Retries } from './Retries'
import { Traceroute } from './Traceroute'
import { useRoom } from './use-room'
import { WhyNot } from './WhyNot'
import css from './why.module.css'

export function HopWhy() {
  const { run, index } = useHere()
  const phone = useMedia(PHONE)
  const { backends } = useRoom()
  const balances = balancesAt(run)
  // Where the way may part; and at the first hop, for who only wants to know where a connection may go.
  const chooses = balances !== null && (index === balances || index === 0)
  return (
    <>
      <MendSection />
      <WhyNot />
      <Retries />
      <Errata />
      <Traceroute />
      {!backends && chooses ? <BackendsCard className={css['inHop']} /> : null}
      {phone ? <RestsOnSection /> : null}
    </>
  )
}
