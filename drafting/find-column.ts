import { codeOf, conceptsOf, type Knowledge } from './knowledge.js'
import type { SeenColumn } from './seen-table.js'

/** A column that was found for what a mapping wants, with how surely. */
export interface FoundColumn {
  readonly column: SeenColumn
  readonly only: boolean
}

/** The columns whose name says that they hold something and whose cells fit. */
export const namedColumns = (
  known: Knowledge,
  columns: readonly SeenColumn[],
  concept: string,
  fits: (column: SeenColumn) => boolean,
): FoundColumn | null => {
  const found = columns.filter(column => conceptsOf(known, column.header).has(concept) && fits(column))
  return found[0] === undefined ? null : { column: found[0], only: found.length === 1 }
}

/** The codes of a column's texts in a field: those that are known, and the texts that are not. */
export interface KnownCodes {
  readonly codes: Readonly<Record<string, string>>
  readonly unknown: readonly string[]
  /** The share of the rows whose text is known. */
  readonly share: number
}

/** Reads the texts of a column as words of a field. */
export const codesIn = (known: Knowledge, field: string, { texts }: SeenColumn): KnownCodes => {
  const codes: Record<string, string> = {}
  const unknown: string[] = []
  let [rows, understood] = [0, 0]
  for (const [text, count] of texts) {
    const code = codeOf(known, field, text)
    rows += count
    if (code === null) unknown.push(text)
    else {
      codes[text] = code
      understood += count
    }
  }
  return { codes, unknown, share: rows === 0 ? 0 : understood / rows }
}

// Why something was so is written in the words of many things: `肿瘤进展` as the cause of a death is no response.
const ofReasons = /原因|死因|理由|reason|cause\b|ursache|grund\b|\bmotif\b|\bmotivo\b|causa\b/i

/** The columns whose texts are words of a field, whatever they are called; reasons are none. */
export const spokenColumns = (
  known: Knowledge,
  columns: readonly SeenColumn[],
  field: string,
  share: number,
): readonly SeenColumn[] =>
  columns.filter(
    column => column.texts.size > 0 && !ofReasons.test(column.header) && codesIn(known, field, column).share >= share,
  )
