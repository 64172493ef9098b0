/*! Sizes of a window at which the page is another one, as media queries. */

/** Below 900 px: design/README.md §6, Sizes. */
export const PHONE = '(max-width: 899.98px)'

/** Two hosts and cards beside them. */
export const WIDE = '(min-width: 1920px)'
