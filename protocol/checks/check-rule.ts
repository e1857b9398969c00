import { type FindingFile, expectName, reject, type StudyFindings } from '../load/study-findings.js'
import type { Path } from '../load/yaml-file.js'
import { type Rule, type RuleDay, type RuleRows, ruleShapes } from '../language/rules.js'
import type { Study } from '../language/study.js'
import { type DomainName, type FieldKind, fieldsOf } from '../schema/domains.js'
import { inWords } from '../words/schema-words.js'
import { checkFields } from './check-conditions.js'

interface Place {
  readonly findings: StudyFindings
  readonly of: FindingFile
}

/** Checks one rule: its one shape, and the fields that it names. */
export const checkRule = (place: Place, path: Path, rule: Rule, time: Study['time'] = 'dates'): void => {
  const { findings, of } = place
  const found = ruleShapes.filter(shape => rule[shape] !== undefined)
  if (found.length !== 1) {
    const message = found.length === 0 ? 'found a rule without a shape' : `found ${found.length} shapes in one rule`
    reject(findings, { of, path, message, allowed: ruleShapes })
    return
  }
  const { order, window, gap, jump, repeated, disagree, age, range, count, missing } = rule
  const at = [...path, found[0]!]
  if (order !== undefined) {
    checkRows(place, [...at, 'of'], order.of)
    checkDay(place, [...at, 'day'], order.day, order.of)
    if (order.same !== undefined) checkSame(place, at, order.same, order.of, order.day)
  }
  if (window !== undefined) {
    checkRows(place, [...at, 'of'], window.of)
    checkDay(place, [...at, 'around'], window.around, window.of)
  }
  for (const series of [jump, repeated]) {
    if (series === undefined) continue
    checkRows(place, [...at, 'of'], series.of)
    checkField(place, [...at, 'value'], series.of, series.value, ['quantity', 'number'])
    checkField(place, [...at, 'by'], series.of, series.by, ['code'])
  }
  if (jump !== undefined && jump.factor === undefined && jump.difference === undefined)
    reject(findings, { of, path: at, message: 'found a jump of no size', allowed: ['factor', 'difference'] })
  if (gap !== undefined) checkRows(place, [...at, 'of'], gap.of)
  if (disagree !== undefined) {
    checkRows(place, [...at, 'of'], disagree.of, false)
    checkField(place, [...at, 'value'], disagree.of, disagree.value, ['code', 'number', 'quantity', 'date'])
    disagree.by.forEach((field, position) => {
      checkField(place, [...at, 'by', position], disagree.of, field, ['code', 'date'])
    })
  }
  if (age !== undefined && time === 'day offsets')
    reject(findings, { of, path: at, message: 'found an age against the birth date in a study of day offsets' })
  if (range !== undefined) {
    checkRows(place, [...at, 'of'], range.of, false)
    checkField(place, [...at, 'value'], range.of, range.value, ['quantity', 'number'])
    if (range.lower === undefined && range.upper === undefined)
      reject(findings, { of, path: at, message: 'found a range without bounds', allowed: ['lower', 'upper'] })
    if ((range.lower ?? -Infinity) > (range.upper ?? Infinity))
      reject(findings, { of, path: at, message: 'found a range whose lower bound is above the upper one' })
  }
  if (count !== undefined) {
    checkRows(place, [...at, 'of'], count.of, false)
    const [least, most] = [count['at least'], count['at most']]
    if (least === undefined && most === undefined)
      reject(findings, { of, path: at, message: 'found a count without bounds', allowed: ['at least', 'at most'] })
    if ((least ?? 0) > (most ?? Infinity))
      reject(findings, { of, path: at, message: 'found a count whose lower bound is above the upper one' })
  }
  if (missing !== undefined) {
    checkRows(place, [...at, 'of'], missing.of, missing.within !== undefined)
    if ((missing.field === undefined) === (missing.row === undefined))
      reject(findings, {
        of,
        path: at,
        message: 'found a rule that says of nothing, or of two things, that it is missing',
        allowed: ['field', 'row'],
      })
    if (missing.field !== undefined)
      checkField(place, [...at, 'field'], missing.of, missing.field, ['code', 'text', 'number', 'quantity', 'date'])
    if (missing.row !== undefined) checkRows(place, [...at, 'row'], missing.row, missing.within !== undefined)
  }
}

const domainsOf = (rows: RuleRows): readonly DomainName[] => {
  if (rows === 'deaths') return ['contact', 'disposition']
  return rows === 'every day' ? [] : [rows.from].flat()
}

// Where no days are compared, rows without the usual field are rows all the same.
const checkRows = ({ findings, of }: Place, path: Path, rows: RuleRows, needsDay = true): void => {
  if (typeof rows === 'string') return
  for (const domain of domainsOf(rows)) {
    checkFields(findings, of, [...path, 'where'], domain, rows.where)
    for (const [field, shape] of Object.entries(rows.where ?? {}))
      if (shape === 'is unknown')
        reject(findings, {
          of,
          path: [...path, 'where', field],
          message: `found 'is unknown', but a rule says so with missing: { field }`,
        })
    if (needsDay || rows.date !== 'date') checkFieldOf({ findings, of }, [...path, 'date'], domain, rows.date, ['date'])
  }
}

const checkDay = (place: Place, path: Path, day: RuleDay, rows: RuleRows): void => {
  if (typeof day === 'string') return
  if ('field' in day) checkField(place, [...path, 'field'], rows, day.field, ['date'])
  else checkRows(place, path, day)
}

const checkSame = (place: Place, path: Path, same: string, rows: RuleRows, day: RuleDay): void => {
  const { findings, of } = place
  if (typeof day === 'string' || 'field' in day) {
    reject(findings, { of, path: [...path, 'same'], message: `found 'same', but the day is of no row` })
    return
  }
  checkField(place, [...path, 'same'], rows, same, ['code'])
  checkField(place, [...path, 'same'], day, same, ['code'])
}

const checkField = (place: Place, path: Path, rows: RuleRows, field: string, kinds: readonly FieldKind[]): void => {
  const domains = domainsOf(rows)
  if (domains.length === 0) {
    reject(place.findings, { of: place.of, path, message: `found a field of every day, of which no field is one` })
  }
  for (const domain of domains) checkFieldOf(place, path, domain, field, kinds)
}

const checkFieldOf = (
  { findings, of }: Place,
  path: Path,
  domain: DomainName,
  field: string,
  kinds: readonly FieldKind[],
): void => {
  const names = Object.entries(fieldsOf(domain)).flatMap(([name, kind]) => (kinds.includes(kind) ? [name] : []))
  const message = `found ${inWords(field)}, which is no such field of ${domain}`
  expectName(findings, names, { of, path, message, found: field })
}
