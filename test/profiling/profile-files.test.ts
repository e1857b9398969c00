import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { profilePage } from '../../profiling/page/profile-page.js'
import { profileFile } from '../../profiling/profile-file.js'
import { profileLines } from '../../profiling/text/profile-lines.js'
import { shownWidth } from '../../profiling/text/shown-width.js'
import { jsonSchemas } from '../../protocol/load/json-schemas.js'
import type { ColumnProfile, FileProfile } from '../../protocol/language/profile-schema.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const profileOf = (text: string | Uint8Array, name = 'export.csv'): Promise<FileProfile> => {
  const path = join(folder(), name)
  writeFileSync(path, text)
  return profileFile(path, name)
}

const columnsOf = async (text: string | Uint8Array): Promise<Readonly<Record<string, ColumnProfile>>> => {
  const { refused, tables } = await profileOf(text)
  expect(refused).toBeNull()
  return Object.fromEntries((tables[0]?.columns ?? []).map(column => [column.header, column]))
}

const plain = { strong: (text: string) => text, weak: (text: string) => text, bad: (text: string) => text }

const ward = `Ward 7;;;;;;;
;;;;;;;
患者编号;姓名;联系电话;入院日期;白蛋白 (g/L);备注;身份证号;AFP
P00012;王小明;13812345678;03/04/2020;38,5;王小明 复查;110101199003074856;12↑
P00013;李娜;13912345678;05/06/2020;41,2;ok;110101199003074856;<20
P00014;张伟强;13712345678;07/08/2020;未查;ok;;1.210,5
P00015;赵敏;13612345678;09/10/2020;29,9;call 13612345678;;NA
P00016;陈晨;13512345678;11/12/2020;33,0;ok;;4,5
P00016;陈晨;13512345678;11/12/2020;33,0;陈晨 来;;4,5
P00016;陈晨;13512345678;11/12/2020;33,0;陈晨 来;;4,5
`

describe('what can be seen of a file without a mapping', () => {
  test('titles, delimiter, header and encoding are found', async () => {
    const { tables } = await profileOf(ward)
    expect(tables).toMatchObject([{ encoding: 'utf-8', delimiter: ';', header: 3, rows: 7, raggedRows: 0 }])
  })

  test('days that both orders read are told as that', async () => {
    expect((await columnsOf(ward))['入院日期']).toMatchObject({
      kind: 'day',
      days: { formats: ['DD/MM/YYYY', 'MM/DD/YYYY'], nearly: null },
    })
  })

  test('one day above 12 decides their order', async () => {
    const { on } = await columnsOf('on,x\n03/04/2020,1\n25/04/2020,2\n')
    expect(on?.days?.formats).toEqual(['DD/MM/YYYY'])
  })

  test('of formats that read the same only the one that asks for more is told', async () => {
    const { a, b } = await columnsOf('a,b\n2020-01-02,2020-1-2\n2020-11-12,2020-11-12\n')
    expect([a?.days?.formats, b?.days?.formats]).toEqual([['YYYY-MM-DD'], ['YYYY-M-D']])
  })

  test('a column of days with one other text tells how many are not read', async () => {
    const { on } = await columnsOf(`on,x\n${'12.03.2020,1\n'.repeat(9)}2020-03,2\n`)
    expect(on?.days).toMatchObject({ formats: [], nearly: { format: 'DD.MM.YYYY', not: 1 } })
    expect(on?.commonest).toEqual([{ text: '2020-03', count: 1 }])
  })

  test('numbers are told with decimal sign, limits, flags and range, words for nothing apart', async () => {
    const columns = await columnsOf(ward)
    expect(columns['AFP']).toMatchObject({
      kind: 'number',
      absent: [{ text: 'NA', count: 1 }],
      numbers: { share: 1, decimal: ',', contradicted: false, limits: 1, followed: 1, lowest: 4.5, highest: 1210.5 },
    })
    expect(columns['白蛋白 (g/L)']).toMatchObject({ unit: 'g/L', absent: [{ text: '未查', count: 1 }] })
  })

  test('points and commas that contradict each other are told', async () => {
    const { value } = await columnsOf('value;x\n4,1;1\n4.1;2\n12,5;3\n')
    expect(value?.numbers).toMatchObject({ contradicted: true, decimal: null })
  })

  test('codes are told with their counts, the commonest first', async () => {
    const { sex } = await columnsOf(`sex,x\n${'M,1\n'.repeat(5)}${'F,1\n'.repeat(7)}`)
    expect(sex).toMatchObject({
      kind: 'code',
      commonest: [
        { text: 'F', count: 7 },
        { text: 'M', count: 5 },
      ],
    })
  })

  test('2+ and 3-4 are no numbers', async () => {
    const { grade } = await columnsOf(`grade,x\n${'2+,1\n3-4,1\n'.repeat(3)}`)
    expect(grade).toMatchObject({ kind: 'code', numbers: null })
  })

  test('without a header its first row is told nowhere', async () => {
    const seen = await profileOf('Berg,M,45,2020-01-02\nHolm,F,51,2020-02-03\n')
    expect(seen.tables[0]?.notes.join()).toContain('no row looks like a header')
    expect(JSON.stringify(seen)).not.toMatch(/Berg|Holm/)
  })

  test('UTF-16 without a mark, GB18030 and Windows-1252 are read', async () => {
    const text = '编号,性别,诊断\nP1,男,肝细胞癌\nP2,女,肝细胞癌\n'
    const wide = await profileOf(Buffer.from(text, 'utf16le'))
    expect(wide.tables).toMatchObject([{ encoding: 'utf-16le', rows: 2 }])
    const german = Buffer.from('Nummer;Größe;Übelkeit\n1;171;häufig\n2;180;selten, für länger\n', 'latin1')
    expect((await profileOf(german)).tables[0]?.notes.join()).toContain('the encoding is not certain')
    expect((await profileOf(german)).tables[0]?.columns.map(({ header }) => header)).toEqual([
      'Nummer',
      'Größe',
      'Übelkeit',
    ])
  })

  test('a file that is no table says what it is and what to do', async () => {
    const { refused, tables } = await profileOf('%PDF-1.4 nothing', 'report.csv')
    expect(refused).toContain('it is a PDF')
    expect(tables).toEqual([])
  })
})

describe('whole numbers that no two rows share', () => {
  const rows = Array.from({ length: 12 }, (_, at) => at)
  const kindOf = async (numbers: readonly number[]) => {
    const { tables } = await profileOf(`x\n${numbers.join('\n')}\n`, 'small.csv')
    return tables[0]?.columns[0]?.kind
  }

  test.each([
    ['heights', rows.map(at => 151 + at * 4 + (at % 3))],
    ['platelets', rows.map(at => 100 + ((at * 37) % 290))],
    ['weights at birth', rows.map(at => 2400 + ((at * 317) % 1900))],
  ])('%s of a few rows are numbers, and told from where to where they go', async (_, numbers) => {
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(await kindOf(numbers)).toBe('number')
  })

  test.each([
    ['given one after the other', rows.map(at => 117 + at)],
    ['of five digits', rows.map(at => 10_000 + ((at * 7919) % 80_000))],
    ['of three digits on many rows', Array.from({ length: 80 }, (_, at) => 100 + ((at * 37) % 890))],
  ])('those %s may be ids, and none is told', async (_, numbers) => {
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(await kindOf(numbers)).toBe('identifier')
  })
})

describe('no value of an identifier is told', () => {
  const cases: readonly (readonly [what: string, header: string, values: readonly string[]])[] = [
    ['ids that are unique', 'code', ['A0101', 'A0102', 'A0103', 'A0104', 'A0205', 'A0306']],
    ['whole numbers that are unique', 'Fall', ['70011', '70012', '70013', '70014', '70015', '70016']],
    ['names in Latin letters', 'doctor', ['Anna Berg', 'Bo Holm', 'Carl Dahl', 'Dora Lind', 'Eva Sund', 'Finn Krog']],
    ['names in Chinese', 'x', ['王小明', '李娜', '张伟强', '赵敏', '陈晨', '李娜']],
    ['telephones', 'x', ['13812345678', '13912345678', '13712345678', '13812345678']],
    ['addresses of mail', 'x', ['a.berg@clinic.org', 'b.holm@clinic.org', 'a.berg@clinic.org']],
    ['resident ids', 'x', ['110101199003074856', '11010519491231002X', '440524188001010014']],
    ['a surname by its header', 'Nachname', ['Berg', 'Holm', 'Berg', 'Holm']],
    [
      'ids that come again and again',
      'who',
      [...Array(12).keys()].flatMap(at => [`N${String(101 + at)}`, `N${String(101 + at)}`]),
    ],
  ]

  test.each(cases)('%s', async (_, header, values) => {
    const seen = await profileOf(`${header},n\n${values.map(value => `${value},1\n`).join('')}`)
    expect(seen.tables[0]?.columns[0]).toMatchObject({ kind: 'identifier', commonest: [], masked: values.length })
    const told = [JSON.stringify(seen), profilePage({ files: [seen] }), profileLines(seen, plain).join('\n')].join('\n')
    for (const value of values) expect(told).not.toContain(value)
  })

  test('nor where it stands in the text of another column', async () => {
    const seen = await profileOf(ward)
    const told = [JSON.stringify(seen), profilePage({ files: [seen] })].join('\n')
    expect(told).not.toMatch(/P0001|王小明|陈晨|李娜|135123|11010119900307/)
    expect(seen.tables[0]?.columns[5]).toMatchObject({
      header: '备注',
      commonest: [{ text: 'ok', count: 3 }],
      masked: 2,
    })
  })

  test('of days of birth the years alone', async () => {
    const seen = await profileOf('birth_date,x\n1950-02-03,1\n1961-04-05,1\n')
    expect(seen.tables[0]?.columns[0]?.days).toMatchObject({ earliest: '1950', latest: '1961' })
  })
})

test('diseases are no names of persons, though their first sign may be a family name', async () => {
  const seen = await columnsOf(`既往史,x\n${'高血压病,1\n'.repeat(6)}${'高脂血症,2\n'.repeat(5)}`)
  expect(seen['既往史']).toMatchObject({ kind: 'code', masked: 0 })
})

describe('how it is told', () => {
  test('no line is wider than 80 columns', async () => {
    for (const line of profileLines(await profileOf(ward), plain)) expect(shownWidth(line)).toBeLessThanOrEqual(80)
  })

  test.each([
    [
      'sex,x\nM,1\nF,2\n\nM,1,2\n',
      '2 rows, 2 columns, 1 blank row, 1 row of another length than the header, utf-8, divided by comma, header in row 1',
    ],
    ['id;a\n1;2\n', '1 row, 2 columns, utf-8, divided by semicolon, header in row 1'],
    [
      'P1  M\nP2  F\n',
      '1 row, 1 column, utf-8, divided by no sign (where columns stand at fixed places ask for CSV), header in row 1',
    ],
  ])('%j is told as %s, on the terminal and on the page', async (text, facts) => {
    const seen = await profileOf(text)
    const lines = profileLines(seen, plain).join(' ').replaceAll(/[ ,]+/g, ' ')
    expect(lines).toContain(facts.replaceAll(', ', ' '))
    expect(profilePage({ files: [seen] })).toContain(`<p>${facts}</p>`)
  })

  test('counts of texts stand in one column', async () => {
    const lines = profileLines(await profileOf(`sex,x\n${'M,1\n'.repeat(1500)}${'F,1\n'.repeat(7)}`), plain)
    const ends = lines.filter(line => /^ +[\d,]+  [MF]$/.test(line)).map(line => line.length)
    expect(ends).toHaveLength(2)
    expect(new Set(ends).size).toBe(1)
  })

  test('as JSON it keeps to its schema', async () => {
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(jsonSchemas()['profile.schema.json'] ?? '') as object,
    )
    expect([validate({ files: [await profileOf(ward), await profileOf('', 'empty.csv')] }), validate.errors]).toEqual([
      true,
      null,
    ])
  })

  test('the page has no script, loads nothing, and received texts are no markup in it', async () => {
    const page = profilePage({ files: [await profileOf(`kind,x\n${'<script>alert(1)</script>,1\n'.repeat(3)}`)] })
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script|\son\w+=|https?:|<link|@import|url\(/i)
  })
})
