import { codeAt } from '../harmonize/codes.js'
import { plainText } from '../harmonize/read/plain-text.js'
import { dateFormat } from '../harmonize/read/day-by-format.js'
import type { SeenColumn, SeenTable } from './seen-table.js'

const fewest = 5

interface LastRow {
  readonly day: string
  readonly word: string
  /** How often each word stands on the subject's rows. */
  readonly counts: Readonly<Record<string, number>>
}

const dayReader = ({ profile: { days } }: SeenColumn): ((text: string) => string | null) => {
  const formats = days?.together?.formats ?? [days?.formats[0] ?? days?.nearly?.format ?? 'serial 1900']
  const readers = formats.filter(format => !format.startsWith('serial')).map(format => dateFormat(format))
  return text => {
    for (const read of readers) {
      const day = read(text, undefined)?.date
      if (day !== undefined) return day
    }
    return null
  }
}

/**
 * Which of two words ends a subject's rows: it stands once for a subject and on the last day, while subjects have the other
 * again and again. Among words of a state that is the word for death. Null where the rows do not show it.
 */
export const terminalWord = (
  { table }: SeenTable,
  subject: SeenColumn,
  status: SeenColumn,
  day: SeenColumn,
): string | null => {
  const [ids, words, days] = [subject, status, day].map(({ at }) => table.columns[at]!)
  if (ids === undefined || words === undefined || days === undefined || status.texts.size !== 2) return null
  const read = dayReader(day)
  const textAt = (column: typeof ids, row: number): string => {
    const cell = column.cells[codeAt(column.codes, row)]!
    return cell.kind === 'empty' ? '' : cell.kind === 'date' ? cell.date : plainText(cell.text)
  }
  const last = new Map<number, LastRow>()
  for (let row = 0; row < table.rows.length; row += 1) {
    const word = textAt(words, row)
    if (!status.texts.has(word)) continue
    const written = textAt(days, row)
    const on = days.cells[codeAt(days.codes, row)]!.kind === 'date' ? written : read(written)
    if (on === null) continue
    const id = codeAt(ids.codes, row)
    const before = last.get(id)
    const counts = { ...before?.counts, [word]: (before?.counts[word] ?? 0) + 1 }
    const later = before === undefined || on >= before.day
    last.set(id, {
      ...(later ? { day: on, word } : { day: before.day, word: before.word }),
      counts,
    })
  }
  const subjects = [...last.values()]
  const ends = (word: string): boolean => {
    const having = subjects.filter(({ counts }) => counts[word] !== undefined)
    const ending = having.filter(one => one.word === word && one.counts[word] === 1)
    // A day that was typed wrong makes an end look like another row.
    return having.length >= fewest && having.length < subjects.length && ending.length * 20 >= having.length * 19
  }
  const goesOn = (word: string): boolean =>
    subjects.filter(({ counts }) => (counts[word] ?? 0) > 1).length * 2 > subjects.length
  const [one, other] = [...status.texts.keys()] as [string, string]
  if (ends(one) && goesOn(other)) return one
  return ends(other) && goesOn(one) ? other : null
}
