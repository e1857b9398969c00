import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { causeLine, foundLines } from '../../../cli/finding-lines.js'
import { told } from '../../../words/told.js'
import { causeOf, nothingFound } from '../../reports/found-of.js'

const counts = nothingFound.counts.map((one, at) => ({ ...one, fresh: at, persisting: 1, resolved: at * 2, waived: 3 }))

test('a run that found nothing is told nothing', () => {
  expect(foundLines(nothingFound)).toEqual([])
})

test('a cause is told with rows, place, rule, graveness, since when, and its id', () => {
  const line = (own: Parameters<typeof causeOf>[0]): string => inWords(causeLine(causeOf(own)))
  expect(line({ places: 12 })).toBe(
    '    12  north  a.csv, sex: unlisted-code (hold value), <yellow>new</>  <dim>C-0123456789</>',
  )
  expect(line({ file: null, column: null, fresh: 0 })).toBe(
    '     1  north: unlisted-code (hold value), since 2024-04-01  <dim>C-0123456789</>',
  )
  expect(line({ findings: 3, fresh: 1, waived: 1 })).toContain('1 new, 1 waived')
  expect(line({ findings: 3, fresh: 1, waived: 3 })).toContain('<dim>waived</>')
})

test('the five commonest causes that are not waived are told, and how many more there are', () => {
  const causes = [3, 9, 1, 7, 5, 8, 2].map(places => causeOf({ places, id: `C-${String(places)}` }))
  const lines = foundLines({ ...nothingFound, counts, causes: [...causes, causeOf({ places: 99, waived: 1 })] }).map(
    inWords,
  )
  expect(lines[0]).toBe('  findings: 6 new, 4 as before, 12 waived, 12 resolved')
  expect(lines.slice(2, 7).map(line => line.trim().split(' ')[0])).toEqual(['9', '8', '7', '5', '3'])
  expect(lines[7]).toContain('and 2 causes more')
})

test.each([
  ['in force', null],
  ['expired', 'is over, so what it covered counts again'],
  ['exceeded', 'covers nothing, because there are more rows than it was given for (4, at most 3)'],
  ['gone', 'has nothing to cover any more: take it away'],
] as const)('a waiver that is %s is told where it covers nothing', (state, words) => {
  const waiver = {
    ...{ id: null, site: 'north', rule: 'unlisted-code', file: null, column: null, displayId: null, atMost: 3 },
    ...{ places: 4, until: '2024-12-31', by: told`A. Name`, because: told`lost`, state },
  }
  const lines = foundLines({ ...nothingFound, waivers: [waiver] }).map(inWords)
  expect(lines).toEqual(
    words === null
      ? []
      : [`<yellow>  waiver of unlisted-code at north (A. Name, until 2024-12-31, operations.yaml) ${words}</>`],
  )
})
