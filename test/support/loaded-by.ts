import { isBuiltin } from 'node:module'
import { buildSync } from 'esbuild'
import { checkout } from './checkout.js'

const nameOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')

interface Loaded {
  readonly files: readonly string[]
  readonly packages: readonly string[]
}

const loaded = new Map<string, Loaded>()

/**
 * What is loaded with a file, named from the root without its ending: files of the product and packages, whether they are used or
 * not; what is loaded later, when it is asked for, is not among them.
 */
export const loadedBy = (entry: string): Loaded => {
  const known = loaded.get(entry)
  if (known !== undefined) return known
  const { metafile } = buildSync({
    absWorkingDir: checkout,
    entryPoints: [`${entry}.ts`],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
  })
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import' || isBuiltin(path)) continue
      if (external === true) packages.add(nameOf(path))
      else visit(path)
    }
  }
  visit(`${entry}.ts`)
  const found = { files: [...files], packages: [...packages] }
  loaded.set(entry, found)
  return found
}
