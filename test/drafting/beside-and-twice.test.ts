import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'

const { study, mappings } = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))

const folder = temporaryFolder()
const subjects = Array.from({ length: 24 }, (_, at) => at)
const two = (number: number): string => String(number).padStart(2, '0')

const drafted = async (files: Readonly<Record<string, readonly string[]>>): Promise<string> => {
  const own = join(folder(), 'exports')
  mkdirSync(own)
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(own, name), `${lines.join('\n')}\n`)
  return (await draftOfFolder('new', own, study, Object.values(mappings))).text
}

const data = [
  'pid,sex,ecog,albumin',
  ...subjects.map(at => `P${String(100 + at)},${String((at % 2) + 1)},${String(at % 3)},${String(30 + at)}`),
]

describe('a codebook beside the files', () => {
  const book = [
    'variable,code,label',
    'pid,,id',
    'sex,1,female',
    'sex,2,male',
    'ecog,0,fit',
    'ecog,1,less',
    'albumin,,g/L',
  ]

  test('says what numbers mean, so none is sure, and is no export', async () => {
    const text = await drafted({ 'data.csv': data, 'dictionary.csv': book })
    expect(text).not.toMatch(/^ +sex:/m)
    expect(text).toMatch(/# +sex: \{ column: sex, .* {2}# likely 0.5: 1 and 2 .* a codebook beside the files/)
    expect(text).not.toContain('dictionary')
  })

  test('without it 1 and 2 are those of ISO 5218', async () => {
    expect(await drafted({ 'data.csv': data })).toContain("    sex: { column: sex, codes: { '1': male, '2': female } }")
  })

  test('a table of other columns is none, though it has a word of them', async () => {
    const text = await drafted({
      'data.csv': data,
      'notes.csv': [
        'pid,note',
        ...subjects.map(at => `P${String(100 + at)},${['sex', 'ecog', 'albumin'][at] ?? `text ${String(at)}`}`),
      ],
    })
    expect(text).toContain('notes.csv')
    expect(text).toMatch(/^ +sex:/m)
  })
})

test('of two columns of one name each is named by its place, and none is sure', async () => {
  const rows = subjects.map(at => `P${String(100 + at)},${String(30 + at)},${String(31 + at)},2021-01-${two(at + 1)}`)
  const text = await drafted({ 'labs.csv': ['pid,albumin,albumin,sample date', ...rows] })
  expect(text).toMatch(/# +albumin#1: \{ test: albumin.*likely/)
  expect(text).toMatch(/# +albumin#2: \{ test: albumin.*likely/)
  expect(text).not.toMatch(/^ +albumin/m)
})

test('names that stand twice are dropped, both of them', async () => {
  const rows = subjects.map(at => `P${String(100 + at)},Berg,Anna,${at % 2 === 0 ? 'm' : 'f'}`)
  expect(await drafted({ 'patients.csv': ['pid,name,name,sex', ...rows] })).toContain('[name#1, name#2]')
})

test.each([
  [
    'French',
    'N° dossier,Sexe,Date de naissance,Décédé,Date de décès,Date des dernières nouvelles',
    ['H', 'F'],
    ['Oui', 'Non'],
  ],
  ['Spanish', 'NHC,Sexo,Fecha de nacimiento,Éxitus,Fecha de éxitus,Fecha último contacto', ['H', 'M'], ['Sí', 'No']],
  ['Japanese', '患者番号,性別,生年月日,転帰,死亡日,最終生存確認日', ['男', '女'], ['死亡', '生存']],
])('%s columns of sex, birth, state and its days are known', async (_, header, [man, woman], [dead, alive]) => {
  const rows = subjects.map(at => {
    const died = at % 3 === 0
    return `P${String(100 + at)},${(at % 2 === 0 ? man : woman) ?? ''},19${two(40 + at)}-03-1${String(at % 9)},${(died ? dead : alive) ?? ''},${died ? `2021-02-${two(at + 1)}` : ''},2021-0${String((at % 6) + 3)}-${two(at + 1)}`
  })
  const text = await drafted({ 'p.csv': [header, ...rows] })
  const [, sex, birth, state, death, last] = header.split(',')
  const sure = woman === 'M' ? '# +' : ''
  expect(text).toMatch(new RegExp(`^ +${sure}sex: \\{ column: ${sex ?? ''}, codes: `, 'm'))
  expect(text).toMatch(new RegExp(`[ {](${man ?? ''}: male)[, ]`))
  expect(text).toMatch(new RegExp(`^ +birthDate: \\{ column: ${birth ?? ''},`, 'm'))
  expect(text).toMatch(new RegExp(`^ +status: \\{ column: ${state ?? ''}, `, 'm'))
  expect(text).toMatch(new RegExp(`^ +when: \\{ ${state ?? ''}: \\['?${dead ?? ''}'?\\]`, 'm'))
  expect(text).toMatch(new RegExp(`^ +date: \\{ column: ${death ?? ''},`, 'm'))
  expect(text).toMatch(new RegExp(`^ +date: \\{ column: ${last ?? ''},`, 'm'))
})
