/*! A kernel stack, in the order passed: a numeral in an ink disc. */
import css from './parts.module.css'

export const Numeral = ({ value }: { readonly value: number }) => <span className={css['numeral']}>{value}</span>
