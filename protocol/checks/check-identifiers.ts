import { domainNames } from '../schema/domains.js'
import { doubt, expectName, type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import { identifierName } from '../schema/identifier-names.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { inWords, keyInWords } from '../words/schema-words.js'
import { droppedColumns, type SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'

const mappedNames = (mapping: SiteMapping, file: string): readonly string[] =>
  domainNames.flatMap(domain =>
    blocksOf(mapping, domain)
      .filter(({ from }) => from === file)
      .flatMap(({ fields, when, wide }) => [
        ...Object.values(fields).flatMap(field =>
          typeof field === 'string' ? [field] : 'column' in field ? [field.column] : [],
        ),
        ...Object.keys(when ?? {}),
        ...Object.keys(wide ?? {}),
      ]),
  )

/** Checks what a mapping says of identifiers: that it says it, of its own files, and that none is mapped as well. */
export const checkIdentifiers = (
  findings: StudyFindings,
  study: Study,
  of: FindingFile,
  mapping: SiteMapping,
): void => {
  const { nonIdentifying, link, initials, real } = mapping.identifiers
  const drop = droppedColumns(mapping)
  const files = Object.keys(mapping.files)
  const path: Path = ['identifiers']
  if (
    study.data === 'clinical' &&
    !nonIdentifying &&
    mapping.identifiers.drop !== 'none' &&
    Object.keys(drop).length === 0
  ) {
    reject(findings, {
      of,
      path,
      at: 'key',
      message: `the identifiers of clinical data are not declared: name under 'drop', by file, the columns of names, numbers and addresses of persons, or write 'drop: none' where the files have none`,
    })
  }
  if (nonIdentifying && study.data === 'clinical') {
    reject(findings, {
      of,
      path: [...path, 'nonIdentifying'],
      message: 'found ids declared non-identifying, but the study says that its data are clinical',
    })
  }
  if (nonIdentifying && link !== undefined) {
    reject(findings, {
      of,
      path: [...path, 'link'],
      at: 'key',
      message: 'found a link column, but the ids are declared non-identifying',
    })
  }
  real.forEach((pattern, position) => {
    if (study.data !== 'clinical' || pattern.includes('*')) return
    reject(findings, {
      of,
      path: [...path, 'real', position],
      message: `found a whole id, expected a pattern with '*' for what varies: the mapping is stored with every run`,
    })
  })
  const known = (file: string, at: Path, key: 'key' | 'value'): boolean =>
    expectName(findings, files, {
      of,
      path: at,
      at: key,
      message: `found ${key === 'key' ? keyInWords(file) : inWords(file)}, which is no file of this site`,
      found: file,
    })
  if (link !== undefined) known(link.file, [...path, 'link', 'file'], 'value')
  if (initials !== undefined && known(initials.file, [...path, 'initials', 'file'], 'value'))
    checkInitials(findings, of, mapping, initials)
  for (const [file, columns] of Object.entries(drop)) {
    if (!known(file, [...path, 'drop', file], 'key')) continue
    const mapped = mappedNames(mapping, file)
    columns.forEach((column, position) => {
      if (!mapped.includes(column)) return
      reject(findings, {
        of,
        path: [...path, 'drop', file, position],
        message: 'found a column that is mapped as well: an identifier is dropped or mapped, not both',
      })
    })
  }
}

// A mark is made of all three of one row, so that nothing of less than them is kept.
const checkInitials = (
  findings: StudyFindings,
  of: FindingFile,
  mapping: SiteMapping,
  { file, column }: NonNullable<SiteMapping['identifiers']['initials']>,
): void => {
  const path: Path = ['identifiers', 'initials']
  const fields = blocksOf(mapping, 'subject')
    .filter(({ from }) => from === file)
    .flatMap(block => Object.entries(block.fields))
  const read = fields.flatMap(([field, written]) => (typeof written === 'string' || 'column' in written ? [field] : []))
  for (const field of ['birthDate', 'sex'] as const) {
    if (read.includes(field)) continue
    const message = `found initials without ${field}: a person is known by birth date, sex and initials of one file, so 'map.subject' has to read birthDate and sex from ${inWords(file)} too`
    reject(findings, { of, path: [...path, 'file'], message })
  }
  if (!mappedNames(mapping, file).includes(column)) return
  const message = 'found a column that is mapped as well: initials go no further than the door'
  reject(findings, { of, path: [...path, 'column'], message })
}

interface NamedColumn {
  readonly file: string
  readonly column: string
  readonly path: Path
}

const named = (mapping: SiteMapping): readonly NamedColumn[] =>
  domainNames.flatMap(domain => {
    const several = Array.isArray((mapping.map as Readonly<Record<string, unknown>>)[domain])
    return blocksOf(mapping, domain).flatMap(({ from, fields, when, wide }, position) => {
      const path: Path = several ? ['map', domain, position] : ['map', domain]
      const at = (column: string, ...inner: readonly string[]): NamedColumn => ({
        file: from,
        column,
        path: [...path, ...inner],
      })
      return [
        ...Object.entries(fields).flatMap(([field, written]) =>
          typeof written === 'string' ? [at(written, field)] : 'column' in written ? [at(written.column, field)] : [],
        ),
        ...Object.keys(when ?? {}).map(column => at(column, 'when', column)),
        ...Object.keys(wide ?? {}).map(column => at(column, 'wide', column)),
      ]
    })
  })

/** Doubts columns that by their names hold identifiers, where they are mapped as values or shown as open ids. */
export const doubtIdentifiers = (findings: StudyFindings, of: FindingFile, mapping: SiteMapping): void => {
  const told = new Set<string>()
  for (const { file, column, path } of named(mapping)) {
    const kind = identifierName(column)
    const id = JSON.stringify([file, column])
    if (kind === null || told.has(id) || droppedColumns(mapping)[file]?.includes(column) === true) continue
    told.add(id)
    const message = `by its name this column holds ${kind} of a person, and it is mapped as a value: drop it under 'identifiers', or give it another name in the export`
    doubt(findings, { of, path, at: 'key', message })
  }
  if (!mapping.identifiers.nonIdentifying) return
  for (const [file, { subject }] of Object.entries(mapping.files)) {
    const kind = subject === 'row number' ? null : identifierName(subject.column)
    if (kind === null) continue
    const message = `by its name this column holds ${kind} of a person, and 'nonIdentifying' shows the ids as they are: without it they become keyed hashes`
    doubt(findings, { of, path: ['files', file, 'subject'], at: 'key', message })
  }
}
