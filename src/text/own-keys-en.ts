/*! English: the keys that edit a cluster of one's own, for the help. */

export const ownKeysEn = {
  title: 'Your cluster',
  rows: [
    { keys: ['Ctrl', 'Z'], does: 'undo the last change' },
    { keys: ['Ctrl', 'Shift', 'Z'], does: 'do it again' },
    { keys: ['← ↑ ↓ →'], does: 'walk places and objects of the picture' },
    { keys: ['Enter'], does: 'at an object: its menu; at a place: its hop' },
    { keys: ['Shift', 'F10'], does: 'menu of the object, as the menu key and a right click' },
    { keys: ['← →'], does: 'in the row below: walk what has no box' },
    { keys: ['Delete'], does: 'delete the object' },
  ],
} as const
