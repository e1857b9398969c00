import { type CodesRead, codesRead, isRead } from '../facts/code-readers.js'
import { type DomainName, domainNames, wideFieldOf } from '../schema/domains.js'
import { doubt, type StudyFindings } from '../load/study-findings.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { isOneSlip } from '../load/nearest.js'
import { codeInWords } from '../words/schema-words.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { SiteMapping } from '../language/site.js'
import type { WideColumn } from '../language/mapping/wide-column.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'

/** A code that a mapping can deliver for a field, with its place in the mapping. */
interface DeliveredCode {
  readonly key: string
  readonly code: string
  readonly path: Path
}

const isFixed = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

const listed = (codes: Readonly<Record<string, string | number>> | undefined, key: string, path: Path) =>
  Object.entries(codes ?? {}).map(([text, code]): DeliveredCode => ({ key, code: String(code), path: [...path, text] }))

type Lists = Partial<Record<'codes' | 'patterns', Readonly<Record<string, string | number>> | undefined>>

const inLists = ({ codes, patterns }: Lists, key: string, path: Path) => [
  ...listed(codes, key, [...path, 'codes']),
  ...listed(patterns, key, [...path, 'patterns']),
]

const ofField = (mapping: FieldMapping, key: string, path: Path): readonly DeliveredCode[] => {
  if (typeof mapping === 'string') return []
  if (!('constant' in mapping)) return inLists(mapping, key, path)
  return [{ key, code: String(mapping.constant), path: [...path, 'constant'] }]
}

const ofColumn = (own: WideColumn, domain: DomainName, path: Path): readonly DeliveredCode[] => [
  ...inLists(own, `${domain}.${wideFieldOf(domain) ?? ''}`, path),
  ...Object.entries(own).flatMap(([field, fixed]): readonly DeliveredCode[] =>
    isFixed(fixed) ? [{ key: `${domain}.${field}`, code: String(fixed), path: [...path, field] }] : [],
  ),
]

/** Every code that a mapping can deliver, in the order written. */
const deliveredCodes = (mapping: SiteMapping): readonly DeliveredCode[] =>
  domainNames.flatMap(domain => {
    const several = Array.isArray((mapping.map as Readonly<Record<string, unknown>>)[domain])
    return blocksOf(mapping, domain).flatMap(({ fields, wide }, position) => {
      const path: Path = several ? ['map', domain, position] : ['map', domain]
      return [
        ...Object.entries(fields).flatMap(([field, written]) =>
          ofField(written, `${domain}.${field}`, [...path, field]),
        ),
        ...Object.entries(wide ?? {}).flatMap(([column, own]) => ofColumn(own, domain, [...path, 'wide', column])),
      ]
    })
  })

// Tests, targets and categories have checks of their own.
const checkedElsewhere: ReadonlySet<string> = new Set([
  'lab.test',
  'assessment.test',
  'response.response',
  'response.target',
  'adverseEvent.category',
])

// One letter of a shorter code makes another code: I and II, ast and alt.
const shortest = 4

const isNear = (code: string, candidates: readonly string[]): boolean =>
  code.length >= shortest && candidates.some(candidate => isOneSlip(code, candidate))

/**
 * Warns of codes that a site delivers and nothing reads: where levels or groups read the field such a code becomes unknown, and
 * anywhere it may be one that is read, with a slip of the hand.
 */
export const checkUnreadCodes = (
  findings: StudyFindings,
  study: Study,
  mappings: Readonly<Record<string, SiteMapping>>,
): void => {
  const read = codesRead(study)
  const delivered = Object.entries(mappings).map(([site, mapping]) => ({ site, codes: deliveredCodes(mapping) }))
  const isDelivered = (key: string, code: string): boolean =>
    delivered.some(({ codes }) => codes.some(each => each.key === key && each.code === code))
  for (const { site, codes } of delivered) {
    const told = new Set<string>()
    const elsewhere = delivered.flatMap(other => (other.site === site ? [] : other.codes))
    for (const { key, code, path } of codes) {
      const readers: CodesRead | undefined = read.get(key)
      if (readers === undefined || checkedElsewhere.has(key) || isRead(readers, code)) continue
      const others = elsewhere.filter(other => other.key === key && other.code !== code).map(other => other.code)
      // What a condition on rows names and no site delivers is doubted there: one slip, one doubt.
      const named = [...readers.codes].filter(each => !readers.inWhere.has(each) || isDelivered(key, each))
      const candidates = [...new Set([...named, ...others])]
      const id = JSON.stringify([key, code])
      if (told.has(id) || !(readers.closed || isNear(code, candidates))) continue
      told.add(id)
      const becomes = readers.closed ? ', so it becomes unknown' : ''
      doubt(findings, {
        of: `site ${site}`,
        path,
        message: `${codeInWords(code)} is delivered for ${key}, and nothing of the study reads it${becomes}`,
        found: code,
        allowed: candidates,
      })
    }
  }
}
