import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { codeVersion } from '../stages/code-version.js'
import { backUp } from '../sql/back-up.js'
import { refuseOtherFile, writeBackupFile } from './backup-file.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

/** A number of bytes as a person reads it. */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Writes all that the database holds into one file, as it is at one moment; runs that are going on go on. */
export const backupCommand = async (named: string): Promise<number> => {
  if (named === '-') throw new OptionInvalid('a backup is written into a file, not to standard output: name one')
  const file = resolve(named)
  if (!existsSync(dirname(file)))
    throw new OptionInvalid(`there is no folder ${dirname(file)} to write the backup into`)
  await refuseOtherFile(file)
  return withDatabase(async store => {
    const about = { madeAt: new Date().toISOString(), codeVersion: codeVersion() }
    const { header, rows } = await writeBackupFile(file, write => backUp(store, about, write))
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0)
    terminal.print(
      `backed up ${counted(rows['run'] ?? 0, told`run`)} of ${counted(header.keys.length, told`study`, told`studies`)}, ${counted(all, told`row`)} in ` +
        `${counted(header.tables.length, told`table`)}: ${file} (${sizeText((await stat(file)).size)})`,
    )
    terminal.print(
      'it holds what the database holds: keep it as you keep that; the identity key is not in it, keep that apart',
    )
    return 0
  })
}
