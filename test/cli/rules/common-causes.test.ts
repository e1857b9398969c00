import { expect, test } from 'vitest'
import { causeLine, commonestCauses } from '../../../cli/common-causes.js'
import type { IssueEffect } from '../../../harmonize/shared-row.js'
import { retold } from '../../../words/told.js'

const issue = (site: string, column: string | null, kind: string, effect: IssueEffect = 'value held') => ({
  site,
  file: retold(`${site}.csv`),
  column: column === null ? null : retold(column),
  kind,
  effect,
})

test('the five commonest causes stand first to last, equal ones in a fixed order, what was normalized not at all', () => {
  const issues = [
    ...Array.from({ length: 2 }, () => issue('b', 'alb', 'unlisted-code')),
    ...Array.from({ length: 9 }, () => issue('a', null, 'duplicate-row', 'normalized')),
    ...Array.from({ length: 7 }, () => issue('b', 'alb', 'unknown-unit')),
    ...Array.from({ length: 2 }, () => issue('a', 'alb', 'unlisted-code')),
    issue('a', 'day', 'impossible-date'),
    issue('c', 'day', 'impossible-date'),
    issue('d', 'day', 'impossible-date'),
  ]
  expect(commonestCauses(issues).map(({ site, kind, count }) => [site, kind, count])).toEqual([
    ['b', 'unknown-unit', 7],
    ['a', 'unlisted-code', 2],
    ['b', 'unlisted-code', 2],
    ['a', 'impossible-date', 1],
    ['c', 'impossible-date', 1],
  ])
})

test('a cause is named with its place and what became of it', () => {
  const [cause] = commonestCauses([issue('a', '白蛋白', 'unknown-unit'), issue('a', '白蛋白', 'unknown-unit')])
  expect(cause === undefined ? '' : causeLine(cause)).toBe('     2  a  a.csv, 白蛋白: unknown-unit (value held)')
})
