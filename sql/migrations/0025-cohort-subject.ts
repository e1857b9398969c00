/** Where a cohort has a subject: that of the newest run that was accepted and has it, or that of a run that is named. */
export const cohortSubject: readonly string[] = [
  // The keys of a range stand in their order.
  `create index cohort_block_by_key on cohort_block (content, (keys[1]) collate "C", (keys[subjects]) collate "C")`,
  `create or replace function cohort_subject(of_subject text, of_run text default null)
  returns table (content bigint, range integer, place integer) language plpgsql stable parallel safe rows 1 as $$
    declare of_content bigint; of_made text; kept boolean;
    begin
      for of_content, of_made in
        select output.content, (array_agg(run.run_id order by run.opened desc))[1]
        from run_output output join run on run.run_id = output.run_id
        where output.stage = 'cohort'
          and case when of_run is null then run.status in ('final', 'provisional', 'unchanged') else run.run_id = of_run end
        group by output.content order by max(run.opened) desc
      loop
        select bool_and(block.facts is not null) into kept from cohort_block block where block.content = of_content;
        if not kept and exists (select from cohort_block block where block.content = of_content and of_subject = any(block.keys)) then
          raise exception 'run "%" keeps no account of each subject, as an older version made it', of_made
            using hint = format('make it again with: cohortium rebuild %s', of_made);
        end if;
        return query
          select block.content, block.range, array_position(block.keys, of_subject) from cohort_block block
          where block.content = of_content and block.facts is not null
            and (block.keys[1]) collate "C" <= of_subject and (block.keys[block.subjects]) collate "C" >= of_subject
            and of_subject = any(block.keys);
        if found then return; end if;
      end loop;
      if of_run is null then
        raise exception 'no report has a subject with the key "%"', of_subject
          using hint = 'select subject_key from subject_identity where display_id = ... gives the key that a subject is kept by';
      end if;
      if not exists (select from run_output output where output.run_id = of_run and output.stage = 'cohort') then
        raise exception 'no cohort stands under run "%"', of_run
          using hint = 'select run_id from run_output where stage = ''cohort'' says which runs have one';
      end if;
      raise exception 'run "%" has no subject with the key "%"', of_run, of_subject
        using hint = 'select subject_key from subject_identity where display_id = ... gives the key that a subject is kept by';
    end $$`,
]
