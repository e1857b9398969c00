import type { SharedValue } from '../../harmonize/shared-row.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

/** What a mapping says of a field. */
export type Field = Readonly<Record<string, unknown>>

/** A file of one row per subject. */
export const subjects = { name: 's.csv', subject: { column: 'id' } }

/** Reads a column of texts as one field of a domain, a subject a row; the header is `v`, the column beside it `k`. */
export const readColumn = async (
  domain: string,
  field: string,
  texts: readonly string[],
  written: Field = {},
  beside: Field = {},
  options: Parameters<typeof harmonizeTexts>[2] & { readonly header?: string; readonly k?: readonly string[] } = {},
) => {
  const { header = 'v' } = options
  const mapping = madeMapping({
    files: { s: subjects },
    map: { [domain]: { from: 's', [field]: { column: header, ...written }, ...beside } },
  })
  const lines = texts.map((text, index) => `s${index + 1},"${text}",${options.k?.[index] ?? 'kept'}`)
  const { site, door } = await harmonizeTexts(mapping, { s: [`id,"${header}",k`, ...lines].join('\n') + '\n' }, options)
  const values = texts.map(
    (_, index): SharedValue | undefined => site.rows.find(({ source }) => source.row === index + 2)?.values[field],
  )
  const issues = texts.map((_, index) => site.issues.find(({ row, column }) => row === index + 2 && column === header))
  return { values, issues, kinds: issues.map(issue => issue?.kind ?? null), said: values.map(told), site, door }
}

/** The fixed test of a laboratory block. */
export const lab = (test: string): Field => ({ test: { constant: test } })

/** A value as a person reads it. */
export const told = (value: SharedValue | undefined): unknown => {
  switch (value?.kind) {
    case 'quantity':
      return `${value.relation}${value.number} ${value.unit ?? '-'}`
    case 'day':
      return value.date ?? value.offset
    case 'code':
      return value.code
    case 'number':
      return value.number
    case 'missing':
      return value.reason
    default:
      return null
  }
}
