import { type Kysely, sql } from 'kysely'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import type { Database } from './tables.js'
import type { DomainRowColumns } from './tables-domains.js'

/** A result of a test with what stood beside its number in the export. */
export interface ResultTold {
  readonly test: string | null
  readonly result_number: number | null
  readonly result_code: string | null
  readonly result_unit: string | null
  readonly result_relation: string | null
  readonly flag: string | null
  readonly date: IsoDate | null
  readonly date_offset: number | null
  readonly date_time: string | null
  readonly received: DomainRowColumns['received']
  readonly file_id: string
  readonly row: number
}

/** The results of one subject of a batch that have an abnormal flag, a time of day or a factor, in the order of their rows. */
export const selectResultsTold = async (
  database: Kysely<Database>,
  batchId: string,
  subjectKey: string,
): Promise<readonly ResultTold[]> => {
  const found = await Promise.all(
    (['lab', 'assessment'] as const).map(view =>
      database
        .selectFrom(view)
        .select(['test', 'result_number', 'result_code', 'result_unit', 'result_relation', 'flag'])
        .select(['date', 'date_offset', 'date_time', 'received', 'file_id', 'row'])
        .where('batch_id', '=', batchId)
        .where('subject_key', '=', subjectKey)
        .where(told =>
          told.or([
            told('flag', 'is not', null),
            told('date_time', 'is not', null),
            sql<boolean>`received #>> '{result,unit}' like '×%'`,
          ]),
        )
        .orderBy('file_id')
        .orderBy('row')
        .execute(),
    ),
  )
  return found.flat()
}
