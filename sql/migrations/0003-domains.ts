import { type Kysely, sql } from 'kysely'

const day = (name: string): string =>
  `"${name}" date, "${name}_offset" double precision, "${name}_precision" text, "${name}_imputed" boolean`

const quantity = (name: string): string =>
  `"${name}_number" double precision, "${name}_code" text, "${name}_unit" text, "${name}_relation" text`

const code = (...names: readonly string[]): string => names.map(name => `"${name}" text`).join(', ')

/** The tables as this migration made them: name, CDISC SDTM domain, columns. */
const tables: readonly (readonly [string, string, string])[] = [
  ['subject', 'DM: demographics', [code('sex'), day('birth_date'), '"age_years" double precision'].join(', ')],
  ['disease', 'MH: disease under study', [code('diagnosis', 'basis', 'stage'), day('date')].join(', ')],
  ['medical_history', 'MH: medical history', [code('term', 'category', 'status'), day('date')].join(', ')],
  [
    'exposure',
    'EX: exposure',
    [code('treatment', 'category', 'target'), quantity('dose'), day('date'), day('end_date')].join(', '),
  ],
  ['procedure', 'PR: procedures', [code('procedure', 'category', 'target'), day('date')].join(', ')],
  ['lab', 'LB: laboratory findings', [code('test'), quantity('result'), day('date')].join(', ')],
  ['assessment', 'QS: clinical assessments', [code('test'), quantity('result'), day('date')].join(', ')],
  ['tumour', 'TU: tumour lesions', [code('lesion', 'location', 'group'), quantity('diameter'), day('date')].join(', ')],
  ['response', 'RS: disease response', [code('target', 'response'), day('date')].join(', ')],
  [
    'adverse_event',
    'AE: adverse events',
    [code('category', 'related'), '"grade" double precision', day('date'), day('end_date')].join(', '),
  ],
  ['contact', 'SS: follow-up contacts', [code('status'), day('date')].join(', ')],
  ['disposition', 'DS: disposition', [code('event', 'reason'), day('date')].join(', ')],
]

/** The shared schema: one table a domain; each row keeps its export, sheet and row, what was received and what is missing. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const [name, cdisc, columns] of tables) {
    await sql
      .raw(
        `create table "${name}" (
          batch_id text not null references batch,
          subject_key text not null references subject_identity,
          export_id text not null,
          file text not null,
          sheet text not null,
          "row" integer not null,
          ${columns},
          received json not null,
          missing json not null
        )`,
      )
      .execute(db)
    await sql.raw(`comment on table "${name}" is '${cdisc}'`).execute(db)
    await sql.raw(`create index "${name}_by_batch" on "${name}" (batch_id, subject_key)`).execute(db)
  }
}
