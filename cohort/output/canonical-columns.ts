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
    for (let subject = 0; subject < count; subject += 1) {
      const code = of[subject]!
      const text = code < 0 ? null : (list[code] ?? null)
      if (text === null) column.add(-1)
      else {
        if (known[code] === notYet) known[code] = own.codeOf(text)
        column.add(known[code]!)
      }
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
      const lengths = runs(`${name} lengths`)
      for (const text of list) lengths.add(text.length)
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
      const isText = (kind: number): boolean => kind === valueKind.text
      const isKnown = (kind: number): boolean => kind !== valueKind.unknown
      const areKnown = !kinds.includes(valueKind.unknown)
      texts(`${title} text`, words.length === 0 ? numbers : masked(numbers, kinds, isText, count), words, count)
      const own = words.length === 0 ? numbers : masked(numbers, kinds, kind => !isText(kind), count, 0)
      sink.numbers(`${title} number`, exactly(own, count))
      if (relations === null) runs(`${title} relation`).addRun(0, count)
      else runs(`${title} relation`).addAll(relations, count)
      if (areKnown && units === null) same(`${title} unit`, unitTexts[0] ?? null, count)
      else texts(`${title} unit`, masked(units ?? new Uint8Array(count), kinds, isKnown, count), unitTexts, count)
      if (areKnown) same(`${title} reason`, null, count)
      else
        texts(
          `${title} reason`,
          masked(reasons ?? new Int8Array(count).fill(-1), kinds, kind => !isKnown(kind), count),
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

const masked = (
  codes: ArrayLike<number>,
  kinds: Uint8Array,
  counts: (kind: number) => boolean,
  count: number,
  other = -1,
): Float64Array => {
  const own = new Float64Array(count).fill(other)
  for (let subject = 0; subject < count; subject += 1) if (counts(kinds[subject]!)) own[subject] = codes[subject]!
  return own
}

const mark = -0x80000000
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)

/** Numbers as words, whatever array they are kept in: an integer is one, another a mark and its two halves. */
const exactly = (numbers: NumberColumn | Float64Array, count: number): Int32Array => {
  if (!(numbers instanceof Float64Array) && !(numbers instanceof Int32Array))
    return new Int32Array(numbers.subarray(0, count))
  const told = new Int32Array(3 * count)
  let length = 0
  for (let at = 0; at < count; at += 1) {
    const number = numbers[at]!
    if ((number | 0) === number && number !== mark && !Object.is(number, -0)) {
      told[length++] = number
      continue
    }
    double[0] = Number.isNaN(number) ? NaN : number
    told[length++] = mark
    told[length++] = words[0]!
    told[length++] = words[1]!
  }
  return told.subarray(0, length)
}
