import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inCheckout, readIfThere, requireNode, writeWhole } from './checkout.mjs'
import { passSignalsOn, run } from './child.mjs'
import { withLock } from './lock.mjs'

const stampFile = inCheckout('node_modules', '.cohortium-stamp')

// Every native module of the lock speaks N-API, so one installation serves all Nodes of a platform.
const wantedStamp = lock => createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex')

/** Whether an installation that npm itself finished (its own list is written last) holds just what the lock says. */
const fitsLock = lock => {
  const installed = readIfThere(inCheckout('node_modules', '.package-lock.json'))
  if (installed === undefined) return false
  const found = JSON.parse(installed).packages
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '') return true
    const there = found[path]
    if (there === undefined) return wanted.optional === true
    return there.version === wanted.version && there.integrity === wanted.integrity && existsSync(inCheckout(path))
  })
}

const countInstalled = () => {
  const folder = inCheckout('node_modules')
  if (!existsSync(folder)) return 0
  return readdirSync(folder)
    .filter(name => !name.startsWith('.'))
    .reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(folder, name)).length : 1), 0)
}

const npmCommand = () => {
  const script = process.env.npm_execpath
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, script]
  return ['npm']
}

const installPackages = async lock => {
  const paths = Object.keys(JSON.parse(lock).packages)
  const total = paths.filter(path => path.lastIndexOf('node_modules/') === 0).length
  console.log('Installing the locked packages (npm ci)')
  const [command, ...first] = npmCommand()
  const args = [...first, 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await run(command, args, {
    cwd: inCheckout(),
    capture: true,
    label: 'packages',
    detail: () => `${countInstalled()} of ${total} there`,
  })
  if (code === 0) return
  console.error(output.trim())
  console.error('The packages could not be installed (see above); the first set-up needs a network.')
  process.exit(4)
}

/** Makes `npx cohortium` work in the checkout without a network. */
export const linkCommand = () => {
  const link = inCheckout('node_modules', '.bin', 'cohortium')
  const target = join('..', '..', 'setup', 'cohortium.mjs')
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target) return
  mkdirSync(inCheckout('node_modules', '.bin'), { recursive: true })
  const temporary = `${link}.${process.pid}`
  rmSync(temporary, { force: true })
  symlinkSync(target, temporary)
  renameSync(temporary, link)
}

/** Installs the locked packages, unless node_modules holds them already. */
export const install = async () => {
  requireNode()
  passSignalsOn()
  const lock = readIfThere(inCheckout('package-lock.json'))
  if (lock === undefined) throw new Error('package-lock.json is missing: this is not a whole checkout')
  const stamp = wantedStamp(lock)
  if (readIfThere(stampFile) === stamp) return
  await withLock(inCheckout('.cohortium', 'setup.lock'), async () => {
    if (readIfThere(stampFile) === stamp) return
    if (!fitsLock(lock)) await installPackages(lock)
    linkCommand()
    writeWhole(stampFile, stamp)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await install()
