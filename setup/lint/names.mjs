import { relative } from 'node:path'
import { checkout } from '../checkout.mjs'

/** A file's path from the checkout, with the slashes of the list of rooms. */
export const pathOf = ({ filename }) => relative(checkout, filename).replaceAll('\\', '/')

/** The name of what a member expression or a property of a pattern names; null where it is reckoned, as in `Math[name]`. */
export const nameOf = ({ computed, property, key }) => {
  const name = property ?? key
  if (!computed) return name.name ?? name.value
  return name.type === 'Literal' ? String(name.value) : null
}

/** The properties that a pattern takes apart: `const { random } = Math` names `random`. */
export const namedInPattern = ({ properties }) =>
  properties.filter(({ type }) => type === 'Property').map(property => ({ property, name: nameOf(property) }))

/** References to globals: to what no file declares, as values. */
export const referencesToGlobals = scope =>
  [
    ...scope.through,
    ...scope.variables.filter(({ defs }) => defs.length === 0).flatMap(({ references }) => references),
  ].filter(({ isTypeReference, isValueReference }) => isTypeReference !== true || isValueReference === true)
