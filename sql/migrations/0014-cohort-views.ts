const functions = [
  // The numbers of a column: integers over a power of ten, and one of them for all where they are equal; null is none.
  `create or replace function column_numbers(count integer, decimals integer, small int2[], whole int4[], double float8[])
  returns float8[] language sql immutable as $$
    select case
      when cardinality(own) <> count then array_fill(own[1] / 10::float8 ^ decimals, array[count])
      when decimals = 0 then own
      else array(select value / 10::float8 ^ decimals from unnest(own) with ordinality as of(value, place) order by place)
    end
    from (select coalesce(small::float8[], whole::float8[], double) as own) held
  $$`,
  `create or replace function cohort_numbers(of_content bigint, of_range integer, node json)
  returns float8[] language sql stable as $$
    select column_numbers(count, decimals, small, whole, double) from cohort_column
    where content = of_content and range = of_range and path = node ->> '$column'
  $$`,
  `create or replace function cohort_texts(of_content bigint, of_range integer, node json)
  returns text[] language sql stable as $$
    select case json_typeof(node)
      when 'array' then array(select json_array_elements_text(node))
      else (select texts from cohort_column
        where content = of_content and range = of_range and path = node ->> '$column') end
  $$`,
  `create or replace function match_numbers(of_content bigint, of_path text)
  returns float8[] language sql stable as $$
    select column_numbers(count, decimals, small, whole, double) from match_column
    where content = of_content and path = of_path
  $$`,
  // Each variable of each subject of a range, by the subject's place from 1.
  `create or replace function cohort_variables(of_content bigint, of_range integer, facts json)
  returns table (place bigint, "position" bigint, variable text, kind float8, number float8, value json, relation text,
    unit text, because text) language sql stable as $$
    select each.place, item.position, item.node ->> 'name', each.kind, each.number,
      case each.kind
        when 1 then to_json(each.number)
        when 2 then to_json(held.texts[each.number::int + 1])
        when 3 then to_json(each.number = 1)
        when 4 then to_json(date '1970-01-01' + each.number::int)
        else 'null'::json end,
      (array['=', '<', '<=', '>', '>='])[coalesce(each.relation, 0)::int + 1],
      case when each.kind > 0 then held.units[coalesce(each.unit, 0)::int + 1] end,
      case when each.kind = 0 then held.reasons[each.reason::int + 1] end
    from json_array_elements(facts -> 'variables') with ordinality as item(node, "position")
    cross join lateral (
      select cohort_texts(of_content, of_range, item.node -> 'texts') as texts,
        cohort_texts(of_content, of_range, item.node -> 'unitTexts') as units,
        cohort_texts(of_content, of_range, item.node -> 'reasonTexts') as reasons
      offset 0) held
    cross join lateral unnest(
      cohort_numbers(of_content, of_range, item.node -> 'kinds'),
      cohort_numbers(of_content, of_range, item.node -> 'numbers'),
      cohort_numbers(of_content, of_range, item.node -> 'relations'),
      cohort_numbers(of_content, of_range, item.node -> 'units'),
      cohort_numbers(of_content, of_range, item.node -> 'reasons'))
      with ordinality as each(kind, number, relation, unit, reason, place)
  $$`,
  // A value as a person reads it, numbers by twelve digits.
  `create or replace function value_in_words(kind float8, number float8, value json, relation text, unit text, because text)
  returns text language sql immutable as $$
    select case
      when kind = 0 then 'unknown: ' || coalesce(because, 'not recorded')
      when kind = 3 then case when number = 1 then 'yes' else 'no' end
      else case relation when '=' then '' else relation end
        || case
          when kind <> 1 then value #>> '{}'
          when number = 0 then '0'
          else trim_scale(round(number::numeric, 11 - floor(log(abs(number::numeric)))::int))::text end
        || coalesce(' ' || unit, '') end
  $$`,
  // The rows behind the items of one kind, by the subject's place from 1.
  `create or replace function cohort_places(of_content bigint, of_range integer, files json, sources json)
  returns table (place bigint, sequence bigint, site text, file_id text, "row" integer) language sql stable as $$
    select found.place, found.sequence, known.sites[found.file + 1], known.ids[found.file + 1], found.row::int
    from (
      select one.place, 0::bigint as sequence, (sources ->> 'file')::int as file, one.row
      from unnest(cohort_numbers(of_content, of_range, sources -> 'rows')) with ordinality as one(row, place)
      where json_typeof(sources -> 'starts') = 'null' and one.row <> 0
      union all
      select width_bucket((of.at - 1)::float8, held.starts), of.at - 1 - held.starts[width_bucket((of.at - 1)::float8, held.starts)]::bigint,
        coalesce(of.file, (sources ->> 'file')::float8)::int, of.row
      from (select cohort_numbers(of_content, of_range, sources -> 'starts') as starts offset 0) held
      cross join lateral unnest(cohort_numbers(of_content, of_range, sources -> 'rows'),
        cohort_numbers(of_content, of_range, sources -> 'files')) with ordinality as of(row, file, at)
      where json_typeof(sources -> 'starts') <> 'null'
    ) found
    cross join (
      select array(select file ->> 'site' from json_array_elements(files) as of(file)) as sites,
        array(select file ->> 'fileId' from json_array_elements(files) as of(file)) as ids
      offset 0) known
  $$`,
]

const variables = `
  create view subject_variable as
  select block.content, own.*
  from cohort_block block
  cross join lateral (
    select each.subject_key, each.display_id, of.variable, of.value, of.relation, of.unit, of.because
    from unnest(block.keys, block.display_ids) with ordinality as each(subject_key, display_id, place)
    join cohort_variables(block.content, block.range, block.facts) of using (place)
  ) own`

const subjects = `
  create view subject_level as
  select block.content, own.*
  from cohort_block block
  cross join lateral (
    select array(select json_array_elements_text(block.facts -> 'subjects' -> 'sites')) as sites,
      array(select value from json_array_elements(block.facts -> 'reasonLists')) as reasons,
      cohort_texts(block.content, block.range, block.facts -> 'subsequent' -> 'therapies') as therapies
    offset 0) held
  cross join lateral (
    select each.subject_key, each.display_id, held.sites[each.site::int + 1] as site,
      (array['eligible', 'excluded', 'held'])[each.status::int + 1] as status,
      held.reasons[each.reason::int + 1] ->> 0 as first_reason, held.reasons[each.reason::int + 1] as reasons,
      case when block.facts ->> 'calendar' = 'true' and each.index_day <> 'NaN' then date '1970-01-01' + each.index_day::int end as index_date,
      (array[null, 'control', 'treated'])[each.arm::int + 1] as arm, variable.variables,
      coalesce(covariate.covariates, '{}'::json) as covariates, held.therapies[each.therapy::int + 1] as subsequent_therapy
    from unnest(block.keys, block.display_ids,
      cohort_numbers(block.content, block.range, block.facts -> 'subjects' -> 'site'),
      cohort_numbers(block.content, block.range, block.facts -> 'statuses'),
      cohort_numbers(block.content, block.range, block.facts -> 'reasons'),
      cohort_numbers(block.content, block.range, block.facts -> 'indexDays'),
      cohort_numbers(block.content, block.range, block.facts -> 'arms'),
      cohort_numbers(block.content, block.range, block.facts -> 'subsequent' -> 'codes'))
      with ordinality as each(subject_key, display_id, site, status, reason, index_day, arm, therapy, place)
    left join (
      select place, json_object_agg(variable, json_build_object(
        'value', value, 'relation', relation, 'unit', unit, 'because', because) order by position) as variables
      from cohort_variables(block.content, block.range, block.facts) group by place
    ) variable on variable.place = each.place
    left join (
      select own.place, json_object_agg(item.node ->> 'id', json_build_object(
        'value', case when own.kind = 1 and own.relation = '=' then own.number end,
        'level', item.node -> 'levels' ->> own.code::int) order by item.position) as covariates
      from json_array_elements(block.facts -> 'covariates') with ordinality as item(node, "position")
      cross join lateral (
        select member.place, of.kind, of.number, of.relation, level.code
        from generate_series(1, block.subjects) as member(place)
        left join cohort_variables(block.content, block.range, block.facts) of
          on of.place = member.place and of.variable = item.node ->> 'variable'
        left join unnest(cohort_numbers(block.content, block.range, item.node -> 'codes')) with ordinality as level(code, place)
          on level.place = member.place and level.code >= 0
      ) own
      group by own.place
    ) covariate on covariate.place = each.place
  ) own
  where block.facts is not null`

const verdicts = `
  create view criterion_verdict as
  select block.content, own.*
  from cohort_block block
  cross join lateral (
    with duplicate as (
      select (item.node ->> 0)::bigint + 1 as place, item.node -> 1 as counted
      from json_array_elements(block.facts -> 'countedAs' -> '$map') as item(node)
    )
    select of.subject_key, (item.position - 1 + of.shift)::int as position,
      item.node -> 'criterion' ->> 'id' as criterion, item.node -> 'criterion' ->> 'kind' as criterion_kind,
      (array['false', 'unknown', 'true'])[of.truth::int + 1] as truth,
      item.node -> 'criterion' -> 'outcomes' ->> of.truth::int as outcome, of.decided_on
    from json_array_elements(block.facts -> 'verdicts') with ordinality as item(node, "position")
    cross join lateral (
      select each.subject_key, each.truth, case when duplicate.place is null then 0 else 1 end as shift,
        coalesce(decided.decided_on, '{}'::json) as decided_on
      from unnest(block.keys, cohort_numbers(block.content, block.range, item.node -> 'truths'))
        with ordinality as each(subject_key, truth, place)
      left join duplicate on duplicate.place = each.place
      left join (
        select asked.place, json_object_agg(asked.name, coalesce(
          value_in_words(own.kind, own.number, own.value, own.relation, own.unit, own.because), 'unknown: not derived') order by asked.position) as decided_on
        from (
          select name.name, name.position, of.place
          from json_array_elements_text(item.node -> 'criterion' -> 'names') with ordinality as name(name, "position")
          cross join generate_series(1, block.subjects) as of(place)) asked
        left join cohort_variables(block.content, block.range, block.facts) own
          on own.variable = asked.name and own.place = asked.place
        group by asked.place
      ) decided on decided.place = each.place
    ) of
    union all
    select block.keys[duplicate.place], 0, 'duplicate-subject', 'exclusion', 'true', 'excluded',
      json_build_object('counted as', (duplicate.counted ->> 'displayId') || ' of ' || (duplicate.counted ->> 'site'))
    from duplicate
  ) own`

const times = `
  create view time_to_event as
  select block.content, each.subject_key, item.node ->> 'id' as endpoint, each.days,
    case item.node ->> 'unit' when 'months' then each.days / 30.4375::float8 else each.days end as time,
    each.event = 1 as event, held.reasons[each.reason::int + 1] as reason,
    case when block.facts ->> 'calendar' = 'true' and each.index_day <> 'NaN' then date '1970-01-01' + (each.index_day + each.days)::int end as date
  from cohort_block block
  cross join lateral json_array_elements(block.facts -> 'endpoints') as item(node)
  cross join lateral (select cohort_texts(block.content, block.range, item.node -> 'reasonTexts') as reasons offset 0) held
  cross join lateral unnest(block.keys,
    cohort_numbers(block.content, block.range, block.facts -> 'indexDays'),
    cohort_numbers(block.content, block.range, item.node -> 'days'),
    cohort_numbers(block.content, block.range, item.node -> 'events'),
    cohort_numbers(block.content, block.range, item.node -> 'reasons')) as each(subject_key, index_day, days, event, reason)
  where each.days >= 0`

const responses = `
  create view best_response as
  select block.content, each.subject_key, item.node ->> 'target' as target,
    (array['cr', 'pr', 'sd', 'pd', 'ne'])[each.response::int + 1] as response
  from cohort_block block
  cross join lateral json_array_elements(block.facts -> 'responses') as item(node)
  cross join lateral unnest(block.keys, cohort_numbers(block.content, block.range, item.node -> 'responses'))
    as each(subject_key, response)`

const grades = `
  create view worst_grade as
  select block.content, each.subject_key, item.node ->> 'category' as category, each.grade
  from cohort_block block
  cross join lateral json_array_elements(block.facts -> 'worstGrades') as item(node)
  cross join lateral unnest(block.keys, cohort_numbers(block.content, block.range, item.node -> 'grades'))
    as each(subject_key, grade)
  where each.grade > 0`

const lineage = `
  create view lineage as
  select block.content, own.subject_key, item.derived, coalesce(item.name, own.therapy) as item,
    own.sequence::int as sequence, own.site, own.file_id, own.row
  from cohort_block block
  cross join lateral (
    select cohort_texts(block.content, block.range, block.facts -> 'subsequent' -> 'therapies') as therapies offset 0) held
  cross join lateral (
    select 'variable' as derived, node ->> 'name' as name, node from json_array_elements(block.facts -> 'variables') as of(node)
    union all
    select 'endpoint', node ->> 'id', node from json_array_elements(block.facts -> 'endpoints') as of(node)
    union all
    select 'response', node ->> 'target', node from json_array_elements(block.facts -> 'responses') as of(node)
    union all
    select 'grade', node ->> 'category', node from json_array_elements(block.facts -> 'worstGrades') as of(node)
    union all
    select 'subsequent', null, block.facts -> 'subsequent' where json_typeof(block.facts -> 'subsequent') = 'object'
  ) item
  cross join lateral (
    select each.subject_key, held.therapies[each.code::int + 1] as therapy, of.sequence, of.site, of.file_id, of.row
    from unnest(block.keys, cohort_numbers(block.content, block.range, block.facts -> 'subsequent' -> 'codes'))
      with ordinality as each(subject_key, code, place)
    join cohort_places(block.content, block.range, block.facts -> 'files', item.node -> 'sources') of using (place)
  ) own`

const members = `
  select row_number() over (order by block.range, of.place) - 1 as subject, of.display_id
  from cohort_block block cross join lateral unnest(block.display_ids) with ordinality as of(display_id, place)
  where block.content = matching.cohort`

const scores = `
  create view propensity_score as
  select matching.content, own.*
  from match_block matching
  cross join lateral (
    select who.display_id, of.score
    from unnest(match_numbers(matching.content, 'score')) with ordinality as of(score, place)
    join (${members}) who on who.subject = of.place - 1
    where of.score is not null
  ) own`

const pairs = `
  create view matched_pair as
  select matching.content, own.*
  from match_block matching
  cross join lateral (
    with who as materialized (
      select member.display_id, member.subject, score.value as score
      from (${members}) member
      join unnest(match_numbers(matching.content, 'score')) with ordinality as score(value, place) on score.place = member.subject + 1
    )
    select pair.pair::int as pair, treated.display_id as treated, control.display_id as control, treated.score as treated_score,
      control.score as control_score, abs(treated.score - control.score) as distance
    from unnest(match_numbers(matching.content, 'pairs.pair'), match_numbers(matching.content, 'pairs.treated'),
      match_numbers(matching.content, 'pairs.control')) as pair(pair, treated, control)
    join who treated on treated.subject = pair.treated
    join who control on control.subject = pair.control
  ) own`

/** What reads columns as rows: functions of columns, then the views by the names of the tables of before, and by CDISC's. */
export const cohortViews: readonly string[] = [
  ...functions,
  variables,
  subjects,
  verdicts,
  times,
  responses,
  grades,
  lineage,
  scores,
  pairs,
  'create view adsl as select * from subject_level',
  'create view adtte as select * from time_to_event',
]
