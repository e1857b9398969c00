import type { ResultsOfDay } from '../../../protocol/facts/results-of-day.js'
import { naturalKey, rowText } from './natural-key.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { RecordPlace, SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told, toldAll, toldId } from '../../../words/told.js'
import { fileMark } from '../../../words/file-marks.js'

const place = ({ source: { file, sheet, row }, subjectKey }: SharedRow): RecordPlace => ({
  file,
  sheet,
  row,
  subjectKey,
})

// Nearly every key is met once: only what is met again makes a group.
const groupedBy = (
  rows: readonly SharedRow[],
  keyOf: (row: SharedRow) => string | null,
): readonly (readonly SharedRow[])[] => {
  const first = new Map<string, SharedRow>()
  const groups = new Map<string, SharedRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, row)
      continue
    }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [earlier, row])
    else group.push(row)
  }
  return [...groups.values()]
}

const timeOf = ({ values: { date } }: SharedRow): number | null => (date?.kind === 'day' ? date.time : null)

const resultText = (row: SharedRow): string => `${rowText(row)} at ${timeOf(row) ?? '-'}`

const flagOf = ({ values: { flag } }: SharedRow): string | null => (flag?.kind === 'code' ? flag.code : null)

/**
 * Of rows of one file and domain that say the same thing of the same subject one is kept; of those that say different
 * things none.
 */
export const resolveDuplicates = (
  rows: readonly SharedRow[],
  log: SiteLog,
  ofDay: readonly ResultsOfDay[],
): readonly SharedRow[] => {
  const left = new Set<SharedRow>()
  for (const group of groupedBy(rows, naturalKey)) {
    const first = group.find(row => flagOf(row) !== null) ?? group[0]
    if (first === undefined) continue
    const test = first.values['test']?.kind === 'code' ? first.values['test'].code : null
    const rules = ofDay.filter(rule => rule.domain === first.domain && (rule.test === null || rule.test === test))
    if (rules.length > 0) {
      const texts = [...new Set(group.map(resultText))]
      const results = texts.map(text => group.filter(row => resultText(row) === text))
      for (const same of results) {
        if (same.length === 1) continue
        const kept = same.find(row => flagOf(row) !== null) ?? same[0]!
        for (const row of same) if (row !== kept) left.add(row)
        log.note(kept.source.file, null, told`a row of ${first.domain} that repeats another was counted once`)
      }
      const times = results.map(([row]) => timeOf(row!))
      const isKnown = !times.includes(null) && new Set(times).size === times.length
      if (rules.some(({ byTime }) => byTime) && results.length > 1 && !isKnown)
        for (const [row] of results)
          log.report(place(row!), null, {
            kind: 'no-time-of-day',
            effect: 'query',
            message: told`one of several results of one day, of which the study takes one by its time; not all have a time of their own`,
          })
      continue
    }
    const flags = new Set(group.flatMap(row => flagOf(row) ?? []))
    if (new Set(group.map(rowText)).size === 1 && flags.size <= 1) {
      for (const row of group) if (row !== first) left.add(row)
      log.note(first.source.file, null, told`a row of ${first.domain} that repeats another was counted once`)
      continue
    }
    const numbers = toldAll([...new Set(group.map(({ source }) => source.row))].map(row => told`${row}`))
    for (const row of group) {
      left.add(row)
      log.report(place(row), null, {
        kind: 'duplicate-differs',
        effect: 'record held',
        message: told`rows ${numbers} say different things of one ${row.domain} on one day, and nothing tells which counts; all of them are held: ${row.domain === 'lab' || row.domain === 'assessment' ? told`say by 'ofDay' of the variable what counts of a day, ` : told``}ask for one row, or map only the rows that count by 'when'`,
      })
    }
  }
  return left.size === 0 ? rows : rows.filter(row => !left.has(row))
}

const knowsAnything = ({ values }: SharedRow): boolean => Object.values(values).some(({ kind }) => kind !== 'missing')

const knownTexts = (rows: readonly SharedRow[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const known = new Map<string, Set<string>>()
  for (const { values } of rows) {
    for (const [field, value] of Object.entries(values)) {
      if (value.kind === 'missing') continue
      const text = JSON.stringify({ ...value, received: '', receivedUnit: '' })
      known.set(field, (known.get(field) ?? new Set()).add(text))
    }
  }
  return known
}

/**
 * Rows of a domain that has one row per subject: equal ones are one, and where they contradict each other the subject is
 * held.
 */
export const resolveSingles = (
  rows: readonly SharedRow[],
  hold: (subjectKey: string, reason: Told) => void,
  log: SiteLog,
): readonly SharedRow[] => {
  const left = new Set<SharedRow>()
  for (const group of groupedBy(rows, ({ subjectKey }) => subjectKey)) {
    const fields = [...knownTexts(group)].filter(([, texts]) => texts.size > 1).map(([field]) => toldId(field))
    if (fields.length > 0) {
      const differing = toldAll(fields)
      const places = toldAll(group.slice(0, 4).map(({ source }) => told`${source.file} row ${source.row}`))
      const marked = toldAll(group.slice(0, 4).map(({ source }) => told`${fileMark(source.fileId)} row ${source.row}`))
      hold(group[0]?.subjectKey ?? '', told`${marked} differ in ${differing}`)
      for (const row of group) {
        left.add(row)
        log.report(place(row), null, {
          kind: 'duplicate-differs',
          effect: 'record held',
          message: told`rows of one subject differ in ${differing} (${places}); the subject is held`,
        })
      }
      continue
    }
    // Where one row knows something, rows that know nothing add nothing, wherever they stand.
    const informed = group.some(knowsAnything)
    const seen = new Set<string>()
    for (const row of group) {
      const text = rowText(row)
      if (seen.has(text) || (informed && !knowsAnything(row))) left.add(row)
      seen.add(text)
    }
  }
  return left.size === 0 ? rows : rows.filter(row => !left.has(row))
}
