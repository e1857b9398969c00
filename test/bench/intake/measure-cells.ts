import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { exportFileSchema } from '../../../protocol/language/mapping/export-file.js'
import { readTable } from '../../support/read-table.js'

/** Reads one workbook to cells, in a process of its own: the counterpart of a library that does nothing else. */
const path = process.argv[2] ?? ''
const file = exportFileSchema.parse({ name: basename(path), subject: { column: 'id' }, rows: 'one a subject' })
const { rows } = await readTable(new Uint8Array(readFileSync(path)), file, basename(path))
process.stdout.write(`${String(rows.length)} rows\n`)
