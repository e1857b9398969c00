import { type Kysely, sql } from 'kysely'
import { columnFunctions } from './0024-column-functions.js'
import { domainViews, formerDomainViews } from './0024-domain-views.js'
import { subjectFunctions } from './0024-subject-functions.js'
import { variableFunctions } from './0024-variable-functions.js'

const former = [
  formerDomainViews,
  'drop function shared_values',
  'drop function shared_places',
  'drop function shared_variable(text, text)',
]

/**
 * Views of the shared schema take a block apart only for what is asked of it. Before, whoever asked for one subject waited until all fields of
 * all blocks had been joined with their distinct values. Now the keys of a block are looked at first; what its rows are read from, codes and
 * distinct values, is read when a row that is wanted needs it, once for a block; and each column of a row is an element of an array, so that a
 * column nobody asks for costs nothing and no plan can go through a block once for each of its rows.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [...former, ...columnFunctions, ...domainViews, ...variableFunctions, ...subjectFunctions])
    await sql.raw(statement).execute(db)
}
