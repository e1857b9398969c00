import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { passRows } from '../support/pass-rows.js'
import { withParts } from '../../protocol/facts/part-files.js'
import type { CodelessWords } from '../../protocol/facts/codeless-words.js'
import type { ResultsOfDay } from '../../protocol/facts/results-of-day.js'
import type { DecidingField } from '../../protocol/facts/deciding-fields.js'
import { siteSchema, type SiteMapping } from '../../protocol/language/site.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { unitsOf } from '../../protocol/schema/units.js'
import { shapedTable } from '../../sources/shaped-table.js'
import type { ColumnTable } from '../../sources/column-table.js'
import { readBytes } from '../support/read-table.js'
import { retold } from '../../words/told.js'
import { dayOrNone } from '../support/day-or-none.js'
import { harmonizeInRows } from '../support/harmonize-in-rows.js'

/** A site mapping as written in a test; site and label are filled in. */
export const madeMapping = (written: Record<string, unknown>): SiteMapping =>
  siteSchema.parse({ site: 'north', label: 'North', ...written })

/** Passes text files, by file id, through reader, door and harmonization. */
export const harmonizeTexts = async (
  mapping: SiteMapping,
  texts: Readonly<Record<string, string | Uint8Array>>,
  options: {
    readonly time?: 'dates' | 'day offsets'
    readonly receivedOn?: string | null
    readonly tests?: Record<string, TestDefinition>
    readonly share?: number
    readonly deciding?: readonly DecidingField[]
    readonly codeless?: CodelessWords
    readonly ofDay?: readonly ResultsOfDay[]
  } = {},
) => {
  const tables = []
  const ofParts = withParts(mapping, Object.keys(texts))
  const shaped = new Map<string, ColumnTable>()
  for (const [fileId, text] of Object.entries(texts)) {
    const definition = ofParts.files[fileId]
    if (definition === undefined) throw new Error(`no file ${fileId}`)
    const file = definition.name.replace('*', '')
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    const read = await readBytes(bytes, definition, file, mapping.site)
    const table = shapedTable(read, ofParts, fileId, retold(file), shaped)
    shaped.set(fileId, table)
    tables.push({ fileId, file: retold(file), table })
  }
  const door = passRows({
    study: 'made',
    mapping,
    key: identityKey({}, 'synthetic'),
    tables,
    share: options.share ?? 0.2,
    codeless: { ...options.codeless, units: Object.values(options.tests ?? {}).flatMap(unitsOf) },
    local: true,
  })
  const site = harmonizeInRows({
    study: {
      tests: options.tests ?? {},
      time: options.time ?? 'dates',
      unusable: { share: `${(options.share ?? 0.2) * 100} %` },
      deciding: options.deciding ?? [],
      ofDay: options.ofDay ?? [],
    },
    mapping,
    received: door.received,
    receivedOn: dayOrNone(options.receivedOn),
  })
  return { door, site, issues: [...door.issues, ...site.issues], findings: [...door.findings, ...site.findings] }
}
