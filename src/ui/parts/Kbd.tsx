/*! A key of the keyboard. */
import css from './parts.module.css'

export const Kbd = ({ children }: { readonly children: string }) => <kbd className={css['kbd']}>{children}</kbd>
