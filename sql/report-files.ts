import type { Insertable, Kysely, Selectable } from 'kysely'
import type { RunRow } from './runs.js'
import type { Database, MailTable, ReportFileTable } from './tables.js'

/** A message as stored. */
export type MailRow = Selectable<MailTable>

/** Writes which files a run left, with their hashes. */
export const replaceReportFiles = async (
  db: Kysely<Database>,
  runId: string,
  files: readonly Insertable<ReportFileTable>[],
): Promise<void> => {
  await db.deleteFrom('report_file').where('run_id', '=', runId).execute()
  if (files.length > 0)
    await db
      .insertInto('report_file')
      .values([...files])
      .execute()
}

/** The files of a run. */
export const selectReportFiles = async (
  db: Kysely<Database>,
  runId: string,
): Promise<readonly Selectable<ReportFileTable>[]> =>
  db.selectFrom('report_file').selectAll().where('run_id', '=', runId).orderBy('path').execute()

/** The messages of a run. */
export const selectMail = async (db: Kysely<Database>, runId: string): Promise<readonly MailRow[]> =>
  db.selectFrom('mail').selectAll().where('run_id', '=', runId).orderBy('recipient').execute()

/**
 * To whom a message of a report was sent, or was not due, by its own run or by one that equals it, with how that run's study
 * was run: whom it named, and what each was to see.
 */
export const selectRecipientsOfReport = async (
  db: Kysely<Database>,
  runId: string,
): Promise<readonly (Pick<MailRow, 'recipient'> & Pick<RunRow, 'operations'>)[]> =>
  db
    .selectFrom('mail')
    .innerJoin('run', 'run.run_id', 'mail.run_id')
    .select(['mail.recipient', 'run.operations'])
    .where(either => either.or([either('run.run_id', '=', runId), either('run.equals_run_id', '=', runId)]))
    .where('mail.state', 'in', ['sent', 'written', 'not due'])
    .execute()

/** The messages that were to be sent before a moment and were not, each with its study. */
export const selectUnsentSince = async (
  db: Kysely<Database>,
  before: string,
): Promise<readonly (Pick<MailRow, 'run_id' | 'recipient'> & { readonly study: string })[]> =>
  db
    .selectFrom('mail')
    .innerJoin('run', 'run.run_id', 'mail.run_id')
    .select(['mail.run_id', 'mail.recipient', 'run.study'])
    .where('mail.state', 'in', ['sending', 'due'])
    .where('mail.at', '<', before)
    .orderBy('mail.at')
    .execute()

/** Writes the state of one message: one row per recipient, whatever was tried. */
export const upsertMail = async (db: Kysely<Database>, mail: Insertable<MailTable>): Promise<void> => {
  await db
    .insertInto('mail')
    .values(mail)
    .onConflict(conflict =>
      conflict.columns(['run_id', 'recipient']).doUpdateSet({
        state: mail.state,
        answer: mail.answer ?? null,
        at: mail.at,
        tries: mail.tries ?? 0,
        resent: mail.resent ?? false,
      }),
    )
    .execute()
}
