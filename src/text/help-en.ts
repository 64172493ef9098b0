/*! English: the keys, and how to read the picture. They come with what shows them. */

/** What a language has to say here. */
export interface HelpMessages {
  readonly keyboard: string
  readonly lettersNote: string
  readonly legendItems: Readonly<Record<'request' | 'reply' | 'rewrite' | 'drop' | 'stack', string>>
  readonly keys: Readonly<
    Record<
      | 'play'
      | 'hop'
      | 'stack'
      | 'ends'
      | 'leg'
      | 'both'
      | 'scenario'
      | 'compare'
      | 'share'
      | 'find'
      | 'rewrite'
      | 'tabs'
      | 'rows'
      | 'zoom'
      | 'picture'
      | 'theme'
      | 'from'
      | 'to'
      | 'help'
      | 'escape',
      string
    >
  >
}

export const helpEn: HelpMessages = {
  keyboard: 'Keyboard',
  lettersNote: 'Letters do nothing while a field has focus.',
  legendItems: {
    request: 'request: solid, filled stations',
    reply: 'reply: dashed, open stations',
    rewrite: 'an address is rewritten here',
    drop: 'dropped; dots: never travelled',
    stack: 'kernel stack, in order passed',
  },
  keys: {
    play: 'play, pause',
    hop: 'hop back, on',
    stack: 'previous, next stack',
    ends: 'first, last hop',
    leg: 'request or reply',
    both: 'both legs',
    scenario: 'scenario',
    compare: 'compare with a variant, or another cluster',
    share: 'share',
    find: 'find an address, a name, a link; or type a flow',
    rewrite: 'next rewrite or drop; in a comparison, next difference',
    tabs: 'Hop, Tables, Capture, Commands (in the inspector)',
    rows: 'next, previous deciding row',
    zoom: 'zoom in, out, fit',
    picture: 'walk the places of the picture',
    theme: 'light or dark',
    from: 'choose who asks',
    to: 'choose what is asked',
    help: 'this list',
    escape: 'close the top thing',
  },
}
