import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { renderSharedWorkbook } from '../../reports/render/render-shared-workbook.js'
import { renderWorkbook } from '../../reports/render/render-workbook.js'
import { reportContext } from '../../reports/report-context.js'
import type { SheetCell } from '../../reports/layout/sheet.js'
import type { ReportedWaiver } from '../../reports/report-input.js'
import { dataQualitySheet } from '../../reports/sheets/data-quality.js'
import { causeOf, nothingFound } from './found-of.js'
import { issueList, noteList, queryList } from './listings.js'
import { fullReport } from './report-fixtures.js'
import { inertText } from '../../reports/words/inert-text.js'
import { findingAdvice } from '../../words/finding-advice.js'
import { told } from '../../words/told.js'

const shown = (cell: SheetCell): string | number =>
  cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : ''

/** The rows of the table under a caption, each cell as text or number. */
const rowsUnder = (caption: string, added: Parameters<typeof fullReport>[0]) => {
  const { blocks } = dataQualitySheet(reportContext(fullReport(added)))
  const block = blocks.find(one => one.kind === 'table' && one.caption === caption)
  if (block?.kind !== 'table') throw new Error(`no table '${caption}'`)
  return block.rows.map(({ cells }) => cells.map(shown))
}

const [site] = fullReport().sites
const at = { site: site?.site ?? '' }

test('notes on the reading of exports stand on the sheet, under the name of the site', () => {
  const notes = [
    { ...at, note: told`labs.csv: encoding inferred as gb18030: name it in the mapping` },
    { ...at, note: told`w.xlsx: 3 hidden rows were read` },
  ]
  expect(rowsUnder('Notes on how the exports were read', { notes: noteList(notes) })).toEqual(
    notes.map(({ note }) => [site?.label, '', '', '', note]),
  )
})

test('texts that no mapping lists stand on the sheet with place, count and the nearest listed', () => {
  const unlisted = [
    { ...at, file: told`pt.csv`, column: told`分期`, count: 31, nearest: told`II` },
    { ...at, file: told`pt.csv`, column: told`sex`, count: 2, nearest: null },
  ]
  expect(rowsUnder('Texts that no mapping lists', { unlisted })).toEqual([
    [site?.label, 'pt.csv', '分期', 31, 'II'],
    [site?.label, 'pt.csv', 'sex', 2, ''],
  ])
})

test('where nothing was noted, the sheet says so', () => {
  expect(rowsUnder('Texts that no mapping lists', {})).toEqual([['None']])
  expect(rowsUnder('Notes on how the exports were read', {})).toEqual([['No note']])
})

const advice = findingAdvice['unlisted-code']

test.each([
  [100, 'alb', 'all of the column: probably the mapping, not the cells', '100 % of 100'],
  [93, 'alb', 'nearly all of the column: probably the mapping, not the cells', '93 % of 100'],
  [60, 'alb', 'most of the column: ask whether the hospital writes it otherwise now', '60 % of 100'],
  [100, null, 'all of the file: probably the mapping, not the cells', '100 % of 100'],
] as const)('%s of 100 rows that are alike look like what they are: %s', (places, column, looks, share) => {
  const causes = [causeOf({ ...at, places, column: column === null ? null : told`${column}` }), causeOf(at)]
  const rows = rowsUnder('Findings by cause, the gravest and commonest first', { found: { ...nothingFound, causes } })
  expect(rows.map(cells => [cells[3], cells[9], cells[7]])).toEqual([
    [places, looks, share],
    [1, '', '1 % of 100'],
  ])
})

test.each([49, 3])('%s of 100 rows that are alike may be accidents: no column says what they look like', places => {
  const found = { ...nothingFound, causes: [causeOf({ ...at, places, column: told`alb` })] }
  const [cells = []] = rowsUnder('Findings by cause, the gravest and commonest first', { found })
  expect([cells.length, cells[7], cells[9]]).toEqual([11, `${String(places)} % of 100`, advice])
})

test.each([
  [{ findings: 3, fresh: 3 }, 'new'],
  [{ findings: 3, fresh: 0 }, 'since 2024-04-01'],
  [{ findings: 3, fresh: 1 }, '1 new, others since 2024-04-01'],
  [{ findings: 3, fresh: 0, waived: 2 }, 'since 2024-04-01, 2 waived'],
  [{ findings: 3, fresh: 1, waived: 3 }, 'waived'],
])('a cause with %j stands as it is', (own, words) => {
  const [cells] = rowsUnder('Findings by cause, the gravest and commonest first', {
    found: { ...nothingFound, causes: [causeOf({ ...at, ...own })] },
  })
  expect(cells?.[5]).toBe(words)
})

const waiver: Omit<ReportedWaiver, 'site'> = {
  ...{ id: null, rule: 'unlisted-code', file: told`a.csv`, column: null, displayId: 'S-0007', atMost: 3, places: 4 },
  ...{ until: '2024-12-31', by: told`A. Name`, because: told`lost sheets`, state: 'exceeded' },
}

test('a waiver that covers nothing says so, and names its subject to the team alone', () => {
  const found = { ...nothingFound, waivers: [{ ...at, ...waiver }] }
  expect(rowsUnder('Waivers', { found })).toEqual([
    [
      ...[site?.label, 'unlisted-code', 'S-0007', 4, 'lost sheets (A. Name, until 2024-12-31, at most 3)'],
      ...['there are more rows than it was given for, so it covers none', 'a.csv', 'operations.yaml', '–'],
    ],
  ])
  const { blocks } = dataQualitySheet({ ...reportContext(fullReport({ found })), sees: 'results' })
  expect(JSON.stringify(blocks)).not.toContain('S-0007')
  expect(JSON.stringify(blocks)).toContain('one subject')
})

describe('what to do about a cause', () => {
  const { study } = fullReport()
  const own = {
    'short-course': {
      severity: 'info',
      says: 'too short',
      do: '=ask("the ward")',
      count: { of: { from: 'exposure', date: 'date' } },
    },
    'sexes-differ': { severity: 'info', says: 'two sexes', do: 'ask which is right', age: { within: 1 } },
  } as const
  const causes = ['sexes-differ', 'short-course', 'unlisted-code', 'constructor'].map(rule => causeOf({ ...at, rule }))
  const input = { study: { ...study, rules: { ...study.rules, own } }, found: { ...nothingFound, causes } }
  const place = 9

  test('stands beside it as the rule says it, built in or the study’s own, and never as a formula', () => {
    const rows = rowsUnder('Findings by cause, the gravest and commonest first', input)
    expect(rows.map(cells => [cells[1], cells[place]])).toEqual([
      ['sexes-differ', 'ask which is right'],
      ['short-course', inertText('=ask("the ward")')],
      ['unlisted-code', advice],
      ['constructor', ''],
    ])
    expect(inertText('=ask("the ward")')).not.toMatch(/^=/)
  })

  test('is seen by those too who see no message of a single subject', () => {
    const { blocks } = dataQualitySheet({ ...reportContext(fullReport(input)), sees: 'results' })
    const [block] = blocks.filter(one => one.kind === 'table' && one.caption?.startsWith('Findings by cause'))
    if (block?.kind !== 'table') throw new Error('no causes')
    const [cells = []] = block.rows.map(one => one.cells.map(shown))
    expect([cells[4], cells[place]]).toEqual(['', 'ask which is right'])
    expect(block.columns[place]).toMatchObject({ header: 'What to do', atMost: 60 })
  })
})

test('causes can be filtered, where there are any', async () => {
  expect(fullReport().found.causes.length).toBeGreaterThan(0)
  const sheet = unzipSync(await renderWorkbook(reportContext(fullReport()), new Map()))
  const filtered = Object.entries(sheet).filter(
    ([name, part]) => /worksheets\/sheet/.test(name) && strFromU8(part).includes('<autoFilter ref="A'),
  )
  expect(filtered).toHaveLength(1)
})

describe('H5: what others than the team see of single subjects', () => {
  const input = fullReport({
    issues: issueList(
      fullReport().issues.first.map((issue, index) => ({
        ...issue,
        displayId: `who-${String(index)}`,
        row: 4_711 + index,
      })),
    ),
    queries: queryList(
      fullReport().queries.first.map((query, index) => ({ ...query, displayId: `asked-${String(index)}` })),
    ),
  })
  const [issues, queries] = [input.issues.first, input.queries.first]
  const ids = [
    ...issues.map(({ displayId }) => displayId ?? ''),
    ...queries.map(({ displayId }) => displayId),
    ...[...input.pairs].flatMap(({ treated, control }) => [treated, control]),
  ]
  const said = [...issues, ...queries].map(({ message }) => message)
  const textOf = (bytes: Uint8Array): string =>
    Object.entries(unzipSync(bytes))
      .filter(([name]) => name.endsWith('.xml'))
      .map(([, part]) => strFromU8(part))
      .join()

  test('their workbook has no display id, no row and no message of one, and counts in their place', async () => {
    expect([issues.length, queries.length, [...input.pairs].length].every(count => count > 0)).toBe(true)
    const context = reportContext(input)
    const whole = textOf(await renderWorkbook(context, new Map()))
    for (const id of [...issues, ...queries].map(one => one.displayId ?? '')) expect(whole).toContain(id)
    const shared = textOf(await renderSharedWorkbook(context))
    for (const text of [...ids, ...said, '4711']) expect(shared, text).not.toContain(text)
  })

  test('Low: nor has it a hash by which a holder of an export could confirm it', async () => {
    const [sha256, decided] = ['c0ffee'.repeat(10), 'facade'.repeat(10)]
    const sites = fullReport().sites.map(site => ({ ...site, exports: site.exports.map(one => ({ ...one, sha256 })) }))
    const manifest = { run: 'r1', decisions: [{ sha256: decided }] }
    const context = reportContext(fullReport({ sites, manifest }))
    const [whole, shared] = [
      textOf(await renderWorkbook(context, new Map())),
      textOf(await renderSharedWorkbook(context)),
    ]
    for (const hash of [sha256, decided]) expect([whole.includes(hash), shared.includes(hash)]).toEqual([true, false])
    expect(shared).toContain('in manifest.json')
  })

  test('their data quality counts, and lists nothing', () => {
    const context = reportContext(input)
    const { blocks } = dataQualitySheet({ ...context, sees: 'results' })
    const captions = blocks.flatMap(one => (one.kind === 'table' ? [one.caption] : []))
    expect(captions).toContain('Findings by cause, the gravest and commonest first')
    expect(captions).not.toContain('Record issues')
  })

  test('findings are counted by cause, questions by site and kind', () => {
    const query = { ...at, displayId: 'a', kind: 'odd-day', message: told`m`, finding: 'F-0', since: null }
    const { blocks } = dataQualitySheet({
      ...reportContext(
        fullReport({
          found: { ...nothingFound, causes: [causeOf({ places: 2 }), causeOf({ column: told`other` })] },
          queries: queryList([query, query]),
        }),
      ),
      sees: 'results',
    })
    const rows = (caption: string) =>
      blocks
        .flatMap(one => (one.kind === 'table' && one.caption === caption ? one.rows : []))
        .map(one => one.cells.map(shown))
    expect(
      rows('Findings by cause, the gravest and commonest first').map(cells => [cells[3], cells[4], cells[8]]),
    ).toEqual([
      [2, '', 'sex'],
      [1, '', 'other'],
    ])
    expect(rows('Questions to the sites').map(cells => [cells[1], cells[3]])).toEqual([['odd-day', 2]])
  })
})
