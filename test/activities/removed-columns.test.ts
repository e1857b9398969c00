import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Workbook } from 'exceljs'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { FindingsOfRun } from '../../runs/findings/findings-of-run.js'
import {
  behind,
  book,
  lacks,
  renaming,
  type RowChange,
  subjects,
  test,
  toldOfColumns,
  wide,
} from './changed-exports.js'
import type { JudgedNight } from './night-with-refusals.js'

const without =
  (...gone: readonly string[]): RowChange =>
  (cells, names) =>
    cells.filter((_, column) => !gone.includes(names[column] ?? ''))

// Other bytes that say the same: an export of before that comes again is refused.
const written = renaming({ time: ' time' })

const ward = behind('Ward of Mrs Moeller', place => `w${String(place % 3)}`)

const messageOf = ({ found }: JudgedNight): string | undefined =>
  found.findings.find(({ rule }) => rule === 'column-removed')?.message

test('a column that the mapping does not name is told when it is gone, and its header stands nowhere', async ({
  exports,
}) => {
  exports.rewrite(wide, subjects, ward)
  await exports.night()
  exports.rewrite(wide, subjects, without('Ward of Mrs Moeller'))
  exports.rewrite(wide, subjects, written)
  const now = await exports.night()
  expect(now.refused).toEqual({})
  expect(toldOfColumns(now)).toEqual([['column-removed', wide, 'subjects', 'column 12 of 12', 'info']])
  expect(messageOf(now)).toBe(
    'the last accepted export had a column at this place that is gone; the mapping did not name it, so nothing of it was taken in. Ask the site whether that was meant; the header stands in the earlier file (`cohortium check STUDY --exports DIR --against EARLIER` shows it on your screen); it is told until another export comes',
  )
  await exports.expectNowhere('Moeller')
})

test('a column under a new header that the mapping names neither before nor now: one went and one came', async ({
  exports,
}) => {
  exports.rewrite(wide, subjects, renaming({ inst: 'Institution' }))
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([
    {},
    [
      ['column-added', wide, 'subjects', 'column 2 of 11', 'info'],
      ['column-removed', wide, 'subjects', 'column 2 of 11', 'info'],
    ],
  ])
  expect(messageOf(now)).toContain('1 column came with this export; nothing was kept of what this one held')
})

test('columns in another order are no change', async ({ exports }) => {
  exports.rewrite(wide, subjects, ([id = '', ...others]) => [id, ...others.reverse()])
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([{}, []])
})

test('a dropped column that is gone refuses the file, and is not told once more when the mapping drops it no more', async ({
  exports,
}) => {
  exports.replaceInMapping('nonIdentifying: true', 'nonIdentifying: true, drop: { subjects: [inst] }')
  await exports.night()
  exports.rewrite(wide, subjects, without('inst'))
  const lacking = await exports.night()
  expect([Object.keys(lacking.refused), toldOfColumns(lacking)]).toEqual([[wide], []])
  expect(lacking.refused[wide]).toContain(lacks('inst'))
  exports.replaceInMapping(', drop: { subjects: [inst] }', '')
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([{}, []])
})

test('a column removed from one sheet of a workbook is told with the file that the sheet is', async ({ exports }) => {
  const path = exports.at(book, 'lung-data.xlsx')
  const workbook = new Workbook()
  await workbook.xlsx.readFile(path)
  const sheet = workbook.getWorksheet('Follow-up')!
  const place = sheet.columnCount + 1
  for (let row = 1; row <= sheet.rowCount; row += 1) sheet.getCell(row, place).value = row === 1 ? 'Called by' : 'nurse'
  exports.change(path, Buffer.from(await workbook.xlsx.writeBuffer()))
  await exports.night()
  sheet.spliceColumns(place, 1)
  exports.change(path, Buffer.from(await workbook.xlsx.writeBuffer()))
  const now = await exports.night()
  const column = `column ${String(place)} of ${String(place)}`
  expect(toldOfColumns(now)).toEqual([['column-removed', book, 'follow-up', column, 'info']])
})

test('a column of which a part of the file still has one is not gone; one that all parts lack is told once', async ({
  exports,
}) => {
  const path = exports.at(wide, subjects)
  const part = exports.at(wide, 'lung-subjects_2.csv')
  const [names = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const deliver = (first: string, second: string): void => {
    const written = (last: string, some: readonly string[]): string =>
      [`${names}${last}`, ...some.map(row => (last === '' ? row : `${row},r`)), ''].join('\n')
    exports.change(path, written(first, rows.slice(0, 40)))
    writeFileSync(part, written(second, rows.slice(40)))
  }
  exports.afterwards(() => {
    rmSync(part)
  })
  deliver(',Remark', ',Remark')
  await exports.night()
  deliver('', ',Remark')
  expect(toldOfColumns(await exports.night())).toEqual([])
  deliver(',Remark', ',Remark')
  await exports.night()
  deliver('', '')
  expect(toldOfColumns(await exports.night())).toEqual([
    ['column-removed', wide, 'subjects', 'column 12 of 12', 'info'],
  ])
})

test('with an export that was accepted before headers were kept nothing is compared', async ({ exports }) => {
  exports.rewrite(wide, subjects, ward)
  const { sites } = await exports.night()
  const { batch_id: batch = null } = sites.find(({ site }) => site === wide) ?? {}
  const { database } = exports.bench.database.store
  await database
    .updateTable('batch_export')
    .set({ headers: sql`null` })
    .where('batch_id', '=', batch)
    .execute()
  exports.rewrite(wide, subjects, without('inst', 'Ward of Mrs Moeller'))
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([{}, []])
})

test('headers that another mapping reads elsewhere are no change of the file', async ({ exports }) => {
  exports.rewrite(wide, subjects, (cells, names, place) =>
    place === 0 ? [`${names.join(',').replace('inst', 'Place')}\n${names.join(',')}`] : cells,
  )
  exports.replaceInMapping('subject: { column: id } }', 'subject: { column: id }, header: [1, 2] }')
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([{}, []])
})

const life = ({ findings, resolved }: FindingsOfRun) => ({
  there: findings.filter(({ rule }) => rule === 'column-removed').map(({ id, isNew }) => [id, isNew]),
  gone: resolved.filter(({ rule }) => rule === 'column-removed').map(({ id }) => id),
})

test('a removed column is a new finding, the same as before while its export stands; the next one is another', async ({
  exports,
}) => {
  exports.rewrite(wide, subjects, without('pat.karno'))
  const went = life(await exports.reported())
  const [[id] = []] = went.there
  expect(went).toEqual({ there: [[id, true]], gone: [] })
  expect(life(await exports.reported())).toEqual({ there: [[id, false]], gone: [] })
  exports.rewrite(wide, subjects, without('meal.cal'))
  const next = life(await exports.reported())
  const [[other] = []] = next.there
  expect(other).not.toBe(id)
  expect(next).toEqual({ there: [[other, true]], gone: [id] })
})
