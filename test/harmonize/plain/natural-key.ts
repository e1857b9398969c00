import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../../../protocol/schema/domains.js'
import type { SharedRow, SharedValue } from '../../../harmonize/shared-row.js'

// Two findings of one test on one day are one finding; two lesions are one only where they are numbered.
const withoutDay: ReadonlySet<DomainName> = new Set(['lab', 'assessment', 'response', 'medicalHistory'])

const keyPart = (value: SharedValue | undefined): string | null => {
  if (value === undefined) return ''
  if (value.kind === 'missing') return value.reason === 'held' ? null : ''
  if (value.kind === 'code') return `c${value.code}`
  return value.kind === 'day' ? `d${value.date ?? value.offset ?? ''}` : `n${value.number}`
}

/** What a value says, without how it was received. */
export const valueText = (value: SharedValue): string => {
  switch (value.kind) {
    case 'quantity':
      return `q${value.relation}${value.number}${value.unit ?? ''}`
    case 'missing':
      return `m${value.reason === 'held' ? 'held' : ''}`
    default:
      return keyPart(value) ?? ''
  }
}

/** What a row's values say, field by field, but for what the laboratory says of them. */
export const rowText = ({ values }: SharedRow): string =>
  Object.entries(values)
    .filter(([field]) => field !== 'flag')
    .map(([field, value]) => `${field}\u0001${valueText(value)}`)
    .join('\u0002')

const identifyingFields = (domain: DomainName): readonly string[] => {
  const value = wideFieldOf(domain)
  const codes = Object.entries(fieldsOf(domain)).filter(
    ([field, kind]) => kind === 'code' && field !== value && field !== 'flag',
  )
  return codes.map(([field]) => field)
}

const identifying = Object.fromEntries(domainNames.map(domain => [domain, identifyingFields(domain)]))

/**
 * What distinguishes one row of a domain from another within a file: the subject with the codes and the day;
 * null where rows cannot be known to be the same.
 */
export const naturalKey = ({ domain, values, subjectKey }: SharedRow): string | null => {
  if (domain === 'tumour' && values['lesion']?.kind !== 'code') return null
  const day = keyPart(values['date'])
  if (day === null || (day === '' && !withoutDay.has(domain))) return null
  let codes = ''
  let coded = false
  for (const field of identifying[domain] ?? []) {
    const part = keyPart(values[field])
    if (part === null) return null
    coded ||= part !== ''
    codes += `\u0001${part}`
  }
  return coded ? `${subjectKey}\u0001${day}${codes}` : null
}
