import { testsOf } from '../schema/analytes.js'
import { unitFactor, unitsOf } from '../schema/units.js'
import { type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { QuantityColumn } from './check-tests.js'
import { quantityOf } from './field-quantity.js'
import type { PlacedBlock } from './placed-block.js'

const sign = /^[<>≤≥]=?\s*(.*)$/su
const number = /^\d[\d.,]*(?:e[+-]?\d+)?(?:\s*[×x*]\s*10\s*(?:\^|\*\*|e)?[+-]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+|[十百千万亿]+)?\s*/iu

/** Refuses codes of a quantity that begin as limits do and are none: without a number, or in a unit that does not convert. */
export const checkLimits = (
  findings: StudyFindings,
  { study, of, domain }: PlacedBlock,
  { path, field, named, codes }: QuantityColumn,
): void => {
  const quantities = quantityOf(domain, field, named, testsOf(study)).flatMap(([, quantity]) => quantity ?? [])
  for (const [received, code] of Object.entries((codes as Readonly<Record<string, unknown>> | undefined) ?? {})) {
    const limit = typeof code === 'string' ? sign.exec(code)?.[1] : undefined
    if (limit === undefined) continue
    const unit = limit.replace(number, '')
    const at = { of, path: [...path, 'codes', received] } as const
    if (!number.test(limit))
      reject(findings, { ...at, message: `found ${inWords(code)}, a limit without a number`, allowed: [`'<20'`] })
    else if (unit !== '' && quantities.length > 0 && quantities.every(one => unitFactor(one, unit) === null)) {
      const allowed = [...new Set(quantities.flatMap(unitsOf))]
      reject(findings, { ...at, message: `found ${inWords(code)}, a limit in a unit that does not convert`, allowed })
    }
  }
}
