import { type ColumnFacts, holdsTheSame } from './column-facts.js'

/** What is known of a file from the last accepted export of its site. */
export interface KnownFile {
  /** The marks of its headers; null where an older version kept none. */
  readonly marks: ReadonlySet<string> | null
  /** What the columns held that the mapping named. */
  readonly columns: ReadonlyMap<string, ColumnFacts>
}

/** The files of the last accepted export, by their ids. */
export type KnownExport = ReadonlyMap<string, KnownFile>

/**
 * Which of some new columns hold what columns held that are gone: the place of each. One that two fit, or that fits two, is
 * none for certain.
 */
export const renamedColumns = (
  gone: ReadonlyMap<string, ColumnFacts>,
  came: ReadonlyMap<number, ColumnFacts>,
): ReadonlyMap<string, number> => {
  const alike = [...gone].map(([name, before]) => ({
    name,
    places: [...came].filter(([, after]) => holdsTheSame(before, after)).map(([place]) => place),
  }))
  return new Map(
    alike.flatMap(({ name, places: [place, ...others] }) => {
      const isSure = place !== undefined && others.length === 0
      const rivals = alike.filter(other => other.name !== name && other.places.includes(place ?? 0))
      return isSure && rivals.length === 0 ? [[name, place] as const] : []
    }),
  )
}
