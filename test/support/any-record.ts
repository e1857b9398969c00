import fc from 'fast-check'
import type { SubjectRecord } from '../../cohort/cohort.js'
import type { FieldOrigin, SharedRow, SharedValue } from '../../harmonize/shared-row.js'
import type { NeverHad } from '../../protocol/facts/nobody-had.js'
import type { Delivered } from '../../protocol/facts/mapping-blocks.js'
import { missingKinds } from '../../protocol/language/mapping/missing-kinds.js'
import { type DomainName, domainNames, fieldsOf, type FieldKind } from '../../protocol/schema/domains.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { retold } from '../../words/told.js'

/** Domains that the studies and records of properties are made of. */
export const domainsUsed = [
  'subject',
  'disease',
  'exposure',
  'lab',
  'assessment',
  'tumour',
  'response',
  'adverseEvent',
  'contact',
  'disposition',
] as const satisfies readonly DomainName[]

/** Days that lie close together, with some that no record has and some of a birth. */
export const dayTexts = [
  '1899-12-30',
  '1904-01-01',
  '1915-06-01',
  '1960-02-29',
  '1960-06-15',
  '2020-01-15',
  '2021-02-20',
  '2021-03-01',
  '2021-03-02',
  '2021-03-20',
  '2021-09-01',
  '2022-03-01',
  '2030-01-01',
  '1899-11-15',
] as const

/** Codes of which every domain has some, and some of them a meaning. */
export const anyCode = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b') },
  fc.constantFrom('a', 'b', 'c', '1', '2.5', 'PD', 'cr', 'sd', 'dead', 'alive', 'albumin', 'glucose'),
)

const anyMissing: fc.Arbitrary<SharedValue> = fc
  .constantFrom(...missingKinds, 'held' as const)
  .map(reason => ({ kind: 'missing', reason }))

const received = fc.constantFrom('', 'as written')

const anyDay = (offsets: boolean): fc.Arbitrary<SharedValue> =>
  fc
    .record({
      date: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...dayTexts.slice(5, 12)) }, fc.constantFrom(...dayTexts)),
      offset: fc.constantFrom(-400, -28, -1.5, 0, 1, 20.25, 400, 30_000),
      time: fc.constantFrom(null, 0, 25_800, 52_200),
      precision: fc.constantFrom('day' as const, 'day' as const, 'month' as const, 'year' as const),
      received,
    })
    .map(({ date, offset, time, precision, received: text }) => ({
      kind: 'day',
      date: offsets ? null : isoDate(date),
      offset: offsets ? offset : null,
      time: offsets || precision !== 'day' ? null : time,
      precision: offsets ? 'day' : precision,
      imputed: !offsets && precision !== 'day',
      received: text,
    }))

const anyNumber = fc.constantFrom(0, 1, 2, 3, 3.5, 5, 10, 35, 130, -1)

const anyQuantity: fc.Arbitrary<SharedValue> = fc
  .record({
    number: anyNumber,
    relation: fc.constantFrom(
      '=' as const,
      '=' as const,
      '=' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
    unit: fc.constantFrom('g/L', 'g/L', 'mmol/L', 'mm', 'odd', null),
    received,
  })
  .map(parts => ({ kind: 'quantity', ...parts, receivedUnit: parts.unit }))

const codeValue: fc.Arbitrary<SharedValue> = fc
  .tuple(anyCode, received)
  .map(([code, text]) => ({ kind: 'code', code, received: text }))

const numberValue: fc.Arbitrary<SharedValue> = fc
  .tuple(anyNumber, received)
  .map(([number, text]) => ({ kind: 'number', number, received: text }))

// As ages come: `> 89`, `90+`.
const limitValue: fc.Arbitrary<SharedValue> = fc
  .record({ number: anyNumber, relation: fc.constantFrom('>' as const, '>=' as const, '<' as const), received })
  .map(parts => ({ kind: 'quantity', ...parts, unit: null, receivedUnit: null }))

const valueOf = (kind: FieldKind, offsets: boolean): fc.Arbitrary<SharedValue> => {
  if (kind === 'date') return anyDay(offsets)
  if (kind === 'quantity') return fc.oneof({ weight: 3, arbitrary: anyQuantity }, codeValue)
  return kind === 'number' ? fc.oneof({ weight: 5, arbitrary: numberValue }, codeValue) : codeValue
}

// Some fields are left out, as blocks of a mapping leave them out.
const anyValues = (domain: DomainName, offsets: boolean): fc.Arbitrary<SharedRow['values']> => {
  const fields = Object.entries(fieldsOf(domain)).map(([field, kind]) =>
    fc
      .oneof(
        { weight: 12, arbitrary: valueOf(kind, offsets) },
        ...(field === 'ageYears' ? [{ weight: 6, arbitrary: limitValue }] : []),
        { weight: 2, arbitrary: anyMissing },
        { weight: 1, arbitrary: fc.constant(null) },
      )
      .map(value => (value === null ? [] : [[field, value] as const])),
  )
  return fc.tuple(...fields).map(found => Object.fromEntries(found.flat()))
}

const originsOf = (domain: DomainName): Readonly<Record<string, FieldOrigin>> =>
  Object.fromEntries(
    Object.keys(fieldsOf(domain)).map((field, at) => [
      field,
      { column: retold(`column ${field}`), trouble: at % 2 === 0 ? null : retold('odd-value') },
    ]),
  )

type UnplacedRow = Omit<SharedRow, 'subjectKey' | 'source'> & {
  readonly source: Omit<SharedRow['source'], 'site'>
}

// Most rows are of domains of which a subject has several, so that a choice is left among them.
const anyDomain = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('exposure' as const, 'lab' as const, 'contact' as const, 'response' as const),
  },
  fc.constantFrom(...domainsUsed),
)

const anyRow = (offsets: boolean): fc.Arbitrary<UnplacedRow> =>
  anyDomain.chain(domain =>
    fc
      .record({
        values: anyValues(domain, offsets),
        source: fc.record({
          fileId: fc.constantFrom('e1', 'e2'),
          file: fc.constantFrom(retold('a.csv'), retold('b.xlsx')),
          sheet: fc.constantFrom(retold('-'), retold('Sheet')),
          row: fc.integer({ min: 2, max: 5 }),
        }),
        traced: fc.boolean(),
      })
      .map(({ values, source, traced }) => ({
        domain,
        values,
        source,
        ...(traced ? { origins: originsOf(domain) } : {}),
      })),
  )

const anyDelivered: fc.Arbitrary<readonly Delivered[]> = fc.oneof(
  fc.constant(domainNames),
  fc.constant(
    domainNames.flatMap((domain): readonly Delivered[] => [
      domain,
      ...Object.keys(fieldsOf(domain)).map((field): Delivered => `${domain}.${field}`),
    ]),
  ),
  fc.subarray<Delivered>(['subject', 'lab', 'lab.date', 'exposure', 'exposure.treatment', 'contact', 'contact.status']),
)

const anyNobody: fc.Arbitrary<readonly NeverHad[]> = fc.array(
  fc.record({
    domain: fc.constantFrom('lab' as const, 'exposure' as const, 'contact' as const, 'response' as const),
    codes: fc.constantFrom<NeverHad['codes'][]>(
      {},
      { test: ['a'] },
      { treatment: ['a', 'b'] },
      { treatment: ['b', 'c'], category: ['a'] },
      { category: ['b'] },
      { status: ['a'] },
      { target: ['a', 'b', 'c'] },
    ),
  }),
  { maxLength: 4 },
)

/** Some records, in any order of them and of their rows; some are of one person, some are held, and ids may be met at two sites. */
export const anyRecords = (offsets: boolean): fc.Arbitrary<readonly SubjectRecord[]> =>
  fc
    .array(
      fc.record({
        site: fc.constantFrom('north', 'south', 'elsewhere'),
        link: fc.constantFrom(null, null, null, 'p', 'q'),
        id: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 20 }),
        isOpen: fc.boolean(),
        rows: fc.array(anyRow(offsets), { minLength: 4, maxLength: 40, size: 'max' }),
        repeats: fc.boolean(),
        delivered: anyDelivered,
        mapped: fc.option(fc.constant(new Set(['odd'])), { nil: undefined }),
        nobody: fc.option(anyNobody, { nil: undefined }),
        held: fc.option(fc.constant(retold('rows differ')), { freq: 1 }),
        isHeld: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 5 },
    )
    .map(subjects =>
      subjects.map((subject, at): SubjectRecord => {
        const { site, link, id, rows, mapped, nobody } = subject
        // Two sites may have one id, as row numbers are; no site gives one twice.
        const isFirst = subjects.findIndex(other => other.site === site && other.id === null) === at
        const displayId = id === null && isFirst ? '7' : `${id ?? 7}-${at}`
        const subjectKey = subject.isOpen ? `any:${site}:${at}` : `key${at}`
        const shared = rows.map(({ source, ...row }): SharedRow => ({
          ...row,
          subjectKey,
          source: { site, ...source },
        }))
        return {
          subjectKey,
          displayId,
          site,
          linkKey: link,
          // A row may be there twice, as two blocks of a mapping make it.
          rows: subject.repeats ? [...shared, ...shared.slice(0, 3).map(row => ({ ...row }))] : shared,
          delivered: subject.delivered,
          ...(mapped === undefined ? {} : { mapped }),
          ...(nobody === undefined ? {} : { nobody }),
          heldBecause: subject.isHeld ? subject.held : null,
        }
      }),
    )
