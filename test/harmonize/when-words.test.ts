import { describe, expect, test } from 'vitest'
import type { DecidingField } from '../../protocol/facts/deciding-fields.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const file = { name: 's.csv', rows: 'many a subject', subject: { column: 'id' } }

const events = (own: Record<string, unknown> = {}) =>
  madeMapping({
    files: { s: { ...file, ...own } },
    map: {
      subject: { from: 's', sex: 'sex' },
      exposure: { from: 's', when: { kind: ['drug'] }, treatment: 'what', date: 'day' },
      disposition: { from: 's', when: { kind: ['death', '02'] }, event: { constant: 'death' }, date: 'day' },
    },
  })

const lines = (...kinds: readonly string[]): string =>
  ['id,sex,kind,what,day', ...kinds.map((kind, index) => `p${index},f,${kind},a,2020-05-05`)].join('\n') + '\n'

const domainsOf = (rows: readonly { readonly domain: string }[]): readonly string[] =>
  rows.map(({ domain }) => domain).filter(domain => domain !== 'subject')

describe('the words by which blocks take rows', () => {
  test('capitals, widths, spaces and forms of numbers do not matter, as for codes', async () => {
    const { site, issues } = await harmonizeTexts(events(), { s: lines('Drug', 'DEATH ', 'ｄｒｕｇ', '2', '2.0') })
    expect(domainsOf(site.rows)).toEqual(['exposure', 'exposure', 'disposition', 'disposition', 'disposition'])
    expect(issues).toEqual([])
  })

  test('a row whose word no block lists is named with its place and the nearest word, and its text is not stored', async () => {
    const { site, door, issues } = await harmonizeTexts(events(), { s: lines('drug', 'deaht', 'verstorben', 'death') })
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual([
      [3, 'kind', 'unlisted-when', 'record held'],
      [4, 'kind', 'unlisted-when', 'record held'],
    ])
    expect(issues[0]?.message).toContain("the nearest is 'death'")
    expect(site.proposals).toEqual([
      { file: 's.csv', column: 'kind', field: 'when', nearest: 'death', count: 1 },
      { file: 's.csv', column: 'kind', field: 'when', nearest: null, count: 1 },
    ])
    expect(JSON.stringify([site, door.files])).not.toContain('verstorben')
    expect(door.withheld.map(({ received, nearest }) => [received, nearest])).toEqual([
      ['deaht', 'death'],
      ['verstorben', null],
    ])
  })

  test('a row whose cell cannot be used where a block asks is held, though one word alone is asked for', async () => {
    const mapping = madeMapping({
      files: { s: { ...file, columns: { state: { from: 'kind', words: { F: 'final', D: 'draft' } } } } },
      map: {
        exposure: { from: 's', when: { state: ['final'] }, treatment: 'what', date: 'day' },
      },
    })
    const { site, issues } = await harmonizeTexts(mapping, { s: lines('F', 'D', 'X', '') })
    expect(domainsOf(site.rows)).toEqual(['exposure'])
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual([
      [4, 'state', 'unreadable-cell', 'record held'],
    ])
    expect(issues[0]?.message).toContain("is not among those which 'words' of the mapping lists")
    expect([site.notes, site.proposals]).toEqual([[], []])
    expect(site.columns.fates['s']).toEqual({ 'no-block': 2, 'unlisted-when': 1, shared: 1 })
    expect([...site.columns.held.values()]).toEqual([expect.stringContaining('row 4: a cell that cannot be used')])
  })

  test('a row whose cell cannot be used where a block takes all words but some is held', async () => {
    const mapping = madeMapping({
      files: { s: { ...file, columns: { state: { from: 'kind', words: { F: 'final', D: 'draft' } } } } },
      map: {
        exposure: { from: 's', when: { state: { not: ['draft'] } }, treatment: 'what', date: 'day' },
        disposition: { from: 's', when: { state: ['draft'] }, event: { constant: 'death' }, date: 'day' },
      },
    })
    const { site, issues } = await harmonizeTexts(mapping, { s: lines('F', 'D', 'X', '') })
    expect(domainsOf(site.rows)).toEqual(['exposure', 'exposure', 'disposition'])
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual([
      [4, 'state', 'unreadable-cell', 'record held'],
    ])
    expect(issues[0]?.message).toContain('so the row makes nothing of exposure, disposition and its subject is held')
    expect([...site.columns.held.values()]).toEqual([expect.stringContaining('row 4: a cell that cannot be used')])
  })

  test('too many of them are one finding: the file is refused where the study decides by those rows', async () => {
    const text = lines(...Array.from({ length: 20 }, (_, index) => (index < 5 ? 'died' : 'drug')))
    const byDeath: readonly DecidingField[] = [
      { domain: 'disposition', field: 'date', where: { event: { is: 'death' } } },
    ]
    const refused = await harmonizeTexts(events(), { s: text }, { deciding: byDeath })
    expect(refused.findings.map(({ kind, effect, filled, unusable }) => [kind, effect, filled, unusable])).toEqual([
      ['when-words-unlisted', 'file refused', 20, 5],
    ])
    expect(refused.issues).toEqual([])
    const leftOut = await harmonizeTexts(events(), { s: text })
    expect(leftOut.findings.map(({ effect }) => effect)).toEqual(['column left out'])
  })

  test('words that the file passes over, and words for missing, are named by nobody', async () => {
    const text = lines('drug', 'visit', 'visit', 'death', 'NA')
    const listed = events({ passOver: { kind: ['Visit'] }, missing: { NA: 'unknown' } })
    expect((await harmonizeTexts(listed, { s: text })).issues).toEqual([])
    const all = await harmonizeTexts(events({ passOver: { kind: 'all others' } }), { s: text })
    expect(all.issues).toEqual([])
    expect(all.site.notes.join()).toContain('3 rows were passed over as the mapping says')
  })

  test('a flag that one block asks for is no list of kinds: the others simply have it not', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: 'sex' },
        disposition: { from: 's', when: { dead: ['1'] }, event: { constant: 'death' }, date: 'day' },
      },
    })
    const read = (...dead: readonly string[]) =>
      harmonizeTexts(mapping, {
        s: ['id,sex,dead,day', ...dead.map((word, index) => `p${index},f,${word},2020-05-05`)].join('\n') + '\n',
      })
    const some = await read('0', '1', '0', '1.0', '0')
    expect([some.issues, some.findings]).toEqual([[], []])
    expect(domainsOf(some.site.rows)).toEqual(['disposition', 'disposition'])
    const nobody = await read('0', '0', '0')
    expect([nobody.issues, nobody.findings]).toEqual([[], []])
    const never = await read('yes', 'no', 'no')
    expect(never.findings.map(({ kind, effect }) => [kind, effect])).toEqual([['when-matches-nothing', 'query']])
  })

  test('a code that another block of the row answers is named by nobody', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: 'sex' },
        contact: { from: 's', status: { constant: 'alive' }, date: 'day' },
        procedure: { from: 's', when: { status: ['1'] }, procedure: { constant: 'transplant' }, date: 'day' },
        disposition: { from: 's', when: { status: ['2'] }, event: { constant: 'death' }, date: 'day' },
      },
    })
    const { issues, findings } = await harmonizeTexts(mapping, {
      s: 'id,sex,status,day\n1,f,0,2020-05-05\n2,f,1,2020-05-05\n3,m,2,2020-05-05\n4,m,0,2020-05-05\n',
    })
    expect([issues, findings]).toEqual([[], []])
  })

  test('a slip of a listed word, or one with a remark, is named though another block takes the row', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: 'sex' },
        contact: { from: 's', status: { constant: 'alive' }, date: 'day' },
        disposition: { from: 's', when: { state: ['dead', '死亡'] }, event: { constant: 'death' }, date: 'day' },
      },
    })
    const words = ['dead', 'alive', 'Dead (cancer)', 'deda', 'not dead', 'deadline', '死亡原因不明', 'lost']
    const { site, issues } = await harmonizeTexts(mapping, {
      s: `id,sex,state,day\n${words.map((word, at) => `${String(at + 1)},f,${word},2020-05-05`).join('\n')}\n`,
    })
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual(
      [4, 5, 8].map(row => [row, 'state', 'unlisted-when', 'query']),
    )
    expect(issues[0]?.message).toBe(
      "a word that no block of this file lists under 'when', so the row makes nothing of disposition; the nearest is 'dead'; list it there, or under 'passOver' of the file",
    )
    expect(site.proposals).toEqual([
      { file: 's.csv', column: 'state', field: 'when', nearest: 'dead', count: 2 },
      { file: 's.csv', column: 'state', field: 'when', nearest: '死亡', count: 1 },
    ])
    expect(domainsOf(site.rows).filter(domain => domain === 'contact').length).toBe(8)
    expect(site.notes).toEqual([
      "s.csv, state: 4 rows have one of 4 words that no 'when' lists, and make nothing of disposition",
    ])
  })

  test('a block that takes all but some words takes every other word', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        subject: { from: 's', sex: 'sex' },
        disposition: { from: 's', when: { kind: ['death'] }, event: { constant: 'death' }, date: 'day' },
        contact: { from: 's', when: { kind: { not: ['DEATH', ''] } }, status: { constant: 'alive' }, date: 'day' },
      },
    })
    const { site, issues } = await harmonizeTexts(mapping, {
      s: 'id,sex,kind,day\n1,f,Death,2020-05-05\n2,f,anything,2020-05-05\n3,m,,2020-05-05\n',
    })
    expect(domainsOf(site.rows)).toEqual(['contact', 'disposition'])
    expect(issues).toEqual([])
  })
})

describe('one row a subject', () => {
  const mapping = (own: Record<string, unknown> = {}) =>
    madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' }, ...own } },
      map: {
        subject: { from: 's', sex: { column: 'sex', codes: { f: 'female', m: 'male' } } },
        lab: { from: 's', test: { constant: 'albumin' }, result: { column: 'alb', unit: 'g/L' }, date: 'day' },
      },
    })

  test('later events whose subject columns are blank do not hold the subject', async () => {
    const { site, issues } = await harmonizeTexts(mapping(), {
      s: 'id,event,sex,alb,day\n1,base,f,41,2020-01-01\n1,month 3,,40,2020-04-01\n2,base,m,38,2020-01-05\n3,base,m,38,2020-01-05\n4,base,f,38,2020-01-05\n',
    })
    expect([site.held, issues]).toEqual([{}, []])
    expect(site.rows.filter(({ domain }) => domain === 'lab').length).toBe(5)
  })

  test('two rows that both tell of the subject and differ are held, and the message says how to read several rows', async () => {
    const text =
      'id,sex,alb,day\n1,f,41,2020-01-01\n1,f,40,2020-04-01\n2,m,38,2020-01-05\n3,m,38,2020-01-05\n4,f,38,2020-01-05\n'
    const { issues } = await harmonizeTexts(mapping(), { s: text })
    expect(issues.map(({ row, kind }) => [row, kind])).toEqual([
      [2, 'duplicate-differs'],
      [3, 'duplicate-differs'],
    ])
    expect(issues[0]?.message).toContain("write 'rows: many a subject' for the file")
    expect((await harmonizeTexts(mapping({ rows: 'many a subject' }), { s: text })).issues).toEqual([])
  })
})
