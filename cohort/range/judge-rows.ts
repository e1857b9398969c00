import { hadByNobody } from '../../protocol/facts/nobody-had.js'
import type { FieldConditions } from '../../protocol/language/conditions.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns, FieldColumn, SubjectColumns } from '../input/subject-range.js'
import { shapeTest, textAnswers, type ShapeTest } from '../shape-test.js'
import { maybe, no, yes } from '../truth-codes.js'

/**
 * Whether all conditions on a row's fields hold, row by row; a value that is missing is not known, nor a field that
 * the site does not deliver. A row without a field that other rows of the site have is of another sort than the
 * condition asks for; nor is one of those that nobody of the site had, unless what was recorded of it is held.
 */
export const judgeRows = (
  domain: DomainName,
  columns: DomainColumns,
  where: FieldConditions | undefined,
  subjects: SubjectColumns,
  calendar: boolean,
): Uint8Array => {
  const truths = new Uint8Array(columns.count).fill(yes)
  for (const [name, shape] of Object.entries(where ?? {})) {
    const test = shapeTest(shape)
    const field = columns.fields[name]
    if (field === undefined) truths.fill(no, 0, test.ofUnknown === no ? columns.count : 0)
    else judgeField(field, test, calendar, truths)
    const hasAbsent = field === undefined || field.status.includes(rowStatus.absent)
    if (test.ofUnknown !== maybe || !hasAbsent) continue
    judgeAbsent(columns, field, deliveredBy(subjects, `${domain}.${name}`), subjects, truths)
  }
  ruleOutNobodys(domain, columns, where, subjects, truths)
  return truths
}

const ruleOutNobodys = (
  domain: DomainName,
  { starts, fields }: DomainColumns,
  where: FieldConditions | undefined,
  { count, mapping, mappings }: SubjectColumns,
  truths: Uint8Array,
): void => {
  const never = mappings.map(({ nobody }) => hadByNobody(nobody, domain, where))
  if (!never.includes(true)) return
  const asked = Object.keys(where ?? {}).flatMap(name => fields[name]?.status ?? [])
  for (let subject = 0; subject < count; subject += 1) {
    if (never[mapping[subject]!] !== true) continue
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1)
      if (truths[row] === maybe && asked.every(status => status[row] !== rowStatus.held)) truths[row] = no
  }
}

const judgeField = (field: FieldColumn, test: ShapeTest, calendar: boolean, truths: Uint8Array): void => {
  const { status, codes, numbers, relations, days } = field
  const answers = textAnswers(test, field.texts)
  const { ofUnknown } = test
  if (codes !== null && numbers === null && days === null) {
    judgeCodes(status, codes, answers, ofUnknown, truths)
    return
  }
  const ofDay = calendar ? test.ofDay : (day: number): number => test.ofNumber(day, 0)
  for (let row = 0; row < truths.length; row += 1) {
    let truth = ofUnknown
    if (status[row] === rowStatus.value) {
      const code = codes === null ? -1 : codes[row]!
      if (code >= 0) truth = answers[code]!
      else if (numbers !== null) truth = test.ofNumber(numbers[row]!, relations === null ? 0 : relations[row]!)
      else if (days !== null && !Number.isNaN(days[row]!)) truth = ofDay(days[row]!)
    }
    if (truth < truths[row]!) truths[row] = truth
  }
}

const judgeCodes = (
  status: Uint8Array,
  codes: Int32Array,
  answers: Uint8Array,
  ofUnknown: number,
  truths: Uint8Array,
): void => {
  for (let row = 0; row < truths.length; row += 1) {
    const truth = status[row] === rowStatus.value ? answers[codes[row]!]! : ofUnknown
    if (truth < truths[row]!) truths[row] = truth
  }
}

const deliveredBy = ({ mappings }: SubjectColumns, part: string): Uint8Array =>
  Uint8Array.from(mappings, ({ delivered }) => Number(delivered.has(part)))

const judgeAbsent = (
  { starts }: DomainColumns,
  field: FieldColumn | undefined,
  delivered: Uint8Array,
  { count, mapping }: SubjectColumns,
  truths: Uint8Array,
): void => {
  for (let subject = 0; subject < count; subject += 1) {
    const answer = delivered[mapping[subject]!]! === 1 ? no : maybe
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1) {
      if (field !== undefined && field.status[row] !== rowStatus.absent) continue
      if (answer < truths[row]!) truths[row] = answer
    }
  }
}
