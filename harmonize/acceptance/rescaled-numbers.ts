import { type Comparison, findingOf, tableOf } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import type { SampledNumbers } from './sampled-numbers.js'
import { factorInWords } from './scale-factor.js'
import { type Told, told, toldAll, toldId, toldNumber } from '../../words/told.js'

/** The file and column that numbers of a kind come from; null where several do. */
export type PlaceOfNumbers = (
  numbers: SampledNumbers,
) => { readonly fileId: string; readonly column: Told | null } | null

const fewest = 5
const fewestDistinct = 3
const mostOf = 0.7
const nearly = 1.1
const leastFactor = 1.5

interface Agreed {
  readonly factor: number
  readonly count: number
  readonly all: number
}

const isNear = (one: number, other: number): boolean => one / other < nearly && other / one < nearly

/** The factor that lies between most subjects' numbers; null where it is near one, or where few or equal numbers say it. */
const agreedFactor = (before: Float64Array, now: Float64Array, places: Int32Array): Agreed | null => {
  const [ratios, old] = [[] as number[], new Set<number>()]
  for (let subject = 0; subject < before.length; subject += 1) {
    const place = places[subject]!
    const [was, is] = [before[subject]!, place < 0 ? Number.NaN : (now[place] ?? Number.NaN)]
    if (!(was > 0) || !(is > 0)) continue
    ratios.push(is / was)
    old.add(was)
  }
  const factor = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]
  if (factor === undefined || ratios.length < fewest || old.size < fewestDistinct) return null
  if (factor < leastFactor && factor > 1 / leastFactor) return null
  const count = ratios.filter(ratio => isNear(ratio, factor)).length
  return count >= mostOf * ratios.length ? { factor, count, all: ratios.length } : null
}

// A number that grows by itself, as that of cycles, has its smallest left where it was.
const rescaled = (before: SampledNumbers, now: SampledNumbers, places: Int32Array): Agreed | null => {
  const [low, high] = [
    agreedFactor(before.smallest, now.smallest, places),
    agreedFactor(before.largest, now.largest, places),
  ]
  return low !== null && high !== null && isNear(low.factor, high.factor) ? low : null
}

const nameOf = ({ codes, domain, field }: SampledNumbers): Told =>
  codes.length === 0 ? told`${toldId(domain)} ${toldId(field)}` : toldAll(codes.map(toldId), ' ')

/**
 * Numbers that are so many times as large at nearly all subjects whom both exports have: the unit or the factor is another,
 * and no cell says so. The file is refused until somebody has asked.
 */
export const rescaledNumbers = (
  before: ExportSummary,
  now: ExportSummary,
  places: Int32Array,
  placeOf: PlaceOfNumbers,
): Comparison => {
  const groups = new Map<
    string,
    { readonly numbers: SampledNumbers; readonly names: Told[]; readonly agreed: Agreed }
  >()
  for (const [key, numbers] of now.numbers) {
    const old = before.numbers.get(key)
    const agreed = old === undefined ? null : rescaled(old, numbers, places)
    if (agreed === null) continue
    const place = placeOf(numbers)
    const group = JSON.stringify([place?.fileId, place?.column])
    const known = groups.get(group) ?? { numbers, names: [], agreed }
    known.names.push(nameOf(numbers))
    groups.set(group, known)
  }
  const findings = [...groups.values()].map(({ numbers, names, agreed: { factor, count, all } }) => {
    const place = placeOf(numbers)
    const { times, what } = factorInWords(factor)
    const message = told`${toldAll(names, ', ')}: ${toldNumber(times)} times as ${what} as in the last accepted export at ${count} of ${all} subjects, by the unit that the mapping says: ask the site whether the unit is another, then correct \`unit\` or \`factor\``
    const table = tableOf(now, place?.fileId ?? null)
    return findingOf(table, 'numbers-re-scaled', 'file refused', [count, all], message, place?.column ?? null)
  })
  return { findings, questions: [] }
}
