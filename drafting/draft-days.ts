import { conceptsOf, type Knowledge } from './knowledge.js'
import { type DraftLine, likely, sure } from './draft-model.js'
import { ongoingWords } from './lexicon/words-of-codes.js'
import { plainWord } from './plain-word.js'
import type { SeenColumn } from './seen-table.js'
import type { TablePart } from './part-of-table.js'

const dayLength = /day|天|日/i

const isDay = ({ profile }: SeenColumn): boolean => profile.kind === 'day'

const isDistance = ({ profile, numbers }: SeenColumn): boolean =>
  profile.numbers !== null && profile.numbers.share > 0.95 && numbers.every(Number.isInteger)

/** The mapping of a day's column: the format that reads all of its cells, or the ones that might. */
export const dayLine = (
  known: Knowledge,
  key: string,
  column: SeenColumn,
  only: boolean,
  reason: string,
): DraftLine => {
  if (known.offsets) {
    const value = { column: column.header, offset: 'days' }
    return only && dayLength.test(column.header)
      ? sure(key, value, `${reason}, and counts days`)
      : likely(key, value, 0.6, `${reason}; whether it counts days does not stand there`)
  }
  const { days, absent } = column.profile
  const typed = days !== null && days.typed > 0 ? ['serial 1900'] : []
  const formats = [...(days?.formats ?? []), ...typed]
  if (formats.length === 1 && days?.nearly === null) {
    return only
      ? sure(key, { column: column.header, date: formats }, `${reason}; ${formats[0]!} reads all cells`)
      : likely(key, { column: column.header, date: formats }, 0.6, `${reason}, as others do`)
  }
  const nearly = days?.nearly == null ? [] : [days.nearly.format]
  const ongoing = column.profile.commonest.filter(({ text }) => ongoingWords.includes(plainWord(text)))
  const left = (days?.nearly?.not ?? 0) - ongoing.reduce((sum, { count }) => sum + count, 0)
  // A cell or two that nothing reads speak for no other reading; they are held when they are read.
  if (nearly.length === 1 && only && left * 50 <= column.profile.filled) {
    const missing = Object.fromEntries(ongoing.map(({ text }) => [text, 'not recorded']))
    const read = { column: column.header, date: nearly, ...(ongoing.length === 0 ? {} : { missing }) }
    const but = left === 0 ? '' : ` but ${String(left)}, which nothing reads`
    return sure(key, read, `${reason}; ${nearly[0]!} reads all cells${but}`)
  }
  const value = { column: column.header, date: [...formats, ...nearly] }
  const why = formats.length > 1 ? 'several formats read all cells' : 'no format reads all cells'
  return likely(key, value, absent.length > 0 ? 0.4 : 0.5, `${reason}; ${why}`)
}

// What stands on a day of its own is no day of anything else in its row.
const ofOthers: Readonly<Record<string, readonly string[]>> = {
  'subject.birthDate': [],
  'disease.date': ['disease'],
  'disposition.date': ['disposition'],
  'exposure.date': ['exposure', 'procedure'],
  'exposure.endDate': [],
}

const isElsewhere = (known: Knowledge, column: SeenColumn, domain: string): boolean => {
  const concepts = conceptsOf(known, column.header)
  if (concepts.has(`${domain}.date`)) return false
  return Object.entries(ofOthers).some(
    ([concept, own]) => concepts.has(concept) && !own.includes(domain) && !concepts.has('date'),
  )
}

/** The day of a block: its own column, else the one day that its part of the table has. */
export const dateOf = (known: Knowledge, { columns }: TablePart, domain: string): DraftLine | null => {
  const days = columns.filter(known.offsets ? isDistance : isDay).filter(column => !isElsewhere(known, column, domain))
  const own = days.filter(({ header }) => conceptsOf(known, header).has(`${domain}.date`))
  if (own[0] !== undefined) return dayLine(known, 'date', own[0], own.length === 1, 'its name says so')
  const named = days.filter(({ header }) => {
    const concepts = conceptsOf(known, header)
    return concepts.has('date') || (known.offsets && concepts.has('contact.offset'))
  })
  if (named[0] !== undefined) return dayLine(known, 'date', named[0], named.length === 1, 'its name says so')
  if (known.offsets) return null
  return days[0] === undefined
    ? null
    : dayLine(known, 'date', days[0], days.length === 1 && days[0].header !== '', 'it is the only day here')
}
