import { valueKind } from '../variables/value-column.js'
import type { RowFile } from '../input/subject-range.js'
import type { CohortRange } from './cohort-range.js'
import type { NumberColumn } from './narrow.js'
import type { PackedLineage } from './packed-lineage.js'
import { type Codes, codesIn, runColumn, type RunColumn, type ValueSink } from './value-sink.js'

/** Takes in the ranges of a cohort in their order. */
export interface CanonicalCohort {
  readonly add: (range: CohortRange) => void
  readonly finish: () => void
}

/** Starts telling a cohort's values. */
export const canonicalCohort = (sink: ValueSink): CanonicalCohort => {
  const columns = new Map<string, RunColumn>()
  const codes = new Map<string, Codes>()
  const runs = (name: string): RunColumn => found(columns, name, () => runColumn(name, sink))
  const codesOf = (name: string): Codes => found(codes, name, () => codesIn(name, sink))
  let isFirst = true
  let before = 0

  const texts = (name: string, of: ArrayLike<number>, list: readonly (string | null)[], count: number): void => {
    const own = codesOf(name)
    const known = new Int32Array(list.length).fill(notYet)
    const column = runs(name)
    if (list.length === 0) {
      column.addRun(-1, count)
      return
    }
    const toldAs = (code: number): number => {
      const text = code < 0 ? null : (list[code] ?? null)
      if (text === null) return -1
      if (known[code] === notYet) known[code] = own.codeOf(text)
      return known[code]!
    }
    let from = 0
    for (let subject = 1; subject <= count; subject += 1) {
      if (subject < count && of[subject] === of[from]) continue
      column.addRun(toldAs(of[from]!), subject - from)
      from = subject
    }
  }
  const same = (name: string, text: string | null, count: number): void => {
    const code = text === null || count === 0 ? -1 : codesOf(name).codeOf(text)
    runs(name).addRun(code, count)
  }
  const places = (
    name: string,
    { starts, files, file, rows }: PackedLineage,
    of: readonly RowFile[],
    count: number,
  ) => {
    const own = codesOf(`${name} file`)
    const known = of.map(
      ({ site, fileId }) =>
        () =>
          own.codeOf(JSON.stringify([site, fileId])),
    )
    const codeOfFile = new Int32Array(of.length).fill(notYet)
    const [counts, ofFiles] = [runs(`${name} counts`), runs(`${name} files`)]
    if (count > 0 && starts === null && files === null && !rows.includes(0)) {
      // Each subject rests on one row of one file.
      counts.addRun(1, count)
      ofFiles.addRun(known[file]!(), count)
      sink.numbers(`${name} rows`, exactly(rows, count))
      return
    }
    const told = starts === null ? new Int32Array(count) : new Int32Array(rows.length)
    let length = 0
    const place = (at: number): void => {
      const which = files === null ? file : files[at]!
      if (codeOfFile[which] === notYet) codeOfFile[which] = known[which]!()
      ofFiles.add(codeOfFile[which]!)
      told[length++] = rows[at]!
    }
    for (let subject = 0; subject < count; subject += 1) {
      if (starts === null) {
        counts.add(rows[subject] === 0 ? 0 : 1)
        if (rows[subject] !== 0) place(subject)
        continue
      }
      counts.add(starts[subject + 1]! - starts[subject]!)
      for (let at = starts[subject]!; at < starts[subject + 1]!; at += 1) place(at)
    }
    sink.numbers(`${name} rows`, told.subarray(0, length))
  }

  const add = (range: CohortRange): void => {
    const { subjects, files } = range
    const { count } = subjects
    if (isFirst) sink.text('facts', JSON.stringify(factsOf(range)))
    isFirst = false
    for (const [name, list] of [
      ['keys', subjects.keys],
      ['display ids', subjects.displayIds],
    ] as const) {
      runs(`${name} lengths`).addAll(lengthsOf(list), count)
      sink.text(name, list.join(''))
    }
    texts('site', subjects.site, subjects.sites, count)
    runs('status').addAll(range.statuses, count)
    texts(
      'reasons',
      range.reasons,
      range.reasonLists.map(list => JSON.stringify(list)),
      count,
    )
    for (const [subject, { site, subjectKey, displayId }] of [...range.countedAs].sort(([a], [b]) => a - b))
      sink.text('counted as', JSON.stringify([before + subject, site, subjectKey, displayId]))
    range.verdicts.forEach(({ truths }, at) => runs(`verdict ${at}`).addAll(truths, count))
    sink.numbers('index day', exactly(range.indexDays, count))
    runs('arm').addAll(range.arms, count)
    for (const {
      name,
      kinds,
      numbers,
      texts: words,
      relations,
      units,
      unitTexts,
      reasons,
      reasonTexts,
      sources,
    } of range.variables) {
      const title = `variable ${name}`
      runs(`${title} kind`).addAll(kinds, count)
      const areKnown = !kinds.includes(valueKind.unknown)
      const { text, unknown } = valueKind
      texts(`${title} text`, words.length === 0 ? numbers : only(numbers, kinds, text, true, -1, count), words, count)
      const own = words.length === 0 ? numbers : only(numbers, kinds, text, false, 0, count)
      sink.numbers(`${title} number`, exactly(own, count))
      if (relations === null) runs(`${title} relation`).addRun(0, count)
      else runs(`${title} relation`).addAll(relations, count)
      if (areKnown && units === null) same(`${title} unit`, unitTexts[0] ?? null, count)
      else {
        const codesOfUnits = only(units ?? new Uint8Array(count), kinds, unknown, false, -1, count)
        texts(`${title} unit`, codesOfUnits, unitTexts, count)
      }
      if (areKnown) same(`${title} reason`, null, count)
      else
        texts(
          `${title} reason`,
          only(reasons ?? new Int8Array(count).fill(-1), kinds, unknown, true, -1, count),
          reasonTexts,
          count,
        )
      places(title, sources, files, count)
    }
    for (const { id, levels, codes: own } of range.covariates)
      texts(`covariate ${id}`, own ?? new Int8Array(count).fill(-1), levels, count)
    for (const { id, days, events, reasons, reasonTexts, sources } of range.endpoints) {
      sink.numbers(`endpoint ${id} days`, exactly(days, count))
      runs(`endpoint ${id} event`).addAll(events, count)
      texts(`endpoint ${id} reason`, reasons, reasonTexts, count)
      places(`endpoint ${id}`, sources, files, count)
    }
    for (const { target, responses, sources } of range.responses) {
      runs(`response ${target}`).addAll(responses, count)
      places(`response ${target}`, sources, files, count)
    }
    for (const { category, grades, sources } of range.worstGrades) {
      runs(`grade ${category}`).addAll(grades, count)
      places(`grade ${category}`, sources, files, count)
    }
    if (range.subsequent !== null) {
      const { codes: own, therapies, sources } = range.subsequent
      texts('subsequent', own, therapies, count)
      places('subsequent', sources, files, count)
    }
    before += count
  }
  return {
    add,
    finish: () => {
      for (const column of columns.values()) column.finish()
    },
  }
}

const notYet = -2

const found = <T>(map: Map<string, T>, name: string, make: () => T): T => {
  const known = map.get(name)
  if (known !== undefined) return known
  const made = make()
  map.set(name, made)
  return made
}

// What the study says of its columns is the same in every range.
const factsOf = ({ calendar, verdicts, covariates, endpoints }: CohortRange): unknown => [
  calendar,
  verdicts.map(({ criterion: { id, kind, names, outcomes } }) => [id, kind, names, outcomes]),
  covariates.map(({ id, variable, levels }) => [id, variable, levels]),
  endpoints.map(({ id, unit }) => [id, unit]),
]

/** The codes of subjects whose value is of a kind, or of any other; the others have another code. */
const only = (
  codes: ArrayLike<number>,
  kinds: Uint8Array,
  kind: number,
  isOf: boolean,
  other: number,
  count: number,
): Float64Array => {
  const own = new Float64Array(count)
  for (let subject = 0; subject < count; subject += 1)
    own[subject] = (kinds[subject] === kind) === isOf ? codes[subject]! : other
  return own
}

const lengthsOf = (texts: readonly string[]): Int32Array => {
  const lengths = new Int32Array(texts.length)
  for (let at = 0; at < lengths.length; at += 1) lengths[at] = texts[at]!.length
  return lengths
}

const mark = -0x80000000
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)

/** Numbers as words, whatever array they are kept in: an integer is one, another a mark and its two halves. */
const exactly = (numbers: NumberColumn | Float64Array, count: number): Int32Array => {
  if (numbers instanceof Int32Array && !numbers.includes(mark)) return numbers.subarray(0, count)
  if (!(numbers instanceof Float64Array) && !(numbers instanceof Int32Array))
    return new Int32Array(numbers.subarray(0, count))
  return inWords(new Float64Array(numbers.subarray(0, count)))
}

// Numbers of one kind of array are never boxed.
const inWords = (numbers: Float64Array): Int32Array => {
  const count = numbers.length
  const told = new Int32Array(3 * count)
  let length = 0
  for (let at = 0; at < count; at += 1) {
    const number = numbers[at]!
    // Zero below zero is no integer.
    if ((number | 0) === number && number !== mark && (number !== 0 || 1 / number > 0)) {
      told[length++] = number
      continue
    }
    double[0] = number
    // One NaN for all.
    if (number !== number) double[0] = Number.NaN
    told[length++] = mark
    told[length++] = words[0]!
    told[length++] = words[1]!
  }
  return told.subarray(0, length)
}
