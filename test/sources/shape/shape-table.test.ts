import { describe, expect, test } from 'vitest'
import { exportFileSchema } from '../../../protocol/language/mapping/export-file.js'
import type { ColumnTable } from '../../../sources/column-table.js'
import { rowsReceived } from '../../../sources/files/receipt.js'
import { mergedCell } from '../../../sources/received-cell.js'
import { leaveOut } from '../../../sources/shape/leave-out.js'
import { shapeTable } from '../../../sources/shape/shape-table.js'
import { readBytes } from '../../support/read-table.js'
import { told } from '../../../words/told.js'
import { rowsOfColumns } from '../../support/source-table.js'

const read = (text: string): Promise<ColumnTable> =>
  readBytes(
    new TextEncoder().encode(text),
    exportFileSchema.parse({ name: 'f.csv', subject: { column: 'id' } }),
    'f.csv',
  )

interface Written {
  readonly others?: Readonly<Record<string, readonly string[]>>
  readonly missing?: readonly string[]
}

const shaped = async (
  text: string,
  file: object,
  { others = {}, missing = [] }: Written = {},
): Promise<ColumnTable> => {
  const tables = new Map<string, readonly ColumnTable[]>()
  for (const [id, texts] of Object.entries(others)) tables.set(id, await Promise.all(texts.map(read)))
  return shapeTable(await read(text), {
    file: exportFileSchema.parse({ name: 'f.csv', subject: { column: 'id' }, ...file }),
    missing,
    tablesOf: id => tables.get(id) ?? [],
  })
}

const shown = (table: ColumnTable): readonly string[] => [
  table.header.join('|'),
  ...rowsOfColumns(table).map(
    ({ row, cells }) =>
      `${row}: ${cells.map(cell => (cell.kind === 'empty' ? '' : cell.kind === 'error' ? `(${cell.text})` : cell.text)).join('|')}`,
  ),
]

const untold =
  '(of several parts, which are limits or have units of their own, the largest and the smallest are not known)'

const flagged =
  '(several numbers with a flag of the laboratory before or behind all of them, which does not say whose it is)'

describe('a shape', () => {
  test('fills blank cells down, and not across a row that was not read', async () => {
    const table = await shaped('id,v\n,0\nA,1\n,2\nB,3,x\n,4\nC,5\n,6\n', { fillDown: ['id'] })
    expect(shown(table)).toEqual([
      'id|v',
      '2: |0',
      '3: A|1',
      '4: A|2',
      '6: (blank, and the row above that could say what it means was not read)|4',
      '7: C|5',
      '8: C|6',
    ])
    expect(table.notes).toEqual(['3 blank cells of column 1 took the one above'])
  })

  test('says words of a column in other words, so that a sign of its own becomes a part of its number', async () => {
    const words = { '': '=', EQ: '=', 'L T': '<' }
    const table = await shaped('id,op,n\nA,,5\nB,eq,6\nC,l  t,2\nD,XX,7\n', {
      columns: { sign: { from: 'op', words }, result: { join: ['sign', 'n'] } },
    })
    const unlisted = "(a word that is not among those which 'words' of the mapping lists for the column)"
    expect(shown(table)).toEqual([
      'id|op|n|sign|result',
      '2: A||5|=|=5',
      '3: B|eq|6|=|=6',
      '4: C|l  t|2|<|<2',
      `5: D|XX|7|${unlisted}|${unlisted}`,
    ])
    const blank = await shaped('id,op,n\nA,,\nB,EQ,\nC,l t,\n', {
      columns: { sign: { from: 'op', words }, result: { join: ['sign', 'n'] } },
    })
    expect(shown(blank).slice(1)).toEqual(['2: A|||=|', '3: B|EQ||=|', '4: C|l t||<|<'])
    const none = await shaped('id,op,n\nA,,5\n', { columns: { sign: { from: 'op', words: { EQ: '=' } } } })
    expect(shown(none)).toEqual(['id|op|n|sign', '2: A||5|'])
  })

  test('leaves rows out by words and patterns, and keeps their numbers', async () => {
    const text = 'id,kind\nA,Lab\nTEST-1,lab\nB,image\nC,lab \nD,\n'
    const table = await shaped(text, { only: { kind: ['lab'] }, except: { id: ['test*'] } })
    expect(shown(table)).toEqual(['id|kind', '2: A|Lab', '5: C|lab '])
    expect([...(table.leftOut ?? [])]).toEqual([3, 4, 6])
    expect((await shaped(text, { only: { kind: ['lab', 'image', ''] } })).leftOut).toBeUndefined()
  })

  test('neither keeps nor leaves out a row of which that cannot be told, and says so', async () => {
    const file = {
      columns: { state: { from: 'v', words: { F: 'final', D: 'draft' } } },
      only: { id: ['*'], state: ['final'] },
    }
    const table = await shaped('id,v\nA,F\nB,D\nC,X\nD,\n', file)
    const unlisted = "(a word that is not among those which 'words' of the mapping lists for the column)"
    expect(shown(table)).toEqual(['id|v|state', '2: A|F|final', `4: C|X|${unlisted}`])
    expect([[...(table.leftOut ?? [])], table.issues]).toEqual([[3, 5], []])
    expect([...(table.untold ?? [])]).toEqual([
      [
        4,
        {
          column: 'state',
          message:
            "a cell that cannot be used (a word that is not among those which 'words' of the mapping lists for the column) where 'only' or 'except' of the file asks: whether the row counts cannot be told",
        },
      ],
    ])
    expect(rowsReceived(table)).toBe(4)
    const except = await shaped('id,v\nA,F\nB,D\nC,X\n', { columns: file.columns, except: { state: ['draft'] } })
    expect([[...except.rows], [...(except.untold?.keys() ?? [])]]).toEqual([[2, 4], [4]])
    const all = await shaped('id,v\nA,F\nC,X\n', file)
    expect([[...all.rows], [...(all.untold?.keys() ?? [])]]).toEqual([[2, 3], [3]])
  })

  test('takes a merged cell, and an error word that is known as missing, for no word', async () => {
    const table = await read('id,v\nA,x\nB,y\nC,z\n')
    const errors = [told`#N/A`, told`#REF!`].map(text => ({ kind: 'error', text }) as const)
    const [ids, values] = table.columns
    const cells = [values!.cells[0]!, ...errors, mergedCell]
    const left = leaveOut(
      { ...table, columns: [ids!, { ...values!, cells }] },
      { only: [], except: [{ place: 1, words: ['w'], shown: told`v` }], missing: new Set(['#n/a']) },
    )
    expect([...left.rows]).toEqual([2, 3, 4])
    expect([...(left.untold ?? [])].map(([row, { message }]) => `${row} ${message}`)).toEqual([
      "3 a cell that cannot be used (an error word) where 'only' or 'except' of the file asks: whether the row counts cannot be told",
    ])
  })

  test('leaves a row out that another column leaves out for sure', async () => {
    const columns = { state: { from: 'v', words: { F: 'final' } } }
    const file = { columns, only: { state: ['final'] }, except: { id: ['TEST*'] } }
    const table = await shaped('id,v\nA,F\nTEST-1,X\n', file)
    expect([[...(table.leftOut ?? [])], table.untold]).toEqual([[3], undefined])
  })

  test.each([
    ['120/80', { split: '/', part: 1 }, '120'],
    ['120/80 mmHg', { split: '/', part: 1 }, '120 mmHg'],
    ['120/80 mmHg', { split: '/', part: 2 }, '80 mmHg'],
    ['120/80↑', { split: '/', part: 1 }, flagged],
    ['120/80↑', { split: '/', part: 2 }, flagged],
    ['140/90 mmHg ↑', { split: '/', part: 1 }, flagged],
    ['↑140/90', { split: '/', part: 2 }, flagged],
    ['120/80 (H)', { split: '/', part: 2 }, flagged],
    ['3.5*2.1↑', { split: ['*', '×'], part: 'largest' }, flagged],
    ['120↑/80', { split: '/', part: 1 }, '120↑'],
    ['120↑/80', { split: '/', part: 2 }, '80'],
    ['140H/90H', { split: '/', part: 2 }, '90H'],
    ['120', { split: '/', part: 1, parts: 2 }, '(1 part in one cell, where 2 are expected)'],
    ['120/80/60', { split: '/', part: 1, parts: 2 }, '(3 parts in one cell, where 2 are expected)'],
    ['n/a', { split: '/', part: 1 }, 'n/a'],
    ['3.5*2.1cm', { split: ['*', '×', 'x'], part: 'largest' }, '3.5 cm'],
    ['35×21x20mm', { split: ['*', '×', 'x'], part: 'largest' }, '35 mm'],
    ['2.1 × 3,5', { split: ['*', '×', 'x'], part: 'largest' }, '3,5'],
    ['2.1 × 3.5', { split: ['*', '×', 'x'], part: 'smallest' }, '2.1'],
    ['4', { split: ['*', '×', 'x'], part: 'largest' }, '4'],
    ['<3.5 × 2.1', { split: ['*', '×', 'x'], part: 'largest' }, '<3.5'],
    ['>3.5 × 3.5', { split: ['*', '×', 'x'], part: 'largest' }, '>3.5'],
    ['3.5 × >3.5', { split: ['*', '×', 'x'], part: 'largest' }, '>3.5'],
    ['2.1 × <2.1', { split: ['*', '×', 'x'], part: 'smallest' }, '<2.1'],
    ['<2.1 × 2.1', { split: ['*', '×', 'x'], part: 'smallest' }, '<2.1'],
    ['>2.1 × 3.5', { split: ['*', '×', 'x'], part: 'largest' }, untold],
    ['<3.5 × 2.1', { split: ['*', '×', 'x'], part: 'smallest' }, untold],
    ['35mm × 2.1cm', { split: ['*', '×', 'x'], part: 'largest' }, untold],
    ['3.5cm × 2.1 CM', { split: ['*', '×', 'x'], part: 'largest' }, '3.5cm'],
    ['2.1cm × 3.5', { split: ['*', '×', 'x'], part: 'largest' }, untold],
    [
      '2.1 × ?',
      { split: ['*', '×'], part: 'largest' },
      '(of several parts one is no number, so that the largest and the smallest are not known)',
    ],
    ['男/45岁', { split: '/', part: 1 }, '男'],
    ['a;b;c', { split: ';', part: 'last' }, 'c'],
    ['a;b;', { split: ';', part: 'last' }, ''],
  ])('makes of %s by %j: %s', async (cell, made, expected) => {
    const table = await shaped(
      `id|v\nA|${cell}\n`.replaceAll(',', '，').replaceAll('|', ','),
      { columns: { new: { from: 'v', ...made } } },
      { missing: ['N/A'] },
    )
    expect(shown(table)[1]?.replaceAll('，', ',')).toBe(`2: A|${cell}|${expected}`)
  })

  test('expects as many parts as the highest that is asked for', async () => {
    const columns = { one: { from: 'v', split: '/', part: 1 }, three: { from: 'v', split: '/', part: 3 } }
    expect(shown(await shaped('id,v\nA,1/2/3\nB,1/2\n', { columns })).slice(1)).toEqual([
      '2: A|1/2/3|1|3',
      '3: B|1/2|(2 parts in one cell, where 3 are expected)|(2 parts in one cell, where 3 are expected)',
    ])
  })

  test.each([
    ['P00123', { strip: 'P' }, '00123'],
    ['P-00123', { strip: ['P-', 'HN'] }, '00123'],
    ['PX123', { strip: 'P' }, 'PX123'],
    ['P-001-1', { cut: '-#' }, 'P-001'],
    ['P-001', { cut: '-#' }, 'P'],
    ['345', { pad: 7 }, '0000345'],
    ['A345', { pad: 7 }, 'A345'],
    ['12345678', { pad: 7 }, '12345678'],
    ['zyh:345/2', { strip: '*:', cut: '/#', pad: 6 }, '000345'],
    ['P', { strip: 'P' }, '(nothing is left of the id)'],
    ['', { pad: 3 }, ''],
  ])('makes of the id %s by %j: %s', async (id, made, expected) => {
    const table = await shaped(`v,no\nx,${id}\n`, { columns: { id: { from: 'no', ...made } } })
    expect(shown(table)[1]).toBe(`2: x|${id}|${expected}`)
  })

  test('joins cells, blank ones at the end left out', async () => {
    const columns = { day: { join: ['y', 'm', 'd'], by: '-' } }
    const text = 'id,y,m,d\nA,2020,3,5\nB,2020,3,\nC,2020,,5\nD,,,\nE,2020,3,5\n'
    expect(shown(await shaped(text, { columns })).map(row => row.split('|').at(-1))).toEqual([
      'day',
      '2020-3-5',
      '2020-3',
      '(made of several cells, of which one before the last that is filled is blank)',
      '',
      '2020-3-5',
    ])
  })

  test('takes a word for missing beside other cells as a blank one, and keeps it where it stands alone', async () => {
    const columns = { born: { join: ['y', 'm', 'd'], by: '-' } }
    const text = 'y,m,d\n2000,UNK,unk\n2000,3,UNK\nUNK,UNK,UNK\n2000,UNK,4\n,UNK,\n2000,3,NK\n'
    const table = await shaped(text, { columns }, { missing: ['UNK'] })
    expect(shown(table).map(row => row.split('|')[3])).toEqual([
      'born',
      '2000',
      '2000-3',
      'UNK',
      '(made of several cells, of which one before the last that is filled is blank)',
      'UNK',
      '2000-3-NK',
    ])
  })

  test('makes columns of made ones, in the order in which they stand', async () => {
    const columns = { short: { from: 'no', cut: '-#' }, id: { from: 'short', pad: 4 } }
    expect(shown(await shaped('no\n12-1\n', { columns }))).toEqual(['no|short|id', '2: 12-1|12|0012'])
  })

  test('refuses to put a column in the place of one that is there', async () => {
    await expect(shaped('id,no\nA,1\n', { columns: { id: { from: 'no', pad: 4 } } })).rejects.toThrow(
      "the file has a column 'id' already",
    )
    const join = { file: 'o', on: 'no', take: ['id'] }
    await expect(shaped('id,no\nA,1\n', { join }, { others: { o: ['no,id\n1,B\n'] } })).rejects.toThrow(
      "the file has a column 'id' already",
    )
  })
})

describe('a join', () => {
  const join = { file: 'orders', on: { order: 'order_no' }, take: { id: 'patient', taken: 'taken' } }

  test('takes columns of the row that has the key', async () => {
    const others = {
      orders: ['order_no,patient,taken\n1,A,d1\n2,B,d2\n2,B,d2\n', 'patient,taken,order_no\nC,d3,O 3\n'],
    }
    const table = await shaped('order,v\n1,x\n2,y\n 2,z\no  3,w\n4,u\n,t\n', { join }, { others })
    expect(shown(table)).toEqual([
      'order|v|id|taken',
      '2: 1|x|A|d1',
      '3: 2|y|B|d2',
      '4:  2|z|B|d2',
      '5: o  3|w|C|d3',
      '6: 4|u|(no row of file orders has the key of this one)|(no row of file orders has the key of this one)',
      '7: |t|(blank key, by which a row of file orders is looked for)|(blank key, by which a row of file orders is looked for)',
    ])
    expect(table.notes).toEqual(['1 row found no row in file orders by the key of the join'])
  })

  test('goes by a made key, and columns are made of what it takes; rows are left out by any column', async () => {
    const file = {
      join: { file: 'orders', on: { no: 'order_no' }, take: ['patient'] },
      columns: {
        id: { from: 'patient', pad: 3 },
        no: { from: 'order', strip: 'LAB-' },
      },
      except: { patient: ['9'] },
    }
    const others = { orders: ['order_no,patient\n1,7\n2,9\n'] }
    expect(shown(await shaped('order\nLAB-1\nLAB-2\n', file, { others }))).toEqual([
      'order|no|patient|id',
      '2: LAB-1|1|7|007',
    ])
  })

  test('by two columns tells apart what one alone does not', async () => {
    const two = { file: 'orders', on: { order: 'no', year: 'y' }, take: ['id'] }
    const others = { orders: ['no,y,id\n1,2019,A\n1,2020,B\n'] }
    expect(shown(await shaped('order,year\n1,2020\n1,2019\n1,\n', { join: two }, { others })).slice(1)).toEqual([
      '2: 1|2020|B',
      '3: 1|2019|A',
      '4: 1||(blank key, by which a row of file orders is looked for)',
    ])
  })

  test('finds nobody by a word that means missing, nor by a row that may be left out', async () => {
    const others = { orders: ['order_no,patient,taken\nNA,A,d1\nNA,B,d1\n2,B,d2\n'] }
    const table = await shaped('order,v\nNA,x\nna,y\n2,z\n', { join }, { others, missing: ['NA'] })
    const blank = '(blank key, by which a row of file orders is looked for)'
    expect(shown(table).slice(1)).toEqual([`2: NA|x|${blank}|${blank}`, `3: na|y|${blank}|${blank}`, '4: 2|z|B|d2'])

    const only = { columns: { state: { from: 's', words: { F: 'final' } } }, only: { state: ['final'] } }
    const orders = await shaped('order_no,patient,taken,s\n1,A,d1,F\n2,B,d2,X\n', only)
    const looked = shapeTable(await read('order,v\n1,x\n2,y\n'), {
      file: exportFileSchema.parse({ name: 'f.csv', subject: { column: 'id' }, join }),
      ...{ missing: [], tablesOf: () => [orders] },
    })
    const none = '(no row of file orders has the key of this one)'
    expect(shown(looked).slice(1)).toEqual(['2: 1|x|A|d1', `3: 2|y|${none}|${none}`])
  })

  test('finds no row that the other file leaves out', async () => {
    const orders = await shaped('order_no,patient,taken,s\n1,A,d1,F\n2,B,d2,D\n3,C,d3,F\n', { only: { s: ['F'] } })
    const looked = shapeTable(await read('order,v\n1,x\n2,y\n3,z\n'), {
      file: exportFileSchema.parse({ name: 'f.csv', subject: { column: 'id' }, join }),
      ...{ missing: [], tablesOf: () => [orders] },
    })
    const none = '(no row of file orders has the key of this one)'
    expect(shown(looked).slice(1)).toEqual(['2: 1|x|A|d1', `3: 2|y|${none}|${none}`, '4: 3|z|C|d3'])
    expect(looked.notes).toEqual(['1 row found no row in file orders by the key of the join'])
  })

  test('that would multiply rows is refused', async () => {
    const others = { orders: ['order_no,patient,taken\n1,A,d1\n1,B,d1\n'] }
    await expect(shaped('order,v\n1,x\n', { join }, { others })).rejects.toThrow(
      'the join with file orders would multiply rows: 1 key of that file has several rows that say different things',
    )
  })

  test('with a file that could not be read says so', async () => {
    await expect(shaped('order,v\n1,x\n', { join })).rejects.toThrow('it joins file orders, which could not be read')
  })
})
