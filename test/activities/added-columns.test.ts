import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Workbook } from 'exceljs'
import { expect } from 'vitest'
import type { FindingsOfRun } from '../../runs/findings/findings-of-run.js'
import { behind, book, renaming, subjects, test, toldOfColumns, wide } from './changed-exports.js'

test('two columns added are two findings, each with a cause of its own', async ({ exports }) => {
  exports.rewrite(wide, subjects, (cells, _, place) => ['x', ...cells, place === 0 ? 'Remark' : 'y'])
  const now = await exports.night()
  expect(toldOfColumns(now)).toEqual([
    ['column-added', wide, 'subjects', 'column 1 of 13', 'info'],
    ['column-added', wide, 'subjects', 'column 13 of 13', 'info'],
  ])
  expect(new Set(now.found.findings.map(({ cause }) => cause)).size).toBe(now.found.findings.length)
})

test('a column added to one sheet of a workbook is told with the file that the sheet is', async ({ exports }) => {
  const workbook = new Workbook()
  await workbook.xlsx.readFile(exports.at(book, 'lung-data.xlsx'))
  const sheet = workbook.getWorksheet('Follow-up')!
  const place = sheet.columnCount + 1
  for (let row = 1; row <= sheet.rowCount; row += 1) sheet.getCell(row, place).value = row === 1 ? 'Called by' : 'nurse'
  exports.change(exports.at(book, 'lung-data.xlsx'), Buffer.from(await workbook.xlsx.writeBuffer()))
  const now = await exports.night()
  expect(now.refused).toEqual({})
  expect(toldOfColumns(now)).toEqual([
    ['column-added', book, 'follow-up', `column ${String(place)} of ${String(place)}`, 'info'],
  ])
})

test('headers that differ in width and spaces alone are no change', async ({ exports }) => {
  exports.rewrite(wide, subjects, renaming({ 'pat.karno': ' pat.\u3000karno', inst: 'ｉｎｓｔ', time: 'ti me' }))
  const now = await exports.night()
  expect([now.refused, toldOfColumns(now)]).toEqual([{}, []])
})

test('a further part of a file has the columns of the file; one that it has alone is told', async ({ exports }) => {
  const path = exports.at(wide, subjects)
  const [names = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n')
  exports.change(path, [names, ...rows.slice(0, 40), ''].join('\n'))
  const part = exports.at(wide, 'lung-subjects_2.csv')
  exports.afterwards(() => {
    rmSync(part)
  })
  writeFileSync(part, [names, ...rows.slice(40), ''].join('\n'))
  const same = await exports.night()
  expect([same.refused, toldOfColumns(same)]).toEqual([{}, []])
  writeFileSync(part, [`${names},Remark`, ...rows.slice(40).map(row => `${row},r`), ''].join('\n'))
  expect(toldOfColumns(await exports.night())).toEqual([
    ['column-added', wide, 'subjects.2', 'column 12 of 12', 'info'],
  ])
})

test('an added column whose header says that it identifies persons is left at the door, and told so', async ({
  exports,
}) => {
  exports.rewrite(
    wide,
    subjects,
    behind('Patient name', () => 'Anna Moeller'),
  )
  const now = await exports.night()
  expect(now.found.findings.find(({ rule }) => rule === 'column-added')?.message).toContain(
    "its header says that it holds a name: name it under 'drop' of the identifiers, so that its texts are masked in the other columns",
  )
  await exports.expectNowhere('Moeller')
})

const life = ({ findings, resolved }: FindingsOfRun) => ({
  there: findings.filter(({ rule }) => rule === 'column-added').map(({ id, isNew }) => [id, isNew]),
  gone: resolved.filter(({ rule }) => rule === 'column-added').map(({ id }) => id),
})

test('an added column is a new finding, the same as before while its export stands, and resolved when another comes', async ({
  exports,
}) => {
  await exports.reported()
  exports.rewrite(
    wide,
    subjects,
    behind('Remark', () => 'r'),
  )
  const came = life(await exports.reported())
  const [[id] = []] = came.there
  expect(came).toEqual({ there: [[id, true]], gone: [] })
  expect(life(await exports.reported())).toEqual({ there: [[id, false]], gone: [] })
  exports.rewrite(wide, subjects, (cells, _, place) =>
    place === 3 ? cells.map(cell => (cell === 'r' ? 's' : cell)) : cells,
  )
  expect(life(await exports.reported())).toEqual({ there: [], gone: [id] })
})

test('an added column is resolved when the mapping names it', async ({ exports }) => {
  await exports.reported()
  exports.rewrite(
    wide,
    subjects,
    behind('Remark', () => 'r'),
  )
  const [[id] = []] = life(await exports.reported()).there
  expect(id).toMatch(/^F-/)
  exports.replaceInMapping('nonIdentifying: true', 'nonIdentifying: true, drop: { subjects: [Remark] }')
  expect(life(await exports.reported())).toEqual({ there: [], gone: [id] })
})
