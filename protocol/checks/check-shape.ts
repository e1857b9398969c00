import { droppedColumns, type SiteMapping } from '../language/site.js'
import type { ExportFile } from '../language/mapping/export-file.js'
import type { MadeColumn } from '../language/mapping/file-shape.js'
import { addedColumns, joinsOf, joinTaken, madeOf, sourcesOf } from '../facts/shaped-columns.js'
import { mappedColumns } from '../facts/mapped-columns.js'
import { expectName, type FindingFile, reject, type StudyFindings } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { Path } from '../load/yaml-file.js'

interface PlacedFile {
  readonly of: FindingFile
  readonly mapping: SiteMapping
  readonly id: string
  readonly file: ExportFile
  readonly path: Path
}

const checkParts = (findings: StudyFindings, { of, file, path }: PlacedFile): void => {
  if (file.parts === undefined) return
  const at = { of, path: [...path, 'parts'], at: 'key' } as const
  if (!file.name.includes('*')) {
    reject(findings, { ...at, message: `found 'parts', but one file alone fits a name without '*'` })
  }
  if (file.subject === 'row number') {
    reject(findings, {
      ...at,
      message: `found 'parts' where the row's number is the id: rows of two parts have the same numbers`,
    })
  }
}

/** The ids of files that a file joins, however far away. */
const joinedFrom = ({ files }: SiteMapping, id: string): ReadonlySet<string> => {
  const met = new Set<string>()
  const follow = (file: string): void => {
    for (const join of joinsOf(files[file] ?? {})) {
      if (met.has(join.file)) continue
      met.add(join.file)
      follow(join.file)
    }
  }
  follow(id)
  return met
}

const checkRowIs = (findings: StudyFindings, { of, file, path }: PlacedFile): void => {
  if (file.rowIs === undefined || file.subject !== 'row number') return
  const message = `found 'rowIs' where the row's number is the id: name the label of the id`
  reject(findings, { of, path: [...path, 'rowIs'], at: 'key', message })
}

const checkFilled = (findings: StudyFindings, { of, file, path }: PlacedFile): void => {
  const added = addedColumns(file)
  file.fillDown?.forEach((column, position) => {
    if (!added.includes(column)) return
    const message =
      'found a column that is joined or made: blank cells are filled before that, in the columns of the file'
    reject(findings, { of, path: [...path, 'fillDown', position], message })
  })
}

const checkJoins = (findings: StudyFindings, { of, mapping, id, file, path }: PlacedFile): void => {
  const several = Array.isArray(file.join)
  joinsOf(file).forEach((join, position) => {
    const here: Path = [...path, 'join', ...(several ? [position] : []), 'file']
    const message = `found ${inWords(join.file)}, which is no file of this site`
    if (!expectName(findings, Object.keys(mapping.files), { of, path: here, message, found: join.file })) return
    if (join.file === id || joinedFrom(mapping, join.file).has(id)) {
      reject(findings, { of, path: here, message: 'found files that join each other in a circle' })
    }
  })
}

const checkMade = (findings: StudyFindings, { of, file, path }: PlacedFile, column: string, made: MadeColumn): void => {
  const here: Path = [...path, 'columns', column]
  const names = Object.keys(file.columns ?? {})
  for (const source of sourcesOf(made)) {
    if (names.includes(source) && names.indexOf(source) >= names.indexOf(column)) {
      reject(findings, {
        of,
        path: here,
        at: 'key',
        message:
          source === column
            ? 'found a column that is made of itself'
            : 'found a column that is made of one that is made after it',
      })
    }
  }
  if ('split' in made && typeof made.part === 'number' && made.parts !== undefined && made.part > made.parts) {
    reject(findings, { of, path: [...here, 'part'], message: `found part ${made.part} of ${made.parts}` })
  }
  if (
    'from' in made &&
    !('split' in made) &&
    !('words' in made) &&
    made.strip === undefined &&
    made.cut === undefined &&
    made.pad === undefined
  ) {
    reject(findings, {
      of,
      path: here,
      at: 'key',
      message: 'found a column that is only another one under a new name: map that one',
      allowed: ['split with part', 'words', 'strip', 'cut', 'pad'],
    })
  }
}

const checkNames = (findings: StudyFindings, { of, file, path }: PlacedFile): void => {
  const joined = joinsOf(file).flatMap(join => joinTaken(join).map(([own]) => own))
  const twice = joined.filter((name, at) => joined.indexOf(name) !== at || file.columns?.[name] !== undefined)
  if (twice.length === 0) return
  reject(findings, {
    of,
    path: [...path, 'join'],
    at: 'key',
    message: 'found two columns of one name among those that are joined and made',
  })
}

// What an id is made of is an identifier, and so is what is made of one: neither is a value.
const checkIdentifying = (findings: StudyFindings, { of, mapping, id, file, path }: PlacedFile): void => {
  const { nonIdentifying, link, initials } = mapping.identifiers
  const ids = [
    ...(file.subject === 'row number' || nonIdentifying ? [] : [file.subject.column]),
    ...(link?.file === id ? [link.column] : []),
    ...(initials?.file === id ? [initials.column] : []),
    ...(droppedColumns(mapping)[id] ?? []),
  ]
  const sources = new Set(madeOf(file, ids))
  const withoutShape = { ...mapping, files: { ...mapping.files, [id]: { ...file, columns: undefined } } }
  for (const column of mappedColumns(withoutShape, id).through) {
    if (sources.has(column)) {
      const message = 'found a column of which an identifier is made, and which is mapped as a value as well'
      reject(findings, { of, path: [...path, 'columns'], at: 'key', message })
    } else if (madeOf(file, [column]).some(source => ids.includes(source))) {
      const message = 'found a column that is made of an identifier, and which is mapped as a value'
      reject(findings, { of, path: [...path, 'columns', column], at: 'key', message })
    }
  }
}

/** Checks what a mapping says of the shape of its files. */
export const checkShapes = (findings: StudyFindings, of: FindingFile, mapping: SiteMapping): void => {
  for (const [id, file] of Object.entries(mapping.files)) {
    const placed: PlacedFile = { of, mapping, id, file, path: ['files', id] }
    checkParts(findings, placed)
    checkRowIs(findings, placed)
    checkFilled(findings, placed)
    checkJoins(findings, placed)
    checkNames(findings, placed)
    for (const [column, made] of Object.entries(file.columns ?? {})) checkMade(findings, placed, column, made)
    checkIdentifying(findings, placed)
  }
}
