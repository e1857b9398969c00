import { namesSubjects } from '../profiling/columns/subject-header.js'
import { namePattern, withoutDay } from './day-in-name.js'
import { identifierName } from '../protocol/schema/identifier-names.js'
import { type DraftFile, type DraftLine, likely, sure } from './draft-model.js'
import { plainTexts } from '../profiling/columns/profile-column.js'
import type { SeenColumn, SeenTable } from './seen-table.js'

const ids: readonly (readonly [RegExp, string])[] = [
  [/检验|化验|实验室|lab/i, 'labs'],
  [/不良|adverse|\bae\b|toxic/i, 'events'],
  [/治疗|用药|treat|drug|medication|therap/i, 'treatments'],
  [/影像|疗效|评估|response|recist|scan/i, 'responses'],
  [/随访|follow/i, 'follow-up'],
  [/既往|病史|history/i, 'history'],
  [/登记|患者|病人|基本信息|register|patient|subject|enrol|demograph|baseline/i, 'patients'],
]

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .replace(/^(?:\d+-?)+$/, '')

/** Ids for the tables of a site, each once, from what their files and sheets are called. */
export const fileIds = (tables: readonly SeenTable[]): readonly string[] => {
  const taken = new Set<string>()
  return tables.map(({ file, profile }) => {
    const called = profile.sheet ?? withoutDay(file).replace(/\.[a-z0-9]+$/i, '')
    const base = ids.find(([shape]) => shape.test(called))?.[1] ?? (slug(called) === '' ? 'table' : slug(called))
    let id = base
    for (let more = 2; taken.has(id); more += 1) id = `${base}-${String(more)}`
    taken.add(id)
    return id
  })
}

const isSubjectNamed = ({ profile }: SeenColumn): boolean =>
  profile.filled > 0 &&
  (identifierName(profile.header) === null
    ? namesSubjects(profile.header)
    : identifierName(profile.header) === 'a record number')

// Small numbers stand in many columns.
const isId = ({ profile: { kind, distinct, shapes } }: SeenColumn): boolean =>
  kind !== 'day' && distinct >= 5 && shapes.every(({ shape }) => shape.length >= 4)

const sampleOf = ({ table }: SeenTable, { at }: SeenColumn): ReadonlySet<string> =>
  new Set(plainTexts(table.columns[at]!))

// Ids of the same subjects stand in most tables of a site: what stands in one alone is another number.
const sharedWith = (own: SeenTable, column: SeenColumn, tables: readonly SeenTable[]): number => {
  const texts = sampleOf(own, column)
  return tables.filter(other => {
    if (other === own) return false
    return other.columns.filter(isSubjectNamed).some(theirs => {
      let [found, all] = [0, 0]
      for (const text of sampleOf(other, theirs)) {
        all += 1
        if (texts.has(text)) found += 1
      }
      return all > 0 && found * 10 >= all * 8
    })
  }).length
}

// Nearly all of its texts are ids of another table.
const holdsTheirIds = (own: SeenTable, column: SeenColumn, tables: readonly SeenTable[]): boolean => {
  const texts = [...sampleOf(own, column)]
  return tables.some(other => {
    if (other === own) return false
    return other.columns.filter(isSubjectNamed).some(theirs => {
      const known = sampleOf(other, theirs)
      return texts.filter(text => known.has(text)).length * 10 >= texts.length * 8
    })
  })
}

/** The column of the subject's id in a table, and whether no other could be it. */
export const subjectColumn = (
  own: SeenTable,
  tables: readonly SeenTable[],
): { readonly column: SeenColumn; readonly only: boolean } | null => {
  const named = own.columns.filter(isSubjectNamed)
  if (named.length === 1) return { column: named[0]!, only: true }
  const ranked = named
    .map(column => ({ column, shared: sharedWith(own, column, tables) }))
    .sort((a, b) => b.shared - a.shared)
  const [best, next] = ranked
  if (best === undefined) {
    const unnamed = own.columns.filter(({ profile }) => identifierName(profile.header) === null)
    const found =
      unnamed.find(column => isId(column) && holdsTheirIds(own, column, tables)) ??
      unnamed.find(({ profile }) => profile.kind === 'identifier')
    return found === undefined ? null : { column: found, only: false }
  }
  return { column: best.column, only: next === undefined || best.shared > next.shared }
}

/** The lines that say how a table is found and read. */
export const draftFile = (id: string, own: SeenTable, tables: readonly SeenTable[]): DraftFile => {
  const { file, profile } = own
  const { encoding, delimiter, sheet, header, notes } = profile
  const doubt = notes.some(note => note.startsWith('the encoding is not certain'))
  const subject = subjectColumn(own, tables)
  const how = doubt ? (key: string, value: unknown, reason: string) => likely(key, value, 0.6, reason) : sure
  const lines: readonly DraftLine[] = [
    sure('name', namePattern(file), 'so it is called'),
    ...(encoding === null ? [] : [how('encoding', encoding, 'its bytes say so')]),
    ...(delimiter === null || delimiter === ',' ? [] : [sure('delimiter', delimiter, 'its rows are even so')]),
    ...(sheet === null ? [] : [sure('sheet', sheet, 'so it is called')]),
    ...(header === 1 ? [] : [sure('header', header, 'there its names stand')]),
    subject === null
      ? likely('subject', 'row number', 0.1, 'no column looks like the id of subjects')
      : (subject.only ? sure : (key: string, value: unknown, reason: string) => likely(key, value, 0.5, reason))(
          'subject',
          { column: subject.column.header },
          isSubjectNamed(subject.column) ? 'its name says so' : 'its texts look like ids',
        ),
  ]
  return { id, lines }
}
