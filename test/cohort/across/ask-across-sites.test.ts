import { expect, test } from 'vitest'
import { recordOf, studyOf } from '../../support/clinical-record.js'
import { gatherCohort } from '../../../cohort/output/gather-cohort.js'
import type { SubjectRecord } from '../../../cohort/cohort.js'
import { selectRecords } from '../../support/select-ranges.js'
import { drawnNumbers } from './drawn-numbers.js'

const study = studyOf(`
index: { from: exposure }
variables:
  albumin: { from: lab, where: { test: { is: albumin } }, unit: g/L, pick: last }
  lowest: { from: lab, where: { test: { is: albumin } }, unit: g/L, pick: lowest }
  treated: { from: exposure, where: { treatment: { is: drug } }, pick: any }`)

const sites = ['north', 'south', 'east']

/** Synthetic subjects: 30 of each site, at the odd one with the last in another unit under the same name. */
const records = (odd: string, times: number) => {
  const numbers = drawnNumbers(7)
  return sites.flatMap(site =>
    Array.from({ length: 30 }, (_, at) => {
      const result = `${(38 * Math.exp(0.15 * numbers.normal()) * (site === odd ? times : 1)).toFixed(2)} g/L`
      return recordOf(
        `${site}-${String(at).padStart(2, '0')}`,
        [
          ['exposure', { treatment: 'drug', date: '2021-03-01' }],
          ['lab', { test: 'albumin', result, date: '2021-02-20' }],
        ],
        { site, mapped: new Set(['albumin', 'g/L']) },
      )
    }),
  )
}

const gathered = (subjects: readonly SubjectRecord[]) =>
  gatherCohort(study, selectRecords(study, subjects, null), range => range)

const asked = async (odd: string, times: number) =>
  (await gathered(records(odd, times))).queries.filter(({ displayId }) => displayId === '-')

test('a unit that was swapped at one hospital is asked about once, with both medians and what to do', async () => {
  expect(await asked('south', 0.1)).toEqual([
    {
      site: 'south',
      displayId: '-',
      kind: 'unit-swapped',
      severity: 'info',
      message:
        'albumin: 30 values of south (median 3.7) are unlike 60 of east and north (median 39). It looks like values in g/dL ' +
        'taken for g/L (times 10). Suggested, not applied: ask the laboratory, and correct the unit in sites/south.yaml if it is so',
      sources: [],
    },
  ])
})

test('what no unit explains says so', async () => {
  expect((await asked('east', 1.9)).map(({ kind, message }) => [kind, message])).toEqual([
    [
      'distribution-unlike',
      'albumin: 30 values of east (median 75) are unlike 60 of north and south (median 38), and no unit of the test explains it. ' +
        'Nothing was changed: ask the site how and in whom it was measured',
    ],
  ])
})

test('of two hospitals each is asked, and both are told that one of them differs', async () => {
  const two = records('south', 0.1).filter(({ site }) => site !== 'east')
  const found = (await gathered(two)).queries.filter(({ kind }) => kind === 'unit-swapped')
  expect(found.map(({ site }) => site)).toEqual(['north', 'south'])
  for (const { message } of found) expect(message).toContain('one of the two sides differs')
})

test('nobody is held, and no value is changed, whoever is unlike the others', async () => {
  const [plain, swapped] = [await gathered(records('south', 1)), await gathered(records('south', 0.1))]
  expect(plain.queries).toEqual([])
  expect(swapped.ranges.map(({ statuses }) => statuses)).toEqual(plain.ranges.map(({ statuses }) => statuses))
  const values = swapped.ranges.flatMap(({ variables }) => [...variables[0]!.numbers])
  expect(Math.max(...values.slice(30, 60))).toBeLessThan(10)
})
