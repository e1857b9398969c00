import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { noLimits, openStore, type Store } from './connect.js'
import * as runs from './migrations/0001-runs.js'
import * as intake from './migrations/0002-intake.js'
import * as domains from './migrations/0003-domains.js'
import * as analysis from './migrations/0004-analysis.js'
import * as runInputs from './migrations/0005-run-inputs.js'
import * as acceptance from './migrations/0006-acceptance.js'
import * as nights from './migrations/0008-nights.js'
import * as keep from './migrations/0009-keep.js'
import * as waitingAlarms from './migrations/0010-waiting-alarms.js'
import * as installations from './migrations/0011-installations.js'
import * as outputs from './migrations/0012-outputs.js'
import * as blocks from './migrations/0013-blocks.js'
import * as cohortBlocks from './migrations/0014-cohort-blocks.js'
import * as rowFates from './migrations/0015-row-fates.js'
import * as dictionaries from './migrations/0016-dictionaries.js'
import * as receivedRows from './migrations/0017-received-rows.js'
import * as anyStage from './migrations/0019-any-stage.js'
import * as judgements from './migrations/0020-judgements.js'
import * as lookedAtFiles from './migrations/0022-looked-at-files.js'
import * as writtenAgain from './migrations/0023-written-again.js'
import * as lazyViews from './migrations/0024-lazy-views.js'
import * as oneSubject from './migrations/0025-one-subject.js'
import * as besideResults from './migrations/0026-beside-results.js'
import * as severities from './migrations/0028-severities.js'
import * as persons from './migrations/0030-persons.js'
import * as topCodedAges from './migrations/0031-top-coded-ages.js'
import * as findings from './migrations/0032-findings.js'
import * as headers from './migrations/0033-headers.js'
import type { Database } from './tables.js'
import { told } from '../words/told.js'
import { SchemaNewerThanCode } from './errors.js'

const migrations: Readonly<Record<string, Migration>> = {
  '0001-runs': runs,
  '0002-intake': intake,
  '0003-domains': domains,
  '0004-analysis': analysis,
  '0005-run-inputs': runInputs,
  '0006-acceptance': acceptance,
  '0008-nights': nights,
  '0009-keep': keep,
  '0010-waiting-alarms': waitingAlarms,
  '0011-installations': installations,
  '0012-outputs': outputs,
  '0013-blocks': blocks,
  '0014-cohort-blocks': cohortBlocks,
  '0015-row-fates': rowFates,
  '0016-dictionaries': dictionaries,
  '0017-received-rows': receivedRows,
  '0019-any-stage': anyStage,
  '0020-judgements': judgements,
  '0022-looked-at-files': lookedAtFiles,
  '0023-written-again': writtenAgain,
  '0024-lazy-views': lazyViews,
  '0025-one-subject': oneSubject,
  '0026-beside-results': besideResults,
  '0028-severities': severities,
  '0030-persons': persons,
  '0031-top-coded-ages': topCodedAges,
  '0032-findings': findings,
  '0033-headers': headers,
}

/** The steps of the schema that this code knows, in their order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort()

/** Takes the named steps in an empty schema, within the caller's transaction. */
export const takeSteps = async (database: Kysely<Database>, names: readonly string[]): Promise<void> => {
  for (const name of names) await migrations[name]?.up(database as Kysely<never>)
}

const newerSchema = (): SchemaNewerThanCode =>
  new SchemaNewerThanCode(
    told`the database was made by a newer version of cohortium; start that version, or use another database`,
  )

const taken = async (database: Kysely<Database>): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly name: string }>`
    select name from kysely_migration order by timestamp, name`.execute(database)
  return rows.map(({ name }) => name)
}

// Steps are taken in one transaction, so that who looks sees all of them or none. An empty database has no table to ask.
const isCurrent = async (database: Kysely<Database>): Promise<boolean> => {
  const { rows } = await sql<{ readonly there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(database)
  return rows[0]?.there === true && (await taken(database)).join() === migrationNames.join()
}

/** Brings the schema up to this code's version; forward only, in one transaction, safe when two start at once. */
export const migrate = async (database: Kysely<Database>): Promise<readonly string[]> => {
  // The migrator looks at every table before it looks at the steps.
  if (await isCurrent(database)) return []
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const text = error instanceof Error ? error.message : 'unknown'
    if (/corrupted migrations: previously executed migration .* is missing/.test(text)) {
      throw newerSchema()
    }
    throw error instanceof Error ? error : new Error('the migration failed', { cause: error })
  }
  return (results ?? []).filter(result => result.status === 'Success').map(result => result.migrationName)
}

/** Brings a store's schema up to this code's version, however long its tables are. */
export const migrateStore = async ({
  database,
  server,
}: Pick<Store, 'database' | 'server'>): Promise<readonly string[]> => {
  if (await isCurrent(database)) return []
  const store = openStore(server, 2, noLimits)
  try {
    return await migrate(store.database)
  } finally {
    await store.close()
  }
}

/** Refuses to work on a schema that has become newer than this code, as while a worker is up. */
export const refuseNewerSchema = async (database: Kysely<Database>): Promise<void> => {
  if ((await taken(database)).some(name => !(name in migrations))) throw newerSchema()
}
