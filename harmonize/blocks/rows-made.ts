import type { DomainName } from '../../protocol/schema/domains.js'
import type { FieldReading } from '../read/field-reading.js'
import type { ReadColumn } from '../read/read-column.js'

// 'Unknown' is an answer: a history that nobody knew must not look like one without the finding.
const isAnswered = ({ value }: FieldReading): boolean =>
  value.kind !== 'missing' || value.reason === 'held' || value.reason === 'unknown'

const isKnown = ({ value }: FieldReading): boolean => value.kind !== 'missing'

/** Domains in which a day says something by itself: the subject was seen. */
const dayIsAnAnswer = (domain: DomainName): boolean => domain === 'contact'

// Null where all rows have such a reading.
const rowsWith = (
  columns: readonly ReadColumn[],
  rows: number,
  isOne: (reading: FieldReading) => boolean,
): Uint8Array | null => {
  if (columns.some(({ readings }) => readings.every(({ reading }) => isOne(reading)))) return null
  const marks = new Uint8Array(rows)
  for (const { codes, byCode } of columns) {
    const flags = Uint8Array.from(byCode, read => Number(read !== undefined && isOne(read.reading)))
    for (let row = 0; row < rows; row += 1) marks[row]! |= flags[codes[row]!]!
  }
  return marks.includes(0) ? marks : null
}

/**
 * Marks the rows that say anything for a block: a value besides its constants, or a day where the block has nothing
 * else; null where all do.
 */
export const rowsMade = (domain: DomainName, columns: readonly ReadColumn[], rows: number): Uint8Array | null => {
  if (columns.length === 0) return null
  const besideDays = dayIsAnAnswer(domain) ? [] : columns.filter(({ rule }) => rule.kind !== 'date')
  return rowsWith(besideDays.length > 0 ? besideDays : columns, rows, isAnswered)
}

/** Marks the rows that have a day; null where all have one. */
export const rowsWithDay = (columns: readonly ReadColumn[], rows: number): Uint8Array | null =>
  rowsWith(
    columns.filter(({ rule }) => rule.kind === 'date'),
    rows,
    isKnown,
  )
