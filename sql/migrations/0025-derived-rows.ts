import { apart } from './0024-column-functions.js'
import { lineage } from './0025-lineage-rows.js'
import {
  dayNamed,
  grid,
  lists,
  numbers,
  subjects,
  texts,
  valueAt,
  valueInRow,
  variableColumns,
  namedItems,
  subsequent,
  therapies,
} from './0025-derived-values.js'

/** Rows that a source of ranges has, by the name of their view. The source is called `b`: a range with its subjects `low` to `high`. */
export type DerivedRows = readonly [view: string, rows: (source: string) => string]

const verdicts = "b.facts -> 'verdicts'"
const covariates = "b.facts -> 'covariates'"

const subjectVariable = (source: string): string => `
  select b.content, subject.subject_key, subject.display_id, item.name as variable, ${valueInRow.value} as value,
    ${valueInRow.relation} as relation, ${valueInRow.unit} as unit, ${valueInRow.because} as because,
    case when own.kind = 1 then own.number end as number
  from ${source} b
  cross join lateral unnest(b.keys, b.display_ids) with ordinality as subject(subject_key, display_id, at)
  cross join lateral ${namedItems('variables', 'name')} item
  cross join lateral (
    select cohort_texts(b.content, b.range, item.node -> 'texts') as texts, cohort_texts(b.content, b.range, item.node -> 'unitTexts') as units,
      cohort_texts(b.content, b.range, item.node -> 'reasonTexts') as reasons
    offset 0) held
  cross join lateral unnest(${['kinds', 'numbers', 'relations', 'units', 'reasons']
    .map(
      part => `
    cohort_numbers(b.content, b.range, item.node -> '${part}', b.low, b.high)`,
    )
    .join(',')})
    with ordinality as own(kind, number, relation, unit, reason, at)
  where own.at = subject.at`

const covariateValues = `(
        select coalesce(json_object_agg(covariate_ids[c], json_build_object(
          'value', case when kinds[v][at] = 1 and relations[v][at] = 0 then numbers[v][at] end,
          'level', case when level_codes[c][at] >= 0 then levels[c] ->> level_codes[c][at]::int end) order by c), '{}')
        from (select c, array_position(names, covariate_variables[c]) as v from generate_series(1, cardinality(covariate_ids)) c) of_covariate
      )`

const subjectLevel = (source: string): string => `
  select b.content, own.* from ${source} b cross join lateral (
    ${apart} select subject_key, display_id, sites[site[at]::int + 1] as site,
      (array['eligible', 'excluded', 'held'])[statuses[at]::int + 1] as status,
      reason_lists[reason[at]::int + 1] ->> 0 as first_reason, reason_lists[reason[at]::int + 1] as reasons,
      case when calendar and index_days[at] <> 'NaN' then ${dayNamed('index_days[at]')} end as index_date,
      (array[null, 'control', 'treated'])[arms[at]::int + 1] as arm,
      (
        select coalesce(json_object_agg(names[v], json_build_object('value', ${valueAt.value},
          'relation', ${valueAt.relation}, 'unit', ${valueAt.unit}, 'because', ${valueAt.because}) order by v), '{}')
        from generate_series(1, cardinality(names)) v
      ) as variables,
      ${covariateValues} as covariates, therapies[therapy[at]::int + 1] as subsequent_therapy
    from (
      ${apart} select subject_key, display_id, at, ${variableColumns},
        (select array(select json_array_elements_text(b.facts -> 'subjects' -> 'sites'))) as sites,
        (select array(select json_array_elements(b.facts -> 'reasonLists'))) as reason_lists,
        (select b.facts ->> 'calendar' = 'true') as calendar, ${therapies},
        ${numbers("b.facts -> 'subjects' -> 'site'")} as site, ${numbers("b.facts -> 'statuses'")} as statuses,
        ${numbers("b.facts -> 'reasons'")} as reason, ${numbers("b.facts -> 'indexDays'")} as index_days,
        ${numbers("b.facts -> 'arms'")} as arms, ${numbers(`${subsequent} -> 'codes'`)} as therapy,
        ${texts(covariates, 'id')} as covariate_ids, ${texts(covariates, 'variable')} as covariate_variables,
        ${lists(covariates, 'levels')} as levels, ${grid(covariates, 'codes', -1)} as level_codes
      from ${subjects}
    ) held
  ) own
  where b.facts is not null`

const decidedOn = `case
        when c = 0 then (select json_build_object('counted as', (of.one ->> 'displayId') || ' of ' || (of.one ->> 'site')) from (select counted -> at::text as one) of)
        else (
          select coalesce(json_object_agg(name, coalesce(
            value_in_words(${[valueAt.kind, valueAt.number, valueAt.value, valueAt.relation, valueAt.unit, valueAt.because].join(', ')}),
            'unknown: not derived') order by place), '{}')
          from (
            select name, place, array_position(names, name) as v
            from jsonb_array_elements_text(asked[c]) with ordinality as of(name, place)) of_name
        ) end`

// A person who is counted with another record has that as the verdict before those of criteria, numbered 0 here.
const criterionVerdict = (source: string): string => `
  select b.content, own.* from ${source} b cross join lateral (
    ${apart} select subject_key, c - 1 + before as position,
      case when c = 0 then 'duplicate-subject' else criteria[c] end as criterion,
      case when c = 0 then 'exclusion' else criterion_kinds[c] end as criterion_kind,
      case when c = 0 then 'true' else (array['false', 'unknown', 'true'])[truths[c][at]::int + 1] end as truth,
      case when c = 0 then 'excluded' else outcomes[c] ->> truths[c][at]::int end as outcome,
      ${decidedOn} as decided_on
    from (
      ${apart} select subject_key, at, before, c, counted, criteria, ${variableColumns},
        ${texts(verdicts, 'criterion,kind')} as criterion_kinds, ${lists(verdicts, 'criterion,outcomes')} as outcomes,
        ${lists(verdicts, 'criterion,names')} as asked, ${grid(verdicts, 'truths')} as truths
      from (
        select subject_key, at, before, counted, criteria, generate_series(1 - before, coalesce(cardinality(criteria), 0)) as c from (
          ${apart} select subject_key, at, counted, criteria, case when counted ? at::text then 1 else 0 end as before from (
            ${apart} select subject_key, at, ${texts(verdicts, 'criterion,id')} as criteria,
              (
                select jsonb_object_agg((node ->> 0)::int + 2 - b.low, node -> 1)
                from json_array_elements(b.facts -> 'countedAs' -> '$map') as of(node)
                where (node ->> 0)::int + 1 between b.low and b.high
              ) as counted
            from ${subjects}
          ) asked
        ) with_duplicate
      ) of_criterion
    ) held
  ) own
  where b.facts is not null`

const ofItems = (
  source: string,
  items: readonly [list: string, name: string],
  columns: readonly (readonly [name: string, node: string])[],
): string => `
  from ${source} b
  cross join lateral unnest(b.keys) with ordinality as subject(subject_key, at)
  cross join lateral ${namedItems(...items)} item
  cross join lateral unnest(${columns.map(([, node]) => `cohort_numbers(b.content, b.range, ${node}, b.low, b.high)`).join(', ')})
    with ordinality as own(${columns.map(([name]) => name).join(', ')}, at)`

const timeToEvent = (source: string): string => `
  select b.content, subject.subject_key, item.name as endpoint, own.days,
    case held.unit when 'months' then own.days / 30.4375::float8 else own.days end as time,
    own.event = 1 as event, held.reasons[own.reason::int + 1] as reason,
    case when held.calendar and own.index_day <> 'NaN' then ${dayNamed('(own.index_day + own.days)')} end as date
  ${ofItems(
    source,
    ['endpoints', 'id'],
    [
      ['index_day', "b.facts -> 'indexDays'"],
      ['days', "item.node -> 'days'"],
      ['event', "item.node -> 'events'"],
      ['reason', "item.node -> 'reasons'"],
    ],
  )}
  cross join lateral (
    select cohort_texts(b.content, b.range, item.node -> 'reasonTexts') as reasons, item.node ->> 'unit' as unit,
      b.facts ->> 'calendar' = 'true' as calendar
    offset 0) held
  where own.at = subject.at and own.days >= 0`

const bestResponse = (source: string): string => `
  select b.content, subject.subject_key, item.name as target,
    (array['cr', 'pr', 'sd', 'pd', 'ne'])[own.response::int + 1] as response
  ${ofItems(source, ['responses', 'target'], [['response', "item.node -> 'responses'"]])}
  where own.at = subject.at`

const worstGrade = (source: string): string => `
  select b.content, subject.subject_key, item.name as category, own.grade
  ${ofItems(source, ['worstGrades', 'category'], [['grade', "item.node -> 'grades'"]])}
  where own.at = subject.at and own.grade > 0`

/** What a run derived of its subjects, by the names of the views. */
export const derivedRows: readonly DerivedRows[] = [
  ['subject_variable', subjectVariable],
  ['subject_level', subjectLevel],
  ['criterion_verdict', criterionVerdict],
  ['time_to_event', timeToEvent],
  ['best_response', bestResponse],
  ['worst_grade', worstGrade],
  ['lineage', lineage],
]
