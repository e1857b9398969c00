import { domainNames } from '../schema/domains.js'
import { expectName, type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { inWords } from '../words/schema-words.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'
import { checkBlock } from './check-block.js'
import { checkDefaults } from './check-defaults.js'
import { checkDialect } from './check-dialect.js'
import { checkIdentifiers, doubtIdentifiers } from './check-identifiers.js'
import { checkNobody } from './check-nobody.js'
import { checkShapes } from './check-shape.js'
import { checkTwins } from './check-twins.js'

const checkFiles = (findings: StudyFindings, of: FindingFile, mapping: SiteMapping): void => {
  for (const [id, file] of Object.entries(mapping.files)) {
    const { name, header } = file
    const path: Path = ['files', id]
    if (/[\\/\0]/.test(name) || name === '..' || /^[.~]/.test(name)) {
      reject(findings, {
        of,
        path: [...path, 'name'],
        message: `found ${inWords(name)}, expected the name of a file in the site's own folder`,
      })
    }
    if (Array.isArray(header) && header.some((row, position) => position > 0 && row <= (header[position - 1] ?? 0))) {
      reject(findings, {
        of,
        path: [...path, 'header'],
        message: 'found header rows that do not ascend',
      })
    }
    checkDialect(findings, of, path, file, mapping.defaults)
    const workbook = /\.(xlsx|ods)$/i.test(name)
    if (mapping.files[id]?.sheet !== undefined && !workbook && !/\.(zip|gz)$/i.test(name)) {
      reject(findings, {
        of,
        path: [...path, 'sheet'],
        at: 'key',
        message: 'found a sheet, but the file is no workbook',
      })
    }
    for (const key of ['encoding', 'quote', 'escape'] as const) {
      if (file[key] === undefined || !workbook) continue
      const message = `found ${key === 'quote' ? 'a' : 'an'} ${key}, but the file is a workbook`
      reject(findings, { of, path: [...path, key], at: 'key', message })
    }
  }
  if (Object.keys(mapping.files).length === 0)
    reject(findings, { of, path: ['files'], message: 'found no file, expected at least one' })
}

/** Checks one site's mapping against its own files and against the study. */
export const checkMapping = (findings: StudyFindings, study: Study, site: string, mapping: SiteMapping): void => {
  const of: FindingFile = `site ${site}`
  if (mapping.site !== site) {
    reject(findings, {
      of,
      path: ['site'],
      message: `found ${inWords(mapping.site)}, but the file is called ${site}.yaml`,
      found: mapping.site,
      allowed: [site],
    })
  }
  checkDefaults(findings, study, of, mapping)
  checkFiles(findings, of, mapping)
  checkShapes(findings, of, mapping)
  checkTwins(findings, of, [], mapping)
  for (const [fileId, file] of Object.entries(mapping.files)) {
    checkTwins(findings, of, ['files', fileId], file)
    for (const [column, made] of Object.entries(file.columns ?? {}))
      checkTwins(findings, of, ['files', fileId, 'columns', column], made)
  }
  checkIdentifiers(findings, study, of, mapping)
  doubtIdentifiers(findings, of, mapping)
  const files = Object.keys(mapping.files)
  const { dataDate } = mapping
  if (typeof dataDate === 'object') {
    const message = `found ${inWords(dataDate.file)}, which is no file of this site`
    expectName(findings, files, { of, path: ['dataDate', 'file'], message, found: dataDate.file })
  }
  for (const domain of domainNames) {
    const several = Array.isArray((mapping.map as Readonly<Record<string, unknown>>)[domain])
    blocksOf(mapping, domain).forEach((block, position) => {
      const path: Path = several ? ['map', domain, position] : ['map', domain]
      const message = `found ${inWords(block.from)}, which is no file of this site`
      expectName(findings, files, { of, path: [...path, 'from'], message, found: block.from })
      checkBlock(findings, { study, of, path, mapping, domain, block })
    })
  }
  checkNobody(findings, study, of, mapping)
  if (blocksOf(mapping, 'subject').length === 0) {
    reject(findings, {
      of,
      path: ['map'],
      at: 'key',
      message: `'subject' is missing: it says which subjects the site has`,
    })
  }
}
