import { factWords, sameFact } from './constant-facts.js'
import { type Comparison, findingOf, subjectsTable } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { type Told, told, toldAll } from '../../words/told.js'

const toleratedShare = 0.2
const fewest = 3
const sameValuesShare = 0.8

interface SaidTwice {
  readonly subjectKey: string
  readonly before: string
  readonly now: string
}

interface ChangedFact {
  readonly fact: string
  readonly both: readonly SaidTwice[]
  readonly changed: readonly SaidTwice[]
}

const changedFact = (before: ExportSummary, now: ExportSummary, fact: string): ChangedFact => {
  const both = [...before.subjects].flatMap(([subjectKey, { facts }]) => {
    const [old, fresh] = [facts[fact], now.subjects.get(subjectKey)?.facts[fact]]
    return old === undefined || fresh === undefined ? [] : [{ subjectKey, before: old, now: fresh }]
  })
  return { fact, both, changed: both.filter(one => !sameFact(fact, one.before, one.now)) }
}

const isMany = ({ both, changed }: ChangedFact): boolean =>
  changed.length >= fewest && changed.length > toleratedShare * both.length

/** Whether the values are those of before, at other subjects. */
const isShifted = ({ both }: ChangedFact): boolean => {
  const left = new Map<string, number>()
  for (const { before } of both) left.set(before, (left.get(before) ?? 0) + 1)
  const found = both.filter(({ now }) => {
    const count = left.get(now) ?? 0
    left.set(now, count - 1)
    return count > 0
  })
  return found.length >= sameValuesShare * both.length
}

const because = (shifted: boolean): Told =>
  shifted
    ? told`while the values themselves stayed: the ids are probably shifted against the columns, or two codes exchanged`
    : told`and the values are new: the column is written in another way, or holds something else`

/** Facts that cannot change and did: a question for each subject; for many at once the file is refused. */
export const changedFacts = (before: ExportSummary, now: ExportSummary): Comparison => {
  const names = new Set([...before.subjects.values()].flatMap(({ facts }) => Object.keys(facts)))
  const all = [...names].map(fact => changedFact(before, now, fact))
  const findings = [true, false].flatMap(shifted => {
    const many = all.filter(one => isMany(one) && isShifted(one) === shifted)
    const [worst] = [...many].sort((a, b) => b.changed.length - a.changed.length)
    if (worst === undefined) return []
    const [count, ofAll] = [worst.changed.length, worst.both.length]
    const message = told`${count} of ${ofAll} subjects have another ${toldAll(many.map(({ fact }) => factWords(fact)))} than in the last accepted export, ${because(shifted)}; ask the site for the file again`
    const kind = shifted ? 'ids-shifted' : 'constant-facts-changed'
    return [findingOf(subjectsTable(now), kind, 'file refused', [count, ofAll], message)]
  })
  const questions = all
    .filter(one => !isMany(one))
    .flatMap(({ fact, changed }) =>
      changed.map(({ subjectKey }) => ({
        subjectKey,
        kind: 'constant-fact-changed',
        message: told`another ${factWords(fact)} than in the last accepted export; which of them is right?`,
      })),
    )
  return { findings, questions }
}
