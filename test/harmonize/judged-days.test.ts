import { describe, expect, test } from 'vitest'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { type Field, readColumn } from './read-column.js'

const dated = (texts: readonly string[], written: Field = {}, receivedOn = '2024-03-31') =>
  readColumn('contact', 'date', texts, written, { status: { constant: 'alive' } }, { receivedOn })

describe('the order of day and month is that of the column', () => {
  test.each([
    ['DD/MM/YYYY', ['03/04/2020', '03/25/2020', '13/05/2020', '07/08/2020', '05/05/2020']],
    ['MM/DD/YYYY', ['03/04/2020', '25/03/2020', '05/13/2020', '07/08/2020', '05/05/2020']],
    ['D.M.YYYY', ['3.4.2020', '3.25.2020', '13.5.2020', '7.8.2020', '5.5.2020']],
    ['DD-MM-YYYY', ['03-04-2020', '03-25-2020', '13-05-2020', '07-08-2020', '05-05-2020']],
    ['DDMMYYYY', ['03042020', '03252020', '13052020', '07082020', '05052020']],
  ])(
    'under %s the other order occurs: what both read is held, what one reads alone is known',
    async (format, texts) => {
      const { said, kinds } = await dated(texts, { date: [format] })
      expect(said).toEqual(['held', 'held', '2020-05-13', 'held', '2020-05-05'])
      expect(kinds.filter(kind => kind !== null)).toEqual(Array.from({ length: 3 }, () => 'day-order-contradicts'))
    },
  )

  test('a single day in the other order among many that only the listed one reads is a slip of its own', async () => {
    const sure = Array.from({ length: 25 }, (_, index) => `${String(13 + (index % 15))}/05/2020`)
    const { said, kinds } = await dated(['03/25/2020', '03/04/2020', ...sure], { date: ['DD/MM/YYYY'] })
    expect([said[0], said[1]]).toEqual(['held', '2020-04-03'])
    expect(kinds[0]).toBe('day-order-contradicts')
  })

  test('other columns of the file say nothing of it', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        contact: { from: 's', status: { constant: 'alive' }, date: { column: 'seen', date: ['DD/MM/YYYY'] } },
        disease: { from: 's', stage: { constant: 'ii' }, date: { column: 'found', date: ['MM/DD/YYYY'] } },
      },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,seen,found\n1,03/04/2020,03/25/2019\n2,25/04/2020,01/02/2019\n',
    })
    expect(site.issues).toEqual([])
  })

  test('both orders listed and no day that tells: the whole column is named, once', async () => {
    const { site, said } = await dated(['03/04/2020', '05/06/2020'], { date: ['DD/MM/YYYY', 'MM/DD/YYYY'] })
    expect(said).toEqual(['held', 'held'])
    expect(site.findings.map(({ column, effect, unusable }) => [column, effect, unusable])).toEqual([
      ['v', 'column left out', 2],
    ])
    expect(site.issues).toEqual([])
  })

  test('typed days that a program made of texts read month first are held beside the texts that it left', async () => {
    const day = (month: number, date: number): Date => new Date(Date.UTC(2020, month - 1, date))
    const rows = [day(4, 3), day(5, 5), '13/05/2020', '25/12/2020', day(1, 12), '30/06/2020']
    const read = async (cells: readonly (Date | string)[]) => {
      const bytes = await workbookBytes(workbook => {
        const sheet = workbook.addWorksheet('a')
        sheet.addRows([['id', 'seen'], ...cells.map((cell, index) => [`p${index}`, cell])])
        for (let row = 2; row <= cells.length + 1; row += 1) sheet.getCell(`B${row}`).numFmt = 'yyyy-mm-dd'
      })
      const mapping = madeMapping({
        files: { s: { name: 's.xlsx', subject: { column: 'id' } } },
        map: { contact: { from: 's', status: { constant: 'alive' }, date: { column: 'seen', date: ['DD/MM/YYYY'] } } },
      })
      const { site } = await harmonizeTexts(mapping, { s: bytes })
      return site.rows.map(({ values: { date } }) => (date?.kind === 'day' ? date.date : 'held'))
    }
    expect(await read(rows)).toEqual(['held', '2020-05-05', '2020-05-13', '2020-12-25', 'held', '2020-06-30'])
    // A typed day above 12 shows that days were typed as days.
    expect(await read([...rows, day(3, 28)])).toEqual([
      '2020-04-03',
      '2020-05-05',
      '2020-05-13',
      '2020-12-25',
      '2020-01-12',
      '2020-06-30',
      '2020-03-28',
    ])
  })
})

describe('texts that are no whole day', () => {
  test.each([
    ['12.03.71', 'two-digit-year'],
    ['15-MAR-71', 'two-digit-year'],
    ['3/15/71', 'two-digit-year'],
    ['15 Mar 71', 'two-digit-year'],
    ["Mar 15, '71", 'two-digit-year'],
    ['71年3月15日', 'two-digit-year'],
    ['710315', 'two-digit-year'],
    ['12.03.71 10:30', 'two-digit-year'],
    ['2020年春', 'approximate-date'],
    ['约2020-05', 'approximate-date'],
    ['2020-05-上旬', 'approximate-date'],
    ['ca. May 2020', 'approximate-date'],
    ['2018-2019', 'range-of-days'],
    ['2020-05-01 to 2020-05-09', 'range-of-days'],
    ['2020-05', 'partial-date'],
    ['2020-05-UN', 'partial-date'],
    ['05/2020', 'partial-date'],
    ['15-Dez-2020', 'foreign-month'],
    ['15. März 2020', 'foreign-month'],
    ['15 de mayo de 2020', 'foreign-month'],
    ['2020-03-05T00:00:00Z', 'time-with-zone'],
    ['2020-03-05T16:00:00.000+08:00', 'time-with-zone'],
    ['2020-03-05 00:00:00 UTC', 'time-with-zone'],
    ['1900-01-01', 'sentinel-date'],
    ['1901-01-01', 'sentinel-date'],
    ['1970-01-01', 'sentinel-date'],
    ['1899-12-31', 'sentinel-date'],
    ['1905-07-12', 'implausible-date'],
    ['9999-12-31', 'impossible-date'],
    ['soon', 'unreadable-date'],
  ])('%s is named as %s', async (text, kind) => {
    const { kinds, issues, said } = await dated([text, '2021-03-05'])
    expect([kinds[0], said[0], said[1]]).toEqual([kind, 'held', '2021-03-05'])
    expect(issues[0]?.message).not.toContain(text)
  })

  test('the message names the formats that are listed, and a zone by name', async () => {
    const { issues } = await dated(['soon', '2020-05-06T10:00:00+02:00', '05.06.2020'], { date: ['DD.MM.YYYY'] })
    expect(issues[0]?.message).toContain('DD.MM.YYYY')
    expect(issues[1]?.message).toContain('(+02:00)')
  })

  test.each([
    '3/5/2020 12:00:00 AM',
    '3/5/2020 1:30 PM',
    '3/5/2020 0:00',
    '3/5/2020 上午10:30',
    '3/5/2020 10:30:00.0000000',
  ])('the time of %s is dropped', async text => {
    expect((await dated([text], { date: ['M/D/YYYY'] })).said).toEqual(['2020-03-05'])
  })

  test('a day of birth may lie 125 years back, any other day 100', async () => {
    const born = await readColumn(
      'subject',
      'birthDate',
      ['1920-05-05', '1885-05-05', '1970-01-01'],
      {},
      {},
      {
        receivedOn: '2024-03-31',
      },
    )
    expect(born.said).toEqual(['1920-05-05', 'held', '1970-01-01'])
    expect((await dated(['1920-05-05', '1960-05-05'])).said).toEqual(['held', '1960-05-05'])
  })
})
