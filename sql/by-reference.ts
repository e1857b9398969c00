import type pg from 'pg'

/** A table whose rows refer to another's. */
export interface Reference {
  readonly child: string
  readonly parent: string
}

/** Which of the schema's tables refer to which. */
export const references = async (client: pg.PoolClient): Promise<readonly Reference[]> => {
  const { rows } = await client.query<Reference>(
    `select distinct child.relname as child, parent.relname as parent from pg_constraint
     join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
     where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid`,
  )
  return rows
}

/** The tables in an order in which each comes after those that it refers to. */
export const byReference = (names: readonly string[], refers: readonly Reference[]): readonly string[] => {
  const placed = new Set<string>()
  const place = (name: string): void => {
    if (placed.has(name)) return
    for (const { child, parent } of refers) if (child === name) place(parent)
    placed.add(name)
  }
  for (const name of names) place(name)
  return [...placed].filter(name => names.includes(name))
}
