import { expect, test } from 'vitest'
import { harmonizeTexts, madeMapping } from './made-site.js'

const treatments = async (nobody: object, rows: readonly string[], more: object = {}) => {
  const mapping = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' }, rows: 'many a subject' } },
    nobody: { exposure: nobody },
    map: {
      subject: { from: 'p', sex: 'sex' },
      exposure: { from: 'p', treatment: 'drug', target: 'organ', ...more },
    },
  })
  const text = `id,sex,drug,organ\n${rows.map(row => `${row}\n`).join('')}`
  const codeless = { 'exposure.treatment': ['a', 'b'], 'exposure.target': ['lung', 'liver'] }
  const { site, issues } = await harmonizeTexts(mapping, { p: text }, { codeless })
  const said = ({ values }: (typeof site.rows)[number], field: string) => {
    const value = values[field]
    return value?.kind === 'code' ? value.code : value?.kind === 'missing' ? value.reason : '-'
  }
  return {
    rows: site.rows
      .filter(({ domain }) => domain === 'exposure')
      .map(row => [row.source.row, said(row, 'treatment'), said(row, 'target')].join(' ')),
    issues: issues.map(({ row, column, kind, effect }) => [row, column, kind, effect].join(' ')),
    messages: [...new Set(issues.map(({ message }) => message))],
  }
}

test('a row with what nobody had is held by name, with its row and column; the others stand', async () => {
  const { rows, issues, messages } = await treatments({ treatment: ['b'] }, ['1,m,a,lung', '2,f,b,liver', '3,f,,liver'])
  expect(rows).toEqual(['2 a lung', '3 held liver', '4 not recorded liver'])
  expect(issues).toEqual(['3 drug nobody-had value held'])
  expect(messages).toEqual([
    "nobody had this, says the mapping under 'nobody', and here somebody did: ask which of the two holds, and mend the mapping if it is this row",
  ])
})

test('of several fields a row has to have all', async () => {
  const together = await treatments({ treatment: ['a', 'b'], target: ['liver'] }, [
    '1,m,a,lung',
    '2,f,b,liver',
    '3,m,c,liver',
  ])
  expect(together.rows).toEqual(['2 a lung', '3 held liver', '4 c liver'])
  expect(together.issues).toEqual(['3 drug nobody-had value held'])
  const constant = await treatments({ treatment: ['a'], target: ['liver'] }, ['1,m,a,', '2,f,b,'], {
    treatment: { constant: 'a' },
    target: { column: 'drug', codes: { b: 'liver', a: 'lung' } },
  })
  expect(constant.rows).toEqual(['2 a lung', '3 a held'])
})

test('another domain with the same words is not meant', async () => {
  const { issues } = await treatments({ category: ['a'] }, ['1,m,a,lung'])
  expect(issues).toEqual([])
})
