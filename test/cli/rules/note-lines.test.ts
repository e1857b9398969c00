import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { linesOfNotes } from '../../../cli/note-lines.js'
import { retold, told } from '../../../words/told.js'

const nothing = { notes: [], unlisted: [] }

test('nothing held and nothing noted is nothing told', () => {
  expect(linesOfNotes(nothing)).toEqual([])
})

test('places of unlisted texts and notes each stand below a title of their own', () => {
  const lines = linesOfNotes({
    notes: [{ site: 'north', note: told`labs.csv: read as UTF-8` }],
    unlisted: [
      { site: 'north', file: told`labs.csv`, column: told`sex`, count: 1, nearest: null },
      { site: 'north', file: told`labs.csv`, column: told`性别`, count: 12, nearest: told`female` },
    ],
  })
  expect(lines).toEqual([
    "  texts that no mapping lists ('cohortium check STUDY --exports FOLDER' shows them):",
    "        12  north  labs.csv, 性别; the nearest listed is 'female'",
    '         1  north  labs.csv, sex',
    '  notes:',
    '    north  labs.csv: read as UTF-8',
  ])
})

test.each([
  [5, 5, null],
  [6, 5, "<dim>    and 1 more on the sheet 'Data quality'</>"],
  [12, 5, "<dim>    and 7 more on the sheet 'Data quality'</>"],
])('of %i notes %i are named, and how many more the workbook has', (count, shown, more) => {
  const notes = Array.from({ length: count }, (_, at) => ({ site: 'north', note: retold(`note ${String(at)}`) }))
  const lines = linesOfNotes({ notes, unlisted: [] }).map(inWords)
  expect(lines.slice(1, 1 + shown)).toEqual(notes.slice(0, shown).map(({ note }) => `    north  ${note}`))
  expect(lines.slice(1 + shown)).toEqual(more === null ? [] : [more])
})
