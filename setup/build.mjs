import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesBelow, hashFiles, inCheckout, readIfThere, rooms } from './checkout.mjs'
import { passSignalsOn, run } from './child.mjs'
import { install, linkCommand } from './install.mjs'
import { withLock } from './lock.mjs'

const assetRooms = rooms.filter(room => room !== 'studies' && room !== 'test')
const buildInfo = () => inCheckout('.cohortium', 'build', 'tsbuildinfo')

const sources = () =>
  ['package.json', 'package-lock.json', 'tsconfig.json', 'worker.ts', ...rooms.flatMap(filesBelow)].filter(file =>
    existsSync(inCheckout(file)),
  )

const isCompiled = file => file.endsWith('.ts') || file.endsWith('.tsbuildinfo')

// Data and documents of studies and tests are read from the checkout, so they do not make a new build.
const sourcesOfBuild = () => sources().filter(file => isCompiled(file) || !/^(studies|test)\//.test(file))

const compile = async target => {
  console.log('Building')
  mkdirSync(dirname(buildInfo()), { recursive: true, mode: 0o700 })
  const compiler = createRequire(inCheckout('package.json')).resolve('typescript/bin/tsc')
  // An output folder of a new name makes the compiler write every file, while it checks only what changed.
  const args = [compiler, '-p', inCheckout('tsconfig.json'), '--outDir', target, '--tsBuildInfoFile', buildInfo()]
  const { code, output } = await run(process.execPath, args, { cwd: inCheckout(), capture: true, label: 'compiling' })
  return code === 0 ? [] : output.trim().split('\n')
}

const copyAssets = target => {
  for (const file of assetRooms.flatMap(filesBelow)) {
    if (isCompiled(file)) continue
    mkdirSync(dirname(join(target, file)), { recursive: true })
    copyFileSync(inCheckout(file), join(target, file))
  }
}

const bundleWorkflows = async target => {
  const entry = join(target, 'workflows', 'index.js')
  if (!existsSync(entry)) return
  const script = inCheckout('setup', 'bundle-workflows.mjs')
  const failures = join(target, 'installation', 'sealed-failures.cjs')
  const { code, output } = await run(process.execPath, [script, entry, failures, join(target, 'workflow-bundle.js')], {
    cwd: inCheckout(),
    capture: true,
    label: 'bundling the workflows',
  })
  if (code !== 0) throw new Error(`The workflows cannot be bundled:\n${output.trim()}`)
}

const bundlePrograms = async target => {
  const { code, output } = await run(process.execPath, [inCheckout('setup', 'bundle-programs.mjs'), target], {
    cwd: inCheckout(),
    capture: true,
    label: 'bundling the programs',
  })
  if (code !== 0) throw new Error(`The programs cannot be bundled:\n${output.trim()}`)
}

const removeLeftovers = () => {
  for (const name of readdirSync(inCheckout())) {
    if (/^dist\.(building|old)-/.test(name)) rmSync(inCheckout(name), { recursive: true, force: true })
  }
}

const buildAnew = async stamp => {
  removeLeftovers()
  const name = `${process.pid}-${Date.now()}`
  const target = inCheckout(`dist.building-${name}`)
  const leave = () => {
    rmSync(target, { recursive: true, force: true })
  }
  process.once('exit', leave)
  const complaints = await compile(target)
  if (complaints.length > 0) {
    leave()
    return complaints
  }
  copyAssets(target)
  await bundleWorkflows(target)
  await bundlePrograms(target)
  writeFileSync(join(target, '.stamp'), stamp)
  if (existsSync(inCheckout('dist'))) renameSync(inCheckout('dist'), inCheckout(`dist.old-${name}`))
  renameSync(target, inCheckout('dist'))
  rmSync(inCheckout(`dist.old-${name}`), { recursive: true, force: true })
  return []
}

/** Compiles the rooms into dist/ when their contents changed; gives the compiler's complaints, none when all is well. */
export const build = async () => {
  passSignalsOn()
  return withLock(inCheckout('.cohortium', 'setup.lock'), async () => {
    linkCommand()
    const stamp = hashFiles(sourcesOfBuild())
    if (readIfThere(inCheckout('dist', '.stamp')) === stamp) return []
    return buildAnew(stamp)
  })
}

/** Builds, or tells the compiler's complaints and leaves. */
export const buildOrLeave = async () => {
  const complaints = await build()
  if (complaints.length === 0) return
  console.error(complaints.join('\n'))
  console.error('The build failed, see above.')
  process.exit(5)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install()
  await buildOrLeave()
}
