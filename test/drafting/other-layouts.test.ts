import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bareHeaders } from '../../drafting/bare-header.js'
import { dayInName, dayOfName, namePattern } from '../../drafting/day-in-name.js'
import { withoutForm } from '../../drafting/plain-word.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'

const liver = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))
const lung = await loadStudy(join(checkout, 'studies/ncctg-lung'))

const folder = temporaryFolder()

const subjects = Array.from({ length: 24 }, (_, at) => at)
const two = (number: number): string => String(number).padStart(2, '0')
const id = (at: number): string => `P${String(100 + at)}`
const iso = (year: number, at: number): string => `${String(year)}-${two((at % 12) + 1)}-${two(((at * 5) % 27) + 1)}`

const draftedFiles = async (files: Readonly<Record<string, string>>, { study, mappings } = liver): Promise<string> => {
  const own = join(folder(), 'exports')
  mkdirSync(own)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text)
  return (await draftOfFolder('new', own, study, Object.values(mappings))).text
}

const table = (header: string, row: (at: number) => string): string =>
  `${header}\n${subjects.map(at => `${id(at)},${row(at)}`).join('\n')}\n`

const drafted = async (header: string, row: (at: number) => string): Promise<string> =>
  draftedFiles({ 'table.csv': table(`patient_id,${header}`, row) })

describe('days', () => {
  test('that are written in several ways are read by a format each', async () => {
    const ways = [
      (at: number) => iso(2020, at),
      (at: number) => `2020/${String((at % 12) + 1)}/9`,
      (at: number) => `2020年${String((at % 12) + 1)}月7日`,
    ] as const
    const text = await drafted('ALB g/L,采样时间', at => `${String(30 + at)},${ways[at % 3]!(at)}`)
    expect(text).toMatch(/^ {4}date: \{ column: 采样时间, date: \[(?=.*YYYY-MM-DD)(?=.*YYYY\/M\/D)(?=.*YYYY年M月D日)/m)
  })

  test('of which one way has two readings are only proposed', async () => {
    const text = await drafted('ALB g/L,采样时间', at =>
      at % 2 === 0 ? `${String(30 + at)},${iso(2020, at)}` : `${String(30 + at)},0${String((at % 9) + 1)}/04/2020`,
    )
    expect(text).not.toMatch(/^ {4}date: \{ column: 采样时间/m)
  })

  test('that most rows do not have yet are days all the same', async () => {
    const text = await drafted('drug,start date,end date', at =>
      ['lenvatinib', iso(2020, at), at % 3 === 0 ? iso(2021, at) : 'ongoing'].join(','),
    )
    expect(text).toContain('    endDate: { column: end date, date: [YYYY-MM-DD], missing: { ongoing: not recorded } }')
  })

  test('how long somebody was observed is no day of an assessment', async () => {
    const text = await draftedFiles(
      {
        'subjects.csv': table(
          'id,PS (ECOG),OS days,OS event',
          at => `${String(at % 3)},${String(30 + at)},${String(at % 2)}`,
        ),
      },
      lung,
    )
    expect(text).not.toMatch(/assessment:\n {4}from: patients\n {4}date:/)
    expect(text).toContain(
      "    status: { column: OS event, codes: { '0': alive, '1': dead } }\n    date: { column: OS days, offset: days }",
    )
  })
})

describe('who died', () => {
  test('stands in a column of days beside that of those seen alive', async () => {
    const text = await drafted(
      'Last known alive,Date of death',
      at => `${iso(2021, at)},${at % 2 === 0 ? iso(2022, at) : ''}`,
    )
    expect(text).toContain(
      '    status: { constant: alive }\n    date: { column: Last known alive, date: [YYYY-MM-DD] }',
    )
    expect(text).toContain("    when: { Date of death: { not: [''] } }\n    event: { constant: death }")
  })

  test('but a day of follow-up does not say that somebody is alive', async () => {
    const text = await drafted('末次随访,死亡日期', at => `${iso(2021, at)},${at % 2 === 0 ? iso(2022, at) : ''}`)
    expect(text).toContain('#   status: { constant: alive }  # likely')
  })

  test('is asked by yes and no', async () => {
    const text = await drafted('末次随访,是否死亡', at => `${iso(2021, at)},${at % 2 === 0 ? '是' : '否'}`)
    expect(text).toContain('    status: { column: 是否死亡, codes: { 否: alive, 是: dead } }')
  })

  test('no day that any row has is one of death, though another site calls it 日期 alone', async () => {
    expect(await drafted('ECOG,基线日期', at => `${String(at % 3)},${iso(2020, at)}`)).not.toContain('death')
  })
})

describe('names of columns', () => {
  test('a unit stands behind a blank, and both rows of a header say what it is', () => {
    expect(bareHeaders('ALB g/L')).toContain('alb')
    expect(bareHeaders('PLT ×10^9/L')).toContain('plt')
    expect(bareHeaders('肿瘤/最大径(cm)')).toContain('肿瘤最大径')
    expect(bareHeaders('Lymphocytes %')).not.toContain('lymphocytes')
  })

  test('in two scripts are one where both say the same', async () => {
    const text = await drafted(
      '白蛋白ALB(g/L),AFP甲胎蛋白(ng/mL),检验日期',
      at => `${String(30 + at)},${String(3 + at)},${iso(2020, at)}`,
    )
    expect(text).toContain('白蛋白ALB(g/L): { test: albumin, unit: g/L }')
    expect(text).toContain('AFP甲胎蛋白(ng/mL): { test: afp, unit: ng/mL }')
  })

  test('and none where one part is another test', async () => {
    expect(await drafted('甲胎蛋白L3(ng/mL),检验日期', at => `${String(3 + at)},${iso(2020, at)}`)).not.toContain(
      'test: afp',
    )
  })

  test('0 and 1 under what is counted may say whether there is any', async () => {
    const text = await drafted('lung mets,assessment date', at => `${String(at % 2)},${iso(2020, at)}`)
    expect(text).toMatch(/lung mets: .*# likely 0.4: 0 and 1/)
  })

  test('a unit that the test does not know is named as that', async () => {
    const text = await draftedFiles({ 'subjects.csv': table('id,Weight loss (kg)', at => String(at % 9)) }, lung)
    expect(text).toMatch(
      /Weight loss \(kg\): \{ test: weight-loss, unit: kg \} {2}# likely 0.2: its header says a unit/,
    )
  })

  test('numbers with an unknown word between are proposed with their unit, and no empty list of codes', async () => {
    const text = await drafted(
      'ALT (U/L),检验日期',
      at => `${at % 4 === 0 ? 'n.b.!' : String(30 + at)},${iso(2020, at)}`,
    )
    expect(text).toContain('ALT (U/L): { test: alt, unit: U/L }  # likely 0.5: some of its cells are no numbers')
    expect(text).not.toContain('codes: {}')
  })
})

describe('a table with a row a result', () => {
  const long = (row: (at: number) => string): Promise<string> =>
    drafted('code,test,result,unit,sample date', at => `${row(at)},${iso(2020, at)}`)

  test('a code and a name of the same test are one', async () => {
    const text = await long(at => (at % 2 === 0 ? 'ALB,albumin,40,g/L' : 'ALT,alanine transaminase,30,U/L'))
    expect(text).toMatch(/^ {4}test: \{ column: (?:code|test), codes/m)
  })

  test('and are left to a person where they contradict each other', async () => {
    const text = await long(at => (at % 2 === 0 ? 'ALB,alanine transaminase,40,g/L' : 'ALT,albumin,30,U/L'))
    expect(text).not.toMatch(/^ {4}test: /m)
  })

  const results = ['positive', 'negative', 'weak positive', 'strange'] as const
  const hbsag = (count: number) => long(at => `x${String(at % count)},HBsAg,${results[at % count]!},`)

  test('words of its results are sure where all are known, and one that nobody reads is listed', async () => {
    const text = await hbsag(3)
    expect(text).toMatch(/^ +result: \{ column: result, codes: \{ positive: positive, negative: negative \} \}$/m)
    expect(text).toContain("#   test 'HBsAg': neither study nor another site has a code for its result 'weak positive'")
  })

  test('and listed where one is not', async () => {
    const text = await hbsag(4)
    expect(text).not.toMatch(/^ {4}result: /m)
    expect(text).toContain("#   test 'HBsAg': no list has its result 'strange'")
  })

  test('a test in a unit that does not convert is left out and named', async () => {
    const text = await long(at => (at % 2 === 0 ? 'x1,albumin,40,g/L' : 'x2,AFP,30,mmol/L'))
    expect(text).toContain('test: { column: test, codes: { albumin: albumin } }')
    expect(text).toContain("#   test 'AFP': the unit 'mmol/L' does not convert to that of afp")
  })
})

describe('files', () => {
  test.each([
    ['Stammdaten_31.03.2024.csv', 'Stammdaten_*.csv', 'DD.MM.YYYY', '2024-03-31'],
    ['病人_2024年3月31日.txt', '病人_*.txt', 'YYYY年M月D日', '2024-03-31'],
    ['labs 31Mar2024.csv', 'labs *.csv', 'DMMMYYYY', '2024-03-31'],
    ['Outcomes 31 March 2024.csv', 'Outcomes *.csv', null, '2024-03-31'],
    ['x_03-04-2024.csv', 'x_*.csv', null, null],
    ['x_03-14-2024.csv', 'x_*.csv', 'MM-DD-YYYY', '2024-03-14'],
    ['x_20240331.csv', 'x_*.csv', 'YYYYMMDD', '2024-03-31'],
    ['study 12 of 2024.csv', 'study 12 of 2024.csv', null, null],
  ])('%s is found as %s', (file, pattern, format, day) => {
    expect([namePattern(file), dayInName(file), dayOfName(file)]).toEqual([pattern, format, day])
  })

  test('ids are known again by those of another file, under whatever name', async () => {
    const text = await draftedFiles({
      'people.csv': `Patienten-ID,sex\n${subjects.map(at => `44001${two(at)},M`).join('\n')}\n`,
      'more.csv': `Kennwort,ECOG,assessment date\n${subjects.map(at => `44001${two(at % 12)},1,${iso(2020, at)}`).join('\n')}\n`,
    })
    expect(text).toContain('subject: { column: Patienten-ID }')
    expect(text).toMatch(/# see for yourself: subject.*\n.*more\.csv.*subject: \{ column: Kennwort \}/)
  })
})

test('what stands around the name of a drug does not count', () => {
  expect(
    ['甲磺酸仑伐替尼胶囊', '仑伐替尼胶囊 4mg', 'Lenvatinib mesylate 4 mg', 'lenvatinib capsules'].map(withoutForm),
  ).toEqual(['仑伐替尼', '仑伐替尼', 'lenvatinib', 'lenvatinib'])
})
