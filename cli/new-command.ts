import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { idSchema } from '../protocol/language/ids.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { exitCodes } from '../words/exit-codes.js'
import { OptionInvalid } from './option-invalid.js'
import { refuseOutFolder } from './out-folder.js'
import { typedPath, usualSynthesis } from './synthesize-command.js'
import { terminal } from './terminal.js'
import { synthesizedLines, writeExports } from './write-exports.js'

// Beside this folder in the checkout and where it is compiled; a bundled program lies one folder deep too.
const template = fileURLToPath(new URL('../synthesis/template/', import.meta.url))

const templateFiles = (): readonly string[] =>
  readdirSync(template, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .sort()

const idOf = (folder: string): string => {
  const id = basename(folder)
  if (!idSchema.safeParse(id).success)
    throw new OptionInvalid(
      `a study is called as its folder, and '${id}' is no id: lower-case letters, digits and hyphens, not digits alone`,
    )
  return id
}

const refuseFilled = (named: string, folder: string): void => {
  if (!existsSync(folder)) {
    refuseOutFolder(folder, named)
    return
  }
  if (!statSync(folder).isDirectory()) throw new OptionInvalid(`${named} is a file, expected a new folder`)
  const there = readdirSync(folder)
  if (there.length > 0)
    throw new OptionInvalid(
      `${named} is not empty (${there.slice(0, 3).join(', ')}): nothing was written; name a new folder`,
    )
}

/** Writes a commented study with synthetic exports made of its own mappings, which runs as it stands; no service is needed. */
export const newCommand = async (named: string): Promise<number> => {
  if (named.trim() === '') throw new OptionInvalid('name the folder of the new study')
  const folder = resolve(named)
  const id = idOf(folder)
  refuseFilled(named, folder)
  for (const file of templateFiles()) {
    const text = readFileSync(join(template, file), 'utf8')
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text.replace(/^study: .*$/m, `study: ${id}`), { flag: 'wx' })
  }
  const loaded = await loadStudy(folder)
  const made = writeExports(loaded, join(folder, loaded.study.exports), usualSynthesis)
  const shown = typedPath(folder)
  terminal.print(
    `${shown} has study.yaml, sites/ and operations.yaml with comments, and SYNTHETIC exports of its own mappings:`,
  )
  for (const site of made) for (const line of synthesizedLines(site)) terminal.print(line)
  terminal.print('Next:')
  terminal.print(`  cohortium check ${shown} --exports ${join(shown, loaded.study.exports)}`)
  terminal.print(`  cohortium run ${shown}`)
  terminal.print(
    `Then change study.yaml and sites/*.yaml to what you ask, and 'cohortium check ${shown}' after each change.`,
  )
  return exitCodes.done
}
