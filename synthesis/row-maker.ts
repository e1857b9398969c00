import { blocksOf } from '../protocol/facts/mapping-blocks.js'
import type { FieldMapping } from '../protocol/language/mapping/field-mapping.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../protocol/schema/domains.js'
import { type ReceivedWord, receivedWords, sameWord } from './received-word.js'

/** How the days of a column are written. */
export interface DayWriting {
  readonly formats: readonly string[]
  readonly months: string | undefined
  readonly offset: 'days' | 'weeks' | 'months' | 'years' | undefined
}

/** How a field is written into a row of a file. */
export type FieldWriting =
  | { readonly is: 'constant'; readonly value: string }
  | { readonly is: 'words'; readonly column: string; readonly words: readonly ReceivedWord[] }
  | { readonly is: 'any text'; readonly column: string }
  | ({ readonly is: 'day'; readonly column: string } & DayWriting)
  | NumberWriting

/** How a number is written: in which unit, times which factor, with which decimal sign; or a word in its place. */
export interface NumberWriting {
  readonly is: 'number'
  readonly column: string
  readonly words: readonly ReceivedWord[]
  readonly decimal: string
  readonly factor: number | undefined
  /** A unit for all, or the column that names it with its words. */
  readonly unit: string | { readonly column: string; readonly words: readonly ReceivedWord[] } | undefined
}

/** What a block asks of a column, so that a row is its own. */
export type Asked = readonly string[] | { readonly not: readonly string[] }

/** How a mapping makes rows of a domain of rows of one file: a block of it, or one column of a wide block. */
export interface RowMaker {
  readonly domain: DomainName
  readonly file: string
  readonly when: Readonly<Record<string, Asked>>
  readonly fields: Readonly<Record<string, FieldWriting>>
  /** The field without which there is no row. */
  readonly needs: string | undefined
}

/** Whether a cell's text is one that a block asks for. */
export const isAsked = (asked: Asked, text: string): boolean =>
  'not' in asked ? !asked.not.some(word => sameWord(word, text)) : asked.some(word => sameWord(word, text))

type ColumnOf = Exclude<FieldMapping, string | { readonly constant: unknown }>

const unitWriting = (unit: ColumnOf['unit']): NumberWriting['unit'] => {
  if (typeof unit !== 'object') return unit
  const own = Object.entries(unit.codes ?? {}).map(([text, code]) => ({ text, code }))
  return { column: unit.column, words: own }
}

const writingOf = (domain: DomainName, field: string, written: FieldMapping): FieldWriting => {
  if (typeof written !== 'string' && 'constant' in written) return { is: 'constant', value: String(written.constant) }
  const own: ColumnOf = typeof written === 'string' ? { column: written } : written
  const kind = fieldsOf(domain)[field]
  const words = receivedWords(own.codes, own.patterns)
  const { column } = own
  if (kind === 'date') return { is: 'day', column, formats: own.date ?? [], months: own.months, offset: own.offset }
  if (kind === 'number' || kind === 'quantity') {
    const decimal = own.decimal ?? '.'
    return { is: 'number', column, words, decimal, factor: own.factor, unit: unitWriting(own.unit) }
  }
  return words.length === 0 ? { is: 'any text', column } : { is: 'words', column, words }
}

const isFixed = (part: unknown): part is string | number => typeof part === 'string' || typeof part === 'number'

/** All ways in which a mapping makes rows of the shared schema, in the order written. */
export const rowMakersOf = (mapping: SiteMapping): readonly RowMaker[] =>
  domainNames.flatMap(domain =>
    blocksOf(mapping, domain).flatMap(({ from, when = {}, fields, wide }): readonly RowMaker[] => {
      const own = Object.fromEntries(
        Object.entries(fields).map(([field, written]) => [field, writingOf(domain, field, written)]),
      )
      if (wide === undefined) return [{ domain, file: from, when, fields: own, needs: undefined }]
      return Object.entries(wide).map(([column, written]) => {
        const parts = Object.entries(written)
          .filter(([field]) => field in fieldsOf(domain))
          .map(([field, part]): readonly [string, FieldWriting] => [
            field,
            isFixed(part) ? { is: 'constant', value: String(part) } : writingOf(domain, field, part as FieldMapping),
          ])
        const wideField = wideFieldOf(domain) ?? ''
        const cell = writingOf(domain, wideField, { ...written, column })
        return {
          domain,
          file: from,
          when,
          fields: { ...own, ...Object.fromEntries(parts), [wideField]: cell },
          needs: wideField,
        }
      })
    }),
  )

/** The column of a field, or nothing where it is the same for all rows. */
export const columnOf = (writing: FieldWriting): string | undefined =>
  writing.is === 'constant' ? undefined : writing.column
