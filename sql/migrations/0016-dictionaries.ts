import { type Kysely, sql } from 'kysely'
import { functionsOfDictionaries } from './0016-dictionary-functions.js'
import { receivedDictionaries } from './0016-received-dictionaries.js'

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
    alter double set storage external, alter texts set storage external;
  alter table shared_column add column codes bytea;
  alter table shared_column alter codes set storage external;
  comment on column shared_column.codes is 'the codes of rows, a byte or two each: which of the values a row has; one where all rows are alike'`

/**
 * The distinct values of a field stand once for a batch, and its blocks have codes alone: standing in each block they were two
 * thirds of what a wide export takes. A field with more of them than a code of two bytes can name keeps them in its blocks, as
 * all fields of before do. Codes are bytes: as elements of an array each of them is a value of its own for the server, which took as
 * long to go over them as all else of a block. A row number that several rows of a domain have one after the other stands once.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(table).execute(db)
  await sql.raw(functionsOfDictionaries).execute(db)
  await receivedDictionaries(db)
}
