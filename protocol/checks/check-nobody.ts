import { codesRead } from '../facts/code-readers.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { type NeverHad, nobodyWritten } from '../facts/nobody-had.js'
import { rowsAsked } from '../facts/rows-asked.js'
import { type FilledField, type RowSource, rowSourcesOf } from '../facts/row-sources.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { doubt, type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import type { Path } from '../load/yaml-file.js'
import { type DomainName, domainNames } from '../schema/domains.js'
import { inWords } from '../words/schema-words.js'

type Entry = NeverHad['codes']

const lists = (field: FilledField | undefined, code: string): boolean => field?.codes?.has(code) === true

const isConstantOf = (field: FilledField | undefined, codes: readonly string[]): boolean =>
  field?.column === null && codes.some(code => lists(field, code))

/** Whether a block gives rows with a code that nobody had: whatever else the entry asks of them is the same for all of its rows. */
const gives = ({ fields }: RowSource, entry: Entry, field: string, code: string): boolean =>
  lists(fields[field], code) &&
  Object.entries(entry).every(([name, codes]) => name === field || isConstantOf(fields[name], codes))

interface PlacedEntry {
  readonly of: FindingFile
  readonly path: Path
  readonly domain: DomainName
  readonly entry: Entry
}

const checkCodesOf = (
  findings: StudyFindings,
  study: Study,
  mapping: SiteMapping,
  { of, path, domain, entry }: PlacedEntry,
): boolean => {
  const read = codesRead(study)
  const sources = rowSourcesOf(mapping, domain)
  const problems = Object.entries(entry).flatMap(([field, codes]) =>
    codes.flatMap((code, at) => {
      const known = [...(read.get(`${domain}.${field}`)?.codes ?? [])]
      const place = { of, path: [...path, field, at] }
      if (!known.includes(code)) {
        const message = `found ${inWords(code)}, which nothing of the study reads for ${domain}.${field}`
        return [{ ...place, message, found: code, allowed: known }]
      }
      const source = sources.find(one => gives(one, entry, field, code))
      if (source === undefined) return []
      const message = `found ${inWords(code)}, which the mapping also makes of cells of '${source.file}': nobody had it, or somebody may have`
      return [{ ...place, message }]
    }),
  )
  for (const problem of problems) reject(findings, problem)
  return problems.length === 0
}

// One code is read where it is read; codes of several fields are where rows are asked for by all of these.
const areAskedTogether = (study: Study, domain: DomainName, entry: Entry): boolean =>
  Object.keys(entry).length === 1 ||
  rowsAsked(study).some(
    ({ domain: from, where = {} }) => from === domain && Object.keys(entry).every(field => field in where),
  )

const isReadAtAll = (study: Study, domain: DomainName): boolean =>
  rowsAsked(study).some(asked => asked.domain === domain) ||
  [...codesRead(study).keys()].some(key => key.startsWith(`${domain}.`))

/** Checks what a mapping says that nobody of its site had: the study reads it, and no block makes it of the site's cells. */
export const checkNobody = (findings: StudyFindings, study: Study, of: FindingFile, mapping: SiteMapping): void => {
  for (const domain of domainNames) {
    const path: Path = ['nobody', domain]
    const entries = nobodyWritten(mapping, domain)
    if (entries === 'any') {
      const files = blocksOf(mapping, domain).map(({ from }) => from)
      if (files.length > 0) {
        const message = `found 'any', but the mapping makes rows of ${domain} of '${files[0] ?? ''}': nobody had any, or somebody may have`
        reject(findings, { of, path, message })
      } else if (!isReadAtAll(study, domain)) {
        reject(findings, { of, path, at: 'key', message: `nothing of the study reads ${domain}` })
      }
      continue
    }
    const several = Array.isArray((mapping.nobody as Readonly<Record<string, unknown>> | undefined)?.[domain])
    entries.forEach((written, position) => {
      const entry = Object.fromEntries(Object.entries(written).map(([field, codes]) => [field, codes.map(String)]))
      const placed = { of, path: several ? [...path, position] : path, domain, entry }
      if (!checkCodesOf(findings, study, mapping, placed) || areAskedTogether(study, domain, entry)) return
      const message = 'nothing of the study asks for rows by all of these fields, so it answers nothing'
      doubt(findings, { of, path: placed.path, at: 'key', message })
    })
  }
}
