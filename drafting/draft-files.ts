import { namesSubjects } from '../profiling/columns/subject-header.js'
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

const dated = /(?:19|20)\d{2}([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/

/** The name of a file as a mapping says it: the day in it varies. */
export const namePattern = (file: string): string => file.replace(dated, '*')

/** How the day in a file's name is written; null where there is none, or signs stand between that a mapping does not say. */
export const dayInName = (file: string): string | null => {
  const found = dated.exec(file)
  return found === null ? null : `YYYY${found[1] ?? ''}MM${found[1] ?? ''}DD`
}

/** The day in a file's name, written as YYYY-MM-DD; null where there is none. */
export const dayOfName = (file: string): string | null => {
  const [day] = dated.exec(file) ?? []
  return day === undefined ? null : day.replaceAll(/\D/g, '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
}

/** Ids for the tables of a site, each once, from what their files and sheets are called. */
export const fileIds = (tables: readonly SeenTable[]): readonly string[] => {
  const taken = new Set<string>()
  return tables.map(({ file, profile }) => {
    const called = profile.sheet ?? file.replace(dated, '').replace(/\.[a-z0-9]+$/i, '')
    const base = ids.find(([shape]) => shape.test(called))?.[1] ?? (slug(called) === '' ? 'table' : slug(called))
    let id = base
    for (let more = 2; taken.has(id); more += 1) id = `${base}-${String(more)}`
    taken.add(id)
    return id
  })
}

const isSubjectNamed = ({ header, profile }: SeenColumn): boolean =>
  profile.filled > 0 &&
  (identifierName(header) === null ? namesSubjects(header) : identifierName(header) === 'a record number')

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
    const unnamed = own.columns.filter(
      ({ profile }) => profile.kind === 'identifier' && identifierName(profile.header) === null,
    )
    return unnamed[0] === undefined ? null : { column: unnamed[0], only: false }
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
          'its name says so',
        ),
  ]
  return { id, lines }
}
