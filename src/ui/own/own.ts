/*! Clusters of one's own, in one piece: the page fetches it when it has nothing else to do, or when one is opened. */
export { OwnList } from './OwnList'
export { OwnPage } from './OwnPage'
