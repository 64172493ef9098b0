/*! A sentence with its marks: addresses in mono, weight where it counts, new values on yellow. */
import type { Rich } from '../../text/rich'
import css from './parts.module.css'

export function Sentence({ text }: { readonly text: Rich }) {
  return text.map((part, index) => {
    const key = `${index}-${part.text}`
    switch (part.kind) {
      case 'plain':
        return <span key={key}>{part.text}</span>
      case 'code':
        return (
          <code key={key} className={css['code']}>
            {part.text}
          </code>
        )
      case 'strong':
        return <b key={key}>{part.text}</b>
      case 'changed':
        return <mark key={key}>{part.text}</mark>
    }
  })
}
