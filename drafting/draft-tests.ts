import { unitFactor } from '../protocol/schema/units.js'
import { analytes } from '../protocol/schema/analytes.js'
import { type DraftBlock, type DraftLine, likely, type OpenPoint, sure } from './draft-model.js'
import { dateOf } from './draft-days.js'
import { codesIn, namedColumns } from './find-column.js'
import { conceptsOf, type Knowledge, type TestDomain } from './knowledge.js'
import type { TablePart } from './part-of-table.js'
import { pairsOf, type SeenColumn } from './seen-table.js'
import { strangeUnit, unitOfTest } from './units-of-test.js'

const testsNamed = (known: Knowledge, written: string): readonly string[] =>
  [...conceptsOf(known, written)]
    .filter(concept => concept.startsWith('test:'))
    .map(concept => concept.slice(5))
    .filter(test => known.tests.has(test))

const isNumeric = ({ profile: { numbers } }: SeenColumn): boolean => numbers !== null && numbers.share >= 0.9

const inRange = ({ numbers }: SeenColumn, range: readonly [number, number] | undefined): boolean =>
  range === undefined || numbers.every(number => number >= range[0] && number <= range[1])

const codedLine = (known: Knowledge, test: string, column: SeenColumn): DraftLine => {
  const own = codesIn(known, `test:${test}`, column)
  const common = own.share === 1 ? own : codesIn(known, 'test.result', column)
  if (common.share === 1) return sure(column.header, { test, codes: common.codes }, 'all its texts are known')
  const { numbers, unit } = column.profile
  // Numbers with words between them that no list has: what these mean a person says under `missing`.
  if (common.share === 0 && numbers !== null && numbers.share >= 0.5)
    return likely(column.header, { test, ...(unit === null ? {} : { unit }) }, 0.5, 'some of its cells are no numbers')
  return common.share === 0
    ? likely(column.header, { test }, 0.3, 'its name says so, none of its texts is known')
    : likely(column.header, { test, codes: common.codes }, 0.5, 'some of its texts are not known')
}

const polar: readonly (readonly [no: string, yes: string])[] = [
  ['absent', 'present'],
  ['negative', 'positive'],
  ['no', 'yes'],
]

// Where a test has two such codes, 0 is the one that denies: no list of codes has it the other way round.
const counts = /数|數|number|anzahl|nombre|n[°ºr]|(?<![a-z])no(?![a-z])|count/iu

const yesNoCodes = (known: Knowledge, test: string, { texts }: SeenColumn): Readonly<Record<string, string>> | null => {
  const codes = known.codesOf.get(`test:${test}`)
  const pair = polar.find(([no, yes]) => codes?.has(no) === true && codes.has(yes))
  return pair !== undefined && texts.size === 2 && texts.has('0') && texts.has('1') ? { 0: pair[0], 1: pair[1] } : null
}

const testLine = (known: Knowledge, test: string, column: SeenColumn): DraftLine => {
  const { header } = column
  const definition = known.definitions[test]
  if (!isNumeric(column)) return codedLine(known, test, column)
  const yesNo = yesNoCodes(known, test, column)
  if (yesNo !== null) return sure(header, { test, codes: yesNo }, '0 and 1 stand for no and yes')
  if (definition?.unit === undefined) {
    // A number may stand for a code where the other sites have codes.
    if (known.codes.has(`test:${test}`)) return likely(header, { test }, 0.4, 'numbers, where other sites have codes')
    if (definition?.plausible === undefined)
      return likely(header, { test }, 0.4, 'numbers of a test of which no range is known')
    // 0 and 1 of what is counted may say whether there is any.
    if (!(test in analytes) && column.numbers.every(number => number <= 1) && !counts.test(header))
      return likely(header, { test }, 0.4, '0 and 1 may stand for no and yes')
    return inRange(column, definition.plausible)
      ? sure(header, { test }, 'its name and its numbers say so')
      : likely(header, { test }, 0.4, 'its numbers leave the range of the test')
  }
  const strange = strangeUnit(known, test, column)
  if (strange !== null)
    return likely(
      header,
      { test, unit: strange },
      0.2,
      'its header says a unit that does not convert to that of the test',
    )
  const told = unitOfTest(known, test, column)
  return told === null
    ? likely(header, { test, unit: definition.unit }, 0.4, 'the unit cannot be told')
    : sure(header, { test, ...(told.unit === null ? {} : { unit: told.unit }) }, told.reason)
}

/** Columns that each hold the results of one test, as a block. */
export const wideTests = (known: Knowledge, part: TablePart, domain: TestDomain): readonly DraftBlock[] => {
  const wide: DraftLine[] = []
  for (const column of part.columns) {
    const tests = testsNamed(known, column.header).filter(test => known.tests.get(test) === domain)
    if (column.profile.kind === 'day' || column.profile.kind === 'empty' || column.profile.identifies !== null) continue
    const rivals = part.columns.filter(
      other => other !== column && testsNamed(known, other.header).some(test => tests.includes(test)),
    )
    for (const test of tests) {
      const line = testLine(known, test, column)
      const alone = tests.length === 1 && rivals.length === 0
      wide.push(
        alone
          ? line
          : {
              ...line,
              certainty: 'likely',
              score: Math.min(line.score, 0.5),
              reason: 'another column or test fits as well',
            },
      )
    }
  }
  if (wide.length === 0) return []
  const date = dateOf(known, part, domain)
  return [{ domain, from: part.from, when: part.when, fields: date === null ? [] : [date], wide, needs: [] }]
}

// Two columns of names, a code and a word, are one where they name the same test on all rows.
const sayTheSame = (known: Knowledge, { table }: TablePart, one: SeenColumn, other: SeenColumn): boolean =>
  [...pairsOf(table, one, other)].every(([text, texts]) => {
    const tests = testsNamed(known, text)
    return [...texts].every(another => {
      const own = testsNamed(known, another)
      return tests.length === 0 || own.length === 0 || (tests.length === 1 && own.length === 1 && own[0] === tests[0])
    })
  })

const knownRows = (known: Knowledge, { texts }: SeenColumn): number =>
  [...texts].reduce((rows, [text, count]) => rows + (testsNamed(known, text).length === 1 ? count : 0), 0)

// The codes of the results that the rows of one test have, as those of a column of its own are read.
const codesOfResult = (
  known: Knowledge,
  test: string,
  column: SeenColumn,
  texts: readonly string[],
): {
  readonly codes: Readonly<Record<string, string>>
  readonly unread: readonly string[]
  readonly unknown: readonly string[]
} => {
  const seen = { ...column, texts: new Map(texts.map(text => [text, 1])) }
  const all = { ...codesIn(known, 'test.result', seen).codes, ...codesIn(known, `test:${test}`, seen).codes }
  const read = new Set([...(known.codes.get(`test:${test}`) ?? [])].flatMap(([, own]) => [...own]))
  // What neither study nor another site has a code for is left to a person: unread it is unknown, under another code it counts.
  const codes = Object.fromEntries(Object.entries(all).filter(([, code]) => read.has(code)))
  return {
    codes,
    unread: Object.keys(all).filter(text => !(text in codes)),
    unknown: texts.filter(text => !(text in all)),
  }
}

/** A table with a row a result, as a block: test, result, unit and day in columns of their own. */
export const longTests = (
  known: Knowledge,
  part: TablePart,
): { readonly blocks: readonly DraftBlock[]; readonly open: readonly OpenPoint[] } => {
  const nothing = { blocks: [], open: [] }
  const items = part.columns
    .filter(({ texts }) => [...texts.keys()].some(text => testsNamed(known, text).length === 1))
    .toSorted((a, b) => knownRows(known, b) - knownRows(known, a))
  const [item, ...others] = items
  const result = namedColumns(
    known,
    part.columns,
    'row.result',
    ({ profile }) => profile.kind !== 'day' && profile.kind !== 'empty',
  )
  if (item === undefined || result === null) return nothing
  const unit = namedColumns(known, part.columns, 'row.unit', ({ texts }) => texts.size > 0)
  const units = unit === null ? null : pairsOf(part.table, item, unit.column)
  const texts = pairsOf(part.table, item, result.column)
  const byDomain = new Map<TestDomain, Record<string, string>>()
  const coded: { readonly word: string; readonly test: string }[] = []
  const open: OpenPoint[] = []
  for (const text of item.texts.keys()) {
    const [test, second] = testsNamed(known, text)
    if (test === undefined || second !== undefined) {
      open.push({ about: `${item.header} '${text}'`, what: 'no test of the study, or several' })
      continue
    }
    const domain = known.tests.get(test)!
    const strange = [...(units?.get(text) ?? [])].filter(
      written =>
        written !== '' &&
        known.definitions[test]?.unit !== undefined &&
        unitFactor(known.definitions[test], written) === null,
    )
    if (strange.length > 0) {
      open.push({
        about: `${item.header} '${text}'`,
        what: `the unit ${strange.map(written => `'${written}'`).join(', ')} does not convert to that of ${test}`,
      })
      continue
    }
    if (known.codes.has(`test:${test}`)) coded.push({ word: text, test })
    else byDomain.set(domain, { ...byDomain.get(domain), [text]: test })
  }
  const only = result.only && others.every(other => sayTheSame(known, part, item, other))
  const make = only ? sure : (key: string, value: unknown, reason: string) => likely(key, value, 0.5, reason)
  const blocks = [...byDomain].map(([domain, codes]): DraftBlock => {
    const date = dateOf(known, part, domain)
    const fields = [
      make('test', { column: item.header, codes }, 'its texts are names of tests'),
      make(
        'result',
        unit === null
          ? { column: result.column.header }
          : { column: result.column.header, unit: { column: unit.column.header } },
        'its name says so',
      ),
      ...(date === null ? [] : [date]),
    ]
    const whole = [...item.texts.keys()].every(text => text in codes)
    return {
      domain,
      from: part.from,
      when: whole ? part.when : { ...part.when, [item.header]: Object.keys(codes) },
      fields,
      wide: [],
      needs: ['test', 'result'],
    }
  })
  for (const { word, test } of coded) {
    const own = [...(texts.get(word) ?? [])].filter(text => result.column.texts.has(text))
    const { codes, unread, unknown } = codesOfResult(known, test, result.column, own)
    if (unread.length > 0)
      open.push({
        about: `${item.header} '${word}'`,
        what: `neither study nor another site has a code for its result ${unread.map(text => `'${text}'`).join(', ')}`,
      })
    if (unknown.length > 0 && Object.keys(codes).length > 0)
      open.push({
        about: `${item.header} '${word}'`,
        what: `no list has its result ${unknown.map(text => `'${text}'`).join(', ')}`,
      })
    const date = dateOf(known, part, known.tests.get(test)!)
    const value = { column: result.column.header, codes }
    const line =
      Object.keys(codes).length === 0
        ? likely('result', { column: result.column.header }, 0.4, 'its texts are not known')
        : unknown.length === 0
          ? make('result', value, 'its texts are known')
          : likely('result', value, 0.5, 'some of its texts are not known')
    blocks.push({
      domain: known.tests.get(test)!,
      from: part.from,
      when: { ...part.when, [item.header]: [word] },
      fields: [make('test', { constant: test }, 'its rows are of this test'), line, ...(date === null ? [] : [date])],
      wide: [],
      needs: ['test', 'result'],
    })
  }
  return { blocks, open }
}
