import { describe, expect, test } from 'vitest'
import { judgeExport, refusalWords } from '../../../harmonize/acceptance/judge-export.js'
import { type JudgedFinding, judgedByComparison, judgedByItself } from '../../../harmonize/acceptance/judged-finding.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import { retold, told } from '../../../words/told.js'

const finding = (own: Partial<FileFinding> = {}): FileFinding => ({
  file: told`pt.csv`,
  sheet: told`-`,
  column: null,
  kind: 'subjects-shrank',
  effect: 'file refused',
  filled: 20,
  unusable: 3,
  message: told`3 of the 20 subjects are gone`,
  ...own,
})

const doubted = (own: Partial<FileFinding> = {}): JudgedFinding => judgedByComparison(finding(own))

describe('whether an export is used', () => {
  test('what asks or leaves a column out does not stand against it', () => {
    const asked = [doubted({ effect: 'query' }), doubted({ effect: 'column left out' })]
    expect(judgeExport(asked, [])).toEqual({ against: [], decisions: [] })
  })

  test('a decision lets through what it was made for, however many rows it concerned', () => {
    const decisions = [
      { id: 'd1', file: told`pt.csv`, findings: [doubted({ unusable: 4 })] },
      { id: 'd2', file: told`pt.csv`, findings: [doubted({ kind: 'alive-again' })] },
    ]
    expect(judgeExport([doubted()], decisions)).toEqual({ against: [], decisions: ['d1'] })
  })

  test.each([
    ['another file', { file: told`labs.csv` }],
    ['another sheet', { sheet: told`b` }],
    ['another column', { column: told`sex` }],
    ['another kind', { kind: 'alive-again' as const }],
  ])('a decision about %s lets nothing through', (_, own) => {
    const decisions = [{ id: 'd1', file: told`pt.csv`, findings: [doubted(own)] }]
    expect(judgeExport([doubted()], decisions)).toEqual({ against: [doubted()], decisions: [] })
  })

  test('a decision whose own file is another one lets nothing through', () => {
    const decisions = [{ id: 'd1', file: told`labs.csv`, findings: [doubted()] }]
    expect(judgeExport([doubted()], decisions).against).toEqual([doubted()])
  })

  test('two findings need a decision each, and none is used while one stands against the export', () => {
    const two = [doubted(), doubted({ kind: 'alive-again' })]
    const first = { id: 'd1', file: told`pt.csv`, findings: [doubted()] }
    const second = { id: 'd2', file: told`pt.csv`, findings: [doubted({ kind: 'alive-again' })] }
    expect(judgeExport(two, [first])).toEqual({ against: [two[1]], decisions: [] })
    expect(judgeExport(two, [first, second])).toEqual({ against: [], decisions: ['d1', 'd2'] })
  })

  test('what could not be read at all cannot be accepted; of what could be read in part one can be', () => {
    const whole = judgedByItself(finding({ kind: 'column-unusable', unusable: 20 }))
    const part = judgedByItself(finding({ kind: 'column-unusable', unusable: 19 }))
    const decisions = [{ id: 'd1', file: told`pt.csv`, findings: [part] }]
    expect([whole.acceptable, part.acceptable]).toEqual([false, true])
    expect(judgeExport([whole], decisions).against).toEqual([whole])
    expect(judgeExport([part], decisions).against).toEqual([])
  })
})

describe('why an export is refused', () => {
  test('names place, kind, cause and the command that accepts it', () => {
    const against = [
      doubted(),
      doubted({
        file: told`labs.xlsx`,
        sheet: told`a`,
        column: told`结果`,
        kind: 'column-emptied',
        message: told`empty`,
      }),
    ]
    expect(refusalWords('made', 'north', against)).toBe(
      "pt.csv (subjects-shrank): 3 of the 20 subjects are gone; labs.xlsx, sheet a, column '结果' (column-emptied): empty; " +
        "if the site confirms that it is right: cohortium accept made north 'pt.csv' and cohortium accept made north 'labs.xlsx'",
    )
  })

  test('tells three, counts the rest, and names the command once per file', () => {
    const five = (['older-export', 'ids-shifted', 'ids-alike', 'ids-unusable', 'rows-shrank'] as const).map(kind =>
      doubted({ kind, message: retold(`it is ${kind}`) }),
    )
    expect(refusalWords('made', 'north', five)).toBe(
      "pt.csv (older-export): it is older-export; pt.csv (ids-shifted): it is ids-shifted; pt.csv (ids-alike): it is ids-alike; and 2 more findings, see the sheet 'Data quality'; " +
        "if the site confirms that it is right: cohortium accept made north 'pt.csv'",
    )
    expect(refusalWords('made', 'north', five.slice(0, 3))).not.toContain('more findings')
  })

  test('offers no command where something could not be read', () => {
    const unread = judgedByItself(finding({ kind: 'ids-unusable', filled: 3, message: told`no id` }))
    expect(refusalWords('made', 'north', [doubted({ message: told`gone` }), unread])).toBe(
      'pt.csv (subjects-shrank): gone; pt.csv (ids-unusable): no id; what could not be read cannot be accepted: mend the mapping, or ask the site for the file again',
    )
  })
})
