import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../../protocol/schema/domains.js'
import type { SharedValue } from '../shared-row.js'

// Two findings of one test on one day are one finding; two lesions are one only where they are numbered.
const withoutDay: ReadonlySet<DomainName> = new Set(['lab', 'assessment', 'response', 'medicalHistory'])

/** Fields that say something of a row's value: they tell no row from another. */
export const besideValue: ReadonlySet<string> = new Set(['flag'])

/** What a value says where rows are distinguished by it; null for one that is held. */
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

const codeFields = (domain: DomainName): readonly string[] => {
  const value = wideFieldOf(domain)
  const codes = Object.entries(fieldsOf(domain)).filter(
    ([field, kind]) => kind === 'code' && field !== value && !besideValue.has(field),
  )
  return codes.map(([field]) => field)
}

const keyFields = Object.fromEntries(domainNames.map(domain => [domain, ['date', ...codeFields(domain)]]))

/** The fields by which rows of a domain are distinguished within a file, the day first. */
export const keyFieldsOf = (domain: DomainName): readonly string[] => keyFields[domain] ?? []

/** How a part of a row's key counts: a row with a part that cannot be known has no key, and a row without any code has none either. */
export const noPart = 0
/** Nothing stands in the field. */
export const emptyPart = 1

/** Numbers what the values of a key field say, the same for all blocks of a file. */
export const partNumbers = (domain: DomainName, field: string): ((value: SharedValue | undefined) => number) => {
  const known = new Map<string, number>()
  const needsDay = field === 'date' && !withoutDay.has(domain)
  const needsCode = domain === 'tumour' && field === 'lesion'
  return value => {
    const part = keyPart(value)
    if (part === null || (needsCode && value?.kind !== 'code')) return noPart
    if (part === '') return needsDay ? noPart : emptyPart
    const number = known.get(part) ?? known.size + 2
    known.set(part, number)
    return number
  }
}
