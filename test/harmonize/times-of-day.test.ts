import { expect, test } from 'vitest'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { readColumn } from './read-column.js'

const dated = (texts: readonly string[], date: readonly string[]) =>
  readColumn('contact', 'date', texts, { date }, { status: { constant: 'alive' } }, { receivedOn: '2024-03-31' })

const at = (hours: number, minutes = 0, seconds = 0): number => hours * 3600 + minutes * 60 + seconds

test.each<[string, string, number | null]>([
  ['2020-03-05', 'YYYY-MM-DD', null],
  ['2020-03-05 07:10', 'YYYY-MM-DD', at(7, 10)],
  ['2020-03-05 00:00:00', 'YYYY-MM-DD', 0],
  ['2020-03-05T14:05:00', 'YYYY-MM-DD', at(14, 5)],
  ['2020-03-05T14:05:09.750', 'YYYY-MM-DD', at(14, 5, 9)],
  ['2020-03-05T23:59:60', 'YYYY-MM-DD', at(23, 59, 59)],
  ['3/5/2020 12:00:00 AM', 'M/D/YYYY', 0],
  ['3/5/2020 12:05 PM', 'M/D/YYYY', at(12, 5)],
  ['3/5/2020 1:30 p.m.', 'M/D/YYYY', at(13, 30)],
  ['3/5/2020 11:59:59pm', 'M/D/YYYY', at(23, 59, 59)],
  ['3/5/2020 14:05 PM', 'M/D/YYYY', at(14, 5)],
  ['3/5/2020 10:30:00.0000000', 'M/D/YYYY', at(10, 30)],
  ['05.03.2020 14.05', 'DD.MM.YYYY', at(14, 5)],
  ['05.03.2020 14:05 Uhr', 'DD.MM.YYYY', at(14, 5)],
  ['05/03/2020 14h05', 'DD/MM/YYYY', at(14, 5)],
  ['2020年3月5日 上午8时30分', 'YYYY年M月D日', at(8, 30)],
  ['2020年3月5日14时05分', 'YYYY年M月D日', at(14, 5)],
  ['2020年3月5日14时05分09秒', 'YYYY年M月D日', at(14, 5, 9)],
  ['2020年3月5日下午2:05', 'YYYY年M月D日', at(14, 5)],
  ['2020年3月5日 午後0時30分', 'YYYY年M月D日', at(12, 30)],
  ['2020年3月5日 下午2点', 'YYYY年M月D日', at(14)],
  ['2020/3/5 中午12:10', 'YYYY/M/D', at(12, 10)],
  ['2020/3/5 中午11:50', 'YYYY/M/D', at(11, 50)],
  ['2020/3/5 中午1:30', 'YYYY/M/D', at(13, 30)],
  ['2020/3/5 凌晨12:30', 'YYYY/M/D', at(0, 30)],
  ['2020/3/5 傍晚6:05', 'YYYY/M/D', at(18, 5)],
  ['2020/3/5 晚上8:30', 'YYYY/M/D', at(20, 30)],
  ['２０２０/３/５　０７：１０', 'YYYY/M/D', at(7, 10)],
])('%s under %s', async (text, format, time) => {
  const { values, issues } = await dated([text], [format])
  expect(values[0]).toMatchObject({ kind: 'day', date: '2020-03-05', time, precision: 'day', received: text })
  expect(issues).toEqual([undefined])
})

test.each([
  '2020-03-05 25:00',
  '2020-03-05 24:00',
  '2020-03-05 12:60',
  '2020-03-05 14:05 AM',
  '2020-03-05 晚上12:30',
  '2020-03-05 夜间1:30',
  '2020-03-05 中午8:00',
])('of %s, a time that no clock has, the day stays and the time is left out by name', async text => {
  const { values, site } = await dated([text, text], ['YYYY-MM-DD'])
  expect(values[0]).toMatchObject({ date: '2020-03-05', time: null })
  expect([site.issues, site.notes]).toEqual([
    [],
    [expect.stringContaining('times that no clock has were left out, their days were read')],
  ])
})

test('a partial date has no time, nor has a distance in time', async () => {
  const written = { date: ['YYYY-MM'], impute: 'first' }
  const beside = { status: { constant: 'alive' } }
  expect((await readColumn('contact', 'date', ['2020-03'], written, beside)).values[0]).toMatchObject({ time: null })
  const offsets = await readColumn('contact', 'date', ['10.5'], { offset: 'days' }, beside, { time: 'day offsets' })
  expect(offsets.values[0]).toMatchObject({ offset: 10.5, time: null })
})

test('two times of one day are two values of it', async () => {
  const { values } = await dated(['2020-03-05 07:10', '2020-03-05 14:30'], ['YYYY-MM-DD'])
  expect(values.map(value => value?.kind === 'day' && [value.date, value.time])).toEqual([
    ['2020-03-05', at(7, 10)],
    ['2020-03-05', at(14, 30)],
  ])
})

test('typed days of a workbook and its day numbers have the time that is stored', async () => {
  const bytes = await workbookBytes(workbook => {
    const sheet = workbook.addWorksheet('a')
    const days = [Date.UTC(2020, 2, 5, 14, 5), Date.UTC(2020, 2, 5)].map(day => new Date(day))
    sheet.addRows([['id', 'seen'], ...[...days, 43_895.25, 43_895].map((cell, index) => [`p${index}`, cell])])
    for (const place of ['B2', 'B3']) sheet.getCell(place).numFmt = 'yyyy-mm-dd hh:mm'
  })
  const mapping = madeMapping({
    files: { s: { name: 's.xlsx', subject: { column: 'id' } } },
    map: { contact: { from: 's', status: { constant: 'alive' }, date: { column: 'seen', date: ['YYYY-MM-DD'] } } },
  })
  const { site } = await harmonizeTexts(mapping, { s: bytes })
  const read = site.rows.map(({ values: { date } }) => date?.kind === 'day' && [date.date, date.time, date.received])
  expect(read).toEqual([
    ['2020-03-05', at(14, 5), '2020-03-05 14:05'],
    ['2020-03-05', null, '2020-03-05'],
    ['2020-03-05', at(6), '43895.25'],
    ['2020-03-05', null, '43895'],
  ])
})
