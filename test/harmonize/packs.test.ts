import { describe, expect, test } from 'vitest'
import { isMissingKind, type Pack, packCodes, type PackList, packNames } from '../../protocol/language/packs.js'
import { filledOf, shippedPacks } from '../support/packs.js'
import { studyOf } from '../support/clinical-record.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { subjects, told } from './read-column.js'

const packs = await shippedPacks()
const study = studyOf('sites: [north]')

interface Row {
  readonly word: string
  readonly meaning: string
}

const rowsOf = ({ lists }: Pack, list: keyof Pack['lists']): readonly Row[] =>
  Object.entries(lists[list] ?? {}).flatMap(([meaning, words]) => (words ?? []).map(word => ({ word, meaning })))

/** What a column of words reads as, a subject a word. */
const harmonized = async (
  names: readonly string[],
  map: Record<string, unknown>,
  words: readonly string[],
  more = {},
) => {
  const mapping = madeMapping({ packs: names, files: { s: subjects }, map, ...more })
  const { filled, findings } = await filledOf(study, mapping)
  expect(findings.errors).toEqual([])
  const lines = words.map((word, at) => `s${at + 1},"${word}",kept`)
  const { site } = await harmonizeTexts(filled, { s: ['id,v,k', ...lines].join('\n') + '\n' }, { share: 1 })
  return words.map((_, at) => site.rows.find(({ source }) => source.row === at + 2)?.values)
}

const status = (list: PackList) => ({
  medicalHistory: {
    from: 's',
    category: { column: 'k', codes: { kept: 'kept' } },
    status: { column: 'v', pack: list },
  },
})
const result = (list: PackList) => ({
  assessment: { from: 's', test: { column: 'k', codes: { kept: 'x' } }, result: { column: 'v', pack: list } },
})

const lists = Object.keys(packCodes) as readonly PackList[]
const cases = packs.flatMap(pack => lists.map(list => [pack.pack, list, rowsOf(pack, list)] as const))

describe('all words of all packs, through the harmonizer', () => {
  test.each(cases)('%s: each word of %s is its code', async (name, list, rows) => {
    const values = await harmonized(
      [name],
      status(list),
      rows.map(({ word }) => word),
    )
    expect(values.map(value => told(value?.['status']))).toEqual(rows.map(({ meaning }) => meaning))
  })

  test.each(lists)(
    'both packs together: each word of %s is its code, also in capitals, full width and spaces',
    async list => {
      const rows = packs.flatMap(pack => rowsOf(pack, list))
      const wide = (word: string): string =>
        word.replaceAll(/[!-~]/g, sign => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
      for (const dressed of [
        (word: string) => word.toUpperCase(),
        wide,
        (word: string) => `  ${word.replaceAll(' ', '  ')} `,
      ]) {
        const values = await harmonized(
          packNames,
          status(list),
          rows.map(({ word }) => dressed(word)),
        )
        expect(values.map(value => told(value?.['status']))).toEqual(rows.map(({ meaning }) => meaning))
      }
    },
  )

  test.each(lists.filter(list => list !== 'recist'))('a quantity takes %s too, numbers as numbers', async list => {
    const rows = packs.flatMap(pack => rowsOf(pack, list))
    const values = await harmonized(
      packNames,
      result(list),
      rows.map(({ word }) => word),
    )
    const expected = rows.map(({ meaning }) => (/^\d+$/.test(meaning) ? `=${meaning} -` : meaning))
    expect(values.map(value => told(value?.['result']))).toEqual(expected)
  })

  test.each(packs.map(pack => [pack.pack, rowsOf(pack, 'missing')] as const))(
    '%s: each word for missing is its kind, everywhere at the site',
    async (name, rows) => {
      const missing = { pack: 'missing' }
      const words = rows.map(({ word }) => word)
      const values = await harmonized(
        [name],
        { lab: { from: 's', test: { column: 'k', codes: { kept: 'albumin' } }, result: { column: 'v', unit: 'g/L' } } },
        words,
        { missing },
      )
      expect(values.map(value => told(value?.['result']))).toEqual(rows.map(({ meaning }) => meaning))
    },
  )

  test.each(packs.map(pack => [pack.pack, rowsOf(pack, 'unit')] as const))(
    '%s: each unit is the one of the product',
    async (name, rows) => {
      const tests = Object.fromEntries(rows.map(({ meaning }, at) => [`t${at}`, { unit: meaning, conversions: {} }]))
      const blocks = rows.map((_, at) => ({
        from: 's',
        when: { n: [String(at)] },
        test: { constant: `t${at}` },
        result: { column: 'v', unit: { column: 'u', pack: 'unit' } },
      }))
      const mapping = madeMapping({ packs: [name], files: { s: subjects }, map: { lab: blocks } })
      const { filled } = await filledOf({ ...study, tests }, mapping)
      const lines = rows.map(({ word }, at) => `s${at},7,"${word}",${at}`)
      const { site } = await harmonizeTexts(filled, { s: `id,v,u,n\n${lines.join('\n')}\n` }, { tests })
      expect(site.rows.map(({ values }) => told(values['result']))).toEqual(rows.map(({ meaning }) => `=7 ${meaning}`))
    },
  )
})

/** What the words say to whoever reads them without the lists. */
const readByEye = (list: PackList, word: string): string => {
  const numbers = word.match(/\d+/g) ?? []
  const letter = (letters: string): string =>
    new RegExp(`(?<![A-Za-z])[${letters}](?![A-Za-z])`).exec(word)?.[0].toLowerCase() ?? ''
  if (list === 'ecog') return numbers[0] ?? String('零一二三四五'.indexOf(word.charAt(0)))
  if (list === 'child-pugh-points') return numbers[0] ?? ''
  if (list === 'child-pugh-class')
    return (
      { 甲: 'a', 乙: 'b', 丙: 'c' }[word.charAt(0)] ??
      (letter('ABC') || /(?:CP|CTP|Child|Pugh)([ABC])/.exec(word)?.[1]?.toLowerCase() || '')
    )
  if (/弱|weak|faint|low|±|\+-|\+\/-|-\/\+|阳性\(±\)|低度|轻度/i.test(word) && !/可疑|trace|equivocal/.test(word))
    return 'weak-positive'
  if (
    /可疑|临界|灰区|不确定|无法判定|borderline|equivocal|indeterminate|inconclusive|gr[ea]y|doubtful|uncertain/.test(
      word,
    )
  )
    return 'borderline'
  if (/微量|痕量|^\(?tr/.test(word)) return 'trace'
  if (
    /阴|neg|^\(?-(ve|\)|$)|[无非不]反应|未[检查测]\S*(出|到)|检不出|检测不到|non-?\s?reactive|no reaction|not (reactive|detect)|undetect|none detected|absent/.test(
      word,
    )
  )
    return 'negative'
  return 'positive'
}

test.each(
  packs.flatMap(pack =>
    (['result', 'ecog', 'child-pugh-class', 'child-pugh-points'] as const).map(
      list => [pack.pack, list, rowsOf(pack, list)] as const,
    ),
  ),
)('%s: the codes of %s are what a reader without the list would say', (_, list, rows) => {
  const coded = rows.filter(({ meaning }) => !isMissingKind(meaning))
  expect(coded.map(({ word }) => [word, readByEye(list, word)])).toEqual(
    coded.map(({ word, meaning }) => [word, meaning]),
  )
})

test('each language has 60 and more spellings of negative, positive, weak and not done, and 150 and more words', () => {
  for (const pack of packs) {
    const four = rowsOf(pack, 'result').filter(({ meaning }) =>
      ['negative', 'positive', 'weak-positive', 'not done'].includes(meaning),
    )
    expect(four.length).toBeGreaterThanOrEqual(60)
    expect(lists.flatMap(list => rowsOf(pack, list)).length).toBeGreaterThanOrEqual(150)
    for (const list of lists)
      for (const code of packCodes[list]) expect(pack.lists[list]?.[code], `${pack.pack} ${list} ${code}`).toBeDefined()
  }
})

test('what means two things is in no list: a bare dash or slash, ND, Na beside NA', async () => {
  const words = ['-', '/', 'ND', 'nd', 'Na', '0', '1', '+1', '无']
  for (const list of ['result', 'sex', 'recist'] as const) {
    const values = await harmonized(packNames, status(list), words, { missing: { pack: 'missing' } })
    expect(
      values.map(value => told(value?.['status'])),
      list,
    ).toEqual(words.map(() => 'held'))
  }
})
