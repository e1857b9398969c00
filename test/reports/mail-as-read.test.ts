import { describe, expect, test } from 'vitest'
import { inOneLine, mailText } from '../../reports/mail/mail-text.js'
import { smallContext, smallInput } from './small-report.js'
import { comparisons } from './small-records.js'
import { smallStudy } from './small-study.js'
import { told } from '../../words/told.js'

const input = smallInput()
const results = input.results.filter(({ key }) =>
  /^flow\/-\/eligible|univariate\/arm.treated\/(hazard-ratio|lower|upper|p)$|multivariate\/-\/events-per/.test(key),
)
const first = mailText(smallContext({ results }))
const laterInput = {
  results,
  study: smallStudy({ title: 'A <small> study & more', data: 'clinical' }),
  run: { ...input.run, status: 'PROVISIONAL', dataCut: null, reason: told`late & new`, startedBy: told`a person` },
  published: { comparisons, findings: [], notComparedBecause: null },
  previous: { run: 'before', dataCut: null, results: results.slice(0, 1), pairs: { kept: 0, before: 0 } },
  whatChanged: [{ cause: 'data', text: told`a < b`, counts: {} }],
} as const
const later = mailText(smallContext(laterInput))

const style = 'text-align:left;padding:2px 12px 2px 0;border-bottom:1px solid #d5dae0'
const htmlRow = (tag: string, ...cells: readonly string[]): string =>
  `<tr>${cells.map(cell => `<${tag} style="${style}">${cell}</${tag}>`).join('')}</tr>`

describe("a mail of a study's first run", () => {
  test('has kind of data, title, status and cut in its subject', () => {
    expect(first.subject).toBe('[SYNTHETIC DATA] A small study: FINAL report, data cut 2024-03-31')
  })

  test('says everything in plain text', () => {
    expect(first.text.split('\n')).toEqual([
      'A small study',
      'SYNTHETIC DATA: invented subjects, no real person',
      '',
      'FINAL, data cut 2024-03-31',
      'Run 20240401-0200-7f3a, started 2024-04-01T02:00:00+08:00 by schedule',
      '',
      'To know before the numbers are used:',
      '- Fewer than 10 events per variable in the multivariate model: OS 1.5; OS, matched 1.5.',
      '',
      '                           computed',
      'Eligible subjects          10',
      'Eligible, Usual            6',
      'Eligible, New              4',
      'OS, hazard ratio           0.500 (0.250–0.996)',
      'OS, hazard ratio, matched  0.500 (0.250–0.996)',
      '',
      "This is the study's first run.",
      '',
      'The workbook is attached. Please do not forward it beyond the study team.',
      '',
    ])
  })

  test('says the same in HTML', () => {
    expect(first.html.split('\n')).toEqual([
      '<!doctype html><html><body style="font-family:Arial,sans-serif;font-size:14px;color:#1c2430">',
      '<h1 style="font-size:18px">A small study</h1>',
      '<p style="font-weight:bold;color:#8a5a00">SYNTHETIC DATA: invented subjects, no real person</p>',
      '<p>FINAL, data cut 2024-03-31</p>',
      '<p>Run 20240401-0200-7f3a, started 2024-04-01T02:00:00+08:00 by schedule</p>',
      '<p style="font-weight:bold;color:#8a5a00">To know before the numbers are used:</p>',
      '<ul>',
      '<li>Fewer than 10 events per variable in the multivariate model: OS 1.5; OS, matched 1.5.</li>',
      '</ul>',
      '<table style="border-collapse:collapse">',
      htmlRow('th', '', 'Computed'),
      htmlRow('td', 'Eligible subjects', '10'),
      htmlRow('td', 'Eligible, Usual', '6'),
      htmlRow('td', 'Eligible, New', '4'),
      htmlRow('td', 'OS, hazard ratio', '0.500 (0.250–0.996)'),
      htmlRow('td', 'OS, hazard ratio, matched', '0.500 (0.250–0.996)'),
      '</table>',
      '<p>This is the study&#39;s first run.</p>',
      '<p>The workbook is attached. Please do not forward it beyond the study team.</p>',
      '</body></html>',
    ])
  })
})

describe('a mail of a later, provisional run', () => {
  test('has the status in its subject, and that there is no cut', () => {
    expect(later.subject).toBe('[CLINICAL DATA] A <small> study & more: PROVISIONAL report, day offsets')
  })

  test('says in plain text what is wrong, what was before, what is printed and what changed', () => {
    expect(later.text.split('\n')).toEqual([
      'A <small> study & more',
      'CLINICAL DATA: confidential',
      'PROVISIONAL. South Hospital: its export cannot be read, its data of an unstated day stand in; have it sent again.',
      '',
      'PROVISIONAL, day offsets',
      'Run 20240401-0200-7f3a, started 2024-04-01T02:00:00+08:00 by a person: late & new',
      '',
      'To know before the numbers are used:',
      '- Fewer than 10 events per variable in the multivariate model: OS 1.5; OS, matched 1.5.',
      '- Published numbers that contradict themselves in the source: 1; among the headline numbers marked *.',
      '',
      '                           now                  last report  published',
      'Eligible subjects          10                   10           10',
      'Eligible, Usual            6                    –            –',
      'Eligible, New              4                    –            –',
      'OS, hazard ratio           0.500 (0.250–0.996)  –            0.5 *',
      'OS, hazard ratio, matched  0.500 (0.250–0.996)  –            –',
      "* contradictory in the source itself; the sheet 'Published' says why",
      '',
      'What changed since run before:',
      '- data: a < b',
      '',
      'The workbook is attached. Please do not forward it beyond the study team.',
      '',
    ])
  })

  test('says it in HTML, where no word of the data is markup', () => {
    const lines = later.html.split('\n')
    expect(lines.slice(1, 6)).toEqual([
      '<h1 style="font-size:18px">A &lt;small&gt; study &amp; more</h1>',
      '<p style="font-weight:bold;color:#8a5a00">CLINICAL DATA: confidential</p>',
      '<p style="font-weight:bold;color:#a61b1b">PROVISIONAL. South Hospital: its export cannot be read, its data of an unstated day stand in; have it sent again.</p>',
      '<p>PROVISIONAL, day offsets</p>',
      '<p>Run 20240401-0200-7f3a, started 2024-04-01T02:00:00+08:00 by a person: late &amp; new</p>',
    ])
    expect(lines).toContain(htmlRow('th', '', 'Now', 'Last report', 'Published'))
    expect(lines).toContain(htmlRow('td', 'OS, hazard ratio', '0.500 (0.250–0.996)', '–', '0.5 *'))
    expect(lines.slice(-5)).toEqual([
      '<p>* contradictory in the source itself; the sheet &#39;Published&#39; says why</p>',
      '<p>What changed since run before:</p>',
      '<p>- data: a &lt; b</p>',
      '<p>The workbook is attached. Please do not forward it beyond the study team.</p>',
      '</body></html>',
    ])
  })
})

test('a mail without a warning or a change has neither heading', () => {
  const { text, html } = mailText(
    smallContext({ ...laterInput, results: [], whatChanged: [], published: input.published }),
  )
  expect(text).not.toContain('To know')
  expect(html).not.toContain('<ul>')
  expect(text).toContain('\nNothing changed since run before.\n')
})

test.each([
  ['a\r\nBcc: b', 'a Bcc: b'],
  ['  a\u0000\u009f\u2028b  ', 'a b'],
  ['刘医生', '刘医生'],
])('%j is one line of a header', (text, line) => {
  expect(inOneLine(text)).toBe(line)
})
