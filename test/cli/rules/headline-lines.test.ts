import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { headlineLines } from '../../../cli/headline-lines.js'
import { warnings } from '../../../reports/words/warnings.js'
import { reportNumbers } from '../../../reports/report-context.js'
import { fullReport, lungReport } from '../../reports/report-fixtures.js'
import { told } from '../../../words/told.js'

const linesOf = (input: ReturnType<typeof fullReport>) => headlineLines(input).map(inWords)

test('the headline stands below an empty line, and the verdict comes last', () => {
  const input = fullReport()
  const final = linesOf({ ...input, run: { ...input.run, status: 'FINAL' } })
  expect(final[0]).toBe('')
  expect(final[1]).toMatch(/^ +computed +published$/)
  expect(final.find(line => line.includes('Eligible subjects'))).toMatch(/^ {2}Eligible subjects +144 .*144$/)
  expect(final.slice(-2)).toEqual(['', '  <green>FINAL</>'])
  const provisional = linesOf({ ...input, run: { ...input.run, status: 'PROVISIONAL' } })
  expect(provisional.at(-1)).toBe('  <yellow>PROVISIONAL</>')
  const left = { status: 'left out', failureKind: 'ExportAbsent', dataDate: null } as const
  const sites = input.sites.map(site => ({ ...site, ...left }))
  const named = linesOf({ ...input, sites, run: { ...input.run, status: 'PROVISIONAL' } })
  expect(named.slice(-sites.length - 1)).toEqual([
    '  <yellow>PROVISIONAL</>',
    ...sites.map(({ label }) => `  - <yellow>${label}: no export arrived, the site is left out; have it sent.</>`),
  ])
})

test('what is to be known before the numbers are used stands between them and the verdict, each in a line', () => {
  const input = fullReport()
  const texts = warnings(reportNumbers(input)).map(({ text }) => `  - ${text}`)
  expect(texts.length).toBeGreaterThan(0)
  const lines = linesOf(input)
  const at = lines.indexOf('  <yellow>to know before the numbers are used</>')
  expect(lines[at - 1]).toBe('')
  expect(lines.slice(at + 1, -2)).toEqual(texts)
})

test('why nothing was compared with the publication is named, and nothing where it was compared', () => {
  const input = fullReport()
  const lines = linesOf({ ...input, published: { ...input.published, notComparedBecause: told`no publication` } })
  expect(lines).toContain('  no publication')
  const compared = linesOf({ ...input, published: { ...input.published, notComparedBecause: null } })
  expect(compared).toEqual(lines.filter(line => line !== '  no publication'))
  expect(linesOf(lungReport())[0]).toBe('')
})
