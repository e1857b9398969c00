import type { RecordIssue } from '../../../harmonize/shared-row.js'
import type { SourceRow } from '../../../sources/source-record.js'

import { idSkeleton } from '../../../harmonize/door/ids/id-writing.js'
import { type Told, told } from '../../../words/told.js'

/** One table's ids as they are hashed, row by row. */
export interface TableIds {
  readonly file: Told
  /** Whether the site's subjects are read from this table. */
  readonly ofSubjects: boolean
  readonly ids: ReadonlyMap<SourceRow, string>
}

/** Something to report about a row's id: a question, or why its row is held. */
export interface IdTrouble {
  readonly kind: RecordIssue['kind']
  readonly effect: 'query' | 'record held'
  readonly message: Told
}

interface Met {
  readonly file: Told
  readonly row: number
}

const padded = /^0+(?=\d)/

const whatDiffers = (id: string, other: string): { readonly kind: RecordIssue['kind']; readonly what: Told } => {
  const [plain, plainOther] = [id, other].map(one => one.replaceAll(/[^\p{L}\p{N}]+/gu, ''))
  return plain === plainOther
    ? { kind: 'id-alike', what: told`signs between its letters and digits` }
    : { kind: 'leading-zeros-lost', what: told`leading zeros` }
}

const remedy = told`write the id alike in every file`

const bySkeleton = (tables: readonly TableIds[]): ReadonlyMap<string, ReadonlyMap<string, Met>> => {
  const groups = new Map<string, Map<string, Met>>()
  for (const { file, ids } of tables) {
    for (const [{ row }, id] of ids) {
      const skeleton = idSkeleton(id)
      const group = groups.get(skeleton) ?? new Map<string, Met>()
      if (!group.has(id)) group.set(id, { file, row })
      groups.set(skeleton, group)
    }
  }
  return groups
}

const shorterThanPadded = (ids: Iterable<string>): ((id: string) => boolean) => {
  const widths = [...new Set([...ids].filter(id => /^0\d+$/.test(id)).map(id => id.length))]
  const narrowest = Math.min(...widths)
  return id => widths.length > 0 && /^\d+$/.test(id) && !padded.test(id) && id.length < narrowest
}

/**
 * Finds ids of a site that differ only in leading zeros or separators, by row: they are never made one, but held where the
 * file of subjects has the other one alone, else asked about.
 */
export const alikeIds = (tables: readonly TableIds[]): ReadonlyMap<SourceRow, IdTrouble> => {
  const groups = bySkeleton(tables)
  const known = new Set(tables.filter(({ ofSubjects }) => ofSubjects).flatMap(({ ids }) => [...ids.values()]))
  const troubles = new Map<SourceRow, IdTrouble>()
  for (const { ids } of tables) {
    const isShort = shorterThanPadded(new Set(ids.values()))
    const asked = new Set<string>()
    for (const [row, id] of ids) {
      const others = [...(groups.get(idSkeleton(id)) ?? [])].filter(([other]) => other !== id)
      const [subject] = known.has(id) ? [] : others.filter(([other]) => known.has(other))
      const [other, met] = subject ?? others[0] ?? []
      if (other !== undefined && met !== undefined && (subject !== undefined || other.length >= id.length)) {
        const { kind, what } = whatDiffers(id, other)
        const where = told`${met.file} row ${met.row}`
        if (subject !== undefined) {
          const message = told`this id is not in the file of subjects, and differs from one that is (${where}) only in ${what}; the row is held: ${remedy}`
          troubles.set(row, { kind, effect: 'record held', message })
        } else if (!asked.has(id)) {
          const message = told`this id differs from another (${where}) only in ${what}; they are taken for two subjects: ${remedy}`
          troubles.set(row, { kind, effect: 'query', message })
        }
        asked.add(id)
      } else if (isShort(id)) {
        const message = told`a bare number where other ids begin with zeros`
        troubles.set(row, { kind: 'leading-zeros-lost', effect: 'query', message })
      }
    }
  }
  return troubles
}
