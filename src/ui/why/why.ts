/*! What explains an answer, in one piece: the page fetches it when it has nothing else to do, or when somebody asks. */
export { AssumptionList } from './AssumptionList'
export { BackendsCard } from './BackendsCard'
export { HopWhy } from './HopWhy'
export { otherWays } from './other-ways'
export { MendPanel, RestsOnPanel } from './RestsOnPanel'
export { Toast } from './Toast'
