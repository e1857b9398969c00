import type { MissingKind } from '../language/mapping/missing-kinds.js'

/** What stands in a cell of a column: a value, a kind of missing, a value that is held, or nothing because the mapping block does not fill the field. */
export const rowStatus = {
  value: 0,
  'not recorded': 1,
  'not done': 2,
  'not applicable': 3,
  unknown: 4,
  held: 5,
  absent: 6,
} as const satisfies Record<MissingKind | 'held' | 'value' | 'absent', number>

const kinds = ['not recorded', 'not done', 'not applicable', 'unknown'] as const

/** The kind of missing that a status says; null for every other status. */
export const missingKindOf = (status: number): MissingKind | null => kinds[status - 1] ?? null
