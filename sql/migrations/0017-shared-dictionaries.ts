import { type Kysely, sql } from 'kysely'
import { functionsOfDictionaries } from './0017-dictionary-functions.js'

const table = `
  create table shared_dictionary (
    batch_id text not null references batch,
    path text not null,
    kind text not null,
    count integer not null,
    decimals integer not null,
    small int2[],
    whole int4[],
    double float8[],
    texts text[],
    primary key (batch_id, path)
  );
  comment on table shared_dictionary is 'the distinct values of a field of the shared rows of a batch, where all its blocks have them in common';
  alter table shared_dictionary alter small set storage external, alter whole set storage external,
    alter double set storage external, alter texts set storage external`

/**
 * The distinct values of a field stand once for a batch, and its blocks have codes alone: standing in each block they were two
 * thirds of what a wide export takes. A field with more of them than a code of two bytes can name keeps them in its blocks, as
 * all fields of before do.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(table).execute(db)
  await sql.raw(functionsOfDictionaries).execute(db)
}
