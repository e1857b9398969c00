import { blocksOf } from '../../protocol/facts/mapping-blocks.js'
import type { FieldMapping } from '../../protocol/language/mapping/field-mapping.js'
import { droppedColumns, type SiteMapping } from '../../protocol/language/site.js'
import { domainNames } from '../../protocol/schema/domains.js'
import { plainUnit } from '../../protocol/schema/units.js'
import { plainWord } from '../../drafting/plain-word.js'

/** One line of a mapping as it is compared: where it stands, and what it says. */
export interface MappingLine {
  readonly slot: string
  readonly column: string
  readonly says: Readonly<Record<string, unknown>>
}

const fieldLine = (slot: string, field: FieldMapping): MappingLine => {
  if (typeof field === 'string') return { slot, column: field, says: {} }
  if ('constant' in field) return { slot, column: `= ${String(field.constant)}`, says: {} }
  const { column, ...says } = field
  return { slot, column, says }
}

/** The lines of a mapping; a file is known by its name and sheet, since ids are a matter of taste. */
export const linesOfMapping = (mapping: SiteMapping): readonly MappingLine[] => {
  const keyOf = (id: string): string => {
    const file = mapping.files[id]
    return file === undefined ? id : `${file.name.replaceAll(/\d{4}-?\d\d-?\d\d/g, '*')}#${file.sheet ?? ''}`
  }
  const lines: MappingLine[] = []
  for (const [id, file] of Object.entries(mapping.files)) {
    const own: Record<string, unknown> = { name: 1, encoding: file.encoding, sheet: file.sheet, subject: file.subject }
    if (file.delimiter !== ',') own['delimiter'] = file.delimiter
    if (file.header !== 1) own['header'] = file.header
    for (const [key, value] of Object.entries(own))
      if (value !== undefined) lines.push({ slot: `file ${keyOf(id)} ${key}`, column: JSON.stringify(value), says: {} })
  }
  const { dataDate } = mapping
  if (typeof dataDate === 'object' && 'name' in dataDate)
    lines.push({ slot: 'dataDate', column: dataDate.name, says: {} })
  if (typeof dataDate === 'object' && 'column' in dataDate)
    lines.push({ slot: `dataDate ${keyOf(dataDate.file)}`, column: dataDate.column, says: { date: dataDate.date } })
  const { link, nonIdentifying } = mapping.identifiers
  if (nonIdentifying) lines.push({ slot: 'nonIdentifying', column: 'true', says: {} })
  if (link !== undefined) lines.push({ slot: 'link', column: link.column, says: {} })
  for (const [id, columns] of Object.entries(droppedColumns(mapping)))
    for (const column of columns) lines.push({ slot: `drop ${keyOf(id)} ${column}`, column, says: {} })
  for (const [word, kind] of Object.entries(mapping.missing))
    lines.push({ slot: `missing ${word}`, column: kind, says: {} })
  for (const domain of domainNames)
    for (const { from, fields, wide } of blocksOf(mapping, domain)) {
      for (const [field, value] of Object.entries(fields))
        lines.push(fieldLine(`${keyOf(from)} ${domain}.${field}`, value))
      for (const [column, own] of Object.entries(wide ?? {})) {
        const of = own['test'] ?? own['target'] ?? own['category'] ?? own['term']
        const says = Object.fromEntries(
          Object.entries(own).filter(([key]) => !['test', 'target', 'category', 'term'].includes(key)),
        )
        lines.push({ slot: `${keyOf(from)} ${domain} ${String(of)}`, column, says })
      }
    }
  return lines
}

const agrees = (key: string, drafted: unknown, real: unknown): boolean => {
  if (key === 'codes' && typeof drafted === 'object' && typeof real === 'object') {
    const known = new Map(Object.entries(real ?? {}).map(([word, code]) => [plainWord(word), String(code)]))
    // That a word means death a person may say at the deaths alone.
    return Object.entries(drafted ?? {}).every(
      ([word, code]) => known.get(plainWord(word)) === String(code) || code === 'dead',
    )
  }
  if (key === 'unit' && typeof drafted === 'string' && typeof real === 'string')
    return plainUnit(drafted) === plainUnit(real)
  if (key === 'unit') return typeof drafted === typeof real
  return JSON.stringify(drafted) === JSON.stringify(real)
}

/** Whether a drafted line says the same as a real one, as far as it says anything. */
export const saysSame = (drafted: MappingLine, real: MappingLine): boolean =>
  drafted.column === real.column &&
  Object.entries(drafted.says).every(([key, value]) => key === 'missing' || agrees(key, value, real.says[key])) &&
  Object.keys(real.says).every(key => ['missing', 'decimal', 'impute'].includes(key) || drafted.says[key] !== undefined)
