import { describe, expect, test } from 'vitest'
import type { Comparison } from '../../../harmonize/acceptance/comparison.js'
import type { ComparedWith } from '../../../harmonize/acceptance/compare-exports.js'
import { madeMapping } from '../made-site.js'
import { compareTexts, people, type Person, summaryOf, wide, wideText } from './compared-texts.js'

const before = people(20)

const compare = (now: readonly Person[], options: Partial<ComparedWith> = {}, was = before): Promise<Comparison> =>
  compareTexts(wide, wideText(was), wideText(now), options)

const finding = (kind: string, effect: string, unusable: number, filled: number, message: string) => ({
  file: 'pt.csv',
  sheet: '-',
  column: null,
  kind,
  effect,
  filled,
  unusable,
  message,
})

const refused = (kind: string, unusable: number, filled: number, message: string) =>
  finding(kind, 'file refused', unusable, filled, message)

describe('what the comparison with the last accepted export says', () => {
  test('of subjects and rows that are gone', async () => {
    const rest =
      'of the last accepted export are not in this one; see whether the file is whole, and ask the site for it again'
    expect((await compare(before.slice(0, 17))).findings).toEqual([
      refused('subjects-shrank', 3, 20, `3 of the 20 subjects ${rest}`),
    ])
    const visits = madeMapping({
      ...wide,
      files: { pt: { name: 'pt.csv', subject: { column: 'pid' }, rows: 'many a subject' } },
      map: { contact: wide.map.contact },
    })
    const twice = people(20).flatMap(p => [p, { ...p, seen: `2021${p.seen.slice(4)}` }])
    const { findings } = await compareTexts(
      visits,
      wideText(twice),
      wideText(twice.filter((_, at) => at > 9 || at % 2 === 0)),
    )
    expect(findings).toEqual([
      refused(
        'rows-shrank',
        5,
        40,
        '5 of the 40 rows that these subjects had in the last accepted export are not in this one; see whether the file is whole, and ask the site for it again',
      ),
    ])
  })

  test('of deaths that are alive again', async () => {
    const { findings, questions } = await compare(before.map(p => (p.id === 'N001' ? { ...p, fate: 'alive' } : p)))
    expect(findings).toEqual([
      refused(
        'alive-again',
        1,
        5,
        '1 of 5 subjects whose death the last accepted export told are alive again; ask the site which export is right',
      ),
    ])
    expect(questions.map(({ kind, message }) => [kind, message])).toEqual([
      ['alive-again', 'the last accepted export told a death that this one does not tell; which of them is right?'],
    ])
  })

  test('of facts that cannot change, one subject at a time', async () => {
    const now = before.map((p, at) => ({
      ...p,
      ...(at === 1 ? { sex: 'm' } : {}),
      ...(at === 2 ? { born: '1931-05-05' } : {}),
      ...(at === 4 ? { drug: 'b' } : {}),
    }))
    const { findings, questions } = await compare(now)
    expect(findings).toEqual([])
    expect(questions.map(({ kind, message }) => [kind, message])).toEqual(
      ['sex', 'birth date', 'first exposure'].map(fact => [
        'constant-fact-changed',
        `another ${fact} than in the last accepted export; which of them is right?`,
      ]),
    )
  })

  test('of facts of many subjects, by whether the values moved or are new', async () => {
    const slid = before.map((p, at) => ({ ...p, id: before[(at + 1) % 20]?.id ?? '' }))
    expect((await compare(slid)).findings).toEqual([
      refused(
        'ids-shifted',
        20,
        20,
        '20 of 20 subjects have another sex, birth date, first exposure than in the last accepted export, while the values themselves stayed: the ids are probably shifted against the columns, or two codes exchanged; ask the site for the file again',
      ),
    ])
    const anew = before.map((p, at) => ({ ...p, born: at < 5 ? `190${at}-05-05` : p.born }))
    expect((await compare(anew)).findings).toEqual([
      refused(
        'constant-facts-changed',
        5,
        20,
        '5 of 20 subjects have another birth date than in the last accepted export, and the values are new: the column is written in another way, or holds something else; ask the site for the file again',
      ),
    ])
  })

  test('of the file of another site, of nobody known, and of ids that our own change made others', async () => {
    const others = people(15, 'K')
    const elsewhere = { site: 'k', summary: await summaryOf({ ...wide, site: 'k' }, wideText(others)) }
    expect((await compare(others, { others: [elsewhere] })).findings).toEqual([
      refused(
        'file-of-another-site',
        15,
        15,
        '15 of its 15 subjects are those of site k, and 0 are known at this site: probably the file of another site; put the right one there',
      ),
    ])
    expect((await compare(others)).findings).toEqual([
      refused(
        'no-subject-known',
        15,
        15,
        'none of its 15 subjects is known from the last accepted export: the file of another site or study, or ids that are written in another way; ask the site',
      ),
    ])
    expect((await compare(others, { sameReading: false })).findings).toEqual([
      finding(
        'not-compared',
        'query',
        15,
        15,
        'mapping or code changed, and most subjects have other ids than before: this export could not be compared with the last accepted one; look at the counts of the flow',
      ),
    ])
  })

  test('of an emptied column', async () => {
    const message = (was: number) =>
      `${was} cells said something in the last accepted export, 0 do now; ask the site whether the column was lost on the way`
    const column = (name: string, effect: string, was: number) => ({
      ...finding('column-emptied', effect, was, was, message(was)),
      column: name,
    })
    expect((await compare(before.map(p => ({ ...p, albumin: '' })))).findings).toEqual([column('alb', 'query', 20)])
    const few = (count: number): readonly Person[] => before.map((p, at) => ({ ...p, drug: at < count ? p.drug : '' }))
    const emptied = async (count: number) => (await compare(few(0), {}, few(count))).findings
    expect(await emptied(3)).toEqual([column('drug', 'file refused', 3)])
    expect(await emptied(2)).toEqual([column('drug', 'query', 2)])
  })

  test('of an older export, by its days and by its own date', async () => {
    const earlier = before.map(p => (p.fate === 'alive' ? { ...p, seen: `2021-0${p.seen.slice(6, 7)}-20` } : p))
    expect((await compare(earlier)).findings).toEqual([
      refused(
        'older-dates',
        15,
        20,
        'the newest day of 15 of 20 subjects lies before that of the last accepted export, and of none after it: probably an older export; deliver the newest one',
      ),
    ])
    const dated = madeMapping({ ...wide, dataDate: { file: 'pt', column: 'seen', date: ['YYYY-MM-DD'] } })
    const on = (day: string) => wideText(before.map(p => ({ ...p, seen: day })))
    expect((await compareTexts(dated, on('2022-05-01'), on('2022-04-30'))).findings).toEqual([
      refused(
        'older-data-date',
        1,
        1,
        'its data are of 2022-04-30, those of the last accepted export of 2022-05-01; deliver the newest export',
      ),
    ])
  })
})
