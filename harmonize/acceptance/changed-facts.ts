import { factWords, sameFact } from './constant-facts.js'
import { type Comparison, findingOf, subjectsTable } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { type Told, told, toldAll } from '../../words/told.js'

const toleratedShare = 0.2
const fewest = 3
const sameValuesShare = 0.8

interface ChangedFact {
  readonly fact: string
  /** Of how many subjects both exports say it. */
  readonly both: number
  /** The subjects of the last export of whom they say two things. */
  readonly changed: readonly number[]
  /** How many values of the last export this one has, at whichever subjects. */
  readonly found: number
}

const nothing = { codes: new Int32Array(), texts: [''] }

const changedFact = (before: ExportSummary, now: ExportSummary, places: Int32Array, fact: string): ChangedFact => {
  const old = before.facts.get(fact) ?? nothing
  const fresh = now.facts.get(fact) ?? nothing
  const known = new Map(old.texts.map((text, code) => [text, code]))
  const asOld = Int32Array.from(fresh.texts, text => known.get(text) ?? -1)
  const left = new Int32Array(old.texts.length)
  const changed: number[] = []
  const again: number[] = []
  let both = 0
  places.forEach((place, subject) => {
    const [one, other] = [old.codes[subject] ?? 0, place < 0 ? 0 : (fresh.codes[place] ?? 0)]
    if (one === 0 || other === 0) return
    both += 1
    left[one]! += 1
    again.push(asOld[other]!)
    if (asOld[other] === one || sameFact(fact, old.texts[one]!, fresh.texts[other]!)) return
    changed.push(subject)
  })
  let found = 0
  for (const code of again) if (code >= 0 && left[code]!-- > 0) found += 1
  return { fact, both, changed, found }
}

const isMany = ({ both, changed }: ChangedFact): boolean =>
  changed.length >= fewest && changed.length > toleratedShare * both

/** Whether the values are those of before, at other subjects. */
const isShifted = ({ both, found }: ChangedFact): boolean => found >= sameValuesShare * both

const because = (shifted: boolean): Told =>
  shifted
    ? told`while the values themselves stayed: the ids are probably shifted against the columns, or two codes exchanged`
    : told`and the values are new: the column is written in another way, or holds something else`

/** Facts that cannot change and did: a question for each subject; for many at once the file is refused. */
export const changedFacts = (before: ExportSummary, now: ExportSummary, places: Int32Array): Comparison => {
  const all = [...before.facts.keys()].map(fact => changedFact(before, now, places, fact))
  const findings = [true, false].flatMap(shifted => {
    const many = all.filter(one => isMany(one) && isShifted(one) === shifted)
    const [worst] = [...many].sort((a, b) => b.changed.length - a.changed.length)
    if (worst === undefined) return []
    const [count, ofAll] = [worst.changed.length, worst.both]
    const message = told`${count} of ${ofAll} subjects have another ${toldAll(many.map(({ fact }) => factWords(fact)))} than in the last accepted export, ${because(shifted)}; ask the site for the file again`
    const kind = shifted ? 'ids-shifted' : 'constant-facts-changed'
    return [findingOf(subjectsTable(now), kind, 'file refused', [count, ofAll], message)]
  })
  const questions = all
    .filter(one => !isMany(one))
    .flatMap(({ fact, changed }) =>
      changed.map(subject => ({
        subjectKey: before.keys[subject]!,
        kind: 'constant-fact-changed' as const,
        message: told`another ${factWords(fact)} than in the last accepted export; which of them is right?`,
      })),
    )
  return { findings, questions }
}
