import { type Condition, type FieldConditions, joiningWords } from '../language/conditions.js'
import { boundsOf, type Scalar, scalarsOf, type Shape, type ShapedKind, shapesOf, wordOf } from '../language/shapes.js'
import { type DomainName, fieldsOf } from '../schema/domains.js'
import { expectName, type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import { inWords, keyInWords } from '../words/schema-words.js'
import type { VariableFacts } from '../facts/variable-facts.js'
import type { Path } from '../load/yaml-file.js'

const kindInWords: Readonly<Record<ShapedKind, string>> = {
  boolean: 'true or false',
  code: 'a code',
  text: 'a text',
  number: 'a number',
  quantity: 'a quantity',
  day: 'a day',
  date: 'a day',
}

const scalarFits = (kind: ShapedKind, scalar: Scalar): boolean => {
  if (kind === 'boolean') return typeof scalar === 'boolean'
  if (kind === 'number') return typeof scalar === 'number'
  return typeof scalar !== 'boolean'
}

/** Checks that a shape can be asked of a value of this kind. */
export const checkShape = (
  findings: StudyFindings,
  of: FindingFile,
  path: Path,
  shape: Shape,
  kind: ShapedKind,
): void => {
  const word = wordOf(shape)
  const fitting = shapesOf(kind)
  const name = String(path.at(-1))
  if (!fitting.includes(word)) {
    reject(findings, {
      of,
      path,
      message: `found '${word}', but ${name} is ${kindInWords[kind]}`,
      found: word,
      allowed: fitting,
    })
    return
  }
  const isDay = kind === 'day' || kind === 'date'
  const odd = boundsOf(shape).find(bound => (typeof bound === 'string') !== isDay)
  if (odd !== undefined) {
    const how = isDay ? ': compare it with a day, written YYYY-MM-DD' : ''
    reject(findings, { of, path, message: `found ${inWords(odd)}, but ${name} is ${kindInWords[kind]}${how}` })
    return
  }
  for (const scalar of scalarsOf(shape)) {
    if (scalarFits(kind, scalar)) continue
    reject(findings, { of, path, message: `found ${inWords(scalar)}, but ${name} is ${kindInWords[kind]}` })
  }
  if (typeof shape === 'object' && 'between' in shape && shape.between[0] > shape.between[1]) {
    reject(findings, {
      of,
      path,
      message: 'found a range whose lower bound is above the upper one',
    })
  }
}

/** Checks conditions on the fields of a domain's rows. */
export const checkFields = (
  findings: StudyFindings,
  of: FindingFile,
  path: Path,
  domain: DomainName,
  where: FieldConditions | undefined,
): void => {
  for (const [field, shape] of Object.entries(where ?? {})) {
    const here = [...path, field]
    const fields = fieldsOf(domain)
    const message = `found ${keyInWords(field)}, which is no field of ${domain}`
    if (!expectName(findings, Object.keys(fields), { of, path: here, at: 'key', message, found: field })) continue
    const kind = fields[field]
    if (kind !== undefined) checkShape(findings, of, here, shape, kind)
  }
}

// A band that nothing is in would be asked for without a word: nobody has it.
const checkListedCodes = (findings: StudyFindings, path: Path, shape: Shape, { codes }: VariableFacts): void => {
  if (codes === undefined) return
  for (const scalar of scalarsOf(shape)) {
    if (typeof scalar === 'boolean') continue
    const found = String(scalar)
    const message = `found ${inWords(scalar)}, which ${String(path.at(-1))} cannot be`
    expectName(findings, codes, { of: 'study', path, message, found })
  }
}

/** Checks that a condition names variables that exist, in shapes that fit them. */
export const checkCondition = (
  findings: StudyFindings,
  path: Path,
  condition: Condition,
  facts: Readonly<Record<string, VariableFacts>>,
  later: readonly string[] = [],
): void => {
  const entries = Object.entries(condition).filter(([, part]) => part !== undefined)
  if (entries.length === 0)
    reject(findings, {
      of: 'study',
      path,
      message: 'found an empty condition',
      allowed: ['a variable with its shape', ...joiningWords],
    })
  for (const [key, part] of entries) {
    const here = [...path, key]
    if (key === 'not') checkCondition(findings, here, part as Condition, facts, later)
    else if (key === 'all' || key === 'any') {
      const parts = part as readonly Condition[]
      if (parts.length === 0)
        reject(findings, { of: 'study', path: here, message: `found an empty list under '${key}'` })
      parts.forEach((inner, position) => {
        checkCondition(findings, [...here, position], inner, facts, later)
      })
    } else {
      const known = facts[key]
      if (known !== undefined) {
        checkShape(findings, 'study', here, part as Shape, known.kind)
        checkListedCodes(findings, here, part as Shape, known)
      }
      // A name that is declared later is reported where variables are checked.
      else if (!later.includes(key)) {
        reject(findings, {
          of: 'study',
          path: here,
          at: 'key',
          message: `found ${keyInWords(key)}, which is no variable`,
          found: key,
          allowed: Object.keys(facts),
        })
      }
    }
  }
}
