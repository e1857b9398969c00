import { type ResultNote, resultNote } from '../results/result-note.js'
import { gatherCodes } from './gather.js'
import { allPlaces, type AnalysisSet } from './analysis-set.js'
import { countDistinct } from './select.js'

/** How many people some rows of a set are: one who stands in several is one. */
export const countPersons = (set: AnalysisSet, places: Int32Array): number =>
  set.copied ? codePersons(set, places).persons : places.length

/** The person of each row as a code to cluster by, from 0 in the order of first rows. */
export const personCodes = (set: AnalysisSet, places: Int32Array): Int32Array => codePersons(set, places).codes

const codePersons = (
  { table, rows }: AnalysisSet,
  places: Int32Array,
): { readonly codes: Int32Array; readonly persons: number } => {
  const codeOf = new Int32Array(table.n).fill(-1)
  const codes = new Int32Array(places.length)
  let persons = 0
  for (let k = 0; k < places.length; k++) {
    const subject = rows[places[k]!]!
    if (codeOf[subject]! < 0) codeOf[subject] = persons++
    codes[k] = codeOf[subject]!
  }
  return { codes, persons }
}

/** The matched pair of each row as a code to cluster by; 0 where nobody is matched. */
export const pairCodes = ({ cluster }: AnalysisSet, places: Int32Array): Int32Array =>
  cluster === null ? new Int32Array(places.length) : gatherCodes(cluster, places)

/** How many pairs some rows are of. */
export const countPairs = (set: AnalysisSet, places: Int32Array): number => countDistinct(pairCodes(set, places))

/** What is to be said where rows outnumber the people: a control that serves in several pairs counts in each. */
export const copiesNotes = (set: AnalysisSet, places: Int32Array): readonly ResultNote[] => {
  const persons = countPersons(set, places)
  return persons === places.length
    ? []
    : [
        resultNote(
          'counting',
          `${places.length} rows of ${persons} people: a control counts once in each pair that it serves`,
        ),
      ]
}

/** What is to be said of a count of all rows of a set: controls count fully, and in each pair that they serve. */
export const fullCountNotes = (set: AnalysisSet): readonly ResultNote[] => [
  ...(set.weight === null
    ? []
    : [resultNote('counting', 'controls count fully here, whatever their number to a treated subject')]),
  ...copiesNotes(set, allPlaces(set)),
]
