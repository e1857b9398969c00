import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { UpdatedMapping } from '../../drafting/update/update-mapping.js'
import { siteSchema } from '../../protocol/language/site.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { inspectFiles } from '../../sources/files/inspect-files.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'
import { madeSites } from './made-sites.js'
import { updateOfFolder } from './update-of-folder.js'

type Files = Readonly<Record<string, string>>

const folder = temporaryFolder()
const { files, mapping } = madeSites.find(({ site }) => site === 'harbour')!
const { study, mappings } = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))
const others = Object.values(mappings)

let folders = 0
const put = (some: Files): string => {
  folders += 1
  const own = join(folder(), String(folders))
  mkdirSync(own)
  for (const [name, text] of Object.entries(some)) writeFileSync(join(own, name), text)
  return own
}

const drafted = async (some: Files): Promise<string> => (await draftOfFolder('harbour', put(some), study, others)).text

// Each update reads again, and changes nothing more.
const updated = async (text: string, some: Files): Promise<UpdatedMapping> => {
  const own = put(some)
  const found = await updateOfFolder(text, own, study, others)
  expect((await updateOfFolder(found.text, own, study, others)).text).toBe(found.text)
  if (found.gone.length === 0) {
    const looked = await inspectFiles(own, siteSchema.parse(parse(found.text)))
    expect(looked.flatMap(({ problems }) => problems)).toEqual([])
  }
  return found
}

const changed = (name: string, change: (text: string) => string): Files => ({ ...files, [name]: change(files[name]!) })
const withColumn = (name: string, header: string, cell: (at: number) => string): Files =>
  changed(name, text =>
    text
      .trimEnd()
      .split('\n')
      .map((line, at) => `${line},${at === 0 ? header : cell(at)}\n`)
      .join(''),
  )
const withoutColumn = (name: string, header: string): Files =>
  changed(name, text => {
    const rows = text
      .trimEnd()
      .split('\n')
      .map(line => line.split(','))
    const place = rows[0]!.indexOf(header)
    return rows.map(cells => `${cells.filter((_, at) => at !== place).join(',')}\n`).join('')
  })
const without = (name: string): Files => Object.fromEntries(Object.entries(files).filter(([own]) => own !== name))

const linesOf = (text: string): readonly string[] => text.split('\n')
const added = (before: string, after: string): readonly string[] =>
  linesOf(after)
    .filter(line => !linesOf(before).includes(line))
    .map(line => line.trim())
const lost = (before: string, after: string): readonly string[] =>
  linesOf(before)
    .filter(line => !linesOf(after).includes(line))
    .map(line => line.trim())
const filledIn = ({ changes }: UpdatedMapping): readonly string[] =>
  changes.filter(({ standing }) => standing === 'filled in').map(({ says }) => says)

describe('a mapping is brought up to new exports, and stays the text of the person who wrote it', () => {
  test('without news no byte of it changes, whoever wrote it', async () => {
    for (const text of [await drafted(files), mapping, mapping.replaceAll('\n', '\r\n'), `\uFEFF${mapping}`]) {
      const found = await updated(text, files)
      expect(found).toEqual({ text, changes: [], gone: [] })
    }
  })

  test('a new column becomes a line of the block that reads its file', async () => {
    const base = await drafted(withoutColumn('laboratory.csv', 'HBsAg'))
    const { text } = await updated(base, files)
    expect(added(base, text)).toEqual([
      'HBsAg: { test: hbsag, codes: { negative: negative, positive: positive } }',
      '# seen labs: [HBsAg]',
    ])
    expect(lost(base, text)).toEqual([])
    const lines = linesOf(text).map(line => line.trim())
    expect(lines.indexOf('HBsAg: { test: hbsag, codes: { negative: negative, positive: positive } }')).toBe(
      lines.indexOf('AFP (ng/mL): { test: afp, unit: ng/mL }') + 1,
    )
  })

  test('a name that YAML would read as something else stands in quotes', async () => {
    const base = await drafted(withoutColumn('laboratory.csv', 'HBsAg'))
    const { text } = await updated(
      base,
      changed('laboratory.csv', own => own.replace('HBsAg', 'HBsAg #')),
    )
    expect(added(base, text)).toContain("'HBsAg #': { test: hbsag, codes: { negative: negative, positive: positive } }")
  })

  test('a word that chooses the rows of another block is known', async () => {
    const own = mapping.replace('codes: { alive: alive, dead: dead }', 'codes: { alive: alive }')
    expect(own).not.toBe(mapping)
    expect(await updated(own, files)).toEqual({ text: own, changes: [], gone: [] })
  })

  test('what a person wrote stays: comments, order, blanks, values, and lines that were taken out', async () => {
    const before = withoutColumn('laboratory.csv', 'HBsAg')
    const own = (await drafted(before))
      .replace('label: harbour', "label:   'Harbour, east'   # as on their letters")
      .replace('      ALT (U/L): { test: alt, unit: U/L }\n', '')
      .replace('  lab:\n', '  # Taken fasting, says Dr L.\n  lab: # see letter 3\n')
      .replace('Albumin (g/L): { test: albumin, unit: g/L }', 'Albumin (g/L): {test: albumin,   unit: g/L} # checked')
    const { text, changes } = await updated(own, files)
    expect(lost(own, text)).toEqual([])
    expect(linesOf(text).filter(line => linesOf(own).includes(line))).toEqual(linesOf(own))
    expect(changes).toHaveLength(1)
    expect(text).not.toContain('test: alt')
  })

  test.each([
    ['patients_2024-02-29.csv', 'Sex', 'Gender', 'sex: { column: Gender, codes: { F: female, M: male } }'],
    ['laboratory.csv', 'Sample date', 'Specimen date', 'date: { column: Specimen date, date: [YYYY-MM-DD] }'],
    ['laboratory.csv', 'ALT (U/L)', 'GPT (U/L)', 'GPT (U/L): { test: alt, unit: U/L }'],
  ])('%s: a column that is surely the old one under another name takes its place', async (name, was, is, line) => {
    const base = await drafted(files)
    const found = await updated(
      base,
      changed(name, text => text.replace(was, is)),
    )
    expect(added(base, found.text)).toContain(line)
    expect(lost(base, found.text)).toHaveLength(1)
    expect(found.gone).toEqual([])
  })

  test('one in another unit is no other name: it is proposed beside the line, which stays', async () => {
    const base = await drafted(files)
    const renamed = changed('laboratory.csv', text => text.replace('Albumin (g/L)', 'Albumin (g/dL)'))
    const found = await updated(base, renamed)
    expect(filledIn(found)).toEqual([])
    expect(lost(base, found.text)).toEqual([])
    expect(found.gone).toEqual([expect.stringContaining("labs: 'Albumin (g/L)' is gone")])
    expect(found.text).toMatch(/^ {6}# Albumin \(g\/dL\): \{ test: albumin/m)
  })

  test('nor is one whose header and numbers say another unit', async () => {
    const base = await drafted(files)
    const inOther = changed('laboratory.csv', text =>
      text
        .replace('Albumin (g/L)', 'Albumin (g/dL)')
        .replaceAll(
          /^(HB-\d+,[^,]+),(\d+)/gm,
          (_, before: string, value: string) => `${before},${String(Number(value) / 10)}`,
        ),
    )
    const found = await updated(base, inOther)
    expect(await drafted(inOther)).toContain('Albumin (g/dL): { test: albumin, unit: g/dL }')
    expect(found.gone).toEqual([expect.stringContaining("labs: 'Albumin (g/L)' is gone")])
    expect(lost(base, found.text)).toEqual([])
    expect(found.text).toMatch(/^ {6}# Albumin \(g\/dL\): \{ test: albumin, unit: g\/dL \}/m)
  })

  test('a second column for what is read from another file already is only proposed', async () => {
    const base = await drafted(files)
    const twice = withColumn('patients_2024-02-29.csv', 'AFP (ng/mL)', at => String(5 + at))
    expect((await drafted(twice)).split('AFP (ng/mL): { test: afp').length).toBe(3)
    const found = await updated(base, twice)
    expect(filledIn(found)).toEqual([])
    expect(found.changes.map(({ standing }) => standing)).toEqual(['proposed'])
  })

  test('of a column that is gone nothing is taken away', async () => {
    const base = await drafted(files)
    const found = await updated(base, withoutColumn('laboratory.csv', 'ALT (U/L)'))
    expect(found).toMatchObject({ text: base, changes: [] })
    expect(found.gone).toEqual([expect.stringContaining("labs: 'ALT (U/L)' is gone")])
  })

  test('a file that was not there gets an entry and blocks', async () => {
    const base = await drafted(without('therapy.csv'))
    const { text } = await updated(base, files)
    expect(added(base, text).slice(0, 3)).toEqual([
      'treatments: { name: therapy.csv, encoding: utf-8, subject: { column: Patient ID } }',
      'exposure:',
      'from: treatments',
    ])
    expect(lost(base, text)).toEqual([])
  })

  test('a second block makes a list of the first, with its comments', async () => {
    const base = await drafted(files)
    const own = base.replace('    from: treatments\n', '    # Drugs alone\n    from: treatments # since 2020\n')
    const second = {
      ...files,
      'radiotherapy.csv': files['therapy.csv']!.replaceAll(/Sintilimab|Lenvatinib|Sorafenib/g, 'Radiotherapy'),
    }
    const { text } = await updated(own, second)
    const { exposure } = siteSchema.parse(parse(text)).map
    expect(exposure).toHaveLength(2)
    expect(text).toContain('    # Drugs alone\n    - from: treatments # since 2020\n      treatment:')
  })

  test.each([
    ['semicolons', changed('laboratory.csv', text => text.replaceAll(',', ';')), ['labs: delimiter: ;']],
    [
      'another form of days',
      changed('follow up.csv', text => text.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1')),
      [
        "follow-up: contact.date: the days of 'Follow-up date' are written DD.MM.YYYY",
        "follow-up: disposition.date: the days of 'Follow-up date' are written DD.MM.YYYY",
      ],
    ],
    [
      'a title above the header',
      changed('laboratory.csv', text => `Laboratory of the harbour${','.repeat(7)}\n${','.repeat(7)}\n${text}`),
      ['labs: header: 3'],
    ],
    [
      'another name of the file',
      { ...without('therapy.csv'), 'drugs given.csv': files['therapy.csv']! },
      ['treatments: name: therapy.csv became drugs given.csv'],
    ],
    [
      'a column with names of persons',
      withColumn('laboratory.csv', 'Phone', at => `0791 22${String(at)}`),
      ["labs: 'Phone' is dropped"],
    ],
  ])('%s', async (_, some, says) => {
    expect(filledIn(await updated(await drafted(files), some))).toEqual(says)
  })

  test('what is said once for the whole site stays said once', async () => {
    const own = mapping
      .replaceAll(', date: [YYYY-MM-DD]', '')
      .replaceAll(', encoding: utf-8', '')
      .replace('files:\n', "defaults: { encoding: utf-8, delimiter: ',', date: [YYYY-MM-DD] }\nfiles:\n")
    expect(await updated(own, files)).toEqual({ text: own, changes: [], gone: [] })
    const found = await updated(own, {
      ...files,
      'follow up.csv': files['follow up.csv']!.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1').replaceAll(',', ';'),
    })
    expect(found.text).toContain('date: [YYYY-MM-DD, DD.MM.YYYY] }')
    expect(filledIn(found)).toEqual([
      'follow-up: delimiter: ;',
      "follow-up: all days of the site: the days of 'Follow-up date' are written DD.MM.YYYY",
    ])
  })

  test('a word whose code is known joins the codes, one that nobody knows is listed', async () => {
    const only = changed('patients_2024-02-29.csv', text => text.replaceAll(',contrast MRI,', ',biopsy,'))
    const base = await drafted(only)
    expect(base).not.toContain('enhanced-mri')
    const { text } = await updated(base, files)
    expect(text).toContain('contrast MRI: enhanced-mri }')
    const strange = await updated(
      base,
      changed('follow up.csv', text => text.replace('alive', 'moved away')),
    )
    expect(strange.text).toContain("#   follow-up, Vital status for contact.status: no code is known for 'moved away'")
    expect(filledIn(strange).filter(line => line.includes('moved away'))).toEqual([])
  })

  test('a text that no draft wrote stays as it is until a line is sure', async () => {
    const strange = withColumn('laboratory.csv', 'Analyser', at => `C${String(at % 3)}`)
    const found = await updateOfFolder(mapping, put(strange), study, others)
    expect(found.text).toBe(mapping)
    expect(found.changes.map(({ says }) => says)).toEqual(["labs: no line is about 'Analyser'"])
    const sure = await updated(mapping.replace(/\n.*HBsAg.*/, ''), files)
    expect(added(mapping, sure.text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^# seen labs: \[Patient ID/)]),
    )
  })

  test('where the text has no place for a line, the line is left to a person', async () => {
    const aliased = mapping
      .replace(
        'patients: { name: patients_*.csv, encoding: utf-8, subject: { column: Patient ID } }',
        'patients: { name: patients_*.csv, encoding: utf-8, subject: &id { column: Patient ID } }',
      )
      .replace(
        'labs: { name: laboratory.csv, encoding: utf-8, subject: { column: Patient ID } }',
        'labs: { name: laboratory.csv, encoding: utf-8, subject: *id }',
      )
    expect(aliased).toContain('*id')
    const found = await updateOfFolder(
      aliased,
      put(changed('laboratory.csv', text => text.replace('Patient ID', 'Subject ID').replaceAll(',', ';'))),
      study,
      others,
    )
    expect(found.text).toContain('subject: *id')
    expect(found.changes.map(({ says }) => says)).toContainEqual(
      expect.stringContaining("put this in by hand: labs: 'Patient ID' is gone"),
    )
  })

  test('a value that two places share is not changed for one of them', async () => {
    const shared = mapping
      .replace(
        'patients_*.csv, encoding: utf-8, subject: { column: Patient ID }',
        'patients_*.csv, encoding: utf-8, subject: &id { column: Patient ID }',
      )
      .replace(
        'laboratory.csv, encoding: utf-8, subject: { column: Patient ID }',
        'laboratory.csv, encoding: utf-8, subject: *id',
      )
    const one = changed('patients_2024-02-29.csv', text =>
      text.replace('Patient ID', 'Subject ID').replaceAll(',', ';'),
    )
    const found = await updateOfFolder(shared, put(one), study, others)
    expect(found.text).toContain('subject: &id { column: Patient ID }')
    expect(found.changes.map(({ says }) => says)).toContainEqual(
      expect.stringContaining("put this in by hand: patients: 'Patient ID' is gone"),
    )
  })
})
