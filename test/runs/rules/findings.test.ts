import { describe, expect, test } from 'vitest'
import type { Finding } from '../../../runs/findings/finding.js'
import { causeId, findingId } from '../../../runs/findings/finding-id.js'
import { mostSubjects, uniteFindings } from '../../../runs/findings/unite-findings.js'
import { endsWithHeld, waiveFindings } from '../../../runs/findings/waive-findings.js'
import { waiversOfRun } from '../../../runs/findings/waivers-of-run.js'
import { fileIdsOf } from '../../../runs/findings/file-ids.js'
import { severityOfFile, severityOfIssue } from '../../../runs/findings/severity-of.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'
import { retold, told } from '../../../words/told.js'
import type { Waiver } from '../../../words/waiver.js'

const finding = (own: Partial<Finding> = {}): Finding => ({
  rule: 'unlisted-code',
  site: 'north',
  fileId: 'labs',
  column: told`sex`,
  displayId: 'S-1',
  severity: 'hold value',
  places: 1,
  subjects: 1,
  message: told`not among the codes`,
  ...own,
})

const waiver = (own: Partial<Waiver> = {}): Waiver => ({
  id: null,
  rule: 'unlisted-code',
  site: 'north',
  fileId: null,
  column: null,
  displayId: null,
  atMost: 2,
  until: '2024-12-31',
  by: told`A. Name`,
  because: told`lost`,
  expired: false,
  ...own,
})

describe('the id of a finding', () => {
  test('is made of names that last, so rows, texts and graveness do not change it', () => {
    const one = findingId('study', finding())
    expect(one).toMatch(/^F-[0-9a-f]{10}$/)
    expect(findingId('study', finding({ places: 9, severity: 'info', message: told`otherwise` }))).toBe(one)
    const others = [{ rule: 'x' }, { site: 'south' }, { fileId: 'visits' }, { column: null }, { displayId: 'S-2' }]
    const ids = others.map(own => findingId('study', finding(own)))
    expect(new Set([one, ...ids, findingId('other', finding())]).size).toBe(7)
  })

  test('has a cause that all subjects share', () => {
    expect(causeId('study', finding())).toMatch(/^C-[0-9a-f]{10}$/)
    expect(causeId('study', finding({ displayId: 'S-2' }))).toBe(causeId('study', finding()))
    expect(causeId('study', finding({ column: told`age` }))).not.toBe(causeId('study', finding()))
  })
})

describe('findings of one place', () => {
  test('are one with all their rows and the gravest severity, whatever order they come in', () => {
    const parts = [finding({ severity: 'info' }), finding({ places: 2 }), finding({ displayId: 'S-2' })]
    const expected = [
      [3, 'hold value', 'S-1'],
      [1, 'hold value', 'S-2'],
    ]
    for (const order of [parts, [...parts].reverse()]) {
      const united = uniteFindings(order)
      expect(united.map(one => [one.places, one.severity, one.displayId])).toEqual(expected)
    }
  })

  test.each([
    [mostSubjects, mostSubjects, 'S-0'],
    [mostSubjects + 1, 1, null],
  ])('of %i subjects are %i', (count, lines, first) => {
    const many = Array.from({ length: count }, (_, at) => finding({ displayId: `S-${String(at)}` }))
    const united = uniteFindings([...many, finding({ column: told`age` })])
    const ofSex = united.filter(({ column }) => column === 'sex')
    expect([ofSex.length, ofSex[0]?.displayId]).toEqual([lines, first])
    expect(ofSex.reduce((sum, { subjects }) => sum + subjects, 0)).toBe(count)
    expect(united).toHaveLength(lines + 1)
  })
})

describe('a waiver', () => {
  const found = [finding(), finding({ displayId: 'S-2' })]
  test.each<[what: string, own: Partial<Waiver>, state: string, held: number]>([
    ['of a rule at a site covers all of it', {}, 'in force', 0],
    ['of a file and column covers what is in it', { fileId: 'labs', column: told`sex` }, 'in force', 0],
    ['of one subject covers that one alone', { displayId: 'S-1', atMost: 1 }, 'in force', 1],
    ['that was given for fewer rows covers none', { atMost: 1 }, 'exceeded', 2],
    ['that is over covers none', { expired: true }, 'expired', 2],
    ['of another rule has nothing to cover', { rule: 'not-a-number' }, 'gone', 2],
    ['of another site has nothing to cover', { site: 'south' }, 'gone', 2],
    ['of another column has nothing to cover', { column: told`age` }, 'gone', 2],
    ['of another file has nothing to cover', { fileId: 'visits' }, 'gone', 2],
  ])('%s', (_what, own, state, held) => {
    const waived = waiveFindings(found, [waiver(own)])
    expect(waived.waivers.map(one => one.state)).toEqual([state])
    expect(waived.findings.filter(endsWithHeld)).toHaveLength(held)
  })

  test('covers no file that is refused: that is accepted', () => {
    const { waivers } = waiveFindings([finding({ severity: 'refuse file' })], [waiver()])
    expect(waivers.map(({ state }) => state)).toEqual(['gone'])
  })

  test('of operations.yaml holds to the end of its last day, and one of old data is none of findings', () => {
    const given = { site: 'north', until: '2024-05-20', by: 'A. Name', because: 'lost' }
    const operations = { waivers: [{ ...given, rule: 'unlisted-code', column: '性别', atMost: 3 }, given] }
    const on = (day: string) => waiversOfRun(day, operations, []).map(({ expired, column }) => [expired, column])
    expect(on('2024-05-20')).toEqual([[false, '性别']])
    expect(on('2024-05-21')).toEqual([[true, '性别']])
  })

  test('that somebody took back is none', () => {
    const row = {
      ...{ waiver_id: 'w1', study: 's', site: 'north', rule: 'unlisted-code', file_id: 'labs', column_name: 'sex' },
      ...{ display_id: 'S-1', at_most: 1, until: isoDate('2024-05-20'), reason: 'lost', decided_by: 'me' },
      ...{ decided_at: '2024-01-01T00:00:00Z', undone_by: null, undone_because: null, undone_at: null },
    } as const
    const undone = { ...row, waiver_id: 'w2', undone_by: 'me', undone_at: '2024-02-01T00:00:00Z' }
    expect(waiversOfRun('2024-05-20', { waivers: [] }, [row, undone])).toEqual([
      waiver({
        id: 'w1',
        fileId: 'labs',
        column: told`sex`,
        displayId: 'S-1',
        atMost: 1,
        until: '2024-05-20',
        by: told`me`,
      }),
    ])
  })
})

test('a file is known by its sheet, else by its name alone', () => {
  const idOf = fileIdsOf([
    { file_id: 'people', file_name: retold('a.xlsx'), sheets: [retold('People')] },
    { file_id: 'labs', file_name: retold('a.xlsx'), sheets: [retold('Labs')] },
  ])
  expect([idOf('a.xlsx', 'Labs'), idOf('a.xlsx', '-'), idOf('b.csv', '-')]).toEqual(['labs', 'people', null])
})

test.each([
  ['value held', 'not-a-number', 'hold value'],
  ['record held', 'ragged-row', 'hold value'],
  ['query', 'unit-unlikely', 'info'],
  ['normalized', 'full-width', null],
  ['record held', 'not-a-subject', null],
  ['record held', 'repeated-header', null],
] as const)('an issue with effect %s of kind %s is %s', (effect, kind, severity) => {
  expect(severityOfIssue({ effect, kind })).toBe(severity)
})

test.each([
  ['query', true, 'info'],
  ['column left out', true, 'hold value'],
  ['file refused', false, 'refuse file'],
  ['file refused', true, 'info'],
] as const)('a finding about a file with effect %s, used %s, is %s', (effect, used, severity) => {
  expect(severityOfFile({ effect, used })).toBe(severity)
})
