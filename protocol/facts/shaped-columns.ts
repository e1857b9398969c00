import type { ExportFile } from '../language/mapping/export-file.js'
import type { FileJoin, MadeColumn } from '../language/mapping/file-shape.js'

type Shape = Pick<ExportFile, 'columns' | 'join' | 'fillDown' | 'only' | 'except'>

/** The joins of a file, in the order in which they are made. */
export const joinsOf = ({ join }: Pick<Shape, 'join'>): readonly FileJoin[] =>
  join === undefined ? [] : Array.isArray(join) ? join : [join]

/** The columns by which a join finds its row: this file's with the other one's. */
export const joinKeys = ({ on }: FileJoin): readonly (readonly [own: string, theirs: string])[] =>
  typeof on === 'string' ? [[on, on]] : Object.entries(on)

/** The columns that a join takes: the name here with the other file's. */
export const joinTaken = ({ take }: FileJoin): readonly (readonly [own: string, theirs: string])[] =>
  Array.isArray(take) ? take.map(column => [column, column] as const) : Object.entries(take)

/** The columns of the same row that a made column is made of. */
export const sourcesOf = (made: MadeColumn): readonly string[] => ('join' in made ? made.join : [made.from])

/** The columns that a file gets by its shape: joined, then made. */
export const addedColumns = (shape: Shape): readonly string[] => [
  ...joinsOf(shape).flatMap(join => joinTaken(join).map(([own]) => own)),
  ...Object.keys(shape.columns ?? {}),
]

/** The columns that a shape reads of its own file, those that it adds left out. */
export const shapedColumns = (shape: Shape): readonly string[] => {
  const added = new Set(addedColumns(shape))
  const read = [
    ...(shape.fillDown ?? []),
    ...Object.keys(shape.only ?? {}),
    ...Object.keys(shape.except ?? {}),
    ...joinsOf(shape).flatMap(join => joinKeys(join).map(([own]) => own)),
    ...Object.values(shape.columns ?? {}).flatMap(sourcesOf),
  ]
  return [...new Set(read)].filter(column => !added.has(column))
}

/** All columns of the same row that some columns are made of, however far back; the columns themselves left out. */
export const madeOf = ({ columns = {} }: Pick<Shape, 'columns'>, some: readonly string[]): readonly string[] => {
  const found = new Set<string>()
  const follow = (column: string): void => {
    const made = columns[column]
    if (made === undefined) return
    for (const source of sourcesOf(made)) {
      if (found.has(source)) continue
      found.add(source)
      follow(source)
    }
  }
  some.forEach(follow)
  return [...found].filter(column => !some.includes(column))
}
