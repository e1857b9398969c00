import { domains } from './0013-block-views.js'

const subjectBlock = `
  -- The batch in use that has a subject, and the block of it: the batch of the newest run whose data were accepted, or the one that is named.
  create or replace function subject_block(of_subject text, of_batch text default null, out batch_id text, out block integer)
  language plpgsql stable parallel safe as $$
    begin
      for batch_id, block in
        select there.batch_id, there.block from shared_block there
        left join lateral (
          select max(run.opened) as opened from run_site site join run on run.run_id = site.run_id
          where site.batch_id = there.batch_id and run.status in ('final', 'provisional', 'unchanged')
        ) used on of_batch is null
        where there.first_key <= of_subject collate "C" and there.last_key >= of_subject collate "C"
          and case when of_batch is null then used.opened is not null else there.batch_id = of_batch end
        order by used.opened desc
      loop
        if exists (
          select from shared_block own
          where own.batch_id = subject_block.batch_id and own.block = subject_block.block and of_subject = any(own.keys)
        ) then return; end if;
      end loop;
      if of_batch is null then
        raise exception 'no report has a subject with the key "%"', of_subject
          using hint = 'select subject_key from subject_identity where display_id = ... gives the key that a subject is kept by';
      end if;
      raise exception 'batch "%" has no subject with the key "%"', of_batch, of_subject
        using hint = 'select run_id, site, batch_id from run_site says which batch each run has of a site';
    end $$`

/** The function that gives the rows of a view that one subject has. */
export const subjectRows = (view: string): string => `
  create or replace function "${view}_of"(of_subject text, of_batch text default null)
  returns setof "${view}" language sql stable parallel safe rows 100 as $$
    select * from "${view}"
    where (batch_id, block) = (select batch_id, block from subject_block(of_subject, of_batch)) and subject_key = of_subject $$`

/** Functions by the names of views, each of which gives the rows of its view that one subject has. */
export const subjectFunctions: readonly string[] = [subjectBlock, ...domains.map(([table]) => subjectRows(table))]
