import { inWords } from '../../support/in-colour.js'
import { describe, expect, test } from 'vitest'
import { acceptedLines, decisionLine, decisionToUndo, findingsToAccept } from '../../../cli/decision-lines.js'
import { retold, told } from '../../../words/told.js'

const finding = {
  file: told`patients.csv`,
  sheet: told`-`,
  column: null,
  kind: 'subjects-shrank' as const,
  effect: 'file refused' as const,
  filled: 40,
  unusable: 9,
  acceptable: true,
  message: retold('9 of 40 subjects are gone'),
}

describe('what may be accepted', () => {
  test('is what the very file was refused for', () => {
    const others = [
      { ...finding, file: told`labs.csv` },
      { ...finding, effect: 'column left out' as const },
      { ...finding, effect: 'query' as const },
    ]
    expect(findingsToAccept([...others, finding], 'patients.csv', 'north')).toEqual([finding])
    expect(() => findingsToAccept(others, 'patients.csv', 'north')).toThrow(
      "nothing was found in 'patients.csv' itself; another file of north was refused",
    )
  })

  test('is nothing where a part of it could not be read', () => {
    const unread = ['no header', 'no rows'].map(message => ({
      ...finding,
      message: retold(message),
      acceptable: false,
    }))
    expect(() => findingsToAccept([finding, ...unread], 'patients.csv', 'north')).toThrow(
      "'patients.csv' holds what could not be read, and that cannot be accepted: no header; no rows",
    )
  })
})

const decision = {
  decision_id: '1b67c0de',
  site: 'north',
  export_id: '0123456789abcdef0123',
  file_name: 'patients.csv',
  reason: 'two wards closed',
  decided_by: 'li',
  decided_at: '2024-05-03T10:00:00.000Z',
  undone_by: null,
  undone_because: null,
  undone_at: null,
}

test('a decision is named with what it lets through, from when on, and how it is undone', () => {
  expect(acceptedLines({ ...decision, findings: [finding] }, 'my-study')).toEqual([
    "decision 1b67c0de: north 'patients.csv' (SHA-256 0123456789abcdef…) is let through",
    '  subjects-shrank: 9 of 40 subjects are gone',
    "  from the next run on; undo it with: cohortium decisions my-study --undo 1b67c0de --reason '…'",
  ])
})

test('a decision is listed with who, when and why, and with who undid it when and why', () => {
  const line =
    "1b67c0de  north 'patients.csv' (SHA-256 0123456789abcdef…) let through by li on 2024-05-03: two wards closed"
  expect(decisionLine(decision)).toBe(line)
  const undone = { undone_by: 'wang', undone_at: '2024-05-04T08:00:00.000Z', undone_because: 'half a file' }
  expect(inWords(decisionLine({ ...decision, ...undone }))).toBe(
    `${line}<dim>\n          undone by wang on 2024-05-04: half a file</>`,
  )
  expect(inWords(decisionLine({ ...decision, undone_at: undone.undone_at }))).toBe(
    `${line}<dim>\n          undone by - on 2024-05-04: </>`,
  )
})

test('one decision that is in force is undone by its id', () => {
  const other = { ...decision, decision_id: '2c78', undone_at: '2024-05-04T08:00:00.000Z' }
  expect(decisionToUndo([other, decision], '1b67c0de', 'my-study')).toBe(decision)
  expect(() => decisionToUndo([other, decision], '2c78', 'my-study')).toThrow('--undo 2c78: it was undone before')
  expect(() => decisionToUndo([decision], '1b67', 'my-study')).toThrow(
    "--undo 1b67: no such decision; 'cohortium decisions my-study' lists them",
  )
})
