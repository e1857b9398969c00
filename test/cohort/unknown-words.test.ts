import { describe, expect, test } from 'vitest'
import { domainNames } from '../../protocol/schema/domains.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { valueInWords } from '../../cohort/value-in-words.js'
import { recordOf, type RecordOptions, studyOf, type WrittenRow } from '../support/clinical-record.js'

const start: WrittenRow = ['exposure', { treatment: 'a', date: '2021-03-10' }]
const lab = (result: string, date = '2021-03-01', test = 'albumin'): WrittenRow => ['lab', { test, result, date }]

/** A variable of one subject as a person reads it, with the rows behind it. */
const said = (variables: string, rows: readonly WrittenRow[], options: RecordOptions = {}): string => {
  const study = studyOf(`
index: { from: exposure, where: { treatment: { is: a } } }
variables: { ${variables} }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)
  const [subject] = selectCohort(study, [recordOf('N1', [start, ...rows], options)], null).subjects
  const made = subject?.variables['made']
  return [valueInWords(made), ...(made?.sources.map(({ file, row }) => `${file} ${row}`) ?? [])].join(' | ')
}

const albumin = (more: string): string => `made: { from: lab, where: { test: { is: albumin } }, ${more} }`

describe('why a measured variable is not known', () => {
  test.each<[string, string, readonly WrittenRow[], string]>([
    ['no row', albumin('unit: g/L'), [], 'unknown: no row of lab fits'],
    [
      'no row of its conditions',
      albumin('unit: g/L'),
      [lab('5 ng/mL', '2021-03-01', 'afp')],
      'unknown: no row of lab fits',
    ],
    ['a row after its window', albumin('unit: g/L'), [lab('40 g/L', '2021-03-11')], 'unknown: no row of lab fits'],
    ['a row on the last day of its window', albumin('unit: g/L'), [lab('40 g/L', '2021-03-10')], '40 g/L | lab.csv 3'],
    [
      'a row whose day is held',
      albumin('unit: g/L'),
      [lab('40 g/L', 'held')],
      'unknown: a row of lab may count, but a part of it is held: lab.csv, row 3 | lab.csv 3',
    ],
    [
      'a row whose day is not recorded, in a window',
      albumin('unit: g/L, window: [-7 d, 0 d]'),
      [lab('40 g/L', 'unknown')],
      'unknown: a row of lab may count, but its day or a code in it is not known | lab.csv 3',
    ],
    [
      'a row whose day is not recorded, in none',
      albumin('unit: g/L'),
      [lab('40 g/L', 'unknown')],
      '40 g/L | lab.csv 3',
    ],
    ['a value that is held', albumin('unit: g/L'), [lab('held')], 'unknown: held: lab.csv, row 3 | lab.csv 3'],
    ['a value that is missing', albumin('unit: g/L'), [lab('not done')], 'unknown: not done | lab.csv 3'],
    [
      'one that is held before one that is missing',
      albumin('unit: g/L'),
      [lab('held', '2021-02-01'), lab('not done')],
      'unknown: held: lab.csv, row 3 | lab.csv 3 | lab.csv 4',
    ],
    [
      'a unit that does not convert',
      albumin('unit: g/L'),
      [lab('40 mmol/L')],
      'unknown: mmol/L does not convert to g/L | lab.csv 3',
    ],
    [
      'a unit of no built-in test, of which the study says nothing',
      albumin('unit: g/L'),
      [lab('40 Schmidt')],
      'unknown: an unlisted unit does not convert to g/L | lab.csv 3',
    ],
    [
      'such a unit where the study asks for none',
      albumin('plausible: [20, 60]'),
      [lab('40 Schmidt')],
      '40 an unlisted unit | lab.csv 3',
    ],
    [
      'a unit that stands in the study',
      `kept: { from: lab, where: { test: { is: other } }, unit: bars }, ${albumin('unit: g/L')}`,
      [lab('40 bars')],
      'unknown: bars does not convert to g/L | lab.csv 3',
    ],
    [
      'a number below what is plausible',
      albumin('unit: g/L, plausible: [20, 60]'),
      [lab('19 g/L')],
      'unknown: outside the plausible range of 20 to 60 | lab.csv 3',
    ],
    [
      'a number above what is plausible',
      albumin('unit: g/L, plausible: [20, 60]'),
      [lab('61 g/L')],
      'unknown: outside the plausible range of 20 to 60 | lab.csv 3',
    ],
    ['the ends of what is plausible', albumin('unit: g/L, plausible: [20, 60]'), [lab('20 g/L')], '20 g/L | lab.csv 3'],
    ['the other end', albumin('unit: g/L, plausible: [20, 60]'), [lab('60 g/L')], '60 g/L | lab.csv 3'],
    [
      'a mean of limits both ways',
      albumin('unit: g/L, pick: mean'),
      [lab('<30 g/L'), lab('>40 g/L')],
      'unknown: a mean of limits in both directions | lab.csv 3 | lab.csv 4',
    ],
    ['a mean', albumin('unit: g/L, pick: mean'), [lab('30 g/L'), lab('40 g/L')], '35 g/L | lab.csv 3 | lab.csv 4'],
    [
      'a mean with a limit',
      albumin('unit: g/L, pick: mean'),
      [lab('<30 g/L'), lab('40 g/L')],
      '<35 g/L | lab.csv 3 | lab.csv 4',
    ],
    [
      'the highest of what is no number',
      'made: { from: lab, where: { test: { is: hbsag } }, pick: highest }',
      [lab('positive', '2021-03-01', 'hbsag')],
      'unknown: the highest of values that are not numbers | lab.csv 3',
    ],
    ['the highest', albumin('unit: g/L, pick: highest'), [lab('30 g/L'), lab('40 g/L')], '40 g/L | lab.csv 4'],
    ['the lowest', albumin('unit: g/L, pick: lowest'), [lab('30 g/L'), lab('40 g/L')], '30 g/L | lab.csv 3'],
    [
      'the day of another that is not known',
      `other: { from: procedure, value: date, pick: first, window: any time }, ${albumin('unit: g/L, pick: nearest, window: { around: other, from: ~, to: ~ }')}`,
      [lab('40 g/L')],
      'unknown: the day to be nearest to is not known',
    ],
  ])('%s', (_, variable, rows, expected) => {
    expect(said(variable, rows)).toBe(expected)
  })

  test('a domain or a field that the site does not deliver', () => {
    const without = { delivered: domainNames.filter(domain => domain !== 'lab') }
    expect(said(albumin('unit: g/L'), [], without)).toBe('unknown: the site does not deliver lab')
    expect(said('made: { from: procedure, pick: any }', [], { delivered: ['lab'] })).toBe(
      'unknown: the site does not deliver procedure',
    )
    expect(said('made: { from: disease, value: stage }', [['disease', { basis: 'imaging' }]])).toBe(
      'unknown: the site does not deliver disease.stage | disease.csv 3',
    )
  })

  test('a unit that stands in the mapping of the site', () => {
    const rows = [lab('40 Balken')]
    const mapped = new Set(['Balken'])
    expect(said(albumin('unit: g/L'), rows, { mapped })).toBe('unknown: Balken does not convert to g/L | lab.csv 3')
    expect(said(albumin('pick: last'), rows, { mapped })).toBe('40 Balken | lab.csv 3')
  })
})

describe('whether there is a row, and how many', () => {
  const prior = (pick: string): string => `made: { from: procedure, where: { procedure: { is: x } }, pick: ${pick} }`
  const row = (procedure: string, date = '2021-02-01'): WrittenRow => ['procedure', { procedure, date }]
  const maybe =
    'unknown: a row of procedure may count, but a part of it is held: procedure.csv, row 3 | procedure.csv 3'
  test.each<[string, readonly WrittenRow[], string]>([
    ['any', [], 'no'],
    ['count', [], '0'],
    ['any', [row('x'), row('y')], 'yes | procedure.csv 3'],
    ['count', [row('x'), row('x', '2021-02-02')], '2 | procedure.csv 3 | procedure.csv 4'],
    ['any', [row('held')], maybe],
    ['count', [row('held')], '>=0'],
    ['count', [row('held'), row('x')], '>=1 | procedure.csv 4'],
    ['any', [row('held'), row('x')], 'yes | procedure.csv 4'],
  ])('%s of %j', (pick, rows, expected) => {
    expect(said(prior(pick), rows)).toBe(expected)
  })
})

describe('why a derived variable is not known', () => {
  const two =
    'one: { from: lab, where: { test: { is: albumin } }, unit: g/L }, two: { from: lab, where: { test: { is: afp } }, unit: ng/mL }'
  const afp = (result: string): WrittenRow => lab(result, '2021-03-02', 'afp')
  test.each<[string, readonly WrittenRow[], string]>([
    ['when: { all: [{ one: { below: 30 } }, { two: { above: 5 } }] }', [], 'unknown: not known: one, two'],
    ['when: { one: { below: 30 } }', [lab('<40 g/L')], 'unknown: not known: a limit does not tell | lab.csv 3'],
    ['when: { one: { below: 30 } }', [lab('held')], 'unknown: not known: one (held: lab.csv, row 3) | lab.csv 3'],
    ['when: { one: { below: 30 } }', [lab('29 g/L')], 'yes | lab.csv 3'],
    ['when: { one: { below: 30 } }', [lab('30 g/L')], 'no | lab.csv 3'],
    ['firstKnown: [one, two]', [], 'unknown: not known: one, two'],
    ['firstKnown: [one, two]', [afp('5 ng/mL')], '5 ng/mL | lab.csv 3'],
    ['firstKnown: [one, two]', [lab('40 g/L'), afp('5 ng/mL')], '40 g/L | lab.csv 3'],
    ['sum: [one, two]', [lab('40 g/L')], 'unknown: not known: two | lab.csv 3'],
    ['sum: [one, two]', [lab('40 g/L'), afp('<5 ng/mL')], '<45 g/L | lab.csv 3 | lab.csv 4'],
    [
      'sum: [one, two]',
      [lab('>40 g/L'), afp('<5 ng/mL')],
      'unknown: not known: a limit does not tell | lab.csv 3 | lab.csv 4',
    ],
    ['daysBetween: [one, two]', [lab('40 g/L')], 'unknown: no day of two | lab.csv 3'],
    ['daysBetween: [one, two]', [afp('5 ng/mL')], 'unknown: no day of one | lab.csv 3'],
    [
      'daysBetween: [one, two]',
      [lab('held'), afp('5 ng/mL')],
      'unknown: no day of one (held: lab.csv, row 3) | lab.csv 3 | lab.csv 4',
    ],
    ['daysBetween: [one, two]', [lab('40 g/L'), afp('5 ng/mL')], '1 days | lab.csv 3 | lab.csv 4'],
    ['group: one, into: { a: [40], b: [50] }', [], 'unknown: not known: one'],
    ['group: one, into: { a: [40], b: [50] }', [lab('40 g/L')], 'a | lab.csv 3'],
    ['group: one, into: { a: [40], b: [50] }', [lab('60 g/L')], 'unknown: one is in no group | lab.csv 3'],
    ['group: one, into: { a: [40], b: [50] }', [lab('<60 g/L')], 'unknown: one is only known as a limit | lab.csv 3'],
  ])('%s of %j', (definition, rows, expected) => {
    expect(said(`${two}, made: { ${definition} }`, rows)).toBe(expected)
  })
})

test('a value in words: relation, digits that say something, unit', () => {
  const of = (value: string | number | boolean | null, own = {}) =>
    valueInWords({ value, relation: '=', unit: null, because: null, sources: [], ...own })
  expect([of(0.1 + 0.2, { unit: 'g' }), of(5, { relation: '>=' }), of('ii'), of(true), of(false)]).toEqual([
    '0.3 g',
    '>=5',
    'ii',
    'yes',
    'no',
  ])
  expect([of(null), of(null, { because: 'not done' }), valueInWords(undefined)]).toEqual([
    'unknown: not recorded',
    'unknown: not done',
    'unknown: not derived',
  ])
})
