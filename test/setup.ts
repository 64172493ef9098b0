/*! Runs before every test file. A hostile name ("__proto__", "constructor") that reaches Object.prototype fails the
test that let it through. Not frozen: on a frozen prototype `anything.toString = …` throws too, and Cytoscape does that. */

import { afterEach, expect } from 'vitest'
import { loadLater } from '../src/store/load-later'

// Tests ask about clusters of every kind, and open every link.
await loadLater()

const prototype = Object.prototype
const snapshot = () =>
  Reflect.ownKeys(prototype).map((key) => {
    const { value, get, set } = Reflect.getOwnPropertyDescriptor(prototype, key) ?? {}
    return { key, value, get, set }
  })
const before = snapshot()

// A new name throws where it is written.
Object.preventExtensions(prototype)

// A name that is there already is noticed after the test.
afterEach(() => {
  const changed = snapshot().filter(({ key, value, get, set }, i) => {
    const was = before[i]
    return !was || was.key !== key || was.value !== value || was.get !== get || was.set !== set
  })
  // Put right before it is reported, so that one test's failure is not everybody's.
  for (const { key, value } of before) {
    if (changed.some((entry) => entry.key === key)) Reflect.set(prototype, key, value)
  }
  expect(changed.map(({ key }) => key)).toEqual([])
})
