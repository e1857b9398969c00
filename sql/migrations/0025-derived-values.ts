import { apart } from './0024-column-functions.js'

/** A column of the range `b` by its place among the facts of it. Read once for a range, and only where a row that is wanted needs it. */
export const numbers = (node: string, more = 0): string =>
  `(select cohort_numbers(b.content, b.range, ${node}, b.low, b.high + ${String(more)}))`

/** Columns of the range `b`, one of each item. */
export const grid = (items: string, part: string, none = 0): string =>
  `(select cohort_grid(b.content, b.range, ${items}, '${part}', b.low, b.high, ${String(none)}))`

/** Lists of texts of the range `b`, one of each item. */
export const lists = (items: string, part: string): string =>
  `(select cohort_lists(b.content, b.range, ${items}, '{${part}}'))`

/** One text of each item of the range `b`. */
export const texts = (items: string, part: string): string => `(select parts_of(${items}, '{${part}}'))`

/** What a subject was given after the index date. */
export const subsequent = "b.facts -> 'subsequent'"

/** Its therapies, of which codes are the places. */
export const therapies = `(select cohort_texts(b.content, b.range, ${subsequent} -> 'therapies')) as therapies`

/** The items of a list, each with what it is called. */
export const namedItems = (list: string, name: string): string =>
  `(${apart} select node ->> '${name}' as name, node from json_array_elements(b.facts -> '${list}') as of(node))`

/** The subjects of the range `b` with their places. */
export const subjects = `(select unnest(b.keys) as subject_key, unnest(b.display_ids) as display_id,
        generate_series(1, b.high - b.low + 1) as at) subject`

const variables = "b.facts -> 'variables'"

/** What the values of all variables of a range are read from. */
export const variableColumns = [
  `${texts(variables, 'name')} as names`,
  ...(['kinds', 'numbers', 'relations', 'units', 'reasons'] as const).map(
    part => `${grid(variables, part)} as ${part}`,
  ),
  `${lists(variables, 'texts')} as value_texts`,
  `${lists(variables, 'unitTexts')} as unit_texts`,
  `${lists(variables, 'reasonTexts')} as reason_texts`,
].join(',\n        ')

/** The parts of a value, each as an expression. */
export interface ValueParts {
  readonly kind: string
  readonly number: string
  readonly value: string
  readonly relation: string
  readonly unit: string
  readonly because: string
}

const relationNamed = (code: string): string => `(array['=', '<', '<=', '>', '>='])[${code}::int + 1]`

/** A date by its number. */
export const dayNamed = (day: string): string => `date '1970-01-01' + ${day}::int`

const valueOf = (kind: string, number: string, text: string): string => `case ${kind}
        when 1 then to_json(${number})
        when 2 then to_json(${text})
        when 3 then to_json(${number} = 1)
        when 4 then to_json(${dayNamed(number)})
        else 'null'::json end`

/** The value of variable `v` of the subject at the place `at`. */
export const valueAt: ValueParts = {
  kind: 'kinds[v][at]',
  number: 'numbers[v][at]',
  value: valueOf('kinds[v][at]', 'numbers[v][at]', 'value_texts[v] ->> numbers[v][at]::int'),
  relation: relationNamed('relations[v][at]'),
  unit: 'case when kinds[v][at] > 0 then unit_texts[v] ->> units[v][at]::int end',
  because: 'case when kinds[v][at] = 0 then reason_texts[v] ->> reasons[v][at]::int end',
}

/** The value of one variable in a row of its columns. */
export const valueInRow: ValueParts = {
  kind: 'own.kind',
  number: 'own.number',
  value: valueOf('own.kind', 'own.number', 'held.texts[own.number::int + 1]'),
  relation: relationNamed('coalesce(own.relation, 0)'),
  unit: 'case when own.kind > 0 then held.units[coalesce(own.unit, 0)::int + 1] end',
  because: 'case when own.kind = 0 then held.reasons[own.reason::int + 1] end',
}
