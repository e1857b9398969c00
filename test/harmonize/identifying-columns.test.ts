import { describe, expect, test } from 'vitest'
import { passRows } from '../support/pass-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { Cell } from '../../sources/source-record.js'
import { told } from '../../words/told.js'
import { madeMapping } from './made-site.js'

const mappingOf = (identifiers: Record<string, unknown>, id = 'id') =>
  madeMapping({
    files: { p: { name: 'p.csv', subject: { column: id } } },
    identifiers,
    map: {
      subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', 王明: 'female' } }, birthDate: 'born' },
      disease: { from: 'p', diagnosis: 'dx' },
      lab: { from: 'p', test: { constant: 'afp' }, result: { column: 'afp', unit: 'ng/mL' } },
    },
  })

const findingsOf = (column: string, cells: readonly Cell[], identifiers: Record<string, unknown> = {}) => {
  const header = ['id', 'sex', 'born', 'dx', 'afp', 'left out']
  const rows = cells.map((cell, index) => ({
    row: index + 2,
    cells: header.map((name): Cell => {
      if (name === column) return cell
      return name === 'id' ? { kind: 'text', text: `A${String(index + 100)}` } : { kind: 'empty' }
    }),
  }))
  const table = { sheet: told`-`, header, notes: [], issues: [], rows }
  const tables = [{ fileId: 'p', file: told`p.csv`, table }]
  const { findings } = passRows({
    study: 's',
    mapping: mappingOf(identifiers),
    key: identityKey({}, 'synthetic'),
    tables,
  })
  return findings.filter(({ kind }) => kind === 'column-looks-identifying')
}

const texts = (...values: readonly string[]): readonly Cell[] => values.map(text => ({ kind: 'text', text }))
const numbers = (...values: readonly number[]): readonly Cell[] =>
  values.map(number => ({ kind: 'number', number, text: String(number) }))

// Invented; the resident ids have check digits that fit.
const residents = ['11010519491231002X', '110101199003070011', '110105491231002', '110105520115004', '110105610720003']
const mobiles = ['13812345678', '139-8765-4321', '+86 13600000000', '15912345678', '18912345678']

describe('H9: a column in which most cells look like identifiers is asked about', () => {
  test.each([
    ['dx', texts(...residents), 'resident ids'],
    ['born', texts(...residents, ''), 'resident ids'],
    ['afp', numbers(13812345678, 13987654321, 13600000000, 15912345678, 18912345678), 'numbers of telephones'],
    ['dx', texts(...mobiles), 'numbers of telephones'],
    [
      'dx',
      texts('0513-85051234', '010-65201234', '021 5123456', '(0571) 8765432', '0513-85051235'),
      'numbers of telephones',
    ],
    [
      'dx',
      texts('+49 171 234567', '+44 20 7946 0958', '+1 415 555 2671', '+33 6 12 34 56', '+48 601 234 567'),
      'numbers of telephones',
    ],
    ['sex', texts('a@b.org', 'c.d@e.example', 'f@g.cn', 'h@i.de', 'j@k.fr', 'm'), 'addresses of mail'],
    ['dx', texts('张伟', '王芳', '李娜', '欧阳小明', '刘洋', '肝癌'), 'names of persons'],
    ['dx', texts('陳大文', '黃小明', '劉德華', '張三', '吳 剛'), 'names of persons'],
  ] as const)('%s: %j', (column, cells, what) => {
    const [finding, ...more] = findingsOf(column, cells)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ file: 'p.csv', column, effect: 'query' })
    expect(finding?.message).toContain(`look like ${what}`)
    for (const cell of cells)
      if (cell.kind !== 'empty' && cell.text !== '' && cell.text !== 'm')
        expect(finding?.message).not.toContain(cell.text)
  })

  test.each([
    ['dx', texts('肝癌', '高分化', '黄疸', '高血压期', '马方综合征', '钱氏征阳性')],
    ['dx', texts('C22.0', 'C22.1', 'I', 'II', 'III')],
    ['afp', numbers(350000, 120000, 20240331, 10000000000, 12)],
    ['born', numbers(20240331, 20240401, 19491231, 19520115, 19610720)],
    ['born', texts('2024-03-31', '2024-04-01', '1949-12-31', '1952-01-15', '1961-07-20')],
    // Listed words of the mapping, too few cells, and columns that go no further anyway.
    ['sex', texts('王明', '王明', '王明', '王明', '王明')],
    ['dx', texts('张伟', '王芳', '李娜')],
    ['left out', texts(...residents)],
  ] as const)('%s: %j is none', (column, cells) => {
    expect(findingsOf(column, cells)).toEqual([])
  })

  test('ids that are shown as they are count as well, and dropped columns do not', () => {
    expect(findingsOf('id', texts(...residents), { nonIdentifying: true }).map(({ column }) => column)).toEqual(['id'])
    expect(findingsOf('id', texts(...residents))).toEqual([])
    expect(findingsOf('left out', texts(...residents), { drop: { p: ['left out'] } })).toEqual([])
  })
})
