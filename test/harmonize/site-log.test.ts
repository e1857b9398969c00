import { describe, expect, test } from 'vitest'
import type { FileFinding } from '../../harmonize/columns/file-finding.js'
import { siteLog } from '../../harmonize/blocks/site-log.js'
import { retold, told } from '../../words/told.js'

const place = { file: told`s.csv`, sheet: told`-`, row: 2, subjectKey: 'k' }
const trouble = { kind: 'unlisted-code', effect: 'value held', message: retold('first') } as const

describe('what a site is told', () => {
  test('the trouble of one cell once, however many fields read it', () => {
    const log = siteLog('north')
    log.report(place, told`a`, trouble)
    log.report(place, told`a`, { ...trouble, message: retold('second') })
    log.report(place, told`b`, trouble)
    log.report(place, told`a`, { ...trouble, kind: 'probably-missing' })
    log.report({ ...place, row: 3 }, told`a`, trouble)
    log.report({ ...place, sheet: told`x` }, told`a`, trouble)
    log.report({ ...place, file: told`t.csv` }, null, trouble)
    const found = log
      .issues()
      .map(({ file, sheet, row, column, kind, message }) => [file, sheet, row, column, kind, message])
    expect(found).toEqual([
      ['s.csv', '-', 2, 'a', 'unlisted-code', 'first'],
      ['s.csv', '-', 2, 'b', 'unlisted-code', 'first'],
      ['s.csv', '-', 2, 'a', 'probably-missing', 'first'],
      ['s.csv', '-', 3, 'a', 'unlisted-code', 'first'],
      ['s.csv', 'x', 2, 'a', 'unlisted-code', 'first'],
      ['t.csv', '-', 2, null, 'unlisted-code', 'first'],
    ])
    expect(log.issues()[0]).toEqual({ site: 'north', ...place, column: told`a`, ...trouble })
  })

  test('a note with its count, by file and column', () => {
    const log = siteLog('north')
    log.note(told`s.csv`, told`a`, retold('read'))
    log.note(told`s.csv`, null, retold('read'))
    log.note(told`s.csv`, told`a`, retold('read'))
    expect(log.notes()).toEqual(['s.csv, a: read (2 times)', 's.csv: read'])
  })

  test('of texts that no list has the place and count', () => {
    const log = siteLog('north')
    const text = { file: told`s.csv`, column: told`a`, field: told`stage`, nearest: null }
    log.propose(text)
    log.propose(text)
    log.propose(text)
    log.propose({ ...text, nearest: told`iii` })
    expect(log.proposals()).toEqual([
      { ...text, count: 3 },
      { ...text, nearest: told`iii`, count: 1 },
    ])
  })

  test('of two findings of one column, kind and part the graver, then the one of more cells', () => {
    const finding = (own: Partial<FileFinding>): FileFinding => ({
      ...{
        file: told`s.csv`,
        sheet: told`-`,
        column: told`a`,
        kind: 'column-unusable',
        effect: 'query',
        filled: 9,
        unusable: 3,
      },
      message: retold(''),
      ...own,
    })
    const kept = (...findings: readonly FileFinding[]): readonly FileFinding[] => {
      const log = siteLog('north')
      for (const one of findings) log.find(one)
      return log.findings()
    }
    const [asked, leftOut, refused] = [
      finding({}),
      finding({ effect: 'column left out', unusable: 2 }),
      finding({ effect: 'file refused', unusable: 1 }),
    ]
    expect(kept(asked, leftOut)).toEqual([leftOut])
    expect(kept(leftOut, asked)).toEqual([leftOut])
    expect(kept(leftOut, refused)).toEqual([refused])
    expect(kept(refused, leftOut)).toEqual([refused])
    expect(kept(asked, finding({ unusable: 4 }))).toEqual([finding({ unusable: 4 })])
    expect(kept(asked, finding({ unusable: 3, message: retold('later') }))).toEqual([asked])
    expect(
      kept(asked, finding({ column: told`b` }), finding({ kind: 'ids-alike' }), finding({ sheet: told`x` })),
    ).toHaveLength(4)
    const log = siteLog('north')
    log.find(asked, 'afp')
    log.find(asked, 'cea')
    expect(log.findings()).toHaveLength(2)
  })
})
