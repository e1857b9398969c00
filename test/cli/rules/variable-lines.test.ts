import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { variableLines } from '../../../cli/variable-lines.js'
import type { KnownRow } from '../../../protocol/facts/known-by-site.js'
import { told } from '../../../words/told.js'
import { shownWidth } from '../../../profiling/text/shown-width.js'

const row = (id: string, sites: KnownRow['sites']): KnownRow => ({ kind: 'variable', id, sites })
const from = [{ file: 'labs', column: '结果' }]
const complete = { state: 'complete', reasons: [], from, never: [], count: { known: 9, subjects: 9 } } as const
const partial = {
  ...complete,
  state: 'partial',
  reasons: [told`known of ${7} of ${9} subjects`],
  count: { known: 7, subjects: 9 },
} as const
const impossible = {
  ...complete,
  state: 'impossible',
  reasons: [told`no block gives lab`],
  from: [],
  count: null,
} as const

test('each variable of each site is complete, partial with its count, or impossible, with each reason once', () => {
  const rows = [
    row('age', { north: complete, south: partial }),
    row('alt', { north: impossible, south: complete }),
    row('ast', { north: impossible, south: complete }),
  ]
  expect(variableLines(rows, { columns: 80, places: true }).map(inWords)).toEqual([
    '<bold>Variables by site</>',
    '                north           south',
    '  age           <green>complete      </>  <yellow>7 of 9        </>',
    '  alt           <red>impossible    </>  <green>complete      </>',
    '  ast           <red>impossible    </>  <green>complete      </>',
    '  north, why',
    '    alt, ast: no block gives lab',
    '  south, why',
    '    age: known of 7 of 9 subjects',
    '  north, from',
    '    age: labs, 结果',
    '  south, from',
    '    age: labs, 结果',
    '    alt: labs, 结果',
    '    ast: labs, 结果',
    '',
  ])
})

test.each([80, 140])(
  'in %s columns many sites of long names are numbered, in tables below each other, and no line is wider',
  columns => {
    const names = Array.from({ length: 11 }, (_, at) => `a-hospital-of-a-long-name-${at}`)
    const rows = ['age', '白蛋白'].map(id => row(id, Object.fromEntries(names.map(name => [name, complete]))))
    const lines = variableLines(rows, { columns, places: false, uncounted: ['a-hospital-of-a-long-name-3'] })
    const table = lines.map(line => inWords(line).replaceAll(/<[^>]*>/g, ''))
    expect(Math.max(...table.filter(line => !line.includes('nothing is counted')).map(shownWidth))).toBeLessThanOrEqual(
      columns,
    )
    expect(
      table
        .filter(line => line.includes('complete'))
        .join('')
        .split('complete').length - 1,
    ).toBe(22)
    expect(table).toContain('  site 11: a-hospital-of-a-long-name-10')
    expect(table).toContain(
      '  a-hospital-of-a-long-name-3: nothing is counted, as a file would be refused; this is what its mapping can give',
    )
  },
)

test('a study without mappings has no table', () => {
  expect(variableLines([], { columns: 80, places: false })).toEqual([])
})
