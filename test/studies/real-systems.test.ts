import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { valueInWords } from '../../cli/preview-lines.js'
import { previewRows } from '../../cli/preview-rows.js'
import { readSite } from '../../cli/read-site.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'systems')

/** What somebody typed by hand of a system's export: by subject what its rows have to become, and all that is held or asked. */
const truthSchema = z.strictObject({
  subjects: z.record(z.string(), z.array(z.string())),
  held: z.array(z.string()).default([]),
})
const truthOf = (study: string, site: string) =>
  truthSchema.parse(parse(readFileSync(join(fixtures, study, 'truth', `${site}.yaml`), 'utf8')))

const studies = ['dated', 'day-offsets']
const loaded = await Promise.all(studies.map(async study => [study, await loadStudy(join(fixtures, study))] as const))
const systems = loaded.flatMap(([study, one]) => Object.keys(one.mappings).map(site => [site, study, one] as const))

test('ten systems and more are among them', () => {
  expect(systems.length).toBeGreaterThanOrEqual(10)
})

test.each(systems)(
  'an export laid out as %s writes it is read as somebody reads it by hand',
  async (site, study, one) => {
    const mapping = one.mappings[site]!
    const folder = join(fixtures, study, 'exports', site)
    const read = await readSite(one, mapping, folder, isoDate('2024-02-01'))
    const { subjects, held } = truthOf(study, site)
    expect(read.files.flatMap(({ problems }) => problems)).toEqual([])
    const made = Object.fromEntries(
      Object.keys(subjects).map(subject => [
        subject,
        previewRows(mapping, read, { subject, rows: 99 })
          .flatMap(row => row.made)
          .map(({ domain, fields }) => [domain, ...fields.map(({ value }) => valueInWords(value))].join(' '))
          .sort(),
      ]),
    )
    expect(made).toEqual(
      Object.fromEntries(Object.entries(subjects).map(([subject, rows]) => [subject, [...rows].sort()])),
    )
    expect(read.harmonized.subjects.keys.length).toBe(Object.keys(subjects).length)
    const issues = [...read.door.issues, ...read.harmonized.issues]
    const findings = [...read.door.findings, ...read.harmonized.findings]
    expect([
      ...findings.map(({ file, kind, effect }) => `${file}: ${kind} (${effect})`),
      ...issues.map(
        ({ file, row, column, kind }) => `${file} row ${row}${column === null ? '' : `, ${column}`}: ${kind}`,
      ),
    ]).toEqual(held)
  },
)
