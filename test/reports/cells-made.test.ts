import { results } from '../../protocol/results/catalogue.js'
import { describe, expect, test } from 'vitest'
import {
  Footnotes,
  linkTo,
  markedTitle,
  number,
  resultCell,
  row,
  section,
  sharedNotes,
  text,
  withoutNotes,
} from '../../reports/layout/cells.js'
import { resultNote } from '../../analysis/results/result-note.js'
import { inertText } from '../../reports/words/inert-text.js'
import { pairsCsv } from '../../reports/render/pairs-csv.js'
import { ReportInconsistent, ResultBook } from '../../reports/result-book.js'
import { told } from '../../words/told.js'
import { noted, textsOf } from '../support/result-notes.js'

const result = (value: number | string | null, notes: readonly string[] = [], unit?: string) => ({
  key: 'cox/all/os/univariate/age/p',
  value,
  method: 'm',
  settings: {},
  notes: noted(...notes),
  sources: [],
  ...(unit === undefined ? {} : { unit }),
})

describe('a cell', () => {
  test('is an inert text, plain and without indent unless it is said otherwise', () => {
    expect(text('=1')).toEqual({ kind: 'text', text: "'=1", tone: 'plain', indent: 0, link: null })
    expect(text('a', 'bad', 2)).toEqual({ kind: 'text', text: 'a', tone: 'bad', indent: 2, link: null })
    expect(linkTo('Flow')).toEqual({ kind: 'text', text: 'Flow', tone: 'plain', indent: 0, link: 'Flow' })
    expect(row(text('a'))).toEqual({ role: 'row', cells: [text('a')] })
    expect(section('S')).toEqual({ role: 'section', cells: [text('S', 'strong')] })
  })

  test('holds a finite number or is refused', () => {
    expect(number(1, '0')).toEqual({ kind: 'number', value: 1, format: '0' })
    expect(() => number(Infinity, '0')).toThrow(
      new ReportInconsistent(told`a cell was to hold what is not a finite number`),
    )
  })

  test('of a result: number, percentage, text, or why there is none', () => {
    const notes = new Footnotes()
    expect(resultCell(undefined, '0', notes)).toEqual(text('–', 'muted'))
    expect(resultCell(result(0.5), '0.00', notes)).toEqual(number(0.5, '0.00'))
    expect(resultCell(result(0.5), value => `0.${'0'.repeat(value * 4)}`, notes)).toEqual(number(0.5, '0.00'))
    expect(resultCell(result(50, [], '%'), '0%', notes)).toEqual(number(0.5, '0%'))
    expect(resultCell(result('age', ['n']), '0', notes)).toEqual(text('age'))
    expect(notes.list()).toEqual([])
    expect(resultCell(result(null, ['not reached', 'few']), '0', notes)).toEqual(text('n.r. [a]'))
    expect(resultCell(result(null, ['no event']), '0', notes)).toEqual(text('n.e. [b]'))
    expect(resultCell(result(null), '0', notes)).toEqual(text('n.e. [c]'))
    expect(resultCell(result(1, ['not reached', 'few']), '0', notes)).toEqual(number(1, '0" [a]"'))
    expect(notes.list()).toEqual(['[a] not reached; few', '[b] no event', '[c] not estimable'])
  })

  test('of what is not reached goes by the kind of its notes, whatever their words', () => {
    const [wordy, reached] = [resultNote('left-out', 'not reached by mail'), resultNote('not-reached', 'still above')]
    expect(resultCell({ ...result(null), notes: [wordy] }, '0', new Footnotes())).toEqual(text('n.e. [a]'))
    expect(resultCell({ ...result(null), notes: [wordy, reached] }, '0', new Footnotes())).toEqual(text('n.r. [a]'))
  })
})

describe('footnotes', () => {
  test('go from a to z, then from aa on', () => {
    const notes = new Footnotes()
    const marks = Array.from({ length: 53 }, (_, index) => notes.mark(`note ${String(index)}`))
    expect([marks[0], marks[25], marks[26], marks[51], marks[52]]).toEqual(['a', 'z', 'aa', 'zz', 'aaa'])
    expect(notes.mark('note 0')).toBe('a')
    expect(notes.mark('note 26')).toBe('aa')
    expect(notes.list()[1]).toBe('[b] note 1')
  })

  test('that all carry are said once', () => {
    expect(sharedNotes([result(1, ['a', 'b']), result(2, ['b', 'c', 'a'])])).toEqual(['a', 'b'])
    expect(sharedNotes([result(1, ['a', 'b']), result(2, ['b']), result(3, ['a', 'b'])])).toEqual(['b'])
    expect(sharedNotes([result(1, ['a'])])).toEqual([])
    expect(sharedNotes([])).toEqual([])
    expect(textsOf(withoutNotes(result(1, ['a', 'b']), ['a']))).toEqual(['b'])
    expect(textsOf(withoutNotes(result(null, ['a']), ['a']))).toEqual(['a'])
    expect(withoutNotes(undefined, ['a'])).toBeUndefined()
    expect(markedTitle('Title', ['x', 'y'], new Footnotes())).toBe('Title [a] [b]')
    expect(markedTitle('Title', [], new Footnotes())).toBe('Title')
  })
})

test.each([
  ['a\r\nb\rc', 'a\nb\nc'],
  ['\t\n\ta', 'a'],
  ['a\u0007b\u0085c\uffff', 'abc'],
  ['a\tb', 'a\tb'],
  ['\ud800a\udc00', '\ufffda\ufffd'],
  ['😀', '😀'],
  ['⁻1', "'⁻1"],
  ['−1', "'−1"],
  ['x'.repeat(32_000), 'x'.repeat(32_000)],
  ['x'.repeat(32_001), `${'x'.repeat(32_000)}… (cut: 32001 characters)`],
  [`${'x'.repeat(31_999)}😀`, `${'x'.repeat(31_999)}… (cut: 32001 characters)`],
])('the text %j is inert as %j', (given, inert) => {
  expect(inertText(given)).toBe(inert)
})

test('a field of pairs.csv with a comma, a quotation mark or a line end is quoted', () => {
  const pair = { pair: 2, treatedScore: 1, controlScore: 0, distance: 1 }
  expect(
    new TextDecoder().decode(
      pairsCsv(
        [
          { ...pair, treated: 'a,b', control: 'c"d' },
          { ...pair, treated: 'e\nf', control: '=1' },
        ],
        [],
      ),
    ),
  ).toBe('pair,treated,control,treated_score,control_score,distance\n2,"a,b","c""d",,,1\n2,"e\nf",\'=1,,,1\n')
})

describe('the book of results', () => {
  const at = (key: string, value: number | null) => ({ ...result(value), key })
  const book = new ResultBook(
    [
      at('cox/all/os/univariate/age/p', 0.1),
      at('cox/all/os/univariate/sex/p', null),
      at('cox/all/pfs/multivariate/age/p', 2),
    ],
    [],
  )

  test('finds results by key, and by what their keys say', () => {
    expect(book.number('cox/all/os/univariate/age/p')).toBe(0.1)
    expect(book.number('cox/all/os/univariate/sex/p')).toBeNull()
    expect(book.number('cox/all/os/univariate/stage/p')).toBeNull()
    expect(book.get('cox/all/os/univariate/sex/p')?.value).toBeNull()
    const os = { part: 'cox', set: 'all', endpoint: 'os' } as const
    expect([book.has(os), book.has({ ...os, endpoint: 'o' }), book.has({ ...os, part: 'survival' })]).toEqual([
      true,
      false,
      false,
    ])
    expect(book.has({ kind: 'coxTogether' })).toBe(false)
    expect(book.of(os).map(({ result }) => result.value)).toEqual([0.1, null])
    expect(book.ids({ part: 'cox', set: 'all' }, 'endpoint')).toEqual(['os', 'pfs'])
    expect(book.ids({ kind: 'coxTerm' }, 'term')).toEqual(['age', 'sex'])
    expect(book.ids({ part: 'cox' }, 'arm')).toEqual([])
    expect(book.statistics(os)).toEqual(['p'])
    const age = { set: 'all', endpoint: 'os', model: 'univariate', term: 'age' }
    expect(book.at(results.coxTerm, age, 'p')?.value).toBe(0.1)
    expect(book.at(results.coxTerm, age, 'z')).toBeUndefined()
  })

  test('refuses what says two things or nothing', () => {
    const one = at('cox/all/os/univariate/age/p', 1)
    expect(() => new ResultBook([one, one], [])).toThrow(
      new ReportInconsistent(told`two results have the key cox/all/os/univariate/age/p`),
    )
    expect(() => new ResultBook([{ ...one, value: NaN }], [])).toThrow(
      new ReportInconsistent(told`cox/all/os/univariate/age/p is neither a number nor null`),
    )
    expect(new ReportInconsistent(told`x`).name).toBe('ReportInconsistent')
  })
})
