import { byReference, references } from './by-reference.js'
import type { Store } from './connect.js'

// What a judgement, a decision or a report still needs stays: a held export can be accepted, and a refused one is told of
// by the runs whose outputs are there. The last judgement of each site is its state today.
const unused = `
  select b.batch_id from batch b
  where b.study = $1 and b.ingested_at < $2
    and not exists (select 1 from run_site s where s.batch_id = b.batch_id)
    and not exists (select 1 from acceptance a where a.compared_with = b.batch_id)
    and not exists (
      select 1 from acceptance a join run r on r.run_id = a.run_id
      where a.batch_id = b.batch_id and (r.outputs_removed_at is null or r.opened = (
        select max(last.opened) from acceptance of_site join run last on last.run_id = of_site.run_id
        where last.study = b.study and of_site.site = a.site)))
    and not exists (
      select 1 from batch_export e join decision d on d.export_id = e.export_id and d.study = b.study
      where e.batch_id = b.batch_id and d.undone_at is null)
  order by b.batch_id`

const withBatch = `
  select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_schema = current_schema() and column_name = 'batch_id' and table_type = 'BASE TABLE'`

const judgements = `(select run_id, site from acceptance where batch_id = any($1))`

/**
 * Removes the batches of a study that no run uses and nothing waits for, of those that came before a moment, in one
 * transaction; that an export was received stays known. Gives back how many.
 */
export const sweepBatches = (store: Store, study: string, before: string): Promise<number> =>
  store.transaction(async ({ client }) => {
    const { rows } = await client.query<{ batch_id: string }>(unused, [study, before])
    if (rows.length === 0) return 0
    const going = rows.map(row => row.batch_id)
    const { rows: tables } = await client.query<{ name: string }>(withBatch)
    const names = tables.map(({ name }) => name).filter(name => name !== 'run_site')
    await client.query(`delete from acceptance_decision where (run_id, site) in ${judgements}`, [going])
    for (const name of [...byReference(names, await references(client))].reverse())
      await client.query(`delete from "${name}" where batch_id = any($1)`, [going])
    return rows.length
  })
