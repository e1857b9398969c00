import { expect, test } from 'vitest'
import { joinTree, splitTree } from '../../../sql/blocks/tree-columns.js'

const names = Array.from({ length: 40 }, (_, at) => (at === 3 ? null : `name ${String(at)}`))
const codes = Uint8Array.of(1, 2, 3)

const tree = {
  count: 3,
  fields: { sex: { codes, texts: ['', 'f', 'm'], again: codes }, 'day.of birth': { days: Float64Array.of(1.5, NaN) } },
  list: [{ rows: Int32Array.of(7) }, null, [true, -0, Number.NaN, Infinity]],
  names,
  held: new Map<number, unknown>([
    [2, 'why'],
    [5, { at: Int16Array.of(4) }],
  ]),
  known: new Set(['a', 'b']),
  odd: { $column: 'x', $set: 1, more: { $map: 2 } },
  nothing: [],
}

test('a tree that was split is joined again', () => {
  const { facts, columns } = splitTree(tree)
  expect(joinTree(facts, columns)).toStrictEqual(tree)
})

test('columns stand by their paths, and few texts stay with the facts', () => {
  expect([...splitTree(tree).columns.keys()]).toEqual([
    'fields.sex.codes',
    'fields.day.of birth.days',
    'list.0.rows',
    'names',
    'held.1.at',
  ])
})

test('one column at two places is one again', () => {
  const { facts, columns } = splitTree(tree)
  const { sex } = (joinTree(facts, columns) as typeof tree).fields
  expect(sex.again).toBe(sex.codes)
})

test('a property that is undefined is left out', () => {
  const { facts, columns } = splitTree({ here: 1, there: undefined })
  expect(joinTree(facts, columns)).toStrictEqual({ here: 1 })
})

test('what is no data is refused by its place', () => {
  expect(() => splitTree({ a: [() => 1] })).toThrow('a.0 is no data: function')
})

test('a column that is missing is named', () => {
  expect(() => joinTree(splitTree(tree).facts, new Map())).toThrow('the column fields.sex.codes is missing')
})
