import type { FieldConditions } from '../../../protocol/language/conditions.js'
import type { DomainName } from '../../../protocol/schema/domains.js'
import type { SubjectRecord } from '../../../cohort/cohort.js'

const asked = (where: FieldConditions | undefined, field: string): readonly string[] | null => {
  const shape = where?.[field]
  if (typeof shape !== 'object') return null
  if ('is' in shape) return [String(shape.is)]
  return 'in' in shape ? shape.in.map(String) : null
}

/** All rows of codes that conditions ask for, field by field: one code of each. */
const combinations = (fields: readonly (readonly [string, readonly string[]])[]): readonly Record<string, string>[] =>
  fields.reduce<readonly Record<string, string>[]>(
    (made, [field, codes]) => made.flatMap(row => codes.map(code => ({ ...row, [field]: code }))),
    [{}],
  )

/** Whether each row that meets conditions is one that nobody of the subject's site had. */
export const isNobodys = (
  { nobody = [] }: Pick<SubjectRecord, 'nobody'>,
  domain: DomainName,
  where: FieldConditions | undefined,
): boolean => {
  const own = nobody.filter(entry => entry.domain === domain)
  const named = [...new Set(own.flatMap(({ codes }) => Object.keys(codes)))]
  const fields = named.flatMap(field => {
    const codes = asked(where, field)
    return codes === null ? [] : [[field, codes] as const]
  })
  return combinations(fields).every(row =>
    own.some(({ codes }) => Object.entries(codes).every(([field, none]) => none.includes(row[field] ?? ''))),
  )
}
