import { createHash } from 'node:crypto'
import { builtCodeOf } from './built-code.js'
import { codeRoot, readJson } from './checkout-files.js'
import { type Lock, lockedWith } from './locked-libraries.js'
import { reachedFrom } from './plain-code.js'

const sha256 = (...texts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text}\0`)
  return hash.digest('hex')
}

/** One hash over what some files run: what they use of themselves and of all that they import, and the locked packages among it with what these depend on. */
export const hashOfFiles = (entries: readonly string[], root = codeRoot): string => {
  const { text, packages } = reachedFrom(entries, root)
  return sha256(text, ...lockedWith(readJson('package-lock.json') as Lock, packages))
}

/** One hash over the code that some files run, and over the versions of Node and of its tables of letters. */
export const codeOfFiles = (entries: readonly string[], root = codeRoot): string => {
  const code = (root === codeRoot ? builtCodeOf(entries) : null) ?? hashOfFiles(entries, root)
  return sha256(`${process.versions.node} ${process.versions['icu'] ?? ''}`, code).slice(0, 12)
}
