import { describe, expect, test } from 'vitest'
import { headline, headlineColumns, headlineNotes, headlineText } from '../../reports/words/headline.js'
import { endpointName, headlineItems, withInterval } from '../../reports/words/headline-items.js'
import type { ReportInput } from '../../reports/report-input.js'
import { reportNumbers } from '../../reports/report-context.js'
import { sheetNameOf } from '../../reports/sheets/survival.js'
import { smallInput } from './small-report.js'
import { resultsUnder } from './small-results.js'
import { smallStudy } from './small-study.js'
import { told } from '../../words/told.js'

const ratio = 'cox/all/os/univariate/arm.treated'
const linesOf = (added: Partial<ReportInput>) => headline(reportNumbers(smallInput(added)))

const printed = (key: string, value: string, verdict: 'off' | 'contradictory in the source' = 'off') => ({
  key,
  label: key,
  printed: value,
  computed: 1,
  difference: 0,
  percent: false,
  verdict,
  note: null,
})

const published = (...comparisons: readonly ReturnType<typeof printed>[]) => ({
  published: { comparisons, findings: [], notComparedBecause: null },
})

const ofRatio = (...comparisons: readonly ReturnType<typeof printed>[]) =>
  linesOf(published(...comparisons)).find(line => line.label === 'OS, hazard ratio')?.published

describe('a printed number beside a headline number', () => {
  test('has its interval where both limits are printed, else stands alone', () => {
    const all = [
      printed(`${ratio}/hazard-ratio`, '0.5'),
      printed(`${ratio}/lower`, '0.3'),
      printed(`${ratio}/upper`, '0.9'),
    ]
    expect(ofRatio(...all)).toBe('0.5 (0.3–0.9)')
    expect(ofRatio(...all.slice(0, 2))).toBe('0.5')
    expect(ofRatio(...all.slice(1))).toBeNull()
    expect(ofRatio()).toBeNull()
  })

  test('is marked where it or a limit contradicts the source', () => {
    const limit = printed(`${ratio}/lower`, '0.3', 'contradictory in the source')
    expect(ofRatio(printed(`${ratio}/hazard-ratio`, '0.5'), limit)).toBe('0.5 *')
  })

  test.each([
    ['61.5', '61.5%'],
    ['61.5%', '61.5%'],
    ['about half', 'about half'],
  ])('of a rate printed as %s reads %s', (value, shown) => {
    const lines = linesOf(published(printed('response/all/lung/control/orr/rate', value)))
    expect(lines.find(line => line.label === 'Objective response, Lung, Usual')?.published).toBe(shown)
  })
})

test('pairs kept stand below the matched pairs, where the last report had any', () => {
  const kept = (before: number) => {
    const lines = linesOf({ previous: { run: 'r', dataCut: null, results: [], pairs: { kept: 1, before } } })
    return lines[lines.findIndex(line => line.label === 'Matched pairs') + 1]
  }
  expect(kept(2)).toEqual({
    label: 'Pairs kept from the last report',
    computed: '1 of 2',
    before: null,
    published: null,
  })
  expect(kept(0)?.label).toBe('OS, median months, Usual')
})

test('columns and notes stand only where there is something in them', () => {
  const line = { label: told`A`, computed: told`1`, before: null, published: null }
  const headers = (lines: Parameters<typeof headlineColumns>[0]) => headlineColumns(lines).map(({ header }) => header)
  expect(headers([line])).toEqual(['Computed'])
  expect(headers([line, { ...line, before: told`2` }])).toEqual(['Now', 'Last report'])
  expect(headers([{ ...line, published: told`2` }, line])).toEqual(['Computed', 'Published'])
  expect(headlineNotes([line, { ...line, published: told`2` }])).toEqual([])
  expect(headlineNotes([line, { ...line, published: told`2 *` }])).toEqual([
    "* contradictory in the source itself; the sheet 'Published' says why",
  ])
  expect(headlineText([line, { label: told`Longer`, computed: told`12.5`, before: told`3`, published: null }])).toBe(
    '        now   last report\nA       1     –\nLonger  12.5  3',
  )
  expect(headlineText([])).toBe('  computed')
})

test.each([
  ['os', 'OS', 'OS survival'],
  ['pfs2', 'PFS2', 'PFS2 survival'],
  ['local', 'Label', 'local survival'],
  ['time-to-any-symptomatic-event', 'Label', 'time-to-any-symptomatic-event s'],
])('the endpoint %s is called %s, its sheet %s', (id, name, sheet) => {
  expect(endpointName(id, told`Label`)).toBe(name)
  expect(sheetNameOf(id)).toBe(sheet)
})

test('an estimate without limits has no brackets', () => {
  expect(withInterval([told`1`])).toBe('1')
  expect(withInterval([told`1`, told`0`, told`2`])).toBe('1 (0–2)')
  expect(withInterval([])).toBe('')
})

test('of several targets the first is a headline, and a study without response has none', () => {
  const targets = [
    { id: 'lung', label: 'Lung' },
    { id: 'liver', label: 'Liver' },
  ]
  const labels = (added: Readonly<Record<string, unknown>>) =>
    headlineItems(smallStudy(added))
      .map(({ label }) => label)
      .join()
  expect(labels({ response: { criteria: 'c', targets } })).toContain('Objective response, Lung')
  expect(labels({ response: { criteria: 'c', targets } })).not.toContain('Liver')
  expect(labels({ response: undefined })).not.toContain('response')
})

test.each([
  ['count', 'flow/-/eligible/-/-', 'n', 12, 'Eligible subjects', '12'],
  ['months', 'survival/all/os/control/-', 'median', 8.25, 'OS, median months, Usual', '8.3 (n.e.–n.e.)'],
  ['days', 'survival/all/healing/control/-', 'median', 30.5, 'Time to healing, median days, Usual', '31 (n.e.–n.e.)'],
  ['P', 'survival/all/os/-/-', 'log-rank-p', 0.0496, 'OS, log-rank P', '0.0496'],
  ['ratio', ratio, 'hazard-ratio', 0.5, 'OS, hazard ratio', '0.50 (n.e.–n.e.)'],
  ['fraction', 'response/all/lung/control/orr', 'rate', 0.9996, 'Objective response, Lung, Usual', '99.96%'],
])('a headline number that is a %s', (_, prefix, statistic, value, label, shown) => {
  expect(linesOf({ results: resultsUnder(prefix, { [statistic]: value }) })).toEqual([
    { label, computed: shown, before: null, published: null },
  ])
})
