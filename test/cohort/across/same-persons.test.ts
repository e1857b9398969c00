import { expect, test } from 'vitest'
import { personsCompared } from '../../../cohort/across/ask-same-persons.js'
import { joinPersons, ownLink } from '../../../cohort/across/join-persons.js'
import type { PersonDecision } from '../../../cohort/across/person-decision.js'
import type { LinkedRecord } from '../../../cohort/selection/find-duplicates.js'

type Range = Parameters<ReturnType<typeof personsCompared>['add']>[0]

const named = (displayId: string) => ({ key: `key-${displayId}`, site: displayId.split('-')[0]!, displayId })

/** A range of subjects of one site, by display id and mark. */
const rangeOf = (site: string, marks: readonly (readonly [string, string | null])[]): Range => ({
  subjects: {
    count: marks.length,
    keys: marks.map(([id]) => `key-${id}`),
    displayIds: marks.map(([id]) => id),
    linkKeys: marks.map(() => null),
    marks: marks.map(([, mark]) => mark),
    site: new Uint16Array(marks.length),
    sites: [site],
    mapping: new Uint16Array(marks.length),
    mappings: [],
    heldBecause: new Map(),
  },
  countedAs: new Map(),
})

const asked = (ranges: readonly Range[], decisions: readonly PersonDecision[] = []) => {
  const persons = personsCompared(decisions)
  for (const range of ranges) persons.add(range)
  return persons.questions()
}

const two = [
  rangeOf('north', [
    ['north-1', 'm1'],
    ['north-2', 'm2'],
    ['north-3', null],
  ]),
  rangeOf('south', [
    ['south-1', 'm1'],
    ['south-2', null],
  ]),
]

const decision = (one: string, other: string, same: boolean): PersonDecision => ({
  one: named(one),
  other: named(other),
  same,
})

test('subjects with one mark may be one person, and both are named with what to do', () => {
  const [question, ...more] = asked(two)
  expect(more).toEqual([])
  expect(question).toEqual({
    site: 'north',
    displayId: 'north-1',
    kind: 'same-person',
    severity: 'info',
    message:
      "north-1 of north and south-1 of south may be one person: birth date, sex and initials are the same. Nobody was merged: ask the sites; 'cohortium same' with --same or --different keeps what they say",
    sources: [],
  })
})

test('two ids of one hospital are compared as well', () => {
  const range = rangeOf('north', [
    ['north-1', 'm1'],
    ['north-2', 'm1'],
  ])
  expect(asked([range]).map(({ kind }) => kind)).toEqual(['same-person'])
})

const unknown = { linkId: null, birthDay: Number.NaN, sex: null }

test('nobody is asked about what was decided, nor about who is one person by a link id', () => {
  expect(asked(two, [decision('south-1', 'north-1', false)])).toEqual([])
  expect(asked(two, [decision('north-1', 'south-1', true)])).toEqual([])
  const best: LinkedRecord = { ...named('north-1'), subjectKey: 'key-north-1', linkKey: 'l', ...unknown, indexDay: 1 }
  expect(asked([two[0]!, { ...two[1]!, countedAs: new Map([[0, best]]) }])).toEqual([])
})

test('a decision about a subject that is gone is told by name', () => {
  const gone = asked(two, [decision('north-2', 'south-9', true)]).filter(({ kind }) => kind === 'decided-person-gone')
  expect(gone.map(({ site, displayId, message }) => [site, displayId, message])).toEqual([
    [
      'south',
      'south-9',
      "it was decided that north-2 of north and south-9 of south are one person, and south-9 of south is in no export of this run: the decision does nothing; 'cohortium decisions' shows and undoes it",
    ],
  ])
})

test('more than a thousand pairs are counted', () => {
  const many = rangeOf(
    'north',
    Array.from({ length: 50 }, (_, at) => [`north-${String(at)}`, 'm'] as const),
  )
  const questions = asked([many])
  expect(questions.length).toBe(1_001)
  expect(questions.at(-1)).toMatchObject({
    displayId: '-',
    message: '225 pairs more may be one person each: birth date, sex and initials do not tell so many subjects apart',
  })
})

const record = (displayId: string, linkKey = ownLink(`key-${displayId}`)): LinkedRecord => ({
  ...named(displayId),
  subjectKey: `key-${displayId}`,
  linkKey,
  ...unknown,
  indexDay: 1,
})

test('who is one person by a decision, a link id, or one after the other has one link key', () => {
  const linked = [record('north-1', 'l'), record('south-1', 'l'), record('south-2'), record('east-1'), record('east-2')]
  const joined = joinPersons(linked, [
    decision('south-1', 'south-2', true),
    decision('east-1', 'south-2', true),
    decision('east-1', 'east-2', false),
    decision('east-2', 'gone-1', true),
  ])
  expect(new Set(joined.slice(0, 4).map(({ linkKey }) => linkKey)).size).toBe(1)
  expect(joined[4]!.linkKey).not.toBe(joined[0]!.linkKey)
})
