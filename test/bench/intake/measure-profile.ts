import { basename } from 'node:path'
import { profileFile } from '../../../profiling/profile-file.js'
import { exportFileSchema } from '../../../protocol/language/mapping/export-file.js'
import { readColumns } from '../../../sources/read-columns.js'
import { told } from '../../../words/told.js'

/** Reads a text export, or looks at it without a mapping too, in a process of its own. */
const [, , what, path = ''] = process.argv
const received = basename(path)
const definition = exportFileSchema.parse({ name: received, subject: { column: 'id' } })
const rowsRead = async (): Promise<number> =>
  (await readColumns({ site: '-', file: told`the file`, path, received, definition })).table.rows.length
const rowsSeen = async (): Promise<number> => (await profileFile(path, received)).tables[0]?.rows ?? 0
process.stdout.write(`${String(await (what === 'profile' ? rowsSeen() : rowsRead()))} rows\n`)
