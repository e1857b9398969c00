import type { SelectedRange } from '../output/selected-range.js'
import { valueKind } from '../variables/value-column.js'

/** What a site has of one variable: the values of its first subjects by key, and what its mappings say. */
export interface ValuesOfSite {
  readonly site: string
  readonly values: Float64Array
  readonly limits: number
  /** The texts of its mapping; null where nobody knows them. */
  readonly mapped: ReadonlySet<string> | null
}

/** The values of some variables by site, gathered from ranges as they come. */
export interface ValuesOfSites {
  readonly add: (range: SelectedRange) => void
  /** Of each site that has any, in the order of their names. */
  readonly of: (variable: string) => readonly ValuesOfSite[]
}

// Subjects come in the order of their keys, which are hashes: the first are as good as drawn, and so many say all.
const mostValues = 4_096

interface Growing {
  values: Float64Array
  count: number
  limits: number
  readonly mapped: ReadonlySet<string> | null
}

const isFull = ({ count }: Growing): boolean => count === mostValues

const put = (of: Growing, value: number, isLimit: boolean): void => {
  if (of.count === of.values.length) {
    const wider = new Float64Array(Math.min(2 * of.count, mostValues))
    wider.set(of.values)
    of.values = wider
  }
  of.values[of.count] = value
  of.count += 1
  if (isLimit) of.limits += 1
}

/** Starts to gather values of variables: at most 4,096 of a site, whatever the number of its subjects (32 kB for each test). */
export const valuesOfSites = (variables: readonly string[]): ValuesOfSites => {
  const wanted = new Map(variables.map(name => [name, new Map<string, Growing>()]))
  return {
    add: range => {
      const { count, site, sites, mapping, mappings } = range.subjects
      for (const { name, kinds, numbers, relations } of range.variables) {
        const bySite = wanted.get(name)
        if (bySite === undefined) continue
        for (let subject = 0; subject < count; subject += 1) {
          if (kinds[subject] !== valueKind.number) continue
          const own = sites[site[subject]!]!
          const { mapped } = mappings[mapping[subject]!]!
          const growing = bySite.get(own) ?? { values: new Float64Array(64), count: 0, limits: 0, mapped }
          bySite.set(own, growing)
          if (!isFull(growing)) put(growing, numbers[subject]!, relations !== null && relations[subject] !== 0)
        }
      }
    },
    of: variable =>
      [...(wanted.get(variable) ?? [])]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([site, { values, count, limits, mapped }]) => ({
          site,
          values: values.slice(0, count),
          limits,
          mapped,
        })),
  }
}
