import { describe, expect, test } from 'vitest'
import { checkStudy } from '../../protocol/load/check-study.js'
import { knownBySite } from '../../protocol/facts/known-by-site.js'
import { variablesBySite } from '../../protocol/facts/variables-by-site.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { madeMapping } from '../harmonize/made-site.js'
import { studyOf } from '../support/clinical-record.js'

const subject = { from: 's', sex: 'sex', birthDate: { column: 'born', date: ['YYYY-MM-DD'] } }
const site = (map: Record<string, unknown>, name = 'north'): SiteMapping => ({
  ...madeMapping({
    files: { s: { name: 's.csv', subject: { column: 'id' } }, l: { name: 'l.csv', subject: { column: 'id' } } },
    map: { subject, ...map },
  }),
  site: name,
})

/** What one site gives of one variable: its state, reasons, and where it comes from. */
const given = (variables: string, map: Record<string, unknown>, more = '') => {
  const study = studyOf(`sites: [north]\nvariables:\n  v: ${variables}\n${more}`)
  const rows = variablesBySite(study, { north: site(map) })
  const { state, reasons, from } = rows.find(({ id }) => id === 'v')!.sites['north']!
  return [state, ...reasons, ...from.map(({ file, column }) => `${file}:${column}`)]
}

const lab = {
  from: 'l',
  test: { column: 'item', codes: { ALB: 'albumin', ALT: 'alt' } },
  result: { column: 'value', unit: { column: 'u' } },
  date: { column: 'day', date: ['YYYY-MM-DD'] },
}
const albumin = '{ from: lab, where: { test: { is: albumin } }, value: result, pick: last }'

describe('what a mapping can give of a variable', () => {
  test.each([
    ['a column', '{ from: subject, value: sex }', {}, ['complete', 's:sex']],
    ['an age from either field', '{ from: subject, value: age }', {}, ['complete', 's:born']],
    ['a domain that no block gives', albumin, {}, ['impossible', 'no block gives lab']],
    ['a test of a long file', albumin, { lab }, ['complete', 'l:value']],
    ['a test that no code is', albumin.replace('albumin', 'afp'), { lab }, ['impossible', 'no row where test is afp']],
    [
      'a column of a wide file',
      albumin,
      { lab: { from: 's', wide: { ALB: { test: 'albumin' }, ALT: { test: 'alt' } } } },
      ['complete', 's:ALB'],
    ],
    [
      'a field that no block fills',
      '{ from: disease, value: stage }',
      { disease: { from: 's', basis: 'b' } },
      ['impossible', 'no block fills disease.stage'],
    ],
    [
      'a condition on a field that no block fills',
      '{ from: disease, where: { basis: { is: x } }, value: stage }',
      { disease: { from: 's', stage: 'b' } },
      ['impossible', 'no block fills disease.basis, which is asked'],
    ],
    [
      'a day where a window asks for one',
      '{ from: lab, where: { test: { is: albumin } }, value: result, window: [-28 d, 0 d] }',
      { lab: { from: 's', wide: { ALB: { test: 'albumin' } } } },
      ['impossible', 'its rows have no day, and a day is asked'],
    ],
    [
      'a day in some of the blocks',
      '{ from: lab, where: { test: { is: albumin } }, value: result, window: [-28 d, 0 d] }',
      { lab: [lab, { from: 's', wide: { ALB: { test: 'albumin' } } }] },
      ['partial', 'rows of s have no day, and a day is asked', 'l:value'],
    ],
    [
      'no bounds, no day',
      '{ from: lab, where: { test: { is: albumin } }, value: result, window: [~, ~] }',
      { lab: { from: 's', wide: { ALB: { test: 'albumin' } } } },
      ['complete', 's:ALB'],
    ],
    [
      'a unit that does not convert for the one test of rows',
      albumin,
      { lab: { from: 'l', test: { constant: 'albumin' }, result: { column: 'value', unit: 'ng/mL' } } },
      ['impossible', 'the unit ng/mL does not convert for albumin'],
    ],
    [
      'whether there is a row, where none can be one',
      '{ from: exposure, where: { category: { is: prior } }, pick: any }',
      { exposure: { from: 'l', category: { column: 'c', codes: { x: 'later' } } } },
      ['partial', 'no row where category is prior, so it is none or no for everybody'],
    ],
    [
      'conditions that no row meets together',
      '{ from: exposure, where: { category: { is: prior }, treatment: { is: a } }, value: dose }',
      {
        exposure: [
          { from: 'l', category: { constant: 'prior' }, treatment: { constant: 'b' }, dose: 'd' },
          { from: 's', category: { constant: 'later' }, treatment: { constant: 'a' }, dose: 'd' },
        ],
      },
      ['impossible', 'no row where category is prior and treatment is a'],
    ],
  ] as const)('%s', (_, variable, map, expected) => {
    expect(given(variable, map)).toEqual(expected)
  })

  test('codes that levels ask for and no cell can become make it partial; any text or number may be one', () => {
    const levels = 'covariates:\n  - { variable: v, label: V, levels: { negative: N, positive: P, weak: W } }'
    const coded = (codes: unknown) => ({
      lab: { from: 'l', test: { constant: 'hbsag' }, result: { column: 'r', codes } },
    })
    const hbsag = '{ from: lab, where: { test: { is: hbsag } }, value: result }'
    expect(given(hbsag, coded({ neg: 'negative', pos: 'positive' }), levels)).toEqual([
      'partial',
      'no cell can become weak',
      'l:r',
    ])
    expect(given(hbsag, coded({ neg: 'negative', pos: 'positive', w: 'weak' }), levels)).toEqual(['complete', 'l:r'])
    expect(given(hbsag, coded(undefined), levels)).toEqual(['complete', 'l:r'])
  })

  test('what is derived is as its parts allow', () => {
    const study = studyOf(`
sites: [north]
variables:
  a: { from: subject, value: sex }
  b: { from: lab, where: { test: { is: albumin } }, value: result }
  first: { firstKnown: [b, a] }
  never: { firstKnown: [b, b] }
  both: { sum: [a, b] }
  either: { when: { any: [{ a: { is: x } }, { b: { at least: 3 } }] } }
  then: { group: either, into: { yes: [true] } }
endpoints:
  os:
    label: OS
    unit: days
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, reason: contact }]
`)
    const dead = { from: 'l', event: { constant: 'death' }, date: { column: 'd', date: ['YYYY-MM-DD'] } }
    const rows = variablesBySite(study, { north: site({ disposition: dead }), south: site({}) })
    expect(
      rows.map(({ kind, id, sites }) => [kind, id, sites['north']?.state, ...(sites['north']?.reasons ?? [])]),
    ).toEqual([
      ['index', 'index date', 'impossible', 'no block gives exposure'],
      ['variable', 'a', 'complete'],
      ['variable', 'b', 'impossible', 'no block gives lab'],
      ['variable', 'first', 'complete'],
      ['variable', 'never', 'impossible', 'needs b, which is impossible here'],
      ['variable', 'both', 'impossible', 'needs b, which is impossible here'],
      ['variable', 'either', 'partial', 'needs b, which is impossible here'],
      ['variable', 'then', 'partial', 'needs either, which is partial here'],
      ['endpoint', 'os', 'partial', 'contact: no block gives contact'],
    ])
    expect(rows.at(-1)?.sites['south']?.state).toBe('impossible')
  })
})

test('with counts, what all could have and some do not is partial, and where nothing was counted nothing is said', () => {
  const study = studyOf('sites: [north, south]\nindex: day 0\nvariables:\n  v: { from: subject, value: sex }')
  const rows = variablesBySite(study, { north: site({}), south: site({}, 'south') })
  const shown = knownBySite(rows, { north: { v: { known: 7, subjects: 9 } }, south: null })[0]
  expect([shown?.sites['north']?.state, shown?.sites['north']?.reasons]).toEqual([
    'partial',
    ['known of 7 of 9 subjects'],
  ])
  expect([shown?.sites['south']?.state, shown?.sites['south']?.count]).toEqual(['complete', null])
  expect(knownBySite(rows, { north: { v: { known: 9, subjects: 9 } } })[0]?.sites['north']?.state).toBe('complete')
})

test('a code that the study asks for and no site can give is doubted, not one that another site gives', () => {
  const study = studyOf(`
sites: [north, south]
variables:
  v: { from: subject, value: sex }
covariates:
  - { variable: v, label: Sex, levels: { female: F, male: M, other: O } }
`)
  const sexes = (codes: Record<string, string>, name: string) =>
    site({ subject: { from: 's', sex: { column: 'x', codes } } }, name)
  const mappings = { north: sexes({ f: 'female' }, 'north'), south: sexes({ m: 'male' }, 'south') }
  const doubts = checkStudy({ study, mappings, published: null, shipped: {} }).warnings.map(({ message }) => message)
  expect(doubts.filter(message => message.includes('can become'))).toEqual([
    "no site's cells can become 'other', which the study asks of 'v'",
  ])
})
