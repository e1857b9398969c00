import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { execFileSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  cacheFolder,
  checkoutFolder,
  defaultStateFolder,
  ownInstallationTold,
  postgresHome,
} from '../../../provision/state-folder.js'
import { completeLinks, copyOutside, findPostgresBinaries } from '../../../provision/postgres-binaries.js'
import {
  canReach,
  isRoot,
  isWritable,
  sharedAccountTold,
  unprivilegedAccounts,
} from '../../../provision/unprivileged-account.js'
import { checkout } from '../../support/checkout.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const modeOf = (path: string): number => statSync(path).mode & 0o777
const someone = { name: 'someone', uid: 54_321, gid: 54_322 }

describe("M8: root's servers run as another account, others' as themselves", () => {
  test('the best comes first: one of our own, then those that other programs use too', () => {
    const accounts = [...unprivilegedAccounts()]
    if (!isRoot()) {
      expect(accounts).toEqual([])
      return
    }
    const known = ['cohortium', 'postgres', 'nobody', 'daemon'].filter(name =>
      readFileSync('/etc/passwd', 'utf8').includes(`\n${name}:`),
    )
    const id = (flag: string, name: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
    expect(accounts).toEqual(known.map(name => ({ name, uid: id('-u', name), gid: id('-g', name) })))
  })

  test('one that other programs use is named, with what to do', () => {
    expect(sharedAccountTold({ name: 'nobody', uid: 65_534, gid: 65_534 })).toMatch(
      /account nobody, which other programs may use.*useradd --system cohortium/,
    )
    expect(sharedAccountTold({ name: 'postgres', uid: 101, gid: 104 })).toMatch(/account postgres,/)
    expect(sharedAccountTold({ name: 'cohortium', uid: 998, gid: 998 })).toBeNull()
    expect(sharedAccountTold(undefined)).toBeNull()
  })
})

describe('whether another account gets to a folder', () => {
  const inside = (mode: number): string => {
    const path = join(folder(), 'above', 'inside')
    mkdirSync(path, { recursive: true })
    chmodSync(folder(), 0o755)
    chmodSync(join(folder(), 'above'), mode)
    return path
  }

  test.each([
    [0o755, true],
    [0o711, true],
    [0o701, true],
    [0o750, false],
    [0o700, false],
    [0o776, false],
  ])('is what each folder above lets through: %o', (mode, reached) => {
    const path = inside(mode)
    expect(canReach(someone, path)).toBe(reached)
    expect(canReach(someone, join(path, 'not', 'there', 'yet'))).toBe(reached)
  })

  test('goes by owner, then group, then the rest, as the system does', () => {
    const path = inside(0o700)
    const above = join(folder(), 'above')
    const { uid, gid } = statSync(above)
    const owner = { ...someone, uid }
    const ofGroup = { ...someone, gid }
    expect([owner, ofGroup, someone].map(account => canReach(account, path))).toEqual([true, false, false])
    chmodSync(above, 0o077)
    expect(canReach(owner, path)).toBe(false)
    chmodSync(above, 0o710)
    expect([ofGroup, someone].map(account => canReach(account, path))).toEqual([true, false])
    chmodSync(above, 0o707)
    expect(canReach(ofGroup, path)).toBe(false)
  })
})

describe('where things live', () => {
  test('a folder is writable where a file can be made in it', () => {
    expect([isWritable(folder()), isWritable(join(folder(), 'none'))]).toEqual([true, false])
  })

  test('the state of the services is in the checkout, where that can be written', () => {
    expect(checkoutFolder()).toBe(checkout)
    expect(defaultStateFolder({ XDG_STATE_HOME: folder() })).toBe(join(checkout, '.cohortium'))
    expect(readdirSync(folder())).toEqual([])
  })

  test('an account whose installation is not that of the checkout is named, with whose that is', () => {
    const state = join(folder(), '.cohortium')
    mkdirSync(state)
    expect([state, join(state, 'test')].map(one => ownInstallationTold(one, folder()))).toEqual([null, null])
    const told = ownInstallationTold('/home/me/.local/state/cohortium-1', folder()) ?? ''
    const { username } = userInfo()
    expect(told).toContain('an installation of its own in /home/me/.local/state/cohortium-1')
    expect(told).toContain(`that of the checkout belongs to ${username}`)
    expect(told).toContain(`give the command as ${username}`)
    if (!isRoot()) return
    chownSync(state, 54_321, 54_321)
    expect(ownInstallationTold('/elsewhere', folder())).toContain('belongs to account 54321')
    expect(ownInstallationTold(`${state}-of-mine`, folder())).not.toBeNull()
  })

  test.each([
    [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/cohortium'],
    [{ HOME: '/h' }, '/h/.cache/cohortium'],
  ])('the cache is the user’s: %j', (environment, place) => {
    expect(cacheFolder(environment)).toBe(place)
  })

  test("PostgreSQL's files are in the state folder, through which its account may only pass", () => {
    expect(postgresHome(join(folder(), 'state'), undefined)).toBe(join(folder(), 'state', 'postgres', 'home'))
    expect(existsSync(join(folder(), 'state'))).toBe(false)
    chmodSync(folder(), 0o755)
    const state = join(folder(), '.cohortium', 'test')
    mkdirSync(state, { recursive: true, mode: 0o700 })
    chmodSync(join(folder(), '.cohortium'), 0o700)
    expect(postgresHome(state, someone)).toBe(join(state, 'postgres', 'home'))
    for (const path of [join(folder(), '.cohortium'), state, join(state, 'postgres')]) expect(modeOf(path)).toBe(0o711)
    expect(modeOf(folder())).toBe(0o755)
  })

  test('of a checkout that another account cannot get to, they are in a place of the system', () => {
    chmodSync(folder(), 0o700)
    const home = postgresHome(join(folder(), 'state'), someone)
    expect(home).toMatch(/^\/var\/lib\/cohortium\/[0-9a-f]{12}$/)
    expect(postgresHome(join(folder(), 'state'), someone)).toBe(home)
    expect(postgresHome(join(folder(), 'other'), someone)).not.toBe(home)
    expect(readdirSync(folder())).toEqual([])
  })
})

describe('the programs of PostgreSQL', () => {
  test('are those of the package, and run as the account that is asked for', () => {
    const [account] = unprivilegedAccounts()
    const { initdb, postgres, version } = findPostgresBinaries(account)
    expect(version).toMatch(/^\d+\.\d+$/)
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8', cwd: '/', ...account })).toContain(version)
    expect(execFileSync(initdb, ['--version'], { encoding: 'utf8' })).toContain(version)
  })

  test('short names of libraries that an install without scripts lacks are made, once', () => {
    const lib = join(folder(), 'native', 'lib')
    mkdirSync(lib, { recursive: true })
    completeLinks(folder())
    writeFileSync(join(lib, 'libpq.so.5.16'), 'code')
    const links = [{ source: 'native/lib/libpq.so.5.16', target: 'native/lib/libpq.so.5' }]
    writeFileSync(join(folder(), 'native', 'pg-symlinks.json'), JSON.stringify(links))
    completeLinks(folder())
    completeLinks(folder())
    expect(readFileSync(join(lib, 'libpq.so.5'), 'utf8')).toBe('code')
    expect(readdirSync(lib).sort()).toEqual(['libpq.so.5', 'libpq.so.5.16'])
  })

  test('are copied once to a place where every account may run them', () => {
    const native = join(folder(), 'native')
    for (const part of ['bin', 'lib']) mkdirSync(join(native, part), { recursive: true, mode: 0o700 })
    writeFileSync(join(native, 'bin', 'postgres'), 'program', { mode: 0o700 })
    writeFileSync(join(native, 'lib', 'libpq.so.5.16'), 'code', { mode: 0o600 })
    symlinkSync('libpq.so.5.16', join(native, 'lib', 'libpq.so.5'))
    const place = join(folder(), 'var', 'cohortium')
    const copy = copyOutside(native, '18.4', place)
    expect(copy).toBe(join(place, `postgres-18.4-${process.arch}`))
    expect(readFileSync(join(copy, 'bin', 'postgres'), 'utf8')).toBe('program')
    expect(readFileSync(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('code')
    expect([copy, join(copy, 'bin'), join(copy, 'lib'), join(copy, 'bin', 'postgres'), place].map(modeOf)).toEqual([
      0o755, 0o755, 0o755, 0o755, 0o755,
    ])
    expect(modeOf(join(copy, 'lib', 'libpq.so.5.16'))).toBe(0o644)
    expect(readdirSync(place)).toHaveLength(1)
    rmSync(native, { recursive: true })
    expect(copyOutside(native, '18.4', place)).toBe(copy)
    expect(() => copyOutside(native, '19.0', place)).toThrow('ENOENT')
    expect(readdirSync(place)).toHaveLength(1)
  })
})
