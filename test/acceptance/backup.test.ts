import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { atTerminal } from '../support/at-a-terminal.js'
import { checkout, type Finished, folderOf, type Product, readResults, setUpProduct } from '../support/cohortium.js'
import { copiedCheckout } from '../support/copied-checkout.js'
import { emptyDatabase, type TestDatabase } from '../support/database.js'

let product: Product
let elsewhere: TestDatabase
let file: string
let run: string

const study = 'ncctg-lung'
const strong = '3f1b7c9e5d2a8046f7e1c3b5a9d80264e6f2b4c8d0a1937560e8f4a2c6b1d97'

beforeAll(async () => {
  product = await setUpProduct()
  elsewhere = await emptyDatabase(inject('databaseUrl'))
  file = join(product.out, 'cohortium.backup')
  const first = await product.run(['run', join(checkout, 'studies', 'ncctg-lung'), '--out', product.out])
  expect(first.code, first.stderr).toBe(0)
  run = folderOf(product.out, study, first)
})

afterAll(async () => {
  await elsewhere.drop()
  await product.close()
})

const there = (environment: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  DATABASE_URL: elsewhere.connectionString,
  ...environment,
})

test('a backup restored into another database lists, shows and reruns to equal numbers', async () => {
  const backup = await product.run(['backup', file], { TEMPORAL_ADDRESS: '127.0.0.1:1' })
  expect(backup.code, backup.stderr).toBe(0)
  expect(backup.stdout).toMatch(/^backed up 1 run of 1 study, \d+ rows in \d+ tables: .*cohortium\.backup \(/)
  const restored = await product.run(['restore', file], there())
  expect(restored.code, restored.stderr).toBe(0)
  expect(restored.stdout).toMatch(/^restored 1 run of 1 study, as of 2/)
  for (const command of [['runs'], ['runs', study], ['show', run.slice(-4)]]) {
    const before = await product.run(command)
    const after = await product.run(command, there())
    expect([after.code, after.stdout], after.stderr).toEqual([before.code, before.stdout])
  }
  // Into another folder, so that there is a report to compare.
  const out = join(product.out, 'again')
  const rerun = await product.run(['rerun', study, '--reason', 'restored', '--out', out], there())
  expect(rerun.code, rerun.stderr).toBe(0)
  const again = readResults(folderOf(out, study, rerun))
  const first = readResults(run)
  expect([again.results, again.curves]).toEqual([first.results, first.curves])
})

test('a restore under another key, of a cut file, over data, or of no file ends by its own code and in plain words', async () => {
  const told = async (args: readonly string[], environment = {}): Promise<string> => {
    const { code, stderr } = await product.run(args, there(environment))
    expect(stderr).not.toMatch(/^ {4}at /m)
    return `${String(code)} ${stderr}`
  }
  const cut = join(product.out, 'cut')
  writeFileSync(cut, readFileSync(file).subarray(0, 5_000))
  expect(await told(['restore', cut])).toMatch(/^5 BackupUnusable: .*cut is cut or was changed/)
  expect(await told(['restore', 'nowhere'])).toMatch(/^5 BackupUnusable: there is no file/)
  expect(await told(['restore', file])).toMatch(/^5 DatabaseNotEmpty: /)
  expect(await told(['restore', file, '--replace'])).toMatch(
    /^5 This removes what the database holds now: 2 runs of 1 study \(ncctg-lung\)\.\nOptionInvalid: .*--yes/,
  )
  const asked = { environment: { ...product.environment, ...there() }, out: product.out }
  const mistyped = await atTerminal(asked, ['restore', file, '--replace'], 'to go on: ', study)
  expect([mistyped.code, mistyped.said]).toEqual([0, expect.stringMatching(/nothing was changed\n$/)])
  expect(await elsewhere.store.database.selectFrom('run').select('run_id').execute()).toHaveLength(2)
  expect(await told(['restore', file, '--replace', '--yes'])).toMatch(/^0 This removes/)
  expect(await elsewhere.store.database.selectFrom('run').select('run_id').execute()).toHaveLength(1)
  expect(await told(['backup', join(product.out, 'nowhere', 'x')])).toMatch(/^5 OptionInvalid: there is no folder/)
})

test('F8: schedules come back with the data, also in another installation; where Temporal is away, the commands that set them', async () => {
  const lung = join(checkout, 'studies', 'ncctg-lung')
  const nights = ['schedule', 'set', lung, '--cron', '7 3 * * *', '--zone', 'UTC', '--out', product.out]
  const set = await product.run(nights)
  expect(set.code, set.stderr).toBe(0)
  const backup = join(product.out, 'scheduled.backup')
  expect((await product.run(['backup', backup])).code).toBe(0)
  expect((await product.run(['schedule', 'remove', study])).code).toBe(0)
  const [fresh, lonely] = await Promise.all([1, 2].map(() => emptyDatabase(inject('databaseUrl'))))
  if (fresh === undefined || lonely === undefined) throw new Error('no databases')
  // Its own key and its own list of folders, in which there is nothing yet.
  const installation = copiedCheckout(folder => {
    rmSync(join(folder, '.cohortium'))
  })
  const inFresh = (args: readonly string[], environment = {}): Promise<Finished> =>
    product.start(args, { DATABASE_URL: fresh.connectionString, ...environment }, installation.folder).finished
  try {
    const withoutTemporal = inFresh(['restore', backup], {
      DATABASE_URL: lonely.connectionString,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    })
    const restored = await inFresh(['restore', backup])
    expect(restored.code, restored.stderr).toBe(0)
    expect(restored.stdout).toContain("ncctg-lung runs at '7 3 * * *' (UTC) again")
    const shown = await inFresh(['schedule', 'show', study])
    expect(shown.stdout).toMatch(/^ncctg-lung: on; next 20\d\d-\d\d-\d\d 03:07:00 UTC\n/)
    // Nights on another installation's queue would be named beside.
    expect(shown.stdout).toContain("set to '7 3 * * *' (UTC) by")
    expect(shown.stdout).not.toContain('do not run here')
    expect((await product.run(['schedule', 'show', study])).stdout).toContain('do not run here')
    expect((await inFresh(['schedule', 'remove', study])).code).toBe(0)
    const away = await withoutTemporal
    expect(away.code, away.stderr).toBe(4)
    expect(away.stdout).toMatch(/^restored \d+ runs? of 1 study/)
    const [, command = ''] = /^the nights of ncctg-lung are not set: cohortium (.*)$/m.exec(away.stdout) ?? []
    // As a shell takes it, also where the checkout's path has a blank.
    const folder = lung.includes(' ') ? `'${lung}'` : lung
    expect(command).toBe(`schedule set ${folder} --cron '7 3 * * *' --zone UTC --out ${product.out}`)
    expect(await lonely.store.database.selectFrom('schedule').select('study').execute()).toEqual([{ study }])
  } finally {
    installation.remove()
    await Promise.all([fresh.drop(), lonely.drop()])
  }
})

test('a backup of subjects under a key of their own is restored with that key alone', async () => {
  const own = await emptyDatabase(inject('databaseUrl'))
  const keyed = { DATABASE_URL: own.connectionString, COHORTIUM_IDENTITY_KEY: strong }
  const first = await product.run(['run', join(checkout, 'studies', 'ncctg-lung'), '--out', product.out], keyed)
  expect(first.code, first.stderr).toBe(0)
  const backup = join(product.out, 'keyed.backup')
  expect((await product.run(['backup', backup], keyed)).code).toBe(0)
  await own.drop()
  for (const other of [{}, { COHORTIUM_IDENTITY_KEY: strong.replace('3f1b', '4a2c') }]) {
    const refused = await product.run(['restore', backup, '--replace', '--yes'], there(other))
    expect([refused.code, refused.stderr.split(':')[0]]).toEqual([2, 'IdentityKeyDiffers'])
  }
  const restored = await product.run(
    ['restore', backup, '--replace', '--yes'],
    there({ COHORTIUM_IDENTITY_KEY: strong }),
  )
  expect(restored.code, restored.stderr).toBe(0)
})
