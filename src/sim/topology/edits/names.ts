/*! How an edit tells an object. */

interface Named {
  readonly name: string
  readonly namespace?: string
}

/** A pod's or Service's name; with its namespace in front where that is not `default`. */
export const nameOf = ({ name, namespace = 'default' }: Named): string =>
  namespace === 'default' ? name : `${namespace}/${name}`

/** The object of that name; one that has it in another namespace, if nobody else has. */
export const findNamed = <T extends Named>(things: readonly T[], name: string): T | undefined =>
  things.find((each) => nameOf(each) === name) ?? things.find((each) => each.name === name)
