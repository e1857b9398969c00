import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { builtCodeOf } from './built-code.js'
import { codeRoot, extension, readJson } from './checkout-files.js'
import { type Lock, lockedWith } from './locked-libraries.js'

// An import of types alone decides nothing; what is compiled has lost it already.
const statement =
  /^\s*(?:import|export)\b(?!\s+type\b)[^'";]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bawait import\(['"]([^'"]+)['"]\)/gm

const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(statement)].map(([, from, alone, late]) => from ?? alone ?? late ?? '')

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)

/** What some files reach by their imports: files of the product with their texts, and packages. */
export interface Reached {
  readonly files: ReadonlyMap<string, string>
  readonly packages: ReadonlySet<string>
}

/** Follows the imports of some files, named from the root without their ending, through the product. */
export const reachedFrom = (entries: readonly string[], root = codeRoot): Reached => {
  const files = new Map<string, string>()
  const packages = new Set<string>()
  const visit = (path: string): void => {
    const name = relative(root, path)
    if (files.has(name)) return
    const text = readFileSync(path, 'utf8')
    files.set(name, text)
    for (const imported of importsOf(text)) {
      if (imported.startsWith('.')) visit(join(dirname(path), imported).replace(/\.js$/, extension))
      else if (!isBuiltin(imported)) packages.add(packageOf(imported))
    }
  }
  for (const entry of entries) visit(join(root, `${entry}${extension}`))
  return { files, packages }
}

const sha256 = (...texts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text}\0`)
  return hash.digest('hex')
}

/** One hash over the code of some files: themselves, all that they import, and the locked packages among it with what these depend on. */
export const hashOfFiles = (entries: readonly string[], root = codeRoot): string => {
  const { files, packages } = reachedFrom(entries, root)
  return sha256(
    ...[...files].sort(([a], [b]) => (a < b ? -1 : 1)).flat(),
    ...lockedWith(readJson('package-lock.json') as Lock, [...packages]),
  )
}

/** One hash over the code that some files run, and over the versions of Node and of its tables of letters. */
export const codeOfFiles = (entries: readonly string[], root = codeRoot): string => {
  const code = (root === codeRoot ? builtCodeOf(entries) : null) ?? hashOfFiles(entries, root)
  return sha256(`${process.versions.node} ${process.versions['icu'] ?? ''}`, code).slice(0, 12)
}
