import { listedCodes } from '../facts/listed-codes.js'
import type { SiteMapping } from '../language/site.js'
import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { isMapping } from '../words/schema-words.js'
import {
  filledField,
  filledMissing,
  type Filling,
  ownMissing,
  type Place,
  type ToFill,
  withMissing,
  type Written,
} from './fill-field.js'
import { type AnyList, wordsOfPacks } from './pack-words.js'
import { reject, type StudyFindings } from './study-findings.js'
import type { Path } from './yaml-file.js'

const codesKnown = (
  block: Readonly<Record<string, unknown>>,
  domain: DomainName,
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.keys(fieldsOf(domain)).flatMap(field => {
      const written = block[field]
      if (!isMapping(written)) return []
      if ('constant' in written) return [[field, [String(written['constant'])]]]
      const codes = listedCodes(written)
      return codes !== undefined && written['pack'] === undefined ? [[field, Object.values(codes).map(String)]] : []
    }),
  )

const filledWide = (filling: Filling, block: Omit<Place, 'field'>, column: string, written: Written): Written => {
  const path = [...block.path, 'wide', column]
  const { domain } = block
  const fixed = Object.entries(written).flatMap(([field, code]) =>
    field in fieldsOf(domain) && (typeof code === 'string' || typeof code === 'number')
      ? [[field, [String(code)]] as const]
      : [],
  )
  const known = { ...block.known, ...Object.fromEntries(fixed) }
  const own = filledField(filling, { ...block, path, known, field: wideFieldOf(domain) ?? '' }, written) as Written
  // A day of the column has words for missing of its own.
  const days = Object.entries(own).flatMap(([field, part]): readonly (readonly [string, unknown])[] =>
    field in fieldsOf(domain) && isMapping(part)
      ? [[field, withMissing(filling, [...path, field], part, block.around)]]
      : [],
  )
  return { ...own, ...Object.fromEntries<unknown>(days) }
}

const filledBlock = (
  filling: Filling,
  path: Path,
  domain: DomainName,
  block: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const file = filling.mapping.files[block['from'] as string]
  const around = [ownMissing(filling.mapping.missing), ownMissing(file?.missing)]
  const known = codesKnown(block, domain)
  const fields = Object.keys(fieldsOf(domain)).flatMap((field): readonly (readonly [string, unknown])[] =>
    block[field] === undefined
      ? []
      : [[field, filledField(filling, { path: [...path, field], domain, field, known, around }, block[field])]],
  )
  const wide = block['wide'] as Readonly<Record<string, Written>> | undefined
  const columns = Object.entries(wide ?? {}).map(([column, written]) => [
    column,
    filledWide(filling, { path, domain, known, around }, column, written),
  ])
  return {
    ...block,
    ...Object.fromEntries<unknown>(fields),
    ...(wide === undefined ? {} : { wide: Object.fromEntries(columns) as unknown }),
  }
}

const wordsFor = ({ site, mapping, study, packs }: ToFill, findings: StudyFindings): Filling['wordsOf'] => {
  const names = mapping.packs ?? study.packs ?? []
  const used = names.flatMap(name => packs.filter(({ pack }) => pack === name))
  const told = new Set<AnyList>()
  const of = `site ${site}` as const
  return (list, path) => {
    if (names.length === 0) {
      const message = `found a list of a pack, but neither site nor study names packs`
      reject(findings, { of, path, at: 'key', message, allowed: ['packs: [zh, en]'] })
    }
    const { words, contradictions } = wordsOfPacks(used, list)
    if (contradictions.length > 0 && !told.has(list)) {
      const message = `in the list '${list}' the packs ${names.join(' and ')} contradict each other: ${contradictions.join(', ')}; name one of them`
      reject(findings, { of, path, at: 'key', message })
    }
    told.add(list)
    return words
  }
}

/**
 * Writes out what a mapping takes from packs: codes, units and words for missing stand in it as if they had been written
 * there, so that what it means is a function of itself. Words of the mapping win.
 */
export const fillFromPacks = (findings: StudyFindings, written: ToFill): SiteMapping => {
  const filling: Filling = { ...written, findings, wordsOf: wordsFor(written, findings) }
  const { mapping } = written
  const map = Object.fromEntries(
    domainNames.flatMap(domain => {
      const block = (mapping.map as Readonly<Record<string, unknown>>)[domain]
      if (block === undefined) return []
      const path: Path = ['map', domain]
      const filled = Array.isArray(block)
        ? block.map((one, at) => filledBlock(filling, [...path, at], domain, one as Readonly<Record<string, unknown>>))
        : filledBlock(filling, path, domain, block as Readonly<Record<string, unknown>>)
      return [[domain, filled]]
    }),
  ) as SiteMapping['map']
  const files = Object.entries(mapping.files).map(([id, file]) => {
    if (file.missing === undefined) return [id, file]
    const missing = filledMissing(filling, ['files', id, 'missing'], file.missing, [ownMissing(mapping.missing)])
    return [id, { ...file, missing }]
  })
  return {
    ...mapping,
    missing: filledMissing(filling, ['missing'], mapping.missing, []),
    files: Object.fromEntries(files) as SiteMapping['files'],
    map,
  }
}
