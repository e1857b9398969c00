import { listedCodes } from '../facts/listed-codes.js'
import { testsOf } from '../schema/analytes.js'
import { doubt, type StudyFindings } from '../load/study-findings.js'
import { codeInWords } from '../words/schema-words.js'
import type { Path } from '../load/yaml-file.js'
import type { PlacedBlock } from './placed-block.js'
import { quantityOf } from './field-quantity.js'

/** What a mapping says of the column of a quantity. */
export interface QuantityColumn {
  readonly path: Path
  readonly field: string
  /** The tests whose numbers it holds, as far as the mapping names them. */
  readonly named: readonly string[]
  readonly unit: unknown
  readonly factor: number | undefined
  readonly codes: unknown
}

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map(name => codeInWords(name))
  return names.length > 3 ? `${shown.join(', ')} and ${String(names.length - 3)} more` : shown.join(', ')
}

/**
 * Doubts a quantity of which nothing is known (its test is neither built in nor declared), and one whose unit is named
 * nowhere.
 */
export const checkTests = (
  findings: StudyFindings,
  { study, of, domain }: PlacedBlock,
  { path, field, named, unit, factor, codes }: QuantityColumn,
): void => {
  if (codes !== undefined) return
  const quantities = quantityOf(domain, field, named, testsOf(study))
  const undeclared = quantities.filter(([, quantity]) => quantity === undefined).map(([name]) => name)
  if (undeclared.length > 0) {
    const message = `nothing is known of ${listed(undeclared)}, so only bare numbers are read of it: declare it under 'tests'`
    doubt(findings, { of, path, at: 'key', message, found: undeclared[0] ?? '', allowed: Object.keys(testsOf(study)) })
  }
  if (unit !== undefined || factor !== undefined) return
  const measured = quantities.filter(([, quantity]) => quantity?.unit !== undefined)
  if (measured.length === 0) return
  const taken = [...new Set(measured.map(([, quantity]) => quantity?.unit ?? ''))].slice(0, 3).join(', ')
  const message = `no unit is named for ${listed(measured.map(([name]) => name))}; numbers are taken as ${taken} and asked about: name the unit`
  doubt(findings, { of, path, at: 'key', message })
}

/** Doubts tests whose names are taken from a column as they stand: only those that are known are read as quantities. */
export const checkTestNames = (findings: StudyFindings, { of, path, block }: PlacedBlock): void => {
  const test = block.fields['test']
  if (test === undefined || (typeof test === 'object' && ('constant' in test || listedCodes(test) !== undefined)))
    return
  doubt(findings, {
    of,
    path: [...path, 'test'],
    at: 'key',
    message: `the names of tests are taken from the column as they stand, and of a name that is no test only bare numbers are read: list them by 'codes'`,
  })
}
