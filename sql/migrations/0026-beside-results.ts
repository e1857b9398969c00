import { type Kysely, sql } from 'kysely'
import { domainView } from './0024-domain-views.js'
import { subjectRows } from './0024-subject-functions.js'

/** Views of results show what the laboratory says beside a number (LBNRIND), and the time of day at which it was taken. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of ['lab', 'assessment']) {
    const view = domainView([
      table,
      table,
      [
        ['test', 'test', 'code'],
        ['result', 'result', 'quantity'],
        ['flag', 'flag', 'code'],
        ['date', 'date', 'moment'],
      ],
    ])
    for (const statement of [`drop function "${table}_of"`, `drop view "${table}"`, view, subjectRows(table)])
      await sql.raw(statement).execute(db)
  }
}
