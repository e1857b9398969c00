import { type Kysely, sql } from 'kysely'
import { blockFunctions } from './0013-block-functions.js'
import { blockViews, dropViewsOfBlocks } from './0013-block-views.js'
import { identityBlocks } from './0013-identity-blocks.js'
import { takeOverReceived, takeOverShared } from './0013-rows-to-blocks.js'

const columnTable = (name: string, of: string): string => `
  create table ${name}_column (
    batch_id text not null,
    block integer not null,
    path text not null,
    kind text not null,
    count integer not null,
    decimals integer not null,
    small int2[],
    whole int4[],
    double float8[],
    texts text[],
    primary key (batch_id, block, path)
  );
  comment on table ${name}_column is '${of}';
  alter table ${name}_column alter small set storage external, alter whole set storage external,
    alter double set storage external, alter texts set storage external`

// Columns and keys are stored as they are: keys do not get shorter, and trying costs as much as all else of a block.
const tables = `
  create table received_keys (
    batch_id text not null references batch,
    block integer not null,
    first integer not null,
    keys text[] not null,
    open_ids text[],
    primary key (batch_id, block)
  );
  comment on table received_keys is 'the subjects of a batch as received, in the order of their keys';
  alter table received_keys alter keys set storage external, alter open_ids set storage external;
  create table received_block (
    batch_id text not null references batch,
    block integer not null,
    "table" integer not null,
    file_id text not null,
    file text not null,
    sheet text not null,
    rows integer not null,
    link_keys text[] not null,
    held json not null,
    primary key (batch_id, block)
  );
  comment on table received_block is 'rows of a received table, without identifiers';
  ${columnTable('received', 'a column of a block of received rows')};
  create table shared_block (
    batch_id text not null references batch,
    block integer not null,
    subjects integer not null,
    first_key text not null,
    last_key text not null,
    rows integer not null,
    file_ids text[] not null,
    keys text[] not null,
    display_ids text[] not null,
    link_keys text[],
    held json not null,
    primary key (batch_id, block)
  );
  comment on table shared_block is 'subjects of a batch, in the order of their keys, with their rows in the shared schema';
  alter table shared_block alter keys set storage external, alter display_ids set storage external,
    alter link_keys set storage external;
  ${columnTable('shared', 'a column of the shared rows of a block of subjects')};
  create index record_issue_of_subject on record_issue (batch_id, subject_key collate "C") where effect = 'value held'`

/**
 * Received and shared rows stand as columns, in blocks: a row of a table per row or value costs four to ten times as much. The
 * names of before are views. A block has no reference to its columns: checking a hundred thousand of them costs as much as
 * writing them.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(tables).execute(db)
  await takeOverReceived(db)
  await takeOverShared(db)
  await dropViewsOfBlocks(db)
  await identityBlocks(db)
  await blockFunctions(db)
  await blockViews(db)
}
