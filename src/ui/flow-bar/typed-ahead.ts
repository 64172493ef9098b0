/*! What was typed between the key that opens a picker and its field: it is meant for the field, and no shortcut. */

let typed = ''

/** The key Enter among the characters: what stands before it is taken as soon as the field is there. */
export const ENTERED = '\n'

export const typeAhead = (character: string): void => void (typed += character)
export const typedAhead = (): string => typed
/** The field is there, or is not wanted any more. */
export const forgetTyped = (): void => void (typed = '')
