import { describe, expect, test } from 'vitest'
import { headline, headlineText } from '../../reports/words/headline.js'
import { reportNumbers } from '../../reports/report-context.js'
import { fullReport, lungReport } from './report-fixtures.js'

const linesOf = (input: ReturnType<typeof fullReport>) => headline(reportNumbers(input))

describe('the headline numbers', () => {
  test('stand beside the published ones, an interval with its estimate', () => {
    const lines = linesOf(fullReport())
    expect(lines.find(line => line.label === 'PFS, hazard ratio')?.published).toBe('0.61 (0.40–0.94)')
    expect(lines.find(line => line.label === 'PFS, hazard ratio')?.computed).toMatch(/^\d\.\d\d \(\d\.\d\d–\d\.\d\d\)$/)
    expect(lines.find(line => line.label === 'Eligible subjects')).toEqual({
      label: 'Eligible subjects',
      computed: '144',
      before: null,
      published: '144',
    })
    expect(lines.find(line => line.label === 'OS, hazard ratio')?.published).toBeNull()
  })

  test('show a published rate in percent as the computed one', () => {
    const input = fullReport()
    const key = 'response/all/radiation/treated/orr/rate'
    const comparison = {
      key,
      label: 'ORR',
      printed: '61.5',
      computed: 66.7,
      difference: 5.2,
      percent: true,
      verdict: 'off' as const,
      note: null,
    }
    const lines = linesOf({ ...input, published: { ...input.published, comparisons: [comparison] } })
    const line = lines.find(one => one.label === 'Objective response, Radiation target, RT+S+L')
    expect(line?.published).toBe('61.5%')
    expect(line?.computed).toBe('66.7%')
  })

  test('leave out what the study does not have', () => {
    const labels = linesOf(lungReport())
      .map(line => line.label)
      .join('\n')
    expect(labels).toContain('OS, median days, Treated')
    expect(labels).not.toContain('Objective response')
    expect(labels).not.toContain('adverse')
  })

  test('are an aligned text for the terminal', () => {
    const [head, ...rest] = headlineText(linesOf(fullReport())).split('\n')
    const lines = rest.slice(0, -1)
    expect(rest.at(-1)).toContain('contradictory in the source')
    const column = head?.indexOf('computed') ?? -1
    expect(column).toBeGreaterThan(20)
    expect(lines.every(line => line.length < 110 && line[column - 1] === ' ')).toBe(true)
  })
})
