import { builtinModules, createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { extension } from './checkout-files.js'

// What of the bundler's answer is read. It is asked where the rooms run as they are or are built: what was built brings the answers, and
// not the bundler, which is no library of the product.
interface Bundled {
  readonly outputFiles: readonly { readonly path: string; readonly text: string }[]
  readonly metafile: {
    readonly outputs: Readonly<
      Record<
        string,
        {
          readonly imports: readonly { readonly path: string }[]
          readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>
        }
      >
    >
  }
}

const bundle = (root: string, options: Readonly<Record<string, unknown>>): Bundled => {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as {
    readonly buildSync: (options: Readonly<Record<string, unknown>>) => Bundled
  }
  return buildSync({
    ...options,
    absWorkingDir: root,
    format: 'esm',
    target: 'es2023',
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'utf8',
    // As the rooms are compiled, wherever they stand.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'es2023' } },
    logLevel: 'silent',
    write: false,
    metafile: true,
  })
}

/** What some files run: themselves and what they use of all that they import, and nothing else of it. */
export interface ReachedCode {
  /** The code without comments, types and layout. */
  readonly text: string
  /** The files that it is of, named from the root without their ending. */
  readonly files: readonly string[]
  readonly packages: readonly string[]
}

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)

// Exports of one name from two files would be none.
const exported = (entry: string, at: number): string => {
  const [file = '', names] = entry.split('#')
  const from = `from ${JSON.stringify(`./${file}${extension}`)}`
  if (names === undefined) return `export * as file${String(at)} ${from}`
  const named = names.split(',').map(name => `${name} as ${name}${String(at)}`)
  return `export { ${named.join(', ')} } ${from}`
}

const withoutEnding = (path: string): string => path.slice(0, -extension.length)

/**
 * Follows the imports of some files, named from the root without their ending, through the product, for what is used of each:
 * all that a file exports, or what stands behind its name (`sql/cohorts#insertCohort`). Throws where one is not there.
 */
export const reachedFrom = (entries: readonly string[], root: string): ReachedCode => {
  const contents = entries.map(exported).join('\n')
  const { outputFiles, metafile } = bundle(root, {
    stdin: { contents, resolveDir: root, loader: 'js' },
    bundle: true,
    platform: 'node',
    packages: 'external',
  })
  const [output] = Object.values(metafile.outputs)
  const used = Object.entries(output?.inputs ?? {}).filter(
    ([path, { bytesInOutput }]) => path !== '<stdin>' && bytesInOutput > 0,
  )
  const packages = (output?.imports ?? []).flatMap(({ path }) => (isBuiltin(path) ? [] : [packageOf(path)]))
  return {
    text: outputFiles.map(({ text }) => text).join(''),
    files: used.map(([path]) => withoutEnding(path)).sort(),
    packages: [...new Set(packages)].sort(),
  }
}

/** The code of each of some files, by its path from the root, without comments, types and layout. */
export const plainCode = (
  paths: readonly string[],
  root: string,
): readonly (readonly [path: string, text: string])[] => {
  const outdir = resolve(root, 'plain')
  const { outputFiles } = bundle(root, { entryPoints: paths, outbase: root, outdir, bundle: false })
  return outputFiles
    .map(({ path, text }) => [relative(outdir, path), text] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
}
