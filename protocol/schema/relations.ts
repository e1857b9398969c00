/** The relations by their codes in a column; 0 is an exact number. */
export const relations = ['=', '<', '<=', '>', '>='] as const

/** `<`, `>` and the like, as received; `=` when nothing stood before the number. */
export type Relation = (typeof relations)[number]

/** The code of a relation. */
export const relationCode = (relation: Relation): number => relations.indexOf(relation)

/** The relation of a code. */
export const relationOfCode = (code: number): Relation => relations[code] ?? '='
