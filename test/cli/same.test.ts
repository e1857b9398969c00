import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerSubjects } from '../../sql/identities.js'
import { selectPersonDecisions } from '../../sql/person-decisions.js'
import { tinyStudies } from '../soak/tiny-studies.js'
import { type Finished, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let study = ''
let folder = ''

beforeAll(async () => {
  product = await setUpProduct()
  const [tiny] = tinyStudies(join(product.out, 'studies'), 1)
  if (tiny === undefined) throw new Error('no study')
  study = tiny.study
  folder = tiny.folder
  // Two subjects of one hospital and one of another are known, as after a run.
  await product.database.store.transaction(async transaction => {
    await registerSubjects(transaction, study, 'north', { keys: ['k1', 'k2'], openIds: null })
    await registerSubjects(transaction, study, 'south', { keys: ['k3'], openIds: null })
    await registerSubjects(transaction, study, 'row-numbers', { keys: ['k4'], openIds: ['7'] })
    await registerSubjects(transaction, study, 'others', { keys: ['k5'], openIds: ['7'] })
  })
})

afterAll(() => product.close())

const same = (...typed: readonly string[]): Promise<Finished> => product.run(['same', folder, ...typed])

const decided = () => selectPersonDecisions(product.database.store.database, study)

const shownOf = async (key: string): Promise<string> => {
  const { database } = product.database.store
  const rows = await database.selectFrom('subject_identity').selectAll().where('subject_key', '=', key).execute()
  return rows[0]?.display_id ?? ''
}

test('what is known of two subjects is kept with who, when and why, listed, and undone', async () => {
  const [one, other] = [await shownOf('k1'), await shownOf('k3')]
  const kept = await same(one, other, '--same', '--reason', 'both registrars confirmed it')
  expect([kept.code, kept.stderr]).toEqual([0, expect.any(String)])
  const [decision] = await decided()
  expect(decision).toMatchObject({ one_key: 'k1', other_key: 'k3', same: true, reason: 'both registrars confirmed it' })
  const id = decision!.decision_id
  expect(kept.stdout).toContain(`${id}  ${one} of north and ${other} of south are one person by `)
  const again = await same(other, one, '--different', '--reason', 'r')
  expect([again.code, again.stderr]).toEqual([5, expect.stringContaining(`--undo ${id}`)])
  expect((await product.run(['decisions', folder])).stdout).toContain(`${id}  ${one} of north`)
  const undone = await product.run(['decisions', folder, '--undo', id, '--reason', 'two brothers'])
  expect([undone.code, undone.stdout]).toEqual([0, expect.stringContaining(`decision ${id} is undone`)])
  expect((await decided())[0]).toMatchObject({ undone_because: 'two brothers' })
})

test('nobody is decided on who is not known, not named for certain, or one subject already', async () => {
  const one = await shownOf('k1')
  const tried = [
    await same(one, 'north-999', '--same', '--reason', 'r'),
    await same(one, one, '--same', '--reason', 'r'),
    await same(one, '7', '--same', '--reason', 'r'),
    await same(one, await shownOf('k2'), '--same', '--different', '--reason', 'r'),
    await same(one, await shownOf('k2'), '--reason', 'r'),
  ]
  expect(tried.map(({ code }) => code)).toEqual([5, 5, 5, 5, 5])
  expect(tried[0]?.stderr).toContain("no subject is shown as 'north-999'")
  expect(tried[2]?.stderr).toContain("write the site before it, 'others-7'")
  expect((await decided()).length).toBe(1)
  const whole = await same(one, 'others-7', '--different', '--reason', 'r')
  expect([whole.code, (await decided()).length]).toEqual([0, 2])
})
