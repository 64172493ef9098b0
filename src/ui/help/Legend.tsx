/*! How to read the picture: each thing as it is drawn, and its words. */
import { helpEn } from '../../text/help-en'
import css from './help.module.css'

const ITEMS = ['request', 'reply', 'rewrite', 'drop', 'stack'] as const

export function Legend() {
  return (
    <ul className={css['legend']}>
      {ITEMS.map((id) => (
        <li key={id}>
          <svg width="56" height="22" viewBox="-28 -11 56 22" aria-hidden="true" data-item={id}>
            {drawn(id)}
          </svg>
          <span>{helpEn.legendItems[id]}</span>
        </li>
      ))}
    </ul>
  )
}

function drawn(id: (typeof ITEMS)[number]) {
  switch (id) {
    case 'request':
      return (
        <>
          <path d="M-27 0H27" />
          <circle r="5" />
        </>
      )
    case 'reply':
      return (
        <>
          <path d="M-27 0H27" />
          <circle r="4.5" />
        </>
      )
    case 'rewrite':
      return <rect x="-5.5" y="-5.5" width="11" height="11" transform="rotate(45)" />
    case 'drop':
      return (
        <>
          <circle r="9" />
          <path d="M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6" />
        </>
      )
    case 'stack':
      return (
        <>
          <circle r="10" />
          <text y="4">2</text>
        </>
      )
  }
}
