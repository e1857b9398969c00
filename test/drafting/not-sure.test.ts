import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'

const folder = temporaryFolder()

const subjects = Array.from({ length: 24 }, (_, at) => at)
const two = (number: number): string => String(number).padStart(2, '0')

const drafted = async (header: string, row: (at: number) => string | readonly string[]): Promise<string> => {
  const own = join(folder(), 'exports')
  mkdirSync(own)
  const rows = subjects.flatMap(at => [row(at)].flat().map(cells => `P${String(100 + at)},${cells}`))
  writeFileSync(join(own, 'table.csv'), `patient_id,sex,${header}\n${rows.join('\n')}\n`)
  const { study, mappings } = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))
  return (await draftOfFolder('new', own, study, Object.values(mappings))).text
}

const sexOf = (at: number): string => (at % 2 === 0 ? 'M' : 'F')

describe('what two readings explain is proposed and not filled in', () => {
  test('days that both orders of day and month read', async () => {
    const text = await drafted(
      'ecog,assessment_date',
      at => `${sexOf(at)},${String(at % 3)},${two((at % 12) + 1)}/${two(((at * 5) % 12) + 1)}/2020`,
    )
    expect(text).toMatch(/# date: \{ column: assessment_date, date: \[DD\/MM\/YYYY, MM\/DD\/YYYY\] \} {2}# likely/)
    expect(text).toContain('      ecog: { test: ecog }')
  })

  test('one day above 12 makes them sure', async () => {
    const text = await drafted(
      'ecog,assessment_date',
      at => `${sexOf(at)},${String(at % 3)},${two((at % 24) + 1)}/${two(((at * 5) % 12) + 1)}/2020`,
    )
    expect(text).toContain('    date: { column: assessment_date, date: [DD/MM/YYYY] }')
  })

  test('a unit, where the numbers are possible in several', async () => {
    const text = await drafted('bilirubin,albumin', at => `${sexOf(at)},${String(9 + (at % 7))},${String(30 + at)}`)
    expect(text).toMatch(/# bilirubin: \{ test: bilirubin, unit: umol\/L \} {2}# likely/)
    expect(text).toContain('      albumin: { test: albumin, unit: g/L }')
  })

  test('two columns of one name', async () => {
    const text = await drafted('albumin (g/L),ALB (g/L)', at => `${sexOf(at)},${String(30 + at)},${String(31 + at)}`)
    expect(text).not.toMatch(/^ +('?albumin|'?ALB)/im)
  })

  test('a state in numbers is sure, where one ends the rows of a subject', async () => {
    const text = await drafted('follow_up_date,status', at =>
      ['2021-01-10', '2021-05-10', '2021-09-10'].map(
        (day, visit) => `${sexOf(at)},${day},${at < 10 && visit === 2 ? '2' : '1'}`,
      ),
    )
    expect(text).toContain("status: { column: status, codes: { '1': alive, '2': dead } }")
  })

  test('and not where it stands in the middle', async () => {
    const text = await drafted('follow_up_date,status', at =>
      ['2021-01-10', '2021-05-10', '2021-09-10'].map(
        (day, visit) => `${sexOf(at)},${day},${at < 10 && visit === 1 ? '2' : '1'}`,
      ),
    )
    expect(text).not.toMatch(/^ +status:/m)
  })

  test('nor on the last row, where that is not the last day', async () => {
    const text = await drafted('follow_up_date,status', at =>
      ['2021-09-10', '2021-01-10', '2021-05-10'].map(
        (day, visit) => `${sexOf(at)},${day},${at < 10 && visit === 2 ? '2' : '1'}`,
      ),
    )
    expect(text).not.toMatch(/^ +status:/m)
  })
})
