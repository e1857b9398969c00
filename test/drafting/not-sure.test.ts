import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'

const { study, mappings } = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))

const folder = temporaryFolder()

const subjects = Array.from({ length: 24 }, (_, at) => at)
const two = (number: number): string => String(number).padStart(2, '0')

const drafted = async (header: string, row: (at: number) => string | readonly string[]): Promise<string> => {
  const own = join(folder(), 'exports')
  mkdirSync(own, { recursive: true })
  const rows = subjects.flatMap(at => [row(at)].flat().map(cells => `P${String(100 + at)},${cells}`))
  writeFileSync(join(own, 'table.csv'), `patient_id,sex,${header}\n${rows.join('\n')}\n`)
  return (await draftOfFolder('new', own, study, Object.values(mappings))).text
}

const iso = (year: number, at: number): string => `${String(year)}-${two((at % 12) + 1)}-${two(((at * 5) % 27) + 1)}`

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

describe('a day is filled in only where its name says that it is the day of its rows', () => {
  const constant = '2024-01-31'

  test('a day that all rows share is the day of no result, whatever it is called', async () => {
    const text = await drafted('ecog,assessment_date', at => `${sexOf(at)},${String(at % 3)},${constant}`)
    expect(text).toMatch(
      /# date: \{ column: assessment_date, .*likely 0.6: its name says so, and all its rows have one day/,
    )
    expect(text).toContain('      ecog: { test: ecog }')
  })

  test.each(['Stand vom', 'as of', 'export_date', '导出日期', "date d'extraction"])(
    'a day called %s is that of the export',
    async name => {
      const text = await drafted(`ecog,${name}`, at => `${sexOf(at)},${String(at % 3)},${constant}`)
      expect(text).toContain(`\ndataDate: { file: table, column: ${name}, date: [YYYY-MM-DD] }\n`)
      expect(text).not.toContain(' date: {')
      expect(text).not.toContain('no line is about')
    },
  )

  test('and is left to a person where its rows have several days', async () => {
    const text = await drafted('ecog,as of', at => `${sexOf(at)},${String(at % 3)},${iso(2021, at)}`)
    expect(text).not.toMatch(/^dataDate|date: \{/m)
    expect(text).toContain('#   table, as of: its name says that it is the day of the export')
  })

  test('or where something came after it', async () => {
    const text = await drafted(
      'ecog,assessment_date,as of',
      at => `${sexOf(at)},${String(at % 3)},${iso(2024, at)},${constant}`,
    )
    expect(text).not.toMatch(/^dataDate/m)
    expect(text).toContain('    date: { column: assessment_date, date: [YYYY-MM-DD] }')
  })

  test.each([
    ['审核时间', 0.4, 'the day of a report'],
    ['result date', 0.4, 'the day of a report'],
    ['Eingangsdatum', 0.3, 'the day of a request'],
    ['出院日期', 0.2, 'the day of another event'],
    ['Fecha de ingreso', 0.2, 'the day of another event'],
    ['wann', 0.5, 'a day that nothing here is called by'],
  ])('a day called %s is proposed at most', async (name, score, what) => {
    const text = await drafted(`albumin (g/L),${name}`, at => `${sexOf(at)},${String(30 + at)},${iso(2020, at)}`)
    expect(text).toContain(
      `    # date: { column: ${name}, date: [YYYY-MM-DD] }  # likely ${String(score)}: it is ${what}\n`,
    )
    expect(text).toContain('      albumin (g/L): { test: albumin, unit: g/L }')
  })

  test.each([
    ['检验日期', '采样日期', '采样日期'],
    ['送检时间', '采样时间', '采样时间'],
    ['送检日期', '检验日期', '检验日期'],
  ])('of %s and %s the own one of a result is %s', async (one, other, own) => {
    const text = await drafted(
      `albumin (g/L),${one},${other}`,
      at => `${sexOf(at)},${String(30 + at)},${iso(2020, at)},${iso(2021, at)}`,
    )
    expect(text).toContain(`    date: { column: ${own}, date: [YYYY-MM-DD] }\n`)
  })

  test('that of sending a sample away is, where it stands alone', async () => {
    const text = await drafted('albumin (g/L),送检日期', at => `${sexOf(at)},${String(30 + at)},${iso(2020, at)}`)
    expect(text).toContain('    date: { column: 送检日期, date: [YYYY-MM-DD] }\n')
  })

  test.each(['last_updated', 'lab_entry_date', '打印时间', 'Geburt'])(
    'a day called %s is not even proposed',
    async name => {
      const text = await drafted(`albumin (g/L),${name}`, at => `${sexOf(at)},${String(30 + at)},${iso(2020, at)}`)
      expect(text).not.toContain('date: {')
    },
  )

  test('a name that says a day of the rows and another one', async () => {
    const text = await drafted('ecog,Date (printed)', at => `${sexOf(at)},${String(at % 3)},${iso(2020, at)}`)
    expect(text).toMatch(/# date: \{ column: Date \(printed\).*but also that it is the day of the record/)
  })

  test('days within a month, after all other days of the table', async () => {
    const text = await drafted(
      'ecog,date,diagnosis date',
      at => `${sexOf(at)},${String(at % 3)},2024-01-${two((at % 20) + 1)},${iso(2020, at)}`,
    )
    expect(text).toMatch(/# date: \{ column: date, .*but all other days of the table are before it/)
  })

  test('the day of a visit, where a row a subject says that somebody died', async () => {
    const text = await drafted('ecog,visit date,status', at => {
      return `${sexOf(at)},${String(at % 3)},${iso(2020, at)},${at % 2 === 0 ? 'dead' : 'alive'}`
    })
    expect(text).toContain('    date: { column: visit date, date: [YYYY-MM-DD] }')
    expect(text).not.toMatch(/^ {2}(?:contact|disposition):/m)
  })
})

describe('the day in the names of files is that of the export', () => {
  const drafts = async (names: readonly string[], header: string, cell: string): Promise<string> => {
    const own = join(folder(), 'exports')
    mkdirSync(own)
    for (const name of names)
      writeFileSync(
        join(own, name),
        `patient_id,${header}\n${subjects.map(at => `P${String(100 + at)},${cell}`).join('\n')}\n`,
      )
    return (await draftOfFolder('new', own, study, Object.values(mappings))).text
  }

  test('and is left to a person where two names have two days', async () => {
    const text = await drafts(['labs_2020-01-31.csv', 'patients_2024-02-29.csv'], 'ecog', '1')
    expect(text).not.toMatch(/^dataDate/m)
    expect(text).toContain('#   labs: 2020-01-31 in its name may be the day of the export')
    expect(text).toContain('#   patients: 2024-02-29 in its name may be the day of the export')
  })

  test('or where a column says another one', async () => {
    const text = await drafts(['patients_20240229.csv'], 'as of', '2024-01-31')
    expect(text).not.toMatch(/^dataDate/m)
  })

  test('but stands where the column says the same', async () => {
    const text = await drafts(['patients_20240229.csv'], 'as of', '2024-02-29')
    expect(text).toContain('\ndataDate: { file: patients, name: YYYYMMDD }\n')
  })
})

describe('an age is filled in where its cells are read as years', () => {
  test.each(['61岁', '61 Y', '61 years', '61y', '61 J.', '5月龄', '89岁以上', '90+'])('as in %s', async cell => {
    const text = await drafted('age', at => `${sexOf(at)},${cell.replace('61', String(40 + at))}`)
    expect(text).toContain('    ageYears: age\n')
  })

  test('not where one cell is held', async () => {
    const text = await drafted('age', at => `${sexOf(at)},${at === 3 ? '36M' : `${String(40 + at)}y`}`)
    expect(text).not.toContain('ageYears')
  })

  test.each(['age (months)', '年龄(月)', 'Alter (Tage)'])('not where its numbers are no years: %s', async name => {
    const text = await drafted(name, at => `${sexOf(at)},${String(30 + at)}`)
    expect(text).toMatch(/# ageYears: .*likely 0.2: its name says another unit/)
  })
})

describe('what one letter or digit says elsewhere is not filled in', () => {
  test('H beside F is a man, and both are sure', async () => {
    const text = await drafted('ecog', at => `${at % 4 === 0 ? 'H' : 'F'},${String(at % 3)}`)
    expect(text).toContain('    sex: { column: sex, codes: { H: male, F: female } }')
    const three = await drafted('ecog', at => `${['H', 'F', 'N'][at % 3] ?? ''},${String(at % 3)}`)
    expect(three).not.toMatch(/^ +sex:/m)
  })

  test('what somebody died of is no response, though its words are those of one', async () => {
    const text = await drafted(
      '死亡原因',
      at => `${sexOf(at)},${at % 3 === 0 ? '肿瘤进展' : at % 3 === 1 ? '疾病进展' : ''}`,
    )
    expect(text).not.toMatch(/response: \{ column: 死亡原因/)
    expect(text).toContain("no line is about '死亡原因'")
  })

  test('M beside H is a woman, likely', async () => {
    const text = await drafted('ecog', at => `${at % 4 === 0 ? 'H' : 'M'},${String(at % 3)}`)
    expect(text).toContain('#   sex: { column: sex, codes: { H: male, M: female } }  # likely 0.7')
    expect(text).not.toMatch(/^ +sex:/m)
  })

  test('0 and 1 below a disease are no grades of an event', async () => {
    const text = await drafted('Hypertension', at => `${sexOf(at)},${String(at % 2)}`)
    expect(text).not.toMatch(/^ +Hypertension:/m)
    expect(text).toMatch(/# +Hypertension: \{ category: hypertension \} {2}# likely 0.3/)
  })

  test('but 0 to 3 are', async () => {
    const text = await drafted('Hypertension', at => `${sexOf(at)},${String(at % 4)}`)
    expect(text).toMatch(/^ +Hypertension: \{ category: hypertension \}$/m)
  })
})
