import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idColumn } from '../../harmonize/door/ids/id-column.js'
import { foldedId, idWriting } from '../../harmonize/door/ids/id-writing.js'
import { readLinkId, readSubjectId } from '../../harmonize/door/ids/subject-id.js'
import type { Cell } from '../../sources/source-record.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const text = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value })

const stored = (written: string): Cell => ({ kind: 'number', text: written, number: Number(written) })

/** Reads the first of a column's ids with the others beside it. */
const among = (id: Cell, others: readonly string[], real?: (writing: string) => boolean) => {
  const column = idColumn([id, ...others.map(text)])
  return readSubjectId(id, { column, ...(real === undefined ? {} : { isReal: real }) })
}

const words = (ids: string): readonly string[] => ids.split(' ')

describe('ids that a program changed', () => {
  test.each(['1234567890123450', '12345678901234500', '110105194912310000', '9007199254740991', '1234567890123450000'])(
    'the number %s, of more than 15 digits, has lost some, in any workbook',
    written => {
      expect(readSubjectId(stored(written))).toMatchObject({ fault: 'id-lost-digits' })
    },
  )

  test('a number of 15 digits has all of them', () => {
    expect(readSubjectId(stored('110105491231002'))).toEqual({ id: '110105491231002' })
  })

  test('texts of 16 and 17 digits have lost some where all of them end in zeros, one alone may end so by right', () => {
    const ended = words('1234567890123460 1234567890123470 1234567890123480')
    expect(among(text('1234567890123450'), ended)).toMatchObject({ fault: 'id-lost-digits' })
    expect(among(text('12345678901234500'), ['12345678901239900'])).toMatchObject({ fault: 'id-lost-digits' })
    expect(among(text('1234567890123450'), words('1234567890123461 1234567890123470'))).toHaveProperty('id')
  })

  test.each([...words('1.1E+17 1,1E+17 2E+05 1.10105E17'), '1.1e+17'])('%s is what is left of a number', written => {
    expect(among(text(written), words('A1 A2 A3'))).toMatchObject({ fault: 'id-lost-digits' })
  })

  test('12E4 is an id among letters, and the rest of a number among numbers', () => {
    expect(among(text('12E4'), words('11A7 P2 12F9'))).toEqual({ id: '12E4' })
    expect(among(text('12E4'), words('120001 120002 120003'))).toMatchObject({ fault: 'id-lost-digits' })
  })

  test.each(['1-Mar', '1-MAR-21', 'Mar-21', '3月1日', '2021年3月', '2021/3/1', '01.03.2021', '2021-03-01 00:00:00'])(
    '%s is a day that a spreadsheet made of an id',
    written => {
      expect(among(text(written), words('A1 A2 A3'))).toMatchObject({ fault: 'unreadable-id' })
    },
  )

  test('ids with a point and a zero are whole numbers, unless another has a fraction', () => {
    expect(among(text('20345.0'), words('20346.0 20347.0'))).toEqual({ id: '20345' })
    expect(among(text('20345,0'), words('20346,0 20347'))).toEqual({ id: '20345' })
    expect(among(text('3.0'), words('3.1 3.2'))).toEqual({ id: '3.0' })
  })
})

describe('writings of one id', () => {
  test.each([
    ['zy2001', 'ＺＹ２００１'],
    ['ZY2001', ' ZY 2001 '],
    ['ZY2001', 'ZY\u200b2001\ufeff'],
    ['00345', "'00345"],
    ['00345', '="00345"'],
    ['P-001', 'P–001'],
    ['11010519491231002X', '11010519491231002Х'],
    ['11010519491231002X', '11010519491231002×'],
    ['AB-12', 'АВ-12'],
  ])('%s and %s are one person', (one, other) => {
    expect(readSubjectId(text(other))).toEqual(readSubjectId(text(one)))
  })

  test('no writing turns letters or digits into others: ids that differ in them stay apart', () => {
    const id = fc.string({ unit: fc.constantFrom(...Array.from('ABCXYZ0123456789-')), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(foldedId(idWriting(one)) === foldedId(idWriting(other))).toBe(one === other)
      }),
    )
  })

  test('a resident id of 15 digits links with the same of 18, a made-up number with nothing', () => {
    expect(readLinkId(text('110105491231002'))).toEqual(readLinkId(text('11010519491231002X')))
    expect(readLinkId(text('110105491331002'))).toEqual({ id: '110105491331002' })
  })

  const mapping = madeMapping({
    files: {
      p: { name: 'p.csv', subject: { column: 'id' } },
      v: { name: 'v.csv', subject: { column: 'id' }, rows: 'many a subject' },
    },
    map: {
      subject: { from: 'p', sex: 'sex' },
      lab: { from: 'v', test: { constant: 'albumin' }, result: { column: 'alb', unit: 'g/L' }, date: 'day' },
    },
  })

  const read = async (people: readonly string[], visits: readonly string[]) =>
    harmonizeTexts(mapping, {
      p: `id,sex\n${people.map(id => `${id},m\n`).join('')}`,
      v: `id,alb,day\n${visits.map((id, index) => `${id},4${index},2021-03-0${index + 1}\n`).join('')}`,
    })

  test('both capitals in one file are one person and asked about, in two files noted', async () => {
    const { door, site } = await read(['AB3X', 'P2'], ['ab3x', 'Ab3X', 'p2', 'P 2'])
    expect(site.subjects).toHaveLength(2)
    expect(door.issues.map(({ file, row, kind, effect }) => [file, row, kind, effect])).toEqual([
      ['v.csv', 3, 'id-writings-differ', 'query'],
      ['v.csv', 5, 'id-writings-differ', 'query'],
    ])
    expect(door.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('other capitals than in row 2'),
      expect.stringContaining('other spaces, dashes or letters that look alike than in row 4'),
    ])
    expect(door.notes.filter(note => note.includes('capitals'))).toEqual([
      'v.csv: 2 ids are written with other capitals, spaces or dashes than in another file; taken for the same subjects',
    ])
  })

  test.each([
    ['leading zeros', '007', '7', 'leading-zeros-lost'],
    ['leading zeros behind letters', 'P007', 'P7', 'leading-zeros-lost'],
    ['separators', 'P-007', 'P007', 'id-alike'],
  ])(
    'ids that differ in %s between files are two, held with the reason, never a stranger',
    async (_, padded, bare, kind) => {
      const { issues, site } = await read([padded, 'Q1'], [bare, 'Q1'])
      expect(issues.map(({ file, row, kind: told, effect }) => [file, row, told, effect])).toEqual([
        ['v.csv', 2, kind, 'record held'],
      ])
      expect(issues[0]?.message).toMatch(/only in (leading zeros|signs)/)
      expect(Object.values(site.held)).toEqual([expect.stringContaining('{file:v} row 2')])
      expect(issues[0]?.message).not.toContain(bare)
    },
  )

  test('007 and 7 in one text file are asked about, and so is a short number among padded ones', async () => {
    const { issues } = await read(['00345', '345', '00346', '12', '70211'], ['00345'])
    expect(issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual([
      [3, 'leading-zeros-lost', 'query'],
      [5, 'leading-zeros-lost', 'query'],
    ])
  })

  test('20345.0 of one file and 20345 of another are one person, and it is noted', async () => {
    const { issues, door, site } = await read(['20345.0', '20346.0'], ['20345', '20346'])
    expect(issues).toEqual([])
    expect(site.held).toEqual({})
    expect(site.subjects).toHaveLength(2)
    expect(door.notes).toContain("p.csv: 2 ids end in '.0', as a program writes numbers; read without it")
  })

  test('an id that is written once for several rows is not filled down, and the message says so', async () => {
    const { issues } = await read(['A1', 'A2'], ['A1', '', '', 'A2'])
    expect(issues.map(({ row, kind }) => [row, kind])).toEqual([
      [3, 'blank-id'],
      [4, 'blank-id'],
    ])
    expect(issues[0]?.message).toContain('list the column under `fillDown` of the file')
  })

  test('a column called __proto__ passes the door', async () => {
    const own = madeMapping({
      files: { p: { name: 'p.csv', subject: { column: 'id' } } },
      map: { subject: { from: 'p', sex: '__proto__' } },
    })
    const { site } = await harmonizeTexts(own, { p: 'id,__proto__\nA1,m\n' })
    expect(site.rows[0]?.values['sex']).toMatchObject({ code: 'm' })
  })
})

describe('ids that read like something else', () => {
  test.each(words('SUM-014 SUMMERS1 NOTE7 TESTA01 TOTALCARE-3 SAMPLE-01 MEANS-3 DATE-1 N12 TOTAL3 P-MAX 共济12'))(
    '%s is an id: exact words count, not beginnings',
    id => {
      expect(among(text(id), words('A1 B2'))).toEqual({ id })
    },
  )

  test.each(words('TEST TEST1 test-02 Demo-1 P001TEST 测试2 XY-TEST-3 テスト1 ТЕСТ1 0000'))(
    '%s is a test entry',
    id => {
      expect(among(text(id), words('A1 A2 A3 TEST2 TEST3 TEST4'))).toMatchObject({ fault: 'test-id' })
    },
  )

  test('12345 is a test entry alone, an id beside running numbers, and asked about among numbers of its length', () => {
    expect(among(text('12345'), words('A1 A2 A3'))).toMatchObject({ fault: 'test-id' })
    expect(among(text('12345'), words('12344 12346'))).toEqual({ id: '12345' })
    expect(among(text('12345'), words('70211 55102 10999'))).toHaveProperty('doubt')
  })

  test('a short word is an id where the others are as short', () => {
    expect(among(text('SD'), words('AB CD EF'))).toHaveProperty('doubt')
    expect(among(text('Q1'), words('P5 P25'))).toEqual({ id: 'Q1' })
    expect(among(text('Q1'), words('P001 Mean Q3'))).toMatchObject({ fault: 'not-a-subject' })
    expect(among(text('SD'), words('P001 P002'))).toMatchObject({ fault: 'not-a-subject' })
  })

  test.each(['#N/A', '不明', '待补', 'xx', '？', 'n.a.', 'Unbekannt', 'неизвестно', '——', 'NULL', '缺失'])(
    '%s stands for no id',
    written => {
      expect(among(text(written), words('A1 A2'))).toMatchObject({ fault: 'blank-id' })
    },
  )

  const sums = [
    'Total', 'Total: 12', 'TOTAL 12', 'Mean', 'Mean (SD)', 'Mean ± SD', 'Mean age', 'median [IQR]', 'n=2', 'N = 14', 'n (%)', 'SD', 'Std. dev.',
    '合计', '合计12', '平均', '平均 39.5', '均值：', '小计', '标准差', '共 12 例', 'Summe', 'Mittelwert', 'Moyenne', 'Écart-type', 'Promedio',
    'Gemiddelde', 'Итого', 'Среднее', '合計', '평균', 'Max.', '最大值',
  ] // prettier-ignore

  test.each(sums)('%s is a sum, a mean or a count', written => {
    expect(among(text(written), words('P001 P002 P003'))).toMatchObject({ fault: 'not-a-subject' })
  })

  test.each([
    'Printed by Dr X', '审核人：张', '制表人', '打印日期：2021', 'Signature', 'Note: albumin in g/L', '说明：albumin', '* alb in g/L', '备注1', 'Page 1 of 2',
    '(12 rows affected)', 'Unterschrift: ', 'Imprimé par Dr X', 'Подпись', 'alb is given in g/L', '以上数据由检验科于当日导出并核对', 'Source: HIS',
  ])('%s is a note or a signature', written => {
    expect(among(text(written), words('P001 P002 P003'))).toMatchObject({ fault: 'not-a-subject' })
  }) // prettier-ignore

  test('names of three words are ids where the column has names', () => {
    expect(among(text('Maria da Silva'), ['Ana Souza', 'Rui da Costa'])).toEqual({ id: 'MARIADASILVA' })
  })

  test('the mapping says of ids that they are real, by patterns', async () => {
    const mapping = (real: readonly string[]) =>
      madeMapping({
        files: { p: { name: 'p.csv', subject: { column: 'id' } } },
        identifiers: { real },
        map: { subject: { from: 'p', sex: 'sex' } },
      })
    const people = 'id,sex\nTEST-01,m\ndemo 7,f\nTotal,m\nA1,f\n'
    expect((await harmonizeTexts(mapping([]), { p: people })).site.subjects).toHaveLength(1)
    const real = await harmonizeTexts(mapping(['test-*', 'Demo*']), { p: people })
    expect(real.site.subjects).toHaveLength(3)
    expect(real.door.issues.map(({ row, kind }) => [row, kind])).toEqual([[4, 'not-a-subject']])
  })
})

describe('rows of nobody', () => {
  const mapping = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'Pat Nr' } } },
    map: { subject: { from: 'p', sex: 'Sex' } },
  })

  test('the header again, in other capitals, spaces and widths, in part or whole, is no subject', async () => {
    const { issues, site } = await harmonizeTexts(mapping, {
      p: 'Pat Nr,Sex,Alb\nA1,m,40\npat nr,sex,alb\nPAT NR ,SEX,\n ＰＡＴ  Nr,Ｓex,x\nA2,f,41\n',
    })
    expect(issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual(
      [3, 4, 5].map(row => [row, 'repeated-header', 'record held']),
    )
    expect(site.subjects).toHaveLength(2)
  })

  test('a total or signature is named as such where the id is blank or the row is short', async () => {
    const { issues } = await harmonizeTexts(
      madeMapping({
        files: { p: { name: 'p.csv', subject: { column: 'id' } } },
        map: { subject: { from: 'p', sex: 'sex' } },
      }),
      { p: 'no,id,sex\n1,A1,m\n合计,,2\nPrinted by Dr X\nMean,,\n2,A2,f\n3\n' },
    )
    expect(issues.map(({ row, kind }) => [row, kind])).toEqual([
      [4, 'not-a-subject'],
      [7, 'ragged-row'],
      [3, 'not-a-subject'],
      [5, 'not-a-subject'],
    ])
  })

  test.each([
    ['lesions without a number', { tumour: { from: 'p', diameter: { column: 'mm', unit: 'mm' }, date: 'd' } }, 'query'],
    [
      'lesions with a number',
      { tumour: { from: 'p', lesion: 'no', diameter: { column: 'mm', unit: 'mm' }, date: 'd' } },
      'normalized',
    ],
    ['doses', { exposure: { from: 'p', treatment: 'no', dose: { column: 'mm', unit: 'mg' }, date: 'd' } }, 'query'],
    ['results', { lab: { from: 'p', test: 'no', result: { column: 'mm', unit: 'g/L' }, date: 'd' } }, 'normalized'],
  ])('B22: of equal rows of %s one counts, with a question where both may', async (_, map, effect) => {
    const own = madeMapping({
      files: { p: { name: 'p.csv', rows: 'many a subject', subject: { column: 'id' } } },
      map: { subject: { from: 'p', sex: 'sex' }, ...map },
    })
    const { door } = await harmonizeTexts(own, {
      p: 'id,sex,no,mm,d\nA1,m,1,8,2020-01-01\nA1,m,1,8,2020-01-01\nA1,m,2,12,2020-01-01\n',
    })
    expect(door.issues.map(({ row, kind, effect: told }) => [row, kind, told])).toEqual([[3, 'duplicate-row', effect]])
  })
})

test('where most ids of a file cannot be used, its finding says why: one for lost digits, another for zeros', async () => {
  const one = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' } }, v: { name: 'v.csv', subject: { column: 'id' } } },
    map: {
      subject: { from: 'p', sex: 'sex' },
      lab: { from: 'v', test: { constant: 'albumin' }, result: { column: 'alb', unit: 'g/L' }, date: 'day' },
    },
  })
  const ids = Array.from({ length: 25 }, (_, index) => 100 + index)
  const { door } = await harmonizeTexts(one, {
    p: `id,sex\n${ids.map(id => `00${id},m\n`).join('')}${ids.map(id => `1.${id}E+17,m\n`).join('')}`,
    v: `id,alb,day\n${ids.map(id => `${id},40,2021-03-01\n`).join('')}`,
  })
  expect(door.findings.map(({ file, kind, effect, unusable }) => [file, kind, effect, unusable])).toEqual([
    ['p.csv', 'ids-unusable', 'file refused', 25],
    ['v.csv', 'ids-alike', 'file refused', 25],
  ])
  expect(door.findings[0]?.message).toContain('(id-lost-digits)')
  expect(door.findings[1]?.message).toContain('leading zeros')
})
