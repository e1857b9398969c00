import type { DraftBlock, DraftLine } from './draft-model.js'
import { isSure, likely } from './draft-model.js'
import { isNumeral, plainWord } from './plain-word.js'
import type { SeenTable } from './seen-table.js'

/** The tables of a site, and those of them that are lists of the others' columns. */
export interface TablesApart {
  readonly tables: readonly SeenTable[]
  readonly codebooks: readonly SeenTable[]
}

const fewestNamed = 3

// One of its columns lists the headers of another table: half of that table's headers, and little else.
const listsColumnsOf = (book: SeenTable, other: SeenTable): boolean => {
  const headers = new Set(other.columns.map(({ header }) => plainWord(header)).filter(header => header !== ''))
  return book.columns.some(({ texts }) => {
    const words = new Set([...texts.keys()].map(plainWord))
    const named = [...words].filter(word => headers.has(word)).length
    return named >= fewestNamed && named * 2 >= headers.size && named * 10 >= words.size * 6
  })
}

/**
 * Sets codebooks apart: a list of columns with what their codes mean is no export. Columns beside one are marked, because it
 * says what their numbers mean, and nothing else does.
 */
export const codebooksApart = (tables: readonly SeenTable[]): TablesApart => {
  const codebooks = tables.filter(book => tables.some(other => other !== book && listsColumnsOf(book, other)))
  const words = new Set(
    codebooks.flatMap(({ columns }) => columns.flatMap(({ texts }) => [...texts.keys()].map(plainWord))),
  )
  const marked = (table: SeenTable): SeenTable => ({
    ...table,
    columns: table.columns.map(column =>
      words.has(plainWord(column.header)) ? { ...column, isInCodebook: true } : column,
    ),
  })
  return { tables: tables.filter(table => !codebooks.includes(table)).map(marked), codebooks }
}

const columnOf = ({ key, value }: DraftLine): string => (value as { readonly column?: string } | null)?.column ?? key

const isOfNumbers = ({ value }: DraftLine): boolean => {
  const { codes = {} } = value as { readonly codes?: Readonly<Record<string, unknown>> }
  return Object.keys(codes).length > 0 && Object.keys(codes).every(isNumeral)
}

/** A block in which what numbers mean is only likely where a codebook names their column. */
export const heedingCodebooks = (block: DraftBlock, { columns }: SeenTable): DraftBlock => {
  const named = new Set(columns.filter(({ isInCodebook }) => isInCodebook === true).map(({ header }) => header))
  if (named.size === 0) return block
  const doubted = (line: DraftLine): DraftLine =>
    isSure(line) && isOfNumbers(line) && named.has(columnOf(line))
      ? likely(
          line.key,
          line.value,
          0.5,
          `${line.reason}, and a codebook beside the files says what they mean: see there`,
        )
      : line
  return { ...block, fields: block.fields.map(doubted), wide: block.wide.map(doubted) }
}
