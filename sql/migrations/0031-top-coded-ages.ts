import { type Kysely, sql } from 'kysely'
import { domainView } from './0024-domain-views.js'
import { subjectRows } from './0024-subject-functions.js'

/** The view of subjects says of an age whether it is one or a limit (> 89): without its relation a limit looks like an age. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const view = domainView([
    'subject',
    'subject',
    [
      ['sex', 'sex', 'code'],
      ['birth_date', 'birthDate', 'day'],
      ['age_years', 'ageYears', 'limit'],
    ],
  ])
  for (const statement of ['drop function subject_of', 'drop view subject', view, subjectRows('subject')])
    await sql.raw(statement).execute(db)
}
