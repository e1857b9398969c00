import type { DomainName } from '../protocol/schema/domains.js'
import { type DraftBlock, type DraftLine, likely, type OpenPoint, sure } from './draft-model.js'
import { codesIn, namedColumns, spokenColumns } from './find-column.js'
import { conceptsOf, type Knowledge } from './knowledge.js'
import type { TablePart } from './part-of-table.js'
import type { SeenColumn } from './seen-table.js'

/** Blocks that were drafted, and what is left to a person. */
export interface Drafted {
  readonly blocks: readonly DraftBlock[]
  readonly open: readonly OpenPoint[]
}

/** Whether a column may hold codes. */
const isCoded = ({ profile, texts }: SeenColumn): boolean =>
  ['code', 'text', 'number'].includes(profile.kind) && texts.size > 0

const mostWords = 24

/** A field of codes: the column that is called so or speaks so, with the codes of the words that are known. */
export const codedField = (
  known: Knowledge,
  part: TablePart,
  domain: DomainName,
  field: string,
): { readonly line: DraftLine; readonly open: readonly OpenPoint[]; readonly column: SeenColumn } | null => {
  const key = `${domain}.${field}`
  const named = namedColumns(known, part.columns, key, isCoded)
  const speaking = spokenColumns(known, part.columns.filter(isCoded), key, 0.5)
  const spoken = speaking[0] === undefined ? null : { column: speaking[0], only: speaking.length === 1 }
  const found = spoken ?? named
  if (found === null) return null
  const { column } = found
  const { codes, unknown, share } = codesIn(known, key, column)
  const value = { column: column.header, codes }
  // Of many texts none is told: they are no codes.
  const told = unknown.length > mostWords ? [] : unknown
  const what =
    unknown.length > mostWords
      ? `${String(unknown.length)} words that no other site has`
      : `no other site has ${told.map(text => `'${text}'`).join(', ')}`
  const open = unknown.length === 0 ? [] : [{ about: `${part.from}, ${column.header} for ${key}`, what }]
  if (share === 0)
    return {
      line: likely(field, { column: column.header }, 0.3, 'its name says so, none of its words is known'),
      open,
      column,
    }
  // What a column is not called it has to say with every word.
  const isNamed = conceptsOf(known, column.header).has(key)
  if (!found.only || share < 0.5 || (!isNamed && (share < 1 || column.texts.size < 2)))
    return {
      line: likely(field, value, 0.4, `${String(Math.round(share * 100))} % of its rows have known words`),
      open,
      column,
    }
  const reason =
    unknown.length === 0 ? 'all its words are known' : 'most of its words are known; the others are listed below'
  return { line: sure(field, value, reason), open, column }
}
