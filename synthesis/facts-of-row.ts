import type { Cell, Fact, FileRow } from './cell.js'
import { codeOfWord } from './received-word.js'
import { type FieldWriting, isAsked, type RowMaker } from './row-maker.js'

const valueIn = (writing: FieldWriting, cell: Cell | undefined): string | number | undefined => {
  if (writing.is === 'constant') return writing.value
  if (cell === undefined || cell.text === '') return undefined
  if (writing.is === 'day') return cell.day
  if (writing.is === 'words') return codeOfWord(writing.words, cell.text)
  return writing.is === 'number' ? (codeOfWord(writing.words, cell.text) ?? cell.value) : cell.text
}

const factOf = (maker: RowMaker, row: FileRow): Fact | null => {
  if (!Object.entries(maker.when).every(([column, asked]) => isAsked(asked, row.get(column)?.text ?? ''))) return null
  const fields: Record<string, string | number> = {}
  let columns = 0
  for (const [field, writing] of Object.entries(maker.fields)) {
    const value = valueIn(writing, writing.is === 'constant' ? undefined : row.get(writing.column))
    if (value === undefined) continue
    fields[field] = value
    if (writing.is !== 'constant') columns += 1
  }
  if (columns === 0 || (maker.needs !== undefined && fields[maker.needs] === undefined)) return null
  const day = fields['date']
  return { domain: maker.domain, fields, day: typeof day === 'number' ? day : null }
}

/** What the blocks of a mapping make of a row of their file. */
export const factsOfRow = (makers: readonly RowMaker[], row: FileRow): readonly Fact[] =>
  makers.flatMap(maker => factOf(maker, row) ?? [])
