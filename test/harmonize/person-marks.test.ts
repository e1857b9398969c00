import { expect, test } from 'vitest'
import { markColumn, plainInitials } from '../../harmonize/door/person-marks.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const mappingOf = (
  site: string,
  fields: Record<string, unknown>,
  initials = 'ini',
  missing: object = { '': 'not recorded' },
) =>
  madeMapping({
    site,
    files: { p: { name: 'p.csv', subject: { column: 'id' } } },
    identifiers: { initials: { file: 'p', column: initials } },
    missing,
    map: { subject: { from: 'p', ...fields } },
  })

const north = mappingOf('north', {
  birthDate: { column: 'birth', date: ['YYYY-MM-DD'] },
  sex: { column: 'sex', codes: { m: 'male', f: 'female' } },
})
const south = mappingOf('south', {
  birthDate: { column: 'geboren', date: ['DD.MM.YYYY'] },
  sex: { column: '性别', codes: { 男: 'male', 女: 'female' } },
})

/** The marks of a site's rows as they passed the door; null for a row without one. */
const marksOf = async (mapping: typeof north, text: string) => {
  const { door, site } = await harmonizeTexts(mapping, { p: text })
  const rows = door.files[0]?.records.map(({ cells }) => cells[markColumn]) ?? []
  return { door, site, marks: rows.map(cell => (cell?.kind === 'text' ? cell.text : null)) }
}

test('one person has one mark at two hospitals, however birth, sex and initials are written', async () => {
  const { marks } = await marksOf(north, 'id,birth,sex,ini\n1,1960-04-05,m,Z.Q.\n2,1960-04-05,m,ZR\n')
  const { marks: others } = await marksOf(
    south,
    'id,geboren,性别,ini\n7,05.04.1960,男,ｚ ｑ\n8,05.04.1960,女,zq\n9,06.04.1960,男,zq\n',
  )
  expect(marks[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set([...marks, ...others]).size).toBe(4)
  expect(others[0]).toBe(marks[0])
})

test.each([
  ['no initials', '1960-04-05,m,'],
  ['a sign in the place of initials', '1960-04-05,m,-'],
  ['a word that the mapping lists for missing', '1960-04-05,m,unk'],
  ['no birth date', ',m,ZQ'],
  ['a birth date that cannot be read', '5/4/60,m,ZQ'],
  ['no sex', '1960-04-05,,ZQ'],
  ['a sex that no list has', '1960-04-05,x,ZQ'],
])('%s: nobody is compared by less than all three', async (_, row) => {
  const mapping = { ...north, missing: { ...north.missing, unk: 'unknown' as const } }
  const { marks } = await marksOf(mapping, `id,birth,sex,ini\n1,${row}\n`)
  expect(marks).toEqual([null])
})

test('a birth year alone makes no mark', async () => {
  const mapping = mappingOf('north', {
    birthDate: { column: 'birth', date: ['YYYY'], impute: 'middle' },
    sex: { column: 'sex', codes: { m: 'male' } },
  })
  expect((await marksOf(mapping, 'id,birth,sex,ini\n1,1960,m,ZQ\n')).marks).toEqual([null])
})

test('initials go no further than the door', async () => {
  const { door, site } = await marksOf(north, 'id,birth,sex,ini\n1,1960-04-05,m,ZQXW\n')
  expect(JSON.stringify([door.files, door.issues, door.notes, site.issues, site.findings])).not.toMatch(/zqxw/i)
  expect(Object.keys(door.files[0]?.records[0]?.cells ?? {})).not.toContain('ini')
})

test('initials are compared by their letters alone', () => {
  expect(['z. q.', 'Z-Q', 'ＺＱ', 'Žq', ' zq\u200b'].map(plainInitials)).toEqual(['ZQ', 'ZQ', 'ZQ', 'ZQ', 'ZQ'])
  expect(['李 明', '12', '-'].map(plainInitials)).toEqual(['李明', '', ''])
})
