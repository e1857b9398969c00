import type { Relation } from '../../harmonize/shared-row.js'

/** The relations by their codes in a column; 0 is an exact number. */
export const relations = ['=', '<', '<=', '>', '>='] as const satisfies readonly Relation[]

/** The code of a relation. */
export const relationCode = (relation: Relation): number => relations.indexOf(relation)

/** The relation of a code. */
export const relationOfCode = (code: number): Relation => relations[code] ?? '='
