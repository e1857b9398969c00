import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { inAscii } from './ascii.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { external, measuredPrograms, programs } from './programs.mjs'

const target = resolve(process.argv[2])
const folder = join(target, 'programs')
const inTarget = (...path) => pathToFileURL(join(target, ...path)).href
const require = createRequire(inCheckout('package.json'))

const temporal = {
  name: 'temporal',
  setup: ({ onLoad, onResolve }) => {
    // What finds the native library looks beside itself; all else of that package is bundled.
    onResolve({ filter: /^\.\/common$/ }, ({ importer }) =>
      /@temporalio[\\/]core-bridge[\\/]index\.js$/.test(importer)
        ? { path: '@temporalio/core-bridge/common', external: true }
        : undefined,
    )
    // The built product brings its workflows bundled: the SDK's bundler, webpack and all, is not taken along.
    onLoad({ filter: /@temporalio[\\/]worker[\\/]lib[\\/]workflow[\\/]bundler\.js$/ }, () => ({
      contents: `exports.defaultWorkflowInterceptorModules = []
        exports.bundleWorkflowCode = () => { throw new Error('the build is not whole: give npm run build') }`,
    }))
  },
}

// Messages of checks are ours: those of forty languages stay away.
const languages = {
  name: 'languages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {}' }))
  },
}

const own =
  'const programUrl=require("node:url").pathToFileURL(__filename).href,programNavigator={userAgent:"Node.js"};'

const bundle = async ({ name, entry, kept, ending = '.js' }) => {
  const outfile = kept ? join(folder, 'code', `${name}.js`) : join(folder, `${name}${ending}`)
  await build({
    absWorkingDir: inCheckout(),
    entryPoints: [entry.startsWith('@') ? require.resolve(entry) : join(target, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external,
    plugins: [temporal, languages],
    charset: 'utf8',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    // Places in it can be found by an error's line.
    lineLimit: 160,
    // Of Node 20, which has no navigator, the database's driver would load all of fetch to find out that it is no Cloudflare.
    define: { 'import.meta.url': 'programUrl', navigator: 'programNavigator' },
    banner: { js: `${kept ? '(function(exports,require,module,__filename,__dirname){' : ''}${own}` },
    footer: { js: kept ? '})' : '' },
    logLevel: 'error',
    logOverride: { 'require-resolve-not-external': 'silent' },
  })
  if (kept) writeFileSync(outfile, inAscii(readFileSync(outfile, 'utf8')))
}

const keepCompiled = async ({ name, kept, start, loads = '', thread = false, flags }) => {
  if (!kept) return
  const program = join(folder, `${name}.js`)
  writeFileSync(program, `require('./load.cjs').load(__filename)${start === undefined ? '' : `.code.${start}()`}\n`)
  const args = [...flags, join(folder, 'keep-compiled.cjs'), program, loads, thread ? 'thread' : 'process']
  const { code, output } = await run(process.execPath, args, { cwd: inCheckout(), capture: true })
  if (code !== 0) throw new Error(`${name} cannot be loaded:\n${output.trim()}`)
}

if (process.argv[3] === 'measured') {
  for (const program of measuredPrograms) {
    await bundle(program)
    await keepCompiled(program)
  }
  process.exit()
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'code'), { recursive: true })
writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
for (const file of ['load.cjs', 'keep-compiled.cjs']) cpSync(inCheckout('setup', 'program', file), join(folder, file))
// Read by the library of source maps beside the code of Temporal's thread.
const ofWorker = createRequire(require.resolve('@temporalio/worker'))
cpSync(ofWorker.resolve('source-map/lib/mappings.wasm'), join(folder, 'mappings.wasm'))
const { codeOfBuild } = await import(inTarget('activities', 'code-of-build.js'))
writeFileSync(join(folder, 'code.json'), `${JSON.stringify(codeOfBuild(), null, 2)}\n`)
await Promise.all(programs.map(bundle))
for (const program of programs) await keepCompiled(program)
// Natives that were loaded may keep threads.
process.exit()
